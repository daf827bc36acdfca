"""One change of several companies: chosen in the list, seen row by row before it is made, made whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zonebook.accounts.queries import Actor
from zonebook.portal.changes import Difference, differences
from zonebook.portal.doors import keeper, require_safe_or_post
from zonebook.portal.forms.companies import BulkForm
from zonebook.portal.register import entries_of, found_companies, read_search
from zonebook.portal.sending import is_done, leave_receipt
from zonebook.portal.templatetags.zonebook import named
from zonebook.registry.actions import admit_companies, amend_companies
from zonebook.registry.models import Company, Membership, Zone
from zonebook.registry.queries import in_force

MOST = 500
_PREFIX = "to"  # the list's own filters have fields of the same names


@dataclass(frozen=True, slots=True)
class Previewed:
    """A company, and what would change in it."""

    company: Company
    differences: tuple[Difference, ...]


@login_required
@require_safe_or_post
def change(request: HttpRequest) -> HttpResponse:
    """GET asks what is to be changed and shows it row by row; POST makes the change that was shown."""
    actor, zone = keeper(request)
    asked = request.POST if request.method == "POST" else request.GET
    companies = _chosen(asked, zone)
    is_filled = "preview" in asked
    form = BulkForm(asked if is_filled else None, zone=zone, prefix=_PREFIX)
    rows = _preview(companies, form) if is_filled and companies and form.is_valid() else []
    changed = [row for row in rows if row.differences]
    if request.method == "POST" and changed and len(companies) <= MOST:
        if asked.get("seen") != _digest(rows):
            form.add_error(None, _("The register has changed since you looked: see again what will change."))
        elif is_done(form, lambda _sent: _act(actor, companies, zone=zone, form=form)):
            leave_receipt(request, _said_of(len(changed)))
            return HttpResponseRedirect(reverse("portal:change_companies"))
    content = {
        "zone": zone,
        "companies": companies,
        "is_too_many": len(companies) > MOST,
        "most": MOST,
        "form": form,
        "chosen": [(name, value) for name, value in _sent(asked) if not name.startswith((f"{_PREFIX}-", "preview"))],
        "fields": _sent(asked),
        "rows": changed if len(companies) <= MOST else [],
        "unchanged": len(rows) - len(changed),
        "seen": _digest(rows),
    }
    return render(request, "portal/desk_change.html", content, status=400 if form.errors else 200)


def _said_of(count: int) -> str:
    """What the receipt says of so many companies changed."""
    said = ngettext(
        "%(n)s company is changed. What it was before is in its history.",
        "%(n)s companies are changed. What they were before is in their histories.",
        count,
    )
    return said % {"n": count}


def _sent(asked: QueryDict) -> list[tuple[str, str]]:
    """The fields of an address or of a form, to be sent again."""
    once = ("csrfmiddlewaretoken", "seen", "lang")
    return [(name, value) for name, values in asked.lists() if name not in once for value in values]


def _chosen(asked: QueryDict, zone: Zone) -> list[Company]:
    """The companies whose boxes were ticked, or all that the list's search finds."""
    if asked.get("all"):
        return entries_of(found_companies(read_search(asked, zone, today=localdate()), zone)[: MOST + 1])
    codes = asked.getlist("company")[: MOST + 1]
    return list(Company.objects.filter(code__in=codes).select_related("industry"))


def _preview(companies: Sequence[Company], form: BulkForm) -> list[Previewed]:
    """What would change, company by company."""
    cluster = form.cleaned_data.get("cluster")
    if cluster is not None:
        on = form.cleaned_data["first_day"]
        members = set(Membership.objects.filter(in_force(on), cluster=cluster).values_list("company", flat=True))
        joins = (Difference("cluster", None, named(cluster)),)
        return [Previewed(company, () if company.pk in members else joins) for company in companies]
    wanted = {name: _shown(value) for name, value in form.facts().items()}
    return [
        Previewed(company, differences({name: _shown(getattr(company, name)) for name in wanted}, wanted))
        for company in companies
    ]


def _shown(value: Any) -> Any:
    return named(value) if hasattr(value, "name_ru") else value


def _digest(rows: Sequence[Previewed]) -> str:
    """What the curator looked at, in short: another digest means that the register changed meanwhile."""
    said = [(row.company.pk, [(one.field, str(one.before), str(one.after)) for one in row.differences]) for row in rows]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _act(actor: Actor, companies: Sequence[Company], *, zone: Zone, form: BulkForm) -> object:
    sent = form.cleaned_data
    if sent["cluster"] is not None:
        since, reason = sent["first_day"], sent["reason"]
        return admit_companies(actor, companies, cluster=sent["cluster"], first_day=since, reason=reason)
    return amend_companies(actor, companies, zone=zone, reason=sent["reason"], **form.facts())
