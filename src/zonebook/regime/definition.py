"""On what does a rule of the regime rest, and what is a definition that contradicts itself?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from zonebook.measures import Text

Status = Literal["official", "illustrative"]


class RegimeDefinitionError(ValueError):
    """A definition of the regime that contradicts itself; the message names the place and what to change."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The document a definition rests on; `link` is empty where no page was read."""

    title: Text
    link: str = ""


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line of the report that a rule is about: its code, its name and its unit code."""

    code: str
    title: Text
    unit: str


def must_be_single(kind: str, codes: Iterable[str]) -> None:
    """Raises RegimeDefinitionError for the first code that is given twice."""
    for code, count in Counter(codes).items():
        if count > 1:
            raise RegimeDefinitionError(f"{kind} {code}: defined {count} times")


def must_be_known(place: str, named: Iterable[str], *, known: Iterable[str]) -> None:
    """Raises RegimeDefinitionError for what is named and not defined."""
    unknown = sorted(set(named) - set(known))
    if unknown:
        raise RegimeDefinitionError(f"{place}: not defined: {', '.join(unknown)}")
