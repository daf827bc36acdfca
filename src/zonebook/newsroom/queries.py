"""Holding texts and published figures against the book."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Asker, Permission, may
from zonebook.claims import Claim, NamedScope, Unread, read_text
from zonebook.claims.judging import Ask, Judge, Rules, Verdict
from zonebook.claims.judging.comparisons import as_quantity, comes_to
from zonebook.claims.judging.readings import How, Setting, Term
from zonebook.figures.queries import RATINGS, explained_cells, refill_everything, the_book
from zonebook.measures import YEARS, Answer, Figure, Question
from zonebook.measures.numbers import as_number
from zonebook.methodology import MeasureDefinition, load_methodology
from zonebook.methodology.definition import Formula
from zonebook.newsroom.models import StatedClaim, Statement
from zonebook.newsroom.owing import Inquiry, Sight, promise_terms, with_obligations
from zonebook.newsroom.showing import shown
from zonebook.registry.models import LakePartition, Zone
from zonebook.registry.queries import all_scopes


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdicts on a text's claims, and its numbers that may be claims and were not read as such, both in order."""

    verdicts: tuple[Verdict, ...]
    unread: tuple[Unread, ...]


def check_text(
    text: str, *, published: date, zone: Zone, known_at: datetime | None = None, sight: Sight = Sight.NOTHING
) -> Checked:
    """What the book, as known at a moment (now, if none is given), says to each number of a text about a zone.

    `sight`: how much of what agreements oblige to may be told. Raises ValidationError for a day of publication that no
    text can be of.
    """
    must_be_of_our_time(published)
    read = read_text(text, published=published, names=names_of(zone))
    verdicts = judge_claims(read.claims, inquiry=Inquiry(zone, published, known_at or timezone.now(), sight))
    return Checked(verdicts, read.unread)


def must_be_of_our_time(published: date) -> None:
    """A text of the year 1 has no year before, from which its growth would be counted. Raises ValidationError."""
    if published.year not in YEARS:
        said = _("Give a day between the years %(first)s and %(last)s: the year may be a slip of the keyboard.")
        raise ValidationError({"published": said % {"first": YEARS[0], "last": YEARS[-1]}})


def judge_claims(claims: Sequence[Claim], *, inquiry: Inquiry, ask: Ask | None = None) -> tuple[Verdict, ...]:
    """The verdicts on claims that were read already.

    `ask` is one that `asking_at` made for the moment of the inquiry, where several texts are judged at one moment.
    """
    refill_everything()
    ask = with_obligations(ask or asking_at(inquiry.known_at), inquiry)
    judge = Judge(ask=ask, terms=(*_terms(), *promise_terms()), rules=_rules())
    setting = Setting(inquiry.said_on, inquiry.zone.code)
    return tuple(judge.judge(claim, setting) for claim in claims)


def asking_at(moment: datetime) -> Ask:
    """Asks the book as known at a moment, and the same question once: a long text says the same figures often."""

    @cache
    def answer(asked: Question) -> Answer:
        return the_book().answer(asked)

    return lambda asked: answer(asked if asked.known_at is not None else replace(asked, known_at=moment))


def state_of_book() -> str:
    """A name for what the book knows at present: whatever enters it, or is corrected, changes the name."""
    rows = LakePartition.objects.order_by("table", "zone_code").values_list("table", "zone_code", "generation")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def names_of(zone: Zone) -> tuple[NamedScope, ...]:
    """The register's names, by which a text can speak of a scope."""
    return tuple(NamedScope(scope.code, (scope.ru, *scope.others)) for scope in all_scopes(zone))


def _terms() -> tuple[Term, ...]:
    return tuple(_term(measure) for measure in load_methodology().measures.values())


def _term(measure: MeasureDefinition) -> Term:
    rated = measure.formula in (Formula.PLACE, Formula.STREAK_OF_FIRST_PLACES)
    return Term(
        measure=measure.code,
        title=measure.title,
        said_as=measure.said_as,
        populations=measure.populations,
        is_flow=measure.formula is Formula.SUM_OF_FLOWS,
        is_change=measure.formula is Formula.CHANGE_OF_STOCK,
        never_negative=measure.never_negative,
        unit=measure.unit,
        ratings=RATINGS if rated else (),
    )


def _rules() -> Rules:
    return Rules(load_methodology().judging.enough_coverage, settings.TIME_ZONE)


def figure_as_dict(figure: Figure | None) -> dict[str, Any] | None:
    """A figure as the command line, the API and the kept verdicts give it; `lineage.cells` only if asked for."""
    if figure is None:
        return None
    question = figure.question
    return {
        "measure": question.measure,
        "scope": list(question.scope),
        "population": question.population,
        "period": str(question.period),
        "answered_period": str(figure.period),
        "known_at": None if question.known_at is None else question.known_at.isoformat(),
        "value": as_number(figure.quantity.amount),
        "unit": figure.quantity.unit.code,
        "coverage": {
            "reported": figure.coverage.reported,
            "expected": figure.coverage.expected,
            "absent": list(figure.coverage.absent),
        },
        "lineage": {
            "definition": figure.lineage.definition,
            "snapshot": figure.lineage.snapshot,
            "entries": list(figure.lineage.entries),
            "cells": [
                {
                    "company": cell.company,
                    "site": cell.site,
                    "submission": cell.submission,
                    "version": cell.version,
                    "cell": cell.cell,
                    "quarter": str(cell.period),
                    "amount": as_number(cell.amount),
                }
                for cell in figure.lineage.cells
            ],
        },
    }


def decided_by(verdict: Verdict) -> dict[str, Any] | None:
    """The figure that decided a verdict, as `figure_as_dict`.

    Of a growth or a share the later figure or the part; it then has the other one as `against`, and what the two come
    to as `comes_to`.
    """
    found = figure_as_dict(verdict.figure)
    if found is None or verdict.against is None or verdict.how is None:
        return found
    return found | set_against(verdict.how, verdict.figure, against=verdict.against)


def set_against(how: How, figure: Figure | None, *, against: Figure | None) -> dict[str, Any]:
    """The other figure of a comparison, and what the two come to; nulls where one of them lacks."""
    exact = (
        None
        if figure is None or against is None
        else comes_to(how, figure.quantity.amount, against=against.quantity.amount)
    )
    told: dict[str, Any] = {"how": how.value, "value": None, "unit": None}
    if exact is not None:
        shown = as_quantity(how, exact)
        told |= {"value": as_number(shown.amount), "unit": shown.unit.code}
    return {"comes_to": told, "against": figure_as_dict(against)}


def figure_with_explanations(figure: Figure) -> dict[str, Any]:
    """As `figure_as_dict`; a cell that a check had warned of says how it was explained (`explained`)."""
    content = figure_as_dict(figure) or {}
    explained = explained_cells(figure.lineage.cells)
    for cell in content["lineage"]["cells"]:
        if several := explained.get((cell["submission"], cell["version"], cell["cell"])):
            cell["explained"] = [
                {"warning": one.warning.ru, "warning_en": one.warning.en, "explanation": one.explanation}
                for one in several
            ]
    return content


def statements(zone: Zone) -> QuerySet[Statement]:
    """The statements about a zone that everybody may see with their verdicts, newest first.

    Not those that the zone keeps to itself, nor those of releases that go out later or were taken back.
    """
    return shown(zone).annotate(claim_count=Count("claims"))


def seen_statements(asker: Asker, zone: Zone) -> QuerySet[Statement]:
    """The statements that the asker may see: those who keep them see all."""
    if may(asker, Permission.KEEP_STATEMENTS, zone=zone.code):
        return Statement.objects.filter(zone=zone).annotate(claim_count=Count("claims"))
    return statements(zone)


def statements_with_verdicts(zone: Zone) -> QuerySet[Statement]:
    """The texts about a zone, newest first, each with how many of its claims have each verdict (`holds`, …)."""
    counts = {kind.value: Count("claims", filter=Q(claims__verdict=kind)) for kind in StatedClaim.Kind}
    return statements(zone).filter(kind=Statement.Kind.TEXT).annotate(**counts)


def published_figures(zone: Zone) -> QuerySet[StatedClaim]:
    """The claims of single published figures about a zone that everybody may see with their verdicts, newest first."""
    figures = shown(zone).filter(kind=Statement.Kind.FIGURE)
    claims = StatedClaim.objects.filter(statement__in=figures.order_by().values("pk"))
    return claims.select_related("statement").order_by(F("statement__published").desc(nulls_last=True), "pk")
