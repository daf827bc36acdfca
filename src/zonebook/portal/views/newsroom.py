"""Checking a text against the book, and the statements that were kept with their verdicts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, may
from zonebook.methodology import load_methodology
from zonebook.newsroom.models import StatedClaim, Statement
from zonebook.newsroom.owing import sight_of
from zonebook.newsroom.queries import (
    Checked,
    check_text,
    published_figures,
    seen_statements,
    statements,
    statements_with_verdicts,
)
from zonebook.portal.doors import book_zone, or_404, require_safe_or_post
from zonebook.portal.forms.checking import CheckForm
from zonebook.portal.sending import is_done
from zonebook.portal.verdicts import judged_text, kept_text, row_of_claim

_A_PAGE = 40
_EXAMPLES = 2
_ALL = "all"


@require_safe_or_post
def check(request: HttpRequest) -> HttpResponse:
    """Hold a text against the book: the form, and after sending it the marked text with its verdicts."""
    zone = book_zone()
    content: dict[str, Any] = {"zone": zone, "examples": statements_with_verdicts(zone)[:_EXAMPLES]}
    if request.method != "POST":
        return render(request, "portal/check.html", content | {"form": CheckForm(initial=_example(request))})
    form, found, sight = CheckForm(request.POST), list[Checked](), sight_of(request.user, zone)
    if not is_done(form, lambda sent: found.append(check_text(zone=zone, sight=sight, **sent))):
        return render(request, "portal/check.html", content | {"form": form}, status=400)
    text, published = form.cleaned_data["text"], form.cleaned_data["published"]
    may_keep = may(request.user, Permission.KEEP_STATEMENTS, zone=zone.code)
    content |= {"form": form, "published": published, "may_keep": may_keep, **judged_text(text, found[0])}
    return render(request, "portal/checked.html", content)


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """The kept texts, and the table of published figures, narrowed by verdict and measure."""
    zone = book_zone()
    figures = published_figures(zone)
    verdict, measure = request.GET.get("verdict", ""), request.GET.get("measure", "")
    verdict = verdict if verdict in (_ALL, *StatedClaim.Kind.values) else ""
    chosen = _narrowed(figures, verdict=verdict, measure=measure)
    page = Paginator(chosen, _A_PAGE).get_page(request.GET.get("page"))
    counts = Counter(_narrowed(figures, verdict=_ALL, measure=measure).order_by().values_list("verdict", flat=True))
    content = {
        "zone": zone,
        "texts": statements_with_verdicts(zone),
        "page": page,
        "rows": [row_of_claim(claim) for claim in page.object_list],
        "counts": [(kind, counts[kind]) for kind in StatedClaim.Kind if counts[kind]],
        "verdict": verdict,
        "checked": counts.total() - counts[StatedClaim.Kind.CANNOT_CHECK],
        "total": counts.total(),
        "measure": load_methodology().measures.get(measure),
        "measures": _measures_said(figures),
    }
    return render(request, "portal/statements.html", content)


@require_safe
def statement(request: HttpRequest, key: int) -> HttpResponse:
    """One kept statement with the verdicts it was given."""
    zone = book_zone()
    found = or_404(lambda: seen_statements(request.user, zone).get(pk=key), _("There is no such statement."))
    text = found.text if found.kind == Statement.Kind.TEXT else ""
    may_keep = may(request.user, Permission.KEEP_STATEMENTS, zone=zone.code)
    kept = kept_text(text, list(found.claims.all()))
    content = {
        "zone": zone,
        "statement": found,
        "may_keep": may_keep,
        "is_shown": may_keep and statements(zone).filter(pk=found.pk).exists(),
        "showing": (("yes", True, _("to everybody")), ("no", False, _("only to the press office")),
                    ("", None, _("as the zone has it"))),
        **kept,
        "about": kept["rows"][0]["about"] if not text and kept["rows"] else None,
    }  # fmt: skip
    return render(request, "portal/statement.html", content)


def _example(request: HttpRequest) -> dict[str, Any]:
    """The form filled with a kept text, where the address names one."""
    key = request.GET.get("example", "")
    texts = statements(book_zone()).filter(kind=Statement.Kind.TEXT)
    kept = texts.filter(pk=int(key)).first() if key.isdecimal() and len(key) < len("1234567890") else None
    return {"text": kept.text, "published": kept.published} if kept else {"published": localdate()}


def _narrowed(claims: QuerySet[StatedClaim], *, verdict: str, measure: str) -> QuerySet[StatedClaim]:
    """The claims of one measure and verdict; without a verdict those that the book could tell anything about."""
    known = load_methodology().measures.get(measure)
    if known is not None:
        claims = claims.filter(measure__in=known.said_as)
    if verdict == _ALL:
        return claims
    return claims.filter(verdict=verdict) if verdict else claims.exclude(verdict=StatedClaim.Kind.CANNOT_CHECK)


def _measures_said(claims: QuerySet[StatedClaim]) -> list[Any]:
    """The measures of the book that any published figure speaks of."""
    said = set(claims.order_by().values_list("measure", flat=True).distinct())
    return [measure for measure in load_methodology().measures.values() if said & set(measure.said_as)]
