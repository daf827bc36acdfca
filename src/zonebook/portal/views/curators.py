"""Who looks after which company: the list, giving several to a curator at once, taking one away."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zonebook.accounts.queries import Permission, may, require
from zonebook.campaigns.actions import assign_curator, release_curator
from zonebook.campaigns.models import Curatorship
from zonebook.campaigns.queries import curatorships_on, full_names, possible_curators
from zonebook.portal.doors import actor_of, campaign_runner, or_404, require_safe_or_post, staffed_zone
from zonebook.portal.forms.campaigns import AssignForm, ReleaseForm
from zonebook.portal.sending import Page, answer, is_done, leave_receipt, posted
from zonebook.registry.models import Company, Site, Zone
from zonebook.registry.queries import companies_present

_A_PAGE = 50
_NOBODY = "-"


@login_required
@require_safe_or_post
def curators(request: HttpRequest) -> HttpResponse:
    """The companies of the zone, or of one site, with who looks after each; POST gives the chosen ones to a curator."""
    zone, today = staffed_zone(request), localdate()
    if request.method == "POST":
        require(request.user, Permission.RUN_CAMPAIGNS, zone=zone.code)
    site = Site.objects.filter(zone=zone, code=request.GET.get("site", "")).first()
    found = _found(request.GET, zone, site=site)
    form = AssignForm(posted(request), people=possible_curators(zone), initial={"first_day": today})
    chosen = _chosen(request.POST, found)
    if request.method == "POST" and is_done(form, lambda sent: _assign(request, zone, companies=chosen, sent=sent)):
        return HttpResponseRedirect(request.get_full_path())
    page = Paginator(found.order_by("search_name"), _A_PAGE).get_page(request.GET.get("page"))
    names = full_names(zone)
    content = {
        "zone": zone,
        "site": site,
        "sites": Site.objects.filter(zone=zone, is_planned=False),
        "curator": request.GET.get("curator", ""),
        "people": names.items(),
        "names": names,
        "page": page,
        "looked_after": curatorships_on(zone, on=today),
        "chosen": {company.pk for company in chosen},
        "form": form,
        "may_run": may(request.user, Permission.RUN_CAMPAIGNS, zone=zone.code),
    }
    return render(request, "portal/curators.html", content, status=400 if form.errors else 200)


@login_required
@require_safe_or_post
def release(request: HttpRequest, key: int) -> HttpResponse:
    """End the time that a curator looks after a company."""
    actor, zone = campaign_runner(request)
    kept = Curatorship.objects.select_related("zone", "company")
    one = or_404(lambda: kept.get(pk=key, zone=zone), _("The register has no such entry."))
    form = ReleaseForm(posted(request), initial={"last_day": localdate()})
    title = _("%(company)s: without a curator") % {"company": one.company.name}
    back = (reverse("portal:curators"), _("Who looks after which company"))
    page = Page(title, _("Leave the company without a curator"), *back)
    return answer(request, form, page=page, act=lambda sent: release_curator(actor, one, **sent))


def _found(asked: QueryDict, zone: Zone, *, site: Site | None) -> QuerySet[Company]:
    """The companies of an address: of a site, of a curator (`-`: of nobody), or all that work in the zone."""
    today = localdate()
    found = companies_present(zone, on=today, site=site)
    curator = asked.get("curator", "")
    if not curator:
        return found
    looked_after = curatorships_on(zone, on=today)
    if curator == _NOBODY:
        return found.exclude(pk__in=list(looked_after))
    return found.filter(pk__in=[key for key, one in looked_after.items() if one.username == curator])


def _chosen(sent: QueryDict, found: QuerySet[Company]) -> list[Company]:
    """The companies that were ticked; all that are found where that was."""
    return list(found if sent.get("all") else found.filter(code__in=sent.getlist("company")))


def _assign(request: HttpRequest, zone: Zone, *, companies: list[Company], sent: dict[str, Any]) -> None:
    person, actor = sent["username"], actor_of(request)
    given = assign_curator(actor, zone, companies=companies, username=person.username, first_day=sent["first_day"])
    said = ngettext(
        "%(name)s looks after %(n)s company more.", "%(name)s looks after %(n)s companies more.", len(given)
    )
    leave_receipt(request, said % {"name": person.get_full_name() or person.username, "n": len(given)})
