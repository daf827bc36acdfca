"""What does one numeric assertion of a text say?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zonebook.measures import Hedge, Text, Written


@dataclass(frozen=True, slots=True)
class NamedScope:
    """A name of the register: its code (`site:pechatniki`) and how it is called, in the nominative."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a growth sets against an earlier time, or a share against a whole.

    `measure` is the reader's name of what grew or is shared, None where the words do not tell (then nothing can be
    asked); `jobs` is the number of jobs there are, `jobs_created` those of a period.

    Growth: `base` is the earlier period, None where no time is said. A state of a period is the one at its end; a base
    of `2024-YTD` ends on the same day of its year as the later period.

    Share: the part is the population `counts_whom` of the claim's scope where one is told («48 % компаний —
    резиденты»), else the claim's scope («на Печатники приходится треть»). `whole` are the words for the whole and
    `wholes` the register's codes for them. `whole` with no codes is somebody whom the register does not know («всех
    российских ОЭЗ»); None is the zone of the text, or beside a population all companies of the scope.
    """

    measure: str | None
    base: str | None = None
    whole: str | None = None
    wholes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """To whom a sentence is ascribed: name and office as written, None where the text does not give one."""

    name: str | None
    office: str | None


class Until(StrEnum):
    """How a plan names its year: what is to be reached `by` it («к 2027 году»), or by its `end` («к концу 2027-го»)."""

    BY = "by"
    END = "end"


@dataclass(frozen=True, slots=True)
class Qualified:
    """What words of the sentence add to a number.

    `owed`: by an agreement («обязуется»). `until`: the plan is one to be reached by a year, not of that year alone.
    `falls`: a ratio says how many times less. `largest`: only the so many largest of the scope are counted. `some`: the
    words by which the number is of some of the scope only, whom no register knows as such («иностранные компании»).
    `may_be_all`: jobs of which no word says that they were created; they may be all that there are.
    """

    owed: bool = False
    until: Until | None = None
    falls: bool = False
    largest: int | None = None
    some: str | None = None
    may_be_all: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity asserted about someone, and the words from which each part was read.

    text[start:end] is the quote. `value` is None for a range; `low` and `high` are the limits that the hedge leaves
    (None: open). `period` and `scope` are as written or resolved from the text; None where the text does not tell.
    `scopes` are the register's codes for the scope words. `counts_whom` is the population that the words name, if
    they name one. `unnamed_member`: the text speaks of one member of the scope without naming it. `is_former`: the
    number is the earlier end of a change («со 118 до 150»), so that no period means an unknown one, not the present.
    `is_within_period`: the words name a month or a season of the period («в мае 2025 года»), not all of it.
    """

    start: int
    end: int
    quote: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    hedge: Hedge
    unit: str
    measure: str
    measure_group: str
    period: str | None
    scope: str | None
    written: Written | None = None
    upper: Written | None = None
    scopes: tuple[str, ...] = ()
    counts_whom: str | None = None
    unnamed_member: bool = False
    is_former: bool = False
    is_within_period: bool = False
    read_by: tuple[str, ...] = ()
    compared: Compared | None = None
    speaker: Speaker | None = None
    qualified: Qualified = Qualified()


@dataclass(frozen=True, slots=True)
class Unread:
    """A number at text[start:end] that may be a claim and was not read as one, and what was unclear about it."""

    start: int
    end: int
    quote: str
    why: Text


@dataclass(frozen=True, slots=True)
class TextReading:
    """What was read of a text: its claims, and the numbers that a person should look at, each in order."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
