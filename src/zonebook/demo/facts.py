"""The public facts that the demonstration begins from, read from the CSV files beside this module.

A row keeps the page that it was read from; a few were handed down without one. Periods and hedges are translated into
the book's terms; a row that the book has no measure for is kept as a statement that cannot be checked, never dropped.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from types import MappingProxyType

from zonebook.claims import Claim
from zonebook.measures import Written, last_day_as_published
from zonebook.methodology import load_methodology
from zonebook.methodology.published import load_published
from zonebook.newsroom.actions import PublishedFigure
from zonebook.published.dating import dated
from zonebook.published.reading import HEDGES, FactTable, fact_table

HOME = "technopolis-moscow"


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


def published_table() -> FactTable:
    """All figures of the file about all zones, not kept yet, and the rows that are texts."""
    text = (files("zonebook.demo") / "data" / "zone_facts.csv").read_text(encoding="utf-8")
    return fact_table(text, definition=load_published())


def _claim(row: Mapping[str, str]) -> Claim | None:
    """The claim that a row makes; what the book has no measure of is named as in the file."""
    published = load_published()
    if row["indicator"] in published.texts:
        return None
    indicator = published.of_column(row["indicator"], unit=row["unit"])
    measure = load_methodology().measure(indicator.measure) if indicator.measure else None
    digits = row["value"].replace(".", ",")
    written = published.written(digits, unit=row["unit"]) if measure else Written.of(digits)
    quote = f"{row['value']} {row['unit']}"
    return Claim(
        start=0,
        end=len(quote),
        quote=quote,
        value=written.value,
        low=None,
        high=None,
        hedge=HEDGES[row["hedge"]],
        unit=indicator.unit if measure else "other",
        measure=measure.said_as[0] if measure else _slug(row),
        measure_group="",
        period=dated(row["period"]).code or None,
        scope=None if row["sub_unit"] in _SCOPES else f"«{row['sub_unit']}»",
        written=written,
        scopes=_SCOPES.get(row["sub_unit"], ()),
        read_by=(f"row of public facts: {row['indicator']}",),
    )


def _slug(row: Mapping[str, str]) -> str:
    plans = ("_planned", "_target", "_declared")
    return f"{row['indicator']}_planned" if any(plan in row["indicator"] for plan in plans) else row["indicator"]
