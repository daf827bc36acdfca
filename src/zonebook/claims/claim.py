"""What does one numeric assertion of a text say?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from zonebook.measures import Hedge, Text, Written


@dataclass(frozen=True, slots=True)
class NamedScope:
    """A name of the register: its code (`site:pechatniki`) and how it is called, in the nominative."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a growth sets against an earlier time, or a share against a whole.

    `measure` is the reader's name of what grew or is shared. `base` is the earlier period of a growth; `whole` are the
    words for what a share is a part of, and `wholes` the register's codes for them. None and () where the text does not
    tell.
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity asserted about someone, and the words from which each part was read.

    text[start:end] is the quote. `value` is None for a range; `low` and `high` are the limits that the hedge leaves
    (None: open). `period` and `scope` are as written or resolved from the text; None where the text does not tell.
    `scopes` are the register's codes for the scope words. `counts_whom` is the population that the words name, if
    they name one. `unnamed_member`: the text speaks of one member of the scope without naming it.
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
    read_by: tuple[str, ...] = ()
    compared: Compared | None = None
    speaker: Speaker | None = None


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
