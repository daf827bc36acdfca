"""Agreements of the small book that were concluded before it began, and what is done with them in one line.

Alfa signed on 10 March 2021 and promised 40 jobs and 200 million roubles of investment a year; plausible reports (see
`tests.book`) tell 10 jobs and 50 million roubles a quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.book import SmallBook
from zonebook.accounts.queries import Actor
from zonebook.agreements import actions as agreements
from zonebook.agreements.models import Agreement
from zonebook.oversight import actions
from zonebook.oversight.models import Inspection, Order

SIGNED = date(2021, 3, 10)
ACT = ("акт.pdf", b"%PDF-1.7 act")
USUAL: Mapping[str, int] = {"jobs_created": 40, "investment": 200_000_000}


def promised(years: Mapping[int, Mapping[str, int]]) -> dict[tuple[int, str], Decimal]:
    """Promises by year and line, in base units."""
    return {(year, line): Decimal(amount) for year, lines in years.items() for line, amount in lines.items()}


def agree(book: SmallBook, company: str = "alfa", **changed: object) -> Agreement:
    """An agreement recorded as it stood when the book began; `changed` replaces what is usual."""
    usual = {
        "number": f"С-{company}",
        "signed_on": SIGNED,
        "entered_on": date(2021, 3, 15),
        "valid_until": date(2045, 1, 1),
        "planned": promised({2024: USUAL, 2025: USUAL}),
    }
    boris = book.actor("boris", "2023-01-10")
    return agreements.record_agreement(boris, book.zone, company=book.companies[company], **{**usual, **changed})


def planned(book: SmallBook, agreement: Agreement, *, on: date = date(2024, 6, 3)) -> Inspection:
    """An inspection that Boris planned."""
    return actions.plan_inspection(book.actor("boris", "2024-05-01"), agreement, planned_on=on)


def held(
    book: SmallBook,
    inspection: Inspection,
    *,
    result: str = "breaches",
    findings: str = "Стенд не куплен.",
    by: Actor | None = None,
) -> Inspection:
    """The inspection, held on the day that it was planned for; written by Boris today, or as `by` says."""
    actor, day = by or book.actor("boris"), inspection.planned_on
    return actions.record_inspection(actor, inspection, held_on=day, found=(result, findings), act=ACT)


def ordered(book: SmallBook, inspection: Inspection, *, due: date = date(2025, 3, 1)) -> Order:
    """An order to remedy what the inspection found."""
    return actions.issue_order(book.actor("boris"), inspection, text="Купить стенд.", due=due)


def report_year(book: SmallBook, company: str = "alfa", *, year: int = 2024, **changed: object) -> None:
    """The four reports of a year, each from its beginning; `changed` are lines that differ from the plausible."""
    for code in (f"{year}-Q1", f"{year}-H1", f"{year}-9M", f"{year}"):
        book.report(code, company, **changed)


def queries_of_one_and_of_five(book: SmallBook, ask: Callable[[], object]) -> tuple[int, int]:
    """How many queries a question takes while one resident has an agreement, and when five have one."""
    agree(book)
    of_one = _queries(ask)
    agree(book, "beta")
    for number in range(3):
        book.newcomer(f"new-{number}", first_day=date(2021, 1, 1))
        agree(book, f"new-{number}")
    return of_one, _queries(ask)


def _queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)
