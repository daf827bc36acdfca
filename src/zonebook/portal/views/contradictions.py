"""Published figures that contradict each other: the list, and one pair with what was ruled on it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, may, require
from zonebook.portal.contradictions import NOT_RULED, Asked, Row, cause_title, choices, rows_of
from zonebook.portal.doors import actor_of, book_zone, require_safe_or_post
from zonebook.portal.exports import csv_of
from zonebook.portal.forms.ruling import RulingForm
from zonebook.portal.sending import is_done, leave_receipt, posted
from zonebook.published.actions import rule_on_pair
from zonebook.published.comparing import Found, found_contradictions, last_rulings, pair_of, rulings_on
from zonebook.published.models import Ruling
from zonebook.published.ruling import Opinion

_A_PAGE = 25
_COLUMNS = (
    "zone", "measure", "part", "period", "hedge", "value", "unit", "source", "link",
    "other_part", "other_period", "other_hedge", "other_value", "other_source", "other_link",
    "times", "certain", "cause", "ruling", "explanation",
)  # fmt: skip


@require_safe
def contradiction_list(request: HttpRequest) -> HttpResponse:
    """The pairs that the address asks for, the surest and largest first; `format=csv` gives all of them as a file."""
    zone = book_zone()
    asked, rulings, found = Asked.read(request.GET), last_rulings(), found_contradictions()
    chosen = [one for one in found if asked.wants(one, rulings.get(one.pair))]
    if request.GET.get("format") == "csv":
        return _as_csv(request, rows_of(chosen, rulings))
    page = Paginator(chosen, _A_PAGE).get_page(request.GET.get("page"))
    content = {
        "asked": asked,
        "all": len(found),
        "page": page,
        "rows": rows_of(list(page.object_list), rulings),
        "keeps": may(request.user, Permission.KEEP_FACTS, zone=zone.code),
        "rulings": [(NOT_RULED, _("not ruled on")), *Ruling.Kind.choices],
    }
    return render(request, "portal/contradictions.html", content | choices(found))


@require_safe_or_post
def contradiction(request: HttpRequest, first: int, *, second: int) -> HttpResponse:
    """One pair with all pages that say either, what it may come from, and the rulings; POST adds one."""
    found = _found(first, second)
    is_analyst = may(request.user, Permission.RELEASE_FIGURES, zone=book_zone().code)
    if request.method == "POST":
        require(request.user, Permission.RELEASE_FIGURES, zone=book_zone().code)
    rulings = rulings_on(found.pair)
    row = rows_of([found], {found.pair: rulings[0]} if rulings else {})[0]
    sides = {side.number: side.in_words for side in row.sides}
    form = RulingForm(posted(request), sides=list(sides.items()))

    def rule(sent: dict[str, Any]) -> None:
        rule_on_pair(actor_of(request), found.pair, opinion=Opinion(**sent))

    if form.is_bound and is_done(form, rule):
        leave_receipt(request, _("Your ruling is recorded."))
        return HttpResponseRedirect(reverse("portal:contradiction", args=found.pair))
    content = {
        "row": row,
        "rulings": [(one, cause_title(one.cause), sides.get(one.wrong_id)) for one in rulings],
        "form": form if is_analyst else None,
    }
    return render(request, "portal/contradiction.html", content, status=400 if form.errors else 200)


def _found(first: int, second: int) -> Found:
    for one in found_contradictions():
        if one.pair == (first, second) == pair_of(first, second):
            return one
    raise Http404(_("These two published figures do not contradict each other."))


def _as_csv(request: HttpRequest, rows: list[Row]) -> HttpResponse:
    facts = [("title", _("Statements against statements")), ("pairs", len(rows))]
    return csv_of(
        [*facts, ("address", request.build_absolute_uri())], [_COLUMNS, *map(_cells, rows)], name="contradictions"
    )


def _cells(row: Row) -> list[object]:
    one, other = row.sides
    return [
        row.zone, one.title, one.part, one.period, one.hedge, one.quantity.amount, one.quantity.unit.code,
        one.sources[0].fact.source_name, one.sources[0].fact.link,
        other.part, other.period, other.hedge, other.quantity.amount,
        other.sources[0].fact.source_name, other.sources[0].fact.link,
        row.times, row.is_certain, row.causes[0][0] if row.causes else "",
        row.ruling.get_kind_display() if row.ruling else "", row.ruling.text if row.ruling else "",
    ]  # fmt: skip
