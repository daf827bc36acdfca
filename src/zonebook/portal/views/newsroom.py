"""Checking a text against the book, and the statements that were kept with their verdicts."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.claims.judging import Tried, Verdict
from zonebook.measures import Figure, Quantity, QuantityError, Text, Unit
from zonebook.methodology import load_methodology
from zonebook.newsroom.models import StatedClaim, Statement
from zonebook.newsroom.queries import check_text, published_figures, statements, statements_with_verdicts
from zonebook.portal.asking import question_of_kept
from zonebook.portal.doors import book_zone, or_404, require_safe_or_post
from zonebook.portal.forms.checking import CheckForm
from zonebook.portal.highlighting import passages
from zonebook.portal.sending import is_done

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
    form, verdicts = CheckForm(request.POST), list[Verdict]()
    if not is_done(form, lambda sent: verdicts.extend(check_text(zone=zone, **sent))):
        return render(request, "portal/check.html", content | {"form": form}, status=400)
    text, published = form.cleaned_data["text"], form.cleaned_data["published"]
    rows = [_of_verdict(verdict) for verdict in verdicts]
    marked = passages(text, [verdict.claim for verdict in verdicts])
    content |= {"form": form, "published": published, "rows": rows, "passages": _shown(marked, rows)}
    return render(request, "portal/checked.html", content | {"counts": _counts(rows)})


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
        "rows": [_of_claim(claim) for claim in page.object_list],
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
    found = or_404(lambda: statements(zone).get(pk=key), _("There is no such statement."))
    claims = list(found.claims.all())
    rows = [_of_claim(claim) for claim in claims]
    marked = passages(found.text, claims) if found.kind == Statement.Kind.TEXT else []
    content = {"zone": zone, "statement": found, "rows": rows, "counts": _counts(rows)}
    return render(request, "portal/statement.html", content | {"passages": _shown(marked, rows)})


def _example(request: HttpRequest) -> dict[str, Any]:
    """The form filled with a kept text, where the address names one."""
    key = request.GET.get("example", "")
    texts = statements(book_zone()).filter(kind=Statement.Kind.TEXT)
    kept = texts.filter(pk=int(key)).first() if key.isdecimal() and len(key) < len("1234567890") else None
    return {"text": kept.text, "published": kept.published} if kept else {"published": localdate()}


def _shown(marked: list[Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The passages with the rows of their claims."""
    return [{"text": one.text, "rows": [(number, rows[number - 1]) for number in one.numbers]} for one in marked]


def _of_verdict(verdict: Verdict) -> dict[str, Any]:
    """A fresh verdict as the list beside the text shows it."""
    figure = verdict.figure
    return {
        "quote": verdict.claim.quote,
        "kind": StatedClaim.Kind(verdict.kind.value),
        "why": verdict.why,
        "quantity": figure.quantity if figure else None,
        "question": figure.question if figure else None,
        "difference": Quantity(verdict.difference, figure.quantity.unit) if figure and verdict.difference else None,
        "tried": [_of_tried(one) for one in verdict.tried],
    }


def _of_tried(tried: Tried) -> dict[str, Any]:
    found = isinstance(tried.answer, Figure)
    return {
        "said": tried.reading.said,
        "standing": tried.reading.standing.value,
        "outcome": tried.outcome.value,
        "quantity": tried.answer.quantity if isinstance(tried.answer, Figure) else None,
        "question": tried.answer.question if found else None,
        "measure": load_methodology().measure(tried.reading.question.measure),
    }


def _of_claim(claim: StatedClaim) -> dict[str, Any]:
    """A kept verdict in the same shape."""
    figure = claim.figure
    return {
        "claim": claim,
        "quote": claim.quote,
        "stated": _stated(claim),
        "about": _about(claim),
        "kind": StatedClaim.Kind(claim.verdict),
        "why": Text(claim.why_ru, claim.why_en),
        "quantity": _quantity(str(figure["value"]), figure["unit"]) if figure else None,
        "question": question_of_kept(figure, claim.judged_at) if figure else None,
    }


def _stated(claim: StatedClaim) -> Quantity | None:
    """The claimed number in the units of the book; None where it is not in one of them."""
    return None if claim.value is None or claim.unit == "other" else _quantity(str(claim.value), claim.unit)


def _quantity(amount: str, unit: str) -> Quantity | None:
    try:
        return Quantity(Decimal(amount), Unit.of(unit))
    except QuantityError:
        return None


def _about(claim: StatedClaim) -> Text | None:
    """The title of the book's measure that the claim speaks of, if there is one."""
    measures = load_methodology().measures.values()
    return next((measure.title for measure in measures if claim.measure in measure.said_as), None)


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


def _counts(rows: list[dict[str, Any]]) -> list[tuple[StatedClaim.Kind, int]]:
    counts = Counter(row["kind"] for row in rows)
    return [(kind, counts[kind]) for kind in StatedClaim.Kind if counts[kind]]
