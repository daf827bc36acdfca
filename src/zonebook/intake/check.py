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
from typing import TypeVar

from zonebook.intake.form import Form, Reference, Status
from zonebook.intake.reading import Severity
from zonebook.measures import Text

Key = tuple[str, str]  # line, site
Value = TypeVar("Value")


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
    JUMP_FROM_OPENING = "jump_from_opening"
    SINCE_START_TOTAL = "since_start_total"
    GROWTH_EXPLAINED = "growth_explained"
    MANY_UNCHANGED = "many_unchanged"
    QUARTERS_MISSED = "quarters_missed"
    RESIDENTS_ONLY = "residents_only"
    GONE_FROM_SITE = "gone_from_site"
    FLAG_AS_REGISTERED = "flag_as_registered"
    ROOM_FOR_PEOPLE = "room_for_people"
    ABOVE_PLAN = "above_plan"
    BELOW_PLAN = "below_plan"
    UNLIKE_OWN_QUARTERS = "unlike_own_quarters"
    UNLIKE_PEERS = "unlike_peers"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of one site besides its report, by line and in base units; what is absent is not known.

    `previous`: the report before. Of a flow, the amount accumulated in the same year (so nothing in the first
    quarter); of a stock or an average, its level. `last_report`: the same report as it was filed, whatever the year.
    `year_before`: the same period of the year before, accumulated alike. `months`: how many months the report's flows
    cover (3, 6, 9 or 12). `opening`: the opening report. `since_start`: flows from the company's start to the end of
    the year before: the opening report and every year since; nothing where one of them is not in the book. `series`:
    earlier quarters, the oldest first: of a flow what one quarter added, of anything else its level. `missed`: the
    quarters directly before the report's own that were asked for, after an earlier one, and have no accepted report.
    `peers`: what other sites of the same industry reported a quarter earlier, over `peer_months` months. `promised`:
    what the agreement has for the year, for all sites together. `is_resident`: on any day of the flows.
    `foreign_share` is in per cent. `left_on`: the last day on the site, where that was before the report's last day.
    `area_sqm`: what is let to the company there.
    """

    months: int = 3
    previous: Mapping[str, Decimal] = field(default_factory=dict)
    last_report: Mapping[str, Decimal] = field(default_factory=dict)
    year_before: Mapping[str, Decimal] = field(default_factory=dict)
    opening: Mapping[str, Decimal] = field(default_factory=dict)
    since_start: Mapping[str, Decimal] = field(default_factory=dict)
    series: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)
    missed: tuple[Text, ...] = ()
    peers: tuple[Mapping[str, Decimal], ...] = ()
    peer_months: int = 3
    promised: Mapping[str, Decimal] = field(default_factory=dict)
    is_resident: bool | None = None
    foreign_share: Decimal | None = None
    left_on: date | None = None
    area_sqm: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Example(Known):
    """One site's report (a line left out is blank), what is known besides, and the lines the check speaks of."""

    values: Mapping[str, Decimal]
    finds: tuple[str, ...]


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
class Register:
    """What the register says of the company for the days of the report; see `Known`. Sites by code."""

    is_resident: bool | None = None
    foreign_share: Decimal | None = None
    left_on: Mapping[str, date] = field(default_factory=dict)
    area_sqm: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known besides a report, by (line, site) and in base units: see `Known`, which is the same of one site."""

    months: int
    previous: Mapping[Key, Decimal] = field(default_factory=dict)
    year_before: Mapping[Key, Decimal] = field(default_factory=dict)
    last_report: Mapping[Key, Decimal] = field(default_factory=dict)
    opening: Mapping[Key, Decimal] = field(default_factory=dict)
    since_start: Mapping[Key, Decimal] = field(default_factory=dict)
    series: Mapping[Key, tuple[Decimal, ...]] = field(default_factory=dict)
    missed: tuple[Text, ...] = ()
    peers: tuple[Mapping[str, Decimal], ...] = ()
    peer_months: int = 3
    promised: Mapping[str, Decimal] = field(default_factory=dict)
    register: Register = field(default_factory=Register)

    def known_at(self, site: str) -> Known:
        """What is known of one site."""
        return Known(
            months=self.months,
            previous=_at_site(self.previous, site),
            last_report=_at_site(self.last_report, site),
            year_before=_at_site(self.year_before, site),
            opening=_at_site(self.opening, site),
            since_start=_at_site(self.since_start, site),
            series=_at_site(self.series, site),
            missed=self.missed,
            peers=self.peers,
            peer_months=self.peer_months,
            promised=self.promised,
            is_resident=self.register.is_resident,
            foreign_share=self.register.foreign_share,
            left_on=self.register.left_on.get(site),
            area_sqm=self.register.area_sqm.get(site),
        )


def _at_site(values: Mapping[Key, Value], site: str) -> dict[str, Value]:
    return {line: value for (line, where), value in values.items() if where == site}


@dataclass(frozen=True, slots=True)
class Situation:
    """What a rule sees of one site: amounts by line, and the blank lines; unreadable ones are in neither.

    `whole`: the amounts of all sites together, of the lines that each of them answered, for the rules that are about
    the company; None at all sites but the first, so that such a rule speaks once.
    """

    form: Form
    values: Mapping[str, Decimal]
    blank: frozenset[str]
    known: Known
    whole: Mapping[str, Decimal] | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule speaks up about a line; `said` fills the placeholders of the check's words."""

    line: str
    said: Mapping[str, Text]
