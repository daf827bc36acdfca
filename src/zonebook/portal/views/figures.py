"""The measures, and the page of one figure: its number, its definition, its trail, and the next question."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, require
from zonebook.campaigns.queries import Break, breaks_of
from zonebook.figures.queries import RATINGS, ask
from zonebook.intake import Line
from zonebook.measures import Answer, Figure, Question
from zonebook.methodology import Methodology, MethodologyError, load_methodology
from zonebook.methodology.definition import REPORTED, MeasureDefinition
from zonebook.portal import trails
from zonebook.portal.asking import RATED, Calendar, Unclear, address_of, read_question
from zonebook.portal.doors import book_zone
from zonebook.portal.exports import answer_as_csv, answer_as_json
from zonebook.portal.templatetags.zonebook import named
from zonebook.registry.models import Cluster, Company, Industry, Site, Zone
from zonebook.registry.queries import scope_names
from zonebook.reporting.queries import may_see_trail, reported_periods


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure that the book defines."""
    return render(request, "portal/measures.html", {"zone": book_zone(), "measures": _methodology().measures.values()})


@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """One figure, asked by the address; `format` is html, json or csv."""
    zone = book_zone()
    try:
        measure = _methodology().measure(code)
    except MethodologyError as error:
        raise Http404(_("The book has no measure of this name.")) from error
    calendar = Calendar(reported_periods(zone), localdate())
    try:
        asked = read_question(measure, request.GET, calendar=calendar)
    except Unclear as error:
        return _unclear(request, error, zone=zone, measure=measure, calendar=calendar)
    _require_companies(request, zone, asked=asked)
    answer = ask(asked, with_cells=True)
    may_walk = may_see_trail(request.user, zone)
    permalink = request.build_absolute_uri(address_of(answer.question))
    breaks = breaks_of(measure, zone)
    match request.GET.get("format", "html"):
        case "json":
            return answer_as_json(answer, zone=zone, with_cells=may_walk, breaks=breaks)
        case "csv":
            return answer_as_csv(answer, zone=zone, with_cells=may_walk, breaks=breaks, address=permalink)
    content = {
        "zone": zone,
        "measure": measure,
        "question": answer.question,
        "permalink": permalink,
        "scopes": scope_names(asked.scope),
        "inputs": _lines_of(measure),
        "breaks": [(one, one.is_within(answer.question.period)) for one in breaks],
        "site_names": {site.code: named(site) for site in Site.objects.filter(zone=zone)},
        "controls": _controls(zone, measure, calendar=calendar, asked=asked),
        **_shown(request, answer, zone=zone, breaks=breaks if may_walk else None),
    }
    return render(request, "portal/figure.html", content)


def _require_companies(request: HttpRequest, zone: Zone, *, asked: Question) -> None:
    """A figure of one company is its report: only who may see that may see this. Raises PermissionDenied."""
    if zone.trail_is_public or _methodology().measure(asked.measure).formula not in REPORTED:
        return
    for scope in asked.scope:
        kind, _, name = scope.partition(":")
        if kind == "company":
            require(request.user, Permission.SEE_REPORTS, zone=zone.code, company=name)


def _shown(request: HttpRequest, answer: Answer, *, zone: Zone, breaks: list[Break] | None) -> dict[str, Any]:
    """What the page shows of an answer: the number, who is absent, the trail, parted where its series breaks.

    Without `breaks` the reader may not walk the trail.
    """
    if not isinstance(answer, Figure):
        return {"missing": answer, "absent": _absent(answer.coverage.absent if answer.coverage else ())}
    content: dict[str, Any] = {"figure": answer, "absent": _absent(answer.coverage.absent)}
    if not answer.lineage.cells:
        return content | {"entries": _entries(answer)}
    if breaks is None:
        return content | {"sites": trails.shares_by_site(answer, zone)}
    shares = trails.shares_by_company(answer)
    page = Paginator(shares, trails.COMPANIES_A_PAGE).get_page(request.GET.get("page"))
    return content | {"page": page, "trails": trails.trails_of(answer, page.object_list, breaks=breaks)}


def _absent(codes: tuple[str, ...]) -> list[Company | Site]:
    """The companies that are not in the figure, by name; sites where it is areas that are missing."""
    companies = Company.objects.filter(code__in=codes).only("code", "name", "search_name")
    return [*companies] or [*Site.objects.filter(code__in=codes)]


def _entries(answer: Figure) -> list[Any]:
    """The entries of the register that were counted: companies, sites, or editions of a rating."""
    codes = answer.lineage.entries
    companies = Company.objects.filter(code__in=codes).only("code", "name", "search_name")
    return [*companies] or [*Site.objects.filter(code__in=codes)] or list(codes)


def _unclear(
    request: HttpRequest, error: Unclear, *, zone: Zone, measure: MeasureDefinition, calendar: Calendar
) -> HttpResponse:
    """The page that says what of the address cannot be read, with the controls to ask anew."""
    content = {
        "zone": zone,
        "measure": measure,
        "error": error,
        "controls": _controls(zone, measure, calendar=calendar, asked=None),
    }
    return render(request, "portal/figure_unclear.html", content, status=400)


def _controls(zone: Zone, measure: MeasureDefinition, *, calendar: Calendar, asked: Question | None) -> dict[str, Any]:
    """What can be asked next, with what was asked now."""
    choices = calendar.choices(measure)
    if asked is not None and asked.period not in choices:
        choices.insert(0, asked.period)
    chosen = set(asked.scope) if asked else set()
    return {
        "measures": _methodology().measures.values(),
        "populations": measure.populations,
        "periods": choices,
        "question": asked,
        "chosen": chosen,
        "ratings": RATINGS if measure.formula in RATED else (),
        "groups": [] if measure.formula in RATED else [
            ("site", Site.objects.filter(zone=zone)),
            ("cluster", Cluster.objects.filter(zone=zone)),
            ("industry", Industry.objects.all()),
        ],
        "companies": sorted(code for code in chosen if code.startswith("company:")),
    }  # fmt: skip


def _lines_of(measure: MeasureDefinition) -> list[Line]:
    """The lines of the forms that a measure adds up, as the newest form words them."""
    worded = {line.code: line for form in _methodology().forms for line in form.lines}
    return [worded[code] for code in measure.inputs]


def _methodology() -> Methodology:
    return load_methodology()
