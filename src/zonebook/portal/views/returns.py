"""What the zone owes others: the summary tables and the bridges, for the zone's staff, on the page and as files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, require
from zonebook.documents import summary_docx, summary_pdf
from zonebook.intake import write_summary
from zonebook.measures import Answer, Period, PeriodError
from zonebook.measures.bridge import TAKEN_AWAY, TERMS, Bridge
from zonebook.measures.printed import PrintedRow, PrintedTable
from zonebook.methodology import MethodologyError, load_methodology
from zonebook.portal.asking import ADVICE, Unclear, read_moment
from zonebook.portal.doors import book_zone
from zonebook.portal.downloads import DOCX, PDF, XLSX, download
from zonebook.portal.handing_over import (
    in_unit,
    lacking_in_words,
    named_bridges,
    names_companies,
    printed_bridge,
    printed_summary,
    unit_of,
)
from zonebook.portal.templatetags.zonebook import number, say
from zonebook.registry.models import Company, Site, Zone
from zonebook.returns.queries import (
    BridgeAsked,
    BridgeOfPeriod,
    bridge_of,
    may_be_handed_over,
    periods_to_hand_over,
    summary,
)

_FILES = MappingProxyType({"xlsx": (write_summary, XLSX), "docx": (summary_docx, DOCX), "pdf": (summary_pdf, PDF)})


@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    """The tables and bridges by the definitions in force."""
    _staff(request)
    methodology = load_methodology()
    content = {"tables": methodology.tables_on(localdate()), "bridges": methodology.bridges, "forms": list(_FILES)}
    return render(request, "portal/returns.html", content)


@require_safe
def table(request: HttpRequest, code: str) -> HttpResponse:
    """One table for a period as known at a moment; `format` is html, xlsx, docx or pdf."""
    zone = _staff(request)
    try:
        during, known_at = _asked(request, zone)
        definition = load_methodology().table(code, on=during.last)
    except Unclear as error:
        return _unclear(request, error, zone=zone)
    except MethodologyError as error:
        raise Http404(_("There is no such table for this period.")) from error
    found = summary(request.user, zone, table=definition, during=during, known_at=known_at)
    printed = printed_summary(found, made_by=request.user)
    if request.GET.get("format") in _FILES:
        return _file(request, printed, name=f"{code}-{during}")
    rows = [row for section in found.sections for row in (None, *section.rows)]
    content = {
        "found": found,
        "printed": printed,
        "rows": [(shown, _cells(shown, row.answers if row else (), printed=printed)) for shown, row in
                 zip(printed.rows, rows, strict=True)],
        "periods": periods_to_hand_over(zone),
        "forms": list(_FILES),
    }  # fmt: skip
    return render(request, "portal/return_table.html", content)


@require_safe
def bridge(request: HttpRequest, code: str) -> HttpResponse:
    """One bridge for a period as known at a moment; `format` is html, xlsx, docx or pdf."""
    zone = _staff(request)
    try:
        during, known_at = _asked(request, zone)
        definition = load_methodology().bridge(code, on=during.last)
    except Unclear as error:
        return _unclear(request, error, zone=zone)
    except MethodologyError as error:
        raise Http404(_("There is no such bridge for this period.")) from error
    population = request.GET.get("population") or definition.populations[0]
    if population not in definition.populations:
        error = Unclear("population", population[:60], advice=ADVICE["population"])
        return _unclear(request, error, zone=zone)
    found = bridge_of(request.user, zone, asked=BridgeAsked(definition, population, during, known_at))
    if request.GET.get("format") in _FILES:
        return _file(request, printed_bridge(found, zone=zone, made_by=request.user), name=f"{code}-bridge-{during}")
    content = {
        "found": found,
        "steps": _steps(found),
        "headings": [say(definition.terms[term]) for term in TERMS],
        "unit": unit_of(found.unit, definition.money),
        "sites": _lines(found, found.bridges.by_site, kind=Site),
        "companies": _lines(found, found.bridges.by_company, kind=Company),
        "lacking": lacking_in_words(found),
        "warnings": names_companies(zone),
        "counted": len(found.bridges.by_company),
        "periods": periods_to_hand_over(zone),
        "forms": list(_FILES),
    }
    return render(request, "portal/return_bridge.html", content)


def _staff(request: HttpRequest) -> Zone:
    """The zone, for those of its people who see everybody's reports. Raises PermissionDenied."""
    zone = book_zone()
    require(request.user, Permission.SEE_REPORTS, zone=zone.code)
    return zone


def _asked(request: HttpRequest, zone: Zone) -> tuple[Period, datetime | None]:
    """The period and the moment of an address. Raises Unclear for what cannot be read or is no reporting period."""
    code, known = request.GET.get("during", "").strip(), request.GET.get("known_at", "").strip()
    known_at = read_moment(known, field="known_at") if known else None
    if not code:
        periods = periods_to_hand_over(zone)
        return (periods[0] if periods else Period.year(localdate().year - 1)), known_at
    try:
        period = Period.parse(code)
    except PeriodError as error:
        raise Unclear("during", code[:60], advice=ADVICE["during"]) from error
    if not may_be_handed_over(period):
        raise Unclear("during", code[:60], advice=_("Choose a quarter, a half-year, nine months or a year."))
    return period, known_at


def _unclear(request: HttpRequest, error: Unclear, *, zone: Zone) -> HttpResponse:
    content = {"error": error, "periods": periods_to_hand_over(zone)}
    return render(request, "portal/return_unclear.html", content, status=400)


def _file(request: HttpRequest, printed: PrintedTable, *, name: str) -> HttpResponse:
    form = request.GET["format"]
    write, media_type = _FILES[form]
    return download(write(printed), name=f"{name}.{form}", media_type=media_type)


def _cells(row: PrintedRow, answers: tuple[Answer | None, ...], *, printed: PrintedTable) -> list[dict[str, Any]]:
    """The cells of a row as the page shows them: each with the question that its figure answers."""
    return [
        {
            "heading": heading,
            "said": printed.said(row, cell),
            "coverage": cell.coverage,
            "question": answer.question if answer else None,
        }
        for heading, cell, answer in zip(printed.columns[: len(row.cells)], row.cells, answers, strict=True)
    ]


def _steps(found: BridgeOfPeriod) -> list[dict[str, Any]]:
    """The terms of the zone's bridge, with the figure behind those that are one."""
    terms = found.asked.definition.terms
    return [
        {
            "title": say(terms[term]),
            "sign": "" if term in ("opening", "closing") else "\u2212" if term in TAKEN_AWAY else "+",
            "amount": _said(found, getattr(found.bridges.zone, term)),
            "figure": found.answers.get(term),
        }
        for term in TERMS
    ]


def _lines(
    found: BridgeOfPeriod, of: Mapping[str, Bridge], *, kind: type[Company] | type[Site]
) -> list[dict[str, Any]]:
    """The bridges of companies or sites, each amount under the title of its term."""
    titles = [(term, say(found.asked.definition.terms[term])) for term in TERMS]
    return [
        {"code": code, "name": name, "amounts": [(title, _said(found, getattr(one, term))) for term, title in titles]}
        for code, name, one in named_bridges(of, kind)
    ]


def _said(found: BridgeOfPeriod, amount: Any) -> str:
    return number(in_unit(amount, found.unit, money=found.asked.definition.money))
