"""One action and who may do it, as the tables of cases beside this file say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.book import SmallBook
from zonebook.accounts.queries import Actor

Attempt = Callable[[Any, Actor], object]


@dataclass(frozen=True)
class Case:
    """How an action is tried, and who may do it; everybody else of the cast may not.

    `given` makes what is there before anybody tries, `attempt` gets it; where nothing is made it is the book.
    """

    allowed: frozenset[str]
    given: Callable[[SmallBook], Any]
    attempt: Attempt


def _the_book(book: SmallBook) -> SmallBook:
    return book


def case(*allowed: str, given: Callable[[SmallBook], Any] = _the_book) -> Callable[[Attempt], Case]:
    """The named ones may, and Frida, who is a superuser."""

    def made(attempt: Attempt) -> Case:
        return Case(frozenset({*allowed, "frida"}), given, attempt)

    return made
