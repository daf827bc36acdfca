"""How does an edition of a rating leave the book: as CSV, a workbook, JSON, or on paper?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from zonebook.documents import LeagueLine, LeaguePaper, league_pdf
from zonebook.portal.downloads import PDF, download
from zonebook.portal.exports import csv_of, xlsx_of
from zonebook.portal.rating_words import (
    STATUSES,
    chance,
    cost_said,
    decimal,
    percent,
    place_said,
    places,
    replays_said,
    title_said,
)
from zonebook.portal.ratings import League, Row
from zonebook.portal.templatetags.zonebook import moment, say
from zonebook.registry.printed import local_moment
from zonebook.registry.wording import language

_COLUMNS = (
    "place", "zone", "name", "score", "median", "low", "high", "first", "best", "worst", "known", "class"
)  # fmt: skip


def as_csv(league: League, *, address: str) -> HttpResponse:
    """The league table as CSV, exact, with what it is on top; zones that are not ranked have no place."""
    facts = [*_facts(league), ("address", address)]
    return csv_of(facts, [_COLUMNS, *_rows(league)], name=_name(league))


def as_xlsx(league: League, *, address: str) -> HttpResponse:
    """The same as a workbook under headers in the language of the page."""
    headers = [
        _("Place"), _("Code"), _("Zone"), _("Score"), _("Median place"), _("Interval, from"), _("Interval, to"),
        _("First in a share of"), _("Best place"), _("Worst place"), _("Known, share"), _("Class"),
    ]  # fmt: skip
    facts = [*_facts(league), ("address", address)]
    return xlsx_of(facts, _rows(league), headers=headers, title=title_said(league), name=_name(league))


def as_json(league: League, *, address: str) -> HttpResponse:
    """The frozen answer as `zonebook rate --format json` prints it, with which edition it is."""
    edition = league.edition
    content = {
        "rating": edition.rating,
        "class": edition.zone_class,
        "year": edition.year,
        "number": edition.number,
        "as_of": edition.as_of.isoformat(),
        "made_at": edition.made_at.isoformat(),
        "definition": edition.definition,
        "sha256": edition.sha256,
        "address": address,
        "matrix": edition.matrix,
        "taken": edition.taken,
        "result": edition.result,
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})


def as_pdf(league: League, *, address: str) -> HttpResponse:
    """The league table on paper."""
    edition = league.edition
    has_classes = bool(league.rating.classes)
    headings = [_("Place"), _("Zone"), _("Score"), _("Interval"), _("Any weights"), _("Is first in"), _("Known")]
    paper = LeaguePaper(
        language(),
        title_said(league),
        lines=(str(STATUSES[league.rating.status]), replays_said(league)),
        headings=(*headings, *([_("Class")] if has_classes else [])),
        drawn=_("Places 1 to %(count)s") % {"count": len(league.rows)},
        rows=tuple(_line(row, has_classes=has_classes) for row in league.rows),
        said=tuple(_sentences(league)),
        facts=(
            (_("Definition"), edition.definition),
            (_("Made"), moment(edition.made_at)),
            ("SHA-256", edition.sha256),
            (_("Address"), address),
        ),
        made_at=local_moment(edition.made_at),
    )
    return download(league_pdf(paper), name=f"{_name(league)}.pdf", media_type=PDF)


def _line(row: Row, *, has_classes: bool) -> LeagueLine:
    reach = "—" if row.best is None or row.worst is None else places(row.best, row.worst)
    cells = [
        str(row.place), row.name, decimal(row.score), places(row.low, row.high), reach, chance(row.first),
        percent(row.known),
    ]  # fmt: skip
    if has_classes:
        cells.append(say(row.reached) if row.reached else "—")
    return LeagueLine(tuple(cells), row.place, row.low, row.high, best=row.best, worst=row.worst)


def _sentences(league: League) -> Iterator[str]:
    yield from (place_said(row) for row in league.leaders)
    if league.cost:
        yield cost_said(league.cost)
    if league.unranked:
        names = [f"{name} ({percent(known)})" for name, known in league.unranked]
        yield _("Not ranked, for too little is known of them: %(zones)s.") % {"zones": ", ".join(names)}


def _facts(league: League) -> list[tuple[str, Any]]:
    edition, result = league.edition, league.result
    return [
        ("rating", edition.rating),
        ("class", edition.zone_class),
        ("year", edition.year),
        ("number", edition.number),
        ("as_of", edition.as_of),
        ("definition", edition.definition),
        ("status", league.rating.status),
        ("replays", result["replays"]),
        ("failed", sum(result["failed"].values())),
        ("seed", result["seed"]),
        ("sha256", edition.sha256),
    ]


def _rows(league: League) -> list[tuple[Any, ...]]:
    ranked = [
        (
            row.place, row.zone, row.name, _exact(row.score), row.median, row.low, row.high, _exact(row.first),
            row.best, row.worst, _exact(row.known), say(row.reached) if row.reached else None,
        )
        for row in league.rows
    ]  # fmt: skip
    unknown = [
        (None, zone, league.names[zone], *[None] * 7, _exact(share), None)
        for zone, share in league.result["unranked"].items()
    ]
    return [*ranked, *unknown]


def _exact(number: float) -> Decimal:
    """Twelve digits: as many as scores are told apart by, and a spreadsheet keeps."""
    return Decimal(f"{number:.12g}")


def _name(league: League) -> str:
    edition = league.edition
    return f"{edition.rating}-{edition.zone_class}-{edition.year}-{edition.number}"
