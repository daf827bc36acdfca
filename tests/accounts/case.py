"""One action and who may do it, as the tables of cases beside this file say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.book import SmallBook
from zonebook.accounts.queries import Actor


@dataclass(frozen=True)
class Case:
    """How an action is tried, and who may do it; everybody else of the cast may not."""

    allowed: frozenset[str]
    attempt: Callable[[SmallBook, Actor], object]


def case(*allowed: str):
    """The named ones may, and Frida, who is a superuser."""

    def made(attempt: Callable[[SmallBook, Actor], object]) -> Case:
        return Case(frozenset({*allowed, "frida"}), attempt)

    return made
