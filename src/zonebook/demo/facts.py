"""The public facts that the demonstration begins from, read from the CSV files beside this module.

A row keeps the page that it was read from; a few were handed down without one. Periods and hedges are translated into
the book's terms; a row that the book has no measure for is kept as a statement that cannot be checked, never dropped.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from types import MappingProxyType

from zonebook.claims import Claim
from zonebook.measures import Hedge, Written, last_day_as_published
from zonebook.newsroom.actions import PublishedFigure

BN = Decimal(10) ** 9
HOME = "technopolis-moscow"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What an indicator of the facts means in the reader's terms."""

    measure: str
    unit: str
    magnitude: Decimal = Decimal(1)


_INDICATORS: Mapping[str, Indicator] = MappingProxyType(
    {
        "companies": Indicator("companies_located", "companies"),
        "residents": Indicator("residents", "residents"),
        "jobs_year": Indicator("jobs_created", "jobs"),
        "jobs_cumulative": Indicator("jobs_created", "jobs"),
        "employees": Indicator("employees", "people"),
        "investment_year_bn_rub": Indicator("investment", "RUB", BN),
        "investment_cumulative_bn_rub": Indicator("investment", "RUB", BN),
        "revenue_year_bn_rub": Indicator("revenue", "RUB", BN),
        "area_ha": Indicator("area", "ha"),
        "effectiveness_rating_place": Indicator("rating_place", "place"),
        "investment_rating_place": Indicator("rating_place", "place"),
    }
)
_HEDGES: Mapping[str, Hedge] = MappingProxyType(
    {
        "exact": Hedge.EXACT,
        "more_than": Hedge.MORE_THAN,
        "about": Hedge.ABOUT,
        "almost": Hedge.ALMOST,
        "up_to": Hedge.AT_MOST,
    }
)
_RATINGS = {"effectiveness_rating_place": "effectiveness", "investment_rating_place": "investment_attractiveness"}
_SCOPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "": (f"zone:{HOME}",),
        "three-sites": ("site:pechatniki", "site:alabushevo", "site:rudnevo"),
        "lassard": ("company:lassard",),
        "niime": ("company:niime",),
        **{site: (f"site:{site}",) for site in ("pechatniki", "alabushevo", "rudnevo", "mikron", "miet", "khrunichev")},
    }
)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the files."""
    with (files("zonebook.demo") / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def article(name: str) -> str:
    """A demonstration article."""
    return (files("zonebook.demo") / "articles" / f"{name}.txt").read_text(encoding="utf-8")


def published_figures(zone: str) -> Iterator[PublishedFigure]:
    """The numeric facts of a zone as published figures, in the order of the file."""
    for row in rows("zone_facts"):
        if row["zone_id"] == zone and (claim := _claim(row)) is not None:
            unit_name = f"{row['sub_unit']} " if row["sub_unit"] else ""
            yield PublishedFigure(
                claim=claim,
                title=f"{unit_name}{row['indicator']}, {row['period']}",
                link=row["source_url"],
                channel=row["source_domain"],
                published=last_day_as_published(row["source_date"]),
                published_as_written=row["source_date"],
            )


@dataclass(frozen=True, slots=True)
class Place:
    """A zone's published place in an edition of a rating."""

    rating: str
    year: int
    zone: str
    place: int
    published: date
    link: str


def rating_places() -> tuple[Place, ...]:
    """The places that were published, each from the page that had it first."""
    found: dict[tuple[str, int, str], Place] = {}
    for row in rows("zone_facts"):
        rating, published = _RATINGS.get(row["indicator"]), last_day_as_published(row["source_date"])
        if rating is None or row["sub_unit"] or not row["period"].isdigit() or published is None:
            continue
        place = Place(
            rating, int(row["period"]), row["zone_id"], int(Decimal(row["value"])), published, row["source_url"]
        )
        key = (place.rating, place.year, place.zone)
        found[key] = min(found.get(key, place), place, key=lambda one: one.published)
    return tuple(found.values())


def _claim(row: Mapping[str, str]) -> Claim | None:
    try:
        Decimal(row["value"])
    except InvalidOperation:
        return None  # four rows are texts
    indicator = _INDICATORS.get(row["indicator"]) or Indicator(_slug(row), "other")
    written = Written.of(row["value"].replace(".", ","), indicator.magnitude)
    quote = f"{row['value']} {row['unit']}"
    return Claim(
        start=0,
        end=len(quote),
        quote=quote,
        value=written.value,
        low=None,
        high=None,
        hedge=_HEDGES[row["hedge"]],
        unit=indicator.unit,
        measure=indicator.measure,
        measure_group="",
        period=_period(row["period"]),
        scope=None if row["sub_unit"] in _SCOPES else f"«{row['sub_unit']}»",
        written=written,
        scopes=_SCOPES.get(row["sub_unit"], ()),
        read_by=(f"row of public facts: {row['indicator']}",),
    )


def _slug(row: Mapping[str, str]) -> str:
    plans = ("_planned", "_target", "_declared")
    return f"{row['indicator']}_planned" if any(plan in row["indicator"] for plan in plans) else row["indicator"]


def _period(text: str) -> str | None:
    """The reader's code for a period of the facts: `2024H1` → `2024-H1`, `as_of 2025-02` → `as_of:2025-02-28`."""
    if found := re.fullmatch(r"(\d{4})(H[12]|Q[1-4])?", text):
        return "-".join(filter(None, found.groups()))
    if found := re.fullmatch(r"(\d{4})M9", text):
        return f"{found[1]}-9M"
    if text.startswith("as_of "):
        named = text.removeprefix("as_of ").replace("H1", "-06").replace("H2", "-12")
        day = last_day_as_published(named)
        return f"as_of:{day or named}"
    if found := re.fullmatch(r"\d{4}-\d{4}", text):
        return text
    return "plan" if "plan" in text or "future" in text else None
