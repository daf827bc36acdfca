"""The pages for investors: what is free, what it is like, and what a resident's taxes come to."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.estate.models import Premises
from zonebook.estate.queries import Standing, Wanted, free_premises, rent_of_a_year, stands
from zonebook.measures import Quantity, Unit
from zonebook.methodology import load_methodology
from zonebook.portal import stock
from zonebook.portal.doors import book_zone
from zonebook.portal.downloads import download
from zonebook.portal.exports import csv_of
from zonebook.portal.forms.invest import PlanForm, WantedForm
from zonebook.regime import BenefitRates, PlanError, YearOfBenefits, reckon, totals
from zonebook.registry.wording import language

_A_PAGE = 25
_USUAL_YEARS = 10
_GEOJSON = "application/geo+json"


@require_safe
def invest(request: HttpRequest) -> HttpResponse:
    """What is free today: narrowed by the address, on a map and as a list."""
    zone, today = book_zone(), localdate()
    form = WantedForm(request.GET, zone=zone)
    wanted = form.wanted()
    free = list(free_premises(zone, wanted, on=today))
    wide, narrow = stock.zone_maps(zone, free) if wanted.site is None else (None, None)
    content = {
        "zone": zone,
        "today": today,
        "form": form,
        "wanted": wanted,
        "chips": stock.chips(wanted),
        "page": Paginator(free, _A_PAGE).get_page(request.GET.get("page")),
        "area": sum(one.area_sqm for one in free if one.kind == Premises.Kind.PREMISES),
        "ground": sum(one.area_sqm for one in free if one.kind == Premises.Kind.PLOT),
        "overviews": [("wide", wide), ("narrow", narrow)] if wide else [],
        "site_map": wanted.site and stock.map_of_site(wanted.site, free),
        "is_fictional": any(one.is_fictional for one in free),
    }
    return render(request, "portal/invest.html", content, status=400 if form.errors else 200)


@require_safe
def free_csv(request: HttpRequest) -> HttpResponse:
    """The list of the page as CSV, with what it was asked by."""
    facts = [("free on", localdate().isoformat()), ("area", "m²"), ("rate", "RUB per m² and year")]
    facts.append(("address", request.build_absolute_uri()))
    rows = [stock.row_of(one) for one in _free(request)]
    return csv_of(facts, [stock.EXPORTED, *rows], name="free-premises")


@require_safe
def free_geojson(request: HttpRequest) -> HttpResponse:
    """The list of the page as GeoJSON, for a map of one's own."""
    content = json.dumps(stock.as_geojson(_free(request)), ensure_ascii=False).encode()
    return download(content, name="free-premises.geojson", media_type=_GEOJSON)


def _free(request: HttpRequest) -> list[Premises]:
    """The list that the page would show. Raises BadRequest for an address whose list nobody asked for so."""
    zone = book_zone()
    form = WantedForm(request.GET, zone=zone)
    wanted = form.wanted()
    if form.errors:
        raise BadRequest(f"cannot read {', '.join(form.errors)}")
    return list(free_premises(zone, wanted, on=localdate()))


@require_safe
def premises(request: HttpRequest, code: str) -> HttpResponse:
    """One of the premises or plots: its facts, its site, what a year costs."""
    zone, today = book_zone(), localdate()
    asked = Premises.objects.filter(site__zone=zone, code=code).select_related("site", "building")
    found = stands(asked, on=today)
    if not found:
        raise Http404(_("The zone has no such premises."))
    one, standing = found[0].premises, found[0].standing
    is_free = free_premises(zone, Wanted(), on=today).filter(pk=one.pk).exists()
    if standing is Standing.FREE and not is_free:
        standing = Standing.LET  # from a later day on
    rent = rent_of_a_year(one)
    content: dict[str, Any] = {
        "zone": zone,
        "today": today,
        "premises": one,
        "standing": standing,
        "is_free": is_free,
        "rent": None if rent is None else Quantity(rent, Unit.of("RUB")),
    }
    return render(request, "portal/invest_premises.html", content)


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """What a resident pays inside and outside, year by year and tax by tax, for the plan of the address."""
    is_asked = any(name in request.GET for name in PlanForm.base_fields)
    usual = {"first_year": localdate().year, "years": _USUAL_YEARS}
    form = PlanForm(request.GET) if is_asked else PlanForm(initial=usual)
    rates = _rates()
    years = _reckoned(form, rates) if is_asked and form.is_valid() else ()
    content: dict[str, Any] = {"zone": book_zone(), "form": form, "rates": rates, "years": years}
    if years:
        content |= {"total": totals(years), "saved": Quantity(totals(years)["saved"], Unit.of("RUB"))}
        content["taxes"] = [_over_years(years, place) for place in range(len(rates.taxes))]
    return render(request, "portal/invest_calculator.html", content, status=400 if form.errors else 200)


def _rates() -> BenefitRates:
    """The newest rates that the book has: those of its own place, of which there is one."""
    regime = load_methodology().regime
    return regime.benefit_rates(regime.benefits[0].code)


def _reckoned(form: PlanForm, rates: BenefitRates) -> tuple[YearOfBenefits, ...]:
    """The years of the plan; none where it cannot be reckoned, which is said beside the field."""
    try:
        return reckon(form.plan(), rates)
    except PlanError as error:
        form.add_error(error.field if error.field in form.fields else None, error.says.say(language()))
        return ()


def _over_years(years: tuple[YearOfBenefits, ...], place: int) -> dict[str, Any]:
    """One tax over all years of the plan."""
    each = [year.taxes[place] for year in years]
    sums = {name: sum(getattr(one, name) for one in each) for name in ("outside", "inside", "saved")}
    return {"tax": each[0].tax, **sums}
