"""Campaigns: who has reported in time, who has not and whom to call; opening, extending, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Actor, Permission, may
from zonebook.campaigns import actions
from zonebook.campaigns.models import Campaign, Extension
from zonebook.campaigns.queries import (
    asked_companies,
    campaign_seen_by,
    extensions_of,
    form_of,
    full_names,
    unplaced_residents_of,
)
from zonebook.drafting.queries import companies_with_a_draft
from zonebook.measures import Period
from zonebook.methodology import load_methodology
from zonebook.portal import campaigns as shown_campaigns
from zonebook.portal.campaigns import Search, read_search
from zonebook.portal.doors import campaign_runner, or_404, require_safe_or_post, staffed_zone
from zonebook.portal.exports import csv_of, xlsx_of
from zonebook.portal.forms.campaigns import ExtendForm, OpenForm, ReopenForm, WithdrawForm
from zonebook.portal.sending import Page, answer, is_done, leave_receipt, posted
from zonebook.portal.templatetags.zonebook import day, named, period, say
from zonebook.regime import Schedule, campaign_days
from zonebook.registry.models import Zone
from zonebook.reporting.standing import Grouping, Standing, completeness, standing_of, tallies, total

_A_PAGE = 50
_CAMPAIGNS_A_PAGE = 24


@login_required
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign, the newest first: its days, and how many of those asked have reported."""
    zone = staffed_zone(request)
    page = Paginator(Campaign.objects.filter(zone=zone), _CAMPAIGNS_A_PAGE).get_page(request.GET.get("page"))
    content = {
        "zone": zone,
        "today": localdate(),
        "page": page,
        "rows": [(one, form_of(one)) for one in page.object_list],
        "tallies": tallies(request.user, page.object_list, zone=zone),
        "may_run": may(request.user, Permission.RUN_CAMPAIGNS, zone=zone.code),
    }
    return render(request, "portal/campaigns.html", content)


@login_required
@require_safe
def campaign(request: HttpRequest, code: str) -> HttpResponse:
    """One campaign: how complete it is by groups, who has not reported and whom to call; `format` csv or xlsx."""
    found, today = _campaign(request, code), localdate()
    search = read_search(request.GET, today=today)
    drafts = companies_with_a_draft(found) if search.clock.on >= today else set()  # nobody knows those of a past day
    standings = standing_of(request.user, found, on=search.clock.on, drafts=drafts)
    listed = sorted((one for one in standings if search.finds(one)), key=shown_campaigns.pressing_first)
    kind = request.GET.get("format", "html")
    if kind in ("csv", "xlsx") and not search.clock.faults:
        return _as_file(request, found, listed=listed, search=search)
    page = Paginator(listed, _A_PAGE).get_page(request.GET.get("page"))
    content = {
        "zone": found.zone,
        "campaign": found,
        "form": form_of(found),
        "today": today,
        "search": search,
        "groupings": list(Grouping),
        "groups": [(shown_campaigns.code_of(one.group), one) for one in completeness(standings, search.by)],
        "total": total(standings),
        "steps": shown_campaigns.steps_counted(standings),
        "names": full_names(found.zone),
        "page": page,
        "rows": shown_campaigns.rows_of(page.object_list, on=search.clock.on),
        "extensions": extensions_of(found),
        "unplaced": unplaced_residents_of(found),
        "may_run": may(request.user, Permission.RUN_CAMPAIGNS, zone=found.zone.code),
    }
    return render(request, "portal/campaign.html", content, status=400 if search.clock.faults else 200)


@login_required
@require_safe_or_post
def new(request: HttpRequest) -> HttpResponse:
    """Open a campaign: the address names form and period, the schedule fills in the days, POST opens it."""
    actor, zone = campaign_runner(request)
    today = localdate()
    schedule = _schedule(zone, request.GET.get("form", ""), on=today)
    periods = _unasked(zone, schedule, today=today)
    chosen = next((one for one in periods if str(one) == request.GET.get("period")), periods[0] if periods else None)
    content: dict[str, Any] = {
        "zone": zone,
        "schedules": {one.form: load_methodology().form(one.form) for one in load_methodology().schedules},
        "schedule": schedule,
        "periods": periods,
        "period": chosen,
    }
    if chosen is None:
        return render(request, "portal/campaign_new.html", content)
    schedule = load_methodology().schedule(schedule.form, on=chosen.last)
    days = campaign_days(schedule, chosen.last)
    initial = {"opens": days.opens, "due": days.due, "asks": schedule.asks, "levels": schedule.levels}
    form = OpenForm(posted(request), initial=initial)
    opened: list[Campaign] = []
    asked = {"zone": zone, "form_code": schedule.form, "period_code": str(chosen)}
    if request.method == "POST" and is_done(
        form, lambda sent: opened.append(actions.open_campaign(actor, **asked, **sent))
    ):
        leave_receipt(request, _("The campaign is open: companies see it in their task list from its first day on."))
        return _to(opened[0])
    content |= {"schedule": schedule, "days": days, "form": form}
    return render(request, "portal/campaign_new.html", content, status=400 if form.errors else 200)


@login_required
@require_safe_or_post
def extend(request: HttpRequest, code: str) -> HttpResponse:
    """Give one company a later last day."""
    actor, found = _run(request, code)
    asked = asked_companies(found)
    form = ExtendForm(posted(request), companies=asked, initial={"company": request.GET.get("company", "")})
    page = _page(found, _("A later deadline for one company"), button=_("Extend the deadline"))
    return answer(request, form, page=page, act=lambda sent: actions.extend_deadline(actor, found, **sent))


@login_required
@require_safe_or_post
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take back a later deadline that was given by mistake."""
    actor, zone = campaign_runner(request)
    given = Extension.objects.select_related("campaign__zone", "company").filter(campaign__zone=zone)
    extension = or_404(lambda: given.get(pk=key), _("There is no such deadline."))
    form = WithdrawForm(posted(request))
    about = _("%(company)s, until %(day)s") % {"company": extension.company.name, "day": day(extension.due)}
    page = _page(extension.campaign, _("Withdraw a later deadline"), button=_("Withdraw it"), about=about)
    return answer(request, form, page=page, act=lambda sent: actions.withdraw_extension(actor, extension, **sent))


@login_required
@require_safe_or_post
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a campaign, having seen what that leaves open."""
    actor, found = _run(request, code)
    form = forms.Form(posted(request))
    if request.method == "POST" and is_done(form, lambda _sent: actions.close_campaign(actor, found)):
        leave_receipt(request, _("The campaign is closed. It can be opened again, with a reason."))
        return _to(found)
    standings = standing_of(request.user, found, on=localdate())
    content = {"zone": found.zone, "campaign": found, "form": form, "total": total(standings)}
    return render(request, "portal/campaign_close.html", content, status=400 if form.errors else 200)


@login_required
@require_safe_or_post
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Let a closed campaign take reports again."""
    actor, found = _run(request, code)
    form = ReopenForm(posted(request))
    page = _page(found, _("Take reports again"), button=_("Open the campaign again"))
    return answer(request, form, page=page, act=lambda sent: actions.reopen_campaign(actor, found, **sent))


def _as_file(request: HttpRequest, found: Campaign, *, listed: Sequence[Standing], search: Search) -> HttpResponse:
    """The list as it is narrowed now, with what it is."""
    rows = list(shown_campaigns.as_table(shown_campaigns.rows_of(listed, on=search.clock.on)))
    facts = [
        ("title", say(form_of(found).title)),
        ("zone", named(found.zone)),
        ("period", found.period_code),
        ("on", search.clock.on.isoformat()),
        ("show", search.show),
        ("companies", len(rows)),
        ("address", request.build_absolute_uri()),
    ]
    name = f"{found.code}-{search.clock.on}"
    headers = shown_campaigns.headers()
    if request.GET["format"] == "csv":
        return csv_of(facts, [headers, *rows], name=name)
    return xlsx_of(facts, rows, headers=headers, title=_("Campaign"), name=name)


def _schedule(zone: Zone, form_code: str, *, on: date) -> Schedule:
    """The schedule of a form; that of the form which was asked last where the address names none."""
    known = load_methodology()
    codes = [schedule.form for schedule in known.schedules]
    if form_code not in codes:
        asked_last = Campaign.objects.filter(zone=zone, form_code__in=codes).first()
        form_code = codes[-1] if asked_last is None else asked_last.form_code
    return known.schedule(form_code, on=on)


def _unasked(zone: Zone, schedule: Schedule, *, today: date) -> list[Period]:
    """The periods that the form can still be asked for."""
    asked = set(Campaign.objects.filter(zone=zone, form_code=schedule.form).values_list("period_code", flat=True))
    return [one for one in shown_campaigns.period_choices(schedule, today=today) if str(one) not in asked]


def _campaign(request: HttpRequest, code: str) -> Campaign:
    staffed_zone(request)
    return or_404(lambda: campaign_seen_by(request.user, code), _("There is no campaign of this name."))


def _run(request: HttpRequest, code: str) -> tuple[Actor, Campaign]:
    actor, _zone = campaign_runner(request)
    return actor, _campaign(request, code)


def _page(found: Campaign, title: str, *, button: str, about: str = "") -> Page:
    return Page(title, button, _address(found), period(found.period), about)


def _to(found: Campaign) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(found))


def _address(found: Campaign) -> str:
    return reverse("portal:campaign", kwargs={"code": found.code})
