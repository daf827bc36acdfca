"""What is a rule of the watch list, what does it look at, and what may it answer?

A rule is a dated definition: its arithmetic by name (`watching`), its thresholds, its words and worked examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zonebook.measures import Text
from zonebook.regime.definition import NamedLine, Reference, RegimeDefinitionError, Status
from zonebook.regime.obligations import Promise


class WatchFor(StrEnum):
    """The arithmetic a rule may use; each is a function of `watching`, which says what it takes."""

    FIRST_INSPECTION = "first_inspection"
    INSPECTION_TOO_EARLY = "inspection_too_early"
    SHARE_OF_YEAR = "share_of_year"
    SHARE_OF_PROMISES = "share_of_promises"
    BENEFITS_WITHIN = "benefits_within"
    TERM_SINCE_ENTRY = "term_since_entry"
    LEASES_END = "leases_end"
    AGREEMENT_ENDS = "agreement_ends"


class Severity(StrEnum):
    """How pressing an alert is."""

    NOTICE = "notice"  # a day is near
    WARNING = "warning"  # a condition is not met, or a day has passed


class Basis(StrEnum):
    """Whether a limit holds for each year by itself or for all years together."""

    YEARLY = "yearly"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class Watched:
    """The facts of one resident. What is not known is None or left out, and is never zero.

    `leases`: the end of each lease that has one, by the name people know it by. `inspections`: the days of planned
    inspections, held or ahead; unplanned ones follow other rules. `amounts`: what was reported, in base units, by year
    and line; a line of an ended year that is not fully reported is left out.
    """

    company: str
    agreement: str
    signed_on: date | None = None
    entered_on: date | None = None
    valid_until: date | None = None
    leases: Mapping[str, date] = field(default_factory=dict)
    inspections: tuple[date, ...] = ()
    promises: tuple[Promise, ...] = ()
    amounts: Mapping[int, Mapping[str, Decimal]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WatchExample:
    """A worked example: a resident on a day, and what the rule finds: as many alerts, or that it cannot tell."""

    day: date
    watched: Watched
    alerts: int
    unclear: bool = False
    amount: Decimal | None = None
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class WatchRule:
    """A version of a rule. `params` are its thresholds, `lines` and `limit_lines` the lines of the form it adds up.

    It is about residents entered in the register on `entered_from` or later, where that is given. `says_past` are its
    words when the day has passed.
    """

    code: str
    watches: WatchFor
    title: Text
    says: Text
    reference: Reference
    status: Status
    valid_from: date
    examples: tuple[WatchExample, ...]
    params: Mapping[str, Decimal] = field(default_factory=dict)
    lines: tuple[NamedLine, ...] = ()
    limit_lines: tuple[NamedLine, ...] = ()
    basis: Basis | None = None
    entered_from: date | None = None
    says_past: Text | None = None
    note: Text | None = None

    def __post_init__(self) -> None:
        if not any(example.alerts for example in self.examples):
            raise RegimeDefinitionError(f"watch rule {self.code}: examples: none in which it speaks")
        if all(example.alerts for example in self.examples):
            raise RegimeDefinitionError(f"watch rule {self.code}: examples: none in which it keeps silent")

    def param(self, name: str) -> Decimal:
        """A threshold. Raises RegimeDefinitionError for one that the definition does not give."""
        try:
            return self.params[name]
        except KeyError:
            raise RegimeDefinitionError(f"watch rule {self.code}: params: {name} is not given") from None


@dataclass(frozen=True, slots=True)
class Alert:
    """A rule speaks of a resident: since or by which day, in words with the working; `amount` against its `limit`."""

    rule: str
    company: str
    day: date
    severity: Severity
    says: Text
    amount: Decimal | None = None
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """A rule cannot tell, because facts are missing; `missing` names them in words."""

    rule: str
    company: str
    missing: tuple[Text, ...]
    says: Text
