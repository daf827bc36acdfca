"""What is a check over filed numbers, and what does it look at?

A check is a dated definition: a rule by name, the lines it is about, its thresholds, its words, and two
worked examples. Only the arithmetic of a rule is code (`rules`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zonebook.intake.form import Form, Reference, Status
from zonebook.intake.reading import Severity
from zonebook.measures import Text

Key = tuple[str, str]  # line, site


class Rule(StrEnum):
    """The arithmetic a check may use; each is a function of `rules`, which says what it takes."""

    NOT_NEGATIVE = "not_negative"
    REQUIRED_GIVEN = "required_given"
    PART_WITHIN_WHOLE = "part_within_whole"
    SHARE_AT_LEAST = "share_at_least"
    SUM_WITHIN_SHARE = "sum_within_share"
    WITHIN = "within"
    RATIO_WITHIN = "ratio_within"
    SHARE_OF_PAYROLL = "share_of_payroll"
    POSITIVE_TOGETHER = "positive_together"
    NOT_FALLING = "not_falling"
    JUMP_FROM_PREVIOUS = "jump_from_previous"
    JUMP_FROM_YEAR_BEFORE = "jump_from_year_before"
    UNIT_SLIP = "unit_slip"


@dataclass(frozen=True, slots=True)
class Example:
    """One site's report (base units, by line; a line left out is blank) and the lines the check speaks of."""

    values: Mapping[str, Decimal]
    finds: tuple[str, ...]
    previous: Mapping[str, Decimal] = field(default_factory=dict)
    year_before: Mapping[str, Decimal] = field(default_factory=dict)
    months: int = 3


@dataclass(frozen=True, slots=True)
class Check:
    """A version of a check. `params` are its thresholds: amounts in base units, shares, multiples."""

    code: str
    severity: Severity
    rule: Rule
    lines: tuple[str, ...]
    message: Text
    advice: Text
    reference: Reference
    status: Status
    valid_from: date
    speaks: Example
    silent: Example
    params: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """Earlier accepted values by (line, site), in base units; what is absent was not reported.

    `previous`: the report before. Of a flow, the amount accumulated in the same year (so nothing in the first
    quarter); of a stock or an average, its level. `year_before`: the same period of the year before,
    accumulated alike. `months`: how many months the report's flows cover (3, 6, 9 or 12).
    """

    months: int
    previous: Mapping[Key, Decimal] = field(default_factory=dict)
    year_before: Mapping[Key, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """What a rule sees of one site: amounts by line, and the blank lines; unreadable ones are in neither."""

    form: Form
    values: Mapping[str, Decimal]
    blank: frozenset[str]
    previous: Mapping[str, Decimal]
    year_before: Mapping[str, Decimal]
    months: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule speaks up about a line; `said` fills the placeholders of the check's words."""

    line: str
    said: Mapping[str, Text]
