"""What was published of five zones, and two editions of a rating made of it; places of others beside.

Proba is first in both years. Of the zone Fifth nothing but its residents was published, so it is not ranked.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zonebook.accounts.models import User
from zonebook.accounts.queries import Actor
from zonebook.figures.actions import make_edition, record_edition
from zonebook.figures.comparing import Comparison
from zonebook.figures.models import Edition, RatingEdition
from zonebook.methodology.published import load_published
from zonebook.published.actions import keep_facts
from zonebook.published.reading import COLUMNS, fact_table
from zonebook.registry.actions import found_zone
from zonebook.registry.models import Zone

if TYPE_CHECKING:
    from tests.portal.book import SmallBook

NEWCOMERS = {"third": ("Третья", "Third"), "fourth": ("Четвёртая", "Fourth"), "fifth": ("Пятая", "Fifth")}
INDICATORS = (("residents", "count"), ("jobs_cumulative", "jobs"), ("investment_cumulative_bn_rub", "bn RUB"))
PUBLISHED = {
    2023: {
        "proba": (90, 21_000, 150), "other": (60, 9_000, 78), "third": (150, 6_000, 55), "fourth": (35, 2_900, 9),
        "fifth": (3, None, None),
    },
    2024: {
        "proba": (97, 24_000, 170), "other": (64, 9_600, 85), "third": (152, 6_100, 60), "fourth": (36, 3_000, 10),
        "fifth": (3, None, None),
    },
}  # fmt: skip


def rate_zones(book: SmallBook) -> None:
    """Everything, as of March 2025; the chief may do it all."""
    chief = Actor(User.objects.get(username="chief"), book.act("clara", date(2025, 3, 3)).at)
    for code, (ru, en) in NEWCOMERS.items():
        found_zone(chief, code=code, name_ru=ru, name_en=en, kind=Zone.Kind.TECHNOLOGY)
    publish(book, [row for year, zones in PUBLISHED.items() for row in _rows(year, zones)])
    for year in PUBLISHED:
        make_edition(book.act("clara", date(2025, 3, 3)), comparison(year))
    _rate_by_others(chief, book.zone)


def comparison(year: int) -> Comparison:
    """Few replays: the pages say the same of many."""
    return Comparison("zone-balance", "technology", year, seed=7, draws=200)


def publish(book: SmallBook, rows: list[dict[str, Any]]) -> None:
    """Pavel keeps published figures; a row says what is not usual of it."""
    usual = {
        "sub_unit": "", "hedge": "exact", "source_url": "https://example.ru/news", "source_domain": "example.ru",
        "source_kind": "business_press", "source_date": "2025-02-01", "source_date_precision": "day",
        "basis": "stated", "note": "",
    }  # fmt: skip
    lines = [",".join(COLUMNS)]
    lines += [",".join(str((usual | row)[column]) for column in COLUMNS) for row in rows]
    facts = fact_table("\n".join(lines), definition=load_published()).facts
    keep_facts(book.act("pavel", date(2025, 3, 2)), facts)


def made_again(book: SmallBook, year: int = 2024) -> Edition:
    """The edition of a year once more, after more was published."""
    return make_edition(book.act("clara", date(2025, 3, 4)), comparison(year), reason="Опубликовано новое число.")


def _rows(year: int, zones: dict[str, tuple[int | None, ...]]) -> list[dict[str, Any]]:
    return [
        {"zone_id": zone, "indicator": indicator, "unit": unit, "value": number, "period": f"as_of {year}-12-31",
         "source_date": f"{year + 1}-02-01"}
        for zone, numbers in zones.items()
        for (indicator, unit), number in zip(INDICATORS, numbers, strict=True)
        if number is not None
    ]  # fmt: skip


def _rate_by_others(chief: Actor, zone: Zone) -> None:
    """The federal assessment put Proba first in two years, and told only a score before."""
    for year, place in ((2024, 1), (2023, 1), (2022, None)):
        edition = RatingEdition(
            rating="effectiveness", year=year, title_ru=f"Оценка за {year} год", title_en=f"Assessment of {year}",
            published=date(year + 1, 7, 1), source_url="https://example.ru/rating",
        )  # fmt: skip
        record_edition(chief, zone, edition=edition, place=place, score=None if place else 96)
