"""What others published about all zones, and our rating of the zones by it.

The public facts reach beyond the day that the book ends: they and the editions are entered on the day that the newest
of them was said. Four rows of the file are texts (where a site lies, by which decree a zone was founded) and no
figures; the entry of the audit names them.
"""

from __future__ import annotations

from collections.abc import Callable

from zonebook.accounts.queries import Actor
from zonebook.demo import facts, register
from zonebook.demo.timeline import moment
from zonebook.figures.actions import make_edition
from zonebook.figures.comparing import Comparison
from zonebook.measures.published import DatedTo
from zonebook.published.actions import keep_facts

EDITIONS = (
    *(Comparison("zone-balance", "technology", year) for year in (2021, 2022, 2023, 2024)),
    Comparison("zone-balance", "industrial", 2024),
)
"""Of the years that enough zones published something of."""


STEPS = 1 + len(EDITIONS)


def enter_published(stage: register.Stage, *, progress: Callable[[int], None]) -> None:
    """Keep the facts, then make the editions; tells after each step how many are done."""
    table = facts.published_table()
    days = [fact.said_on for fact in table.facts if fact.said_on is not None and fact.dated_to == DatedTo.DAY]
    at = moment(max(days))
    keep_facts(Actor(stage.users["press_officer"], at), table.facts, texts=table.texts)
    for done, edition in enumerate(EDITIONS, start=1):
        progress(done)
        make_edition(Actor(stage.users["analyst"], at), edition)
    progress(STEPS)
