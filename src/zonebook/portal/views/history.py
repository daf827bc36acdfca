"""The history of one entry of the register: each change with who, when and why, before and after."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.portal.changes import KINDS, Kind, changes_of, entry_records, seen_records, sees_makers
from zonebook.portal.doors import book_zone

_A_PAGE = 50
_PAGES = {
    "company": "portal:company",
    "site": "portal:site",
    "cluster": "portal:cluster",
    "project": "portal:project",
    "premises": "portal:invest_premises",
}


@require_safe
def history(request: HttpRequest, *, kind: str, key: str) -> HttpResponse:
    """What changed in an entry, the newest first."""
    zone = book_zone()
    if kind not in KINDS:
        raise Http404(_("The register has no entries of this kind."))
    asked = KINDS[kind]
    records = seen_records(request.user, asked, records=entry_records(asked, key, zone=zone), zone=zone)
    with_makers = sees_makers(request.user, zone)
    changes = changes_of(records, with_makers=with_makers)
    if not changes:
        raise Http404(_("The register has no such entry."))
    newest = records.order_by("-history_date", "-history_id").first()
    content = {
        "zone": zone,
        "kind": asked,
        "entry": newest.instance,
        "address": _address(asked, newest.instance),
        "with_makers": with_makers,
        "is_struck": changes[0].sort == "struck",
        "page": Paginator(changes, _A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "portal/history.html", content)


def _address(kind: Kind, entry: Any) -> str:
    """The page that shows the entry: its own, or that of its company; blank where there is none."""
    if kind.code in _PAGES:
        return reverse(_PAGES[kind.code], kwargs={"code": entry.code})
    company = getattr(entry, "company", None)
    return "" if company is None else reverse("portal:company", kwargs={"code": company.code})
