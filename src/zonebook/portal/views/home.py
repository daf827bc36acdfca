"""The first page of the book, and the chart on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.figures.models import ReleasedFigure
from zonebook.figures.queries import headline_figures
from zonebook.measures import Period, PeriodError, Quantity, Unit
from zonebook.methodology import load_methodology
from zonebook.newsroom.queries import statements_with_verdicts
from zonebook.portal import charts
from zonebook.portal.asking import question_of_released
from zonebook.portal.doors import book_zone
from zonebook.portal.exports import break_facts, csv_of
from zonebook.registry.models import Zone
from zonebook.registry.queries import scope_names
from zonebook.reporting.queries import reported_periods

_CHART = "jobs-by-industry"
_RECENT = 5
_WIDTHS = {"wide": 736, "narrow": 360}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The zone at a glance: its released figures, one story, what was said of it, and the ways in."""
    zone = Zone.objects.filter(keeps_book=True).first()
    if zone is None:
        return render(request, "portal/no_book.html")
    content = {
        "zone": zone,
        "headlines": [_headline(figure) for figure in headline_figures(zone)],
        "chart": _chart(zone),
        "statements": statements_with_verdicts(zone)[:_RECENT],
    }
    return render(request, "portal/home.html", content)


@require_safe
def chart_svg(request: HttpRequest, name: str) -> HttpResponse:
    """A chart as an image of its own; `theme` is light or dark, `width` is wide or narrow.

    With `notes` the breaks of its series stand in the image, for whoever takes it away; the page has them in words.
    """
    theme = "dark" if request.GET.get("theme") == "dark" else "light"
    width = _WIDTHS.get(request.GET.get("width", "wide"), _WIDTHS["wide"])
    chart = _asked_chart(request, name)
    breaks = charts.breaks_in(chart, book_zone()) if "notes" in request.GET else []
    svg = charts.svg_of(chart, breaks=breaks, theme=theme, width=width)
    return HttpResponse(svg, content_type="image/svg+xml")


@require_safe
def chart_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The numbers of a chart with their metadata."""
    chart = _asked_chart(request, name)
    facts = [
        ("title", chart.title),
        ("measure", chart.measure),
        ("unit", chart.unit),
        ("period", str(chart.period)),
        ("reported", chart.coverage.reported),
        ("expected", chart.coverage.expected),
        ("snapshot", chart.total.lineage.snapshot),
        ("address", request.build_absolute_uri()),
        *break_facts(charts.breaks_in(chart, book_zone())),
    ]
    rows = [(bar.code, bar.name, bar.amount) for bar in chart.bars]
    return csv_of(facts, [("industry", "name", "amount"), *rows], name=name)


def _asked_chart(request: HttpRequest, name: str) -> charts.Chart:
    if name != _CHART:
        raise Http404(_("The book has no chart of this name."))
    try:
        chart = charts.jobs_by_industry(Period.parse(request.GET.get("during", "")))
    except PeriodError as error:
        raise Http404(_("The chart is drawn for a period such as 2025-H1.")) from error
    if chart is None:
        raise Http404(_("The book has no figure for this chart."))
    return chart


def _chart(zone: Zone) -> dict[str, Any] | None:
    """The story of the newest reported period, where the book can tell it."""
    periods = reported_periods(zone)
    chart = charts.jobs_by_industry(periods[0]) if periods else None
    if chart is None or not chart.bars:
        return None
    return {
        "chart": chart,
        "rows": charts.rows_of(chart),
        "without": charts.without_figure(chart),
        "breaks": charts.breaks_in(chart, zone),
    }


def _headline(released: ReleasedFigure) -> dict[str, Any]:
    unit, asked = Unit.of(released.unit), question_of_released(released)
    places = [scope for scope in scope_names(asked.scope) if not scope.code.startswith("zone:")]
    return {
        "released": released,
        "measure": load_methodology().measure(released.measure),
        "quantity": Quantity(unit.from_stored(released.amount), unit),
        "period": Period.parse(released.answered_period_code),
        "question": asked,
        "places": places,
    }
