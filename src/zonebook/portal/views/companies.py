"""The register's list: searched, narrowed, sorted, as of any day and as known at any moment, and as a file."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, may
from zonebook.portal.columns import COLUMNS, NAME, Column, read_columns
from zonebook.portal.doors import book_zone
from zonebook.portal.exports import csv_of, xlsx_of
from zonebook.portal.register import STATUSES, Row, Search, found_companies, read_search, rows_of
from zonebook.portal.templatetags.zonebook import named
from zonebook.portal.views.saved import views_of
from zonebook.portal.words import COMPANY_STATUSES
from zonebook.registry.models import Cluster, Company, Industry, Site, Zone
from zonebook.registry.queries import unplaced_residents

_A_PAGE = 50
PAGE = "companies"
_SEARCHED = ("q", "site", "industry", "cluster", "status", "on", "known")


@require_safe
def companies(request: HttpRequest) -> HttpResponseBase:
    """The companies that the address asks for; `format` is html, csv or xlsx."""
    zone = book_zone()
    search = read_search(request.GET, zone, today=localdate())
    columns = [NAME, *read_columns(request.GET)]
    found = found_companies(search, zone)
    kind = request.GET.get("format", "html")
    if kind in ("csv", "xlsx") and not search.clock.faults:
        return _as_file(request, rows_of(found, zone, clock=search.clock), columns=columns, search=search)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(list(page.object_list), zone, clock=search.clock)
    content = {
        "zone": zone,
        "search": search,
        "unplaced": _unplaced(search, zone),
        "page": page,
        "columns": columns,
        "heads": [_head(column, search) for column in columns],
        "searched": [(field, request.GET[field]) for field in _SEARCHED if request.GET.get(field)],
        "rows": [(row, [(column, column.content(row)) for column in columns[1:]]) for row in rows],
        "chips": _chips(search),
        "views": views_of(request.user, PAGE),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
        "is_moved": bool(search.clock.known_at) or search.clock.on != localdate(),
    }
    status = 400 if search.clock.faults else 200
    return render(request, "portal/companies.html", content | _choices(zone), status=status)


def _head(column: Column, search: Search) -> tuple[Column, str, str]:
    """A column with the order that its head leads to, and the order that the list has by it now."""
    if not column.is_sortable:
        return column, "", ""
    if search.sort == column.code:
        return column, f"-{column.code}", "ascending"
    return column, column.code, "descending" if search.sort == f"-{column.code}" else ""


def _choices(zone: Zone) -> dict[str, Any]:
    """What the list can be narrowed by, and the columns that it can have."""
    return {
        "sites": Site.objects.filter(zone=zone),
        "industries": Industry.objects.all(),
        "clusters": Cluster.objects.filter(zone=zone),
        "statuses": STATUSES,
        "all_columns": COLUMNS.values(),
    }


def _chips(search: Search) -> list[tuple[str, str]]:
    """What narrows the list: the words of each filter, and the field of the address that makes it."""
    filters = {"site": search.site, "industry": search.industry, "cluster": search.cluster}
    chips = [("q", f"«{search.text}»")] if search.text else []
    chips += [(field, named(entry)) for field, entry in filters.items() if entry is not None]
    return chips + ([("status", str(COMPANY_STATUSES[search.status]))] if search.status else [])


def _unplaced(search: Search, zone: Zone) -> list[Company]:
    """Whom the list of residents has and the figure has not: those on no site yet."""
    if search.status != "resident" or search.site is not None or search.cluster is not None:
        return []
    return list(unplaced_residents(zone, on=search.clock.on, known_at=search.clock.known_at).order_by("search_name"))


def _as_file(request: HttpRequest, found: list[Row], *, columns: list[Column], search: Search) -> HttpResponseBase:
    """The whole filtered list with what it is: the day, the moment, the filters, the address."""
    clock = search.clock
    rows = [[column.content(row) for column in columns] for row in found]
    facts = [
        ("title", _("Companies")),
        ("zone", named(book_zone())),
        ("on", clock.on.isoformat()),
        ("known_at", (clock.known_at or now()).isoformat(timespec="seconds")),
        ("filters", "; ".join(words for _field, words in _chips(search))),
        ("companies", len(found)),
        ("address", request.build_absolute_uri()),
    ]
    name = f"companies-{clock.on}"
    headers = [str(column.title) for column in columns]
    if request.GET["format"] == "csv":
        return csv_of(facts, [headers, *rows], name=name)
    return xlsx_of(facts, rows, headers=headers, title=_("Companies"), name=name)
