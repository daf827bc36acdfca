"""Two pairs of published figures on the zone of the book that contradict each other, one of them ruled on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.portal.rated_book import publish
from zonebook.published.actions import rule_on_pair
from zonebook.published.comparing import Pair, found_contradictions
from zonebook.published.ruling import Opinion

if TYPE_CHECKING:
    from tests.portal.book import SmallBook

ROWS = (
    {"indicator": "jobs_year", "period": "2024", "value": "4900", "unit": "jobs", "hedge": "more_than"},
    {"indicator": "jobs_year", "period": "2024", "value": "5900", "unit": "jobs", "hedge": "about"},
    {"indicator": "investment_year_bn_rub", "period": "2024", "value": "70.6", "unit": "bn RUB"},
    {"indicator": "investment_year_bn_rub", "period": "2024", "value": "215", "unit": "bn RUB", "hedge": "about"},
    {"indicator": "investment_declared_bn_rub", "period": "as_of 2025-02", "value": "215", "unit": "bn RUB"},
)
NOTES = {"4900": "in resident firms"}


def contradict(book: SmallBook) -> None:
    """Publish them, and let Clara rule on the jobs."""
    publish(book, [row | {"zone_id": "proba", "note": NOTES.get(row["value"], "")} for row in ROWS])
    ruling = {"cause": "residents_or_companies", "text": "4900 мест созданы у резидентов, остальные у соседей."}
    rule_on_pair(book.act("clara", date(2025, 3, 5)), pair_of("jobs_year"), opinion=Opinion("explained", **ruling))


def pair_of(indicator: str) -> Pair:
    """The contradiction on an indicator of the book's zone."""
    return next(one.pair for one in found_contradictions() if one.contradiction.smaller.meaning.code == indicator)
