"""Which published texts say something that the book does not say any more?

Each text remembers the state of the book that it was last held against. Where the book has moved on, every claim of the
text is judged again, just as it was read, and its figure is asked again by the same question. What differs, the figure
or the verdict, is a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from zonebook.claims.judging import Ask, Verdict
from zonebook.claims.judging.readings import How
from zonebook.measures import Figure, Period, Question
from zonebook.newsroom.kept import kept_claim
from zonebook.newsroom.models import FoundChange, StatedClaim, Statement, VerdictKind
from zonebook.newsroom.owing import Inquiry, Sight, with_obligations
from zonebook.newsroom.queries import asking_at, decided_by, figure_as_dict, judge_claims, set_against
from zonebook.registry.models import Zone

UNTRUE = (VerdictKind.CONTRADICTED, VerdictKind.STALE)
"""The verdicts on what the book does not bear out as it is now."""

KeptFigure = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim of which the figure or the verdict is not what it was; `before` and `after` answer one question."""

    claim: StatedClaim
    before: KeptFigure | None
    after: KeptFigure | None
    verdict_before: str
    verdict: Verdict

    def change(self, *, found_at: datetime) -> FoundChange:
        """As it is kept."""
        return FoundChange(
            claim=self.claim,
            found_at=found_at,
            before=self.before,
            after=self.after,
            verdict_before=self.verdict_before,
            verdict=self.verdict.kind.value,
            why_ru=self.verdict.why.ru,
            why_en=self.verdict.why.en,
        )


def texts_to_look_at(zone: Zone, *, state: str) -> QuerySet[Statement]:
    """The texts that stand published and were last held against another state of the book."""
    behind = standing_texts(zone).exclude(looked_at=state)
    return behind.select_related("zone").prefetch_related(claims_with_changes())


def standing_texts(zone: Zone) -> QuerySet[Statement]:
    """The texts about a zone that stand: no correction has taken their place yet, and nobody took them back."""
    stands = Q(replaced_at__isnull=True) | Q(replaced_at__gt=timezone.now())
    return Statement.objects.filter(
        stands, zone=zone, kind=Statement.Kind.TEXT, publication__withdrawal__isnull=True
    ).select_related("publication__release")


def found_in(statements: Iterable[Statement], *, at: datetime) -> Iterator[tuple[Statement, list[Found]]]:
    """What differs in each text, by the book as known at a moment; the same question is put to it once."""
    ask = asking_at(at)
    for statement in statements:
        yield statement, _found(statement, ask=ask, at=at)


def untrue_texts(zone: Zone) -> list[tuple[Statement, list[FoundChange]]]:
    """The published texts that the book does not bear out any more, each with its untrue claims; newest found first."""
    found = [(one, untrue_claims(one)) for one in _changed_texts(zone)]
    return sorted((one for one in found if one[1]), key=lambda one: one[1][-1].found_at, reverse=True)


def moved_texts(zone: Zone) -> list[tuple[Statement, list[FoundChange]]]:
    """The published texts of which a figure changed, and which still hold."""
    found = [(one, last_changes(one)) for one in _changed_texts(zone)]
    return [(one, changes) for one, changes in found if not any(change.verdict in UNTRUE for change in changes)]


def untrue_from_the_start(zone: Zone) -> QuerySet[Statement]:
    """The zone's own texts that stand, and of which the book contradicted a figure when they went out for a reason."""
    ours = standing_texts(zone).filter(publication__isnull=False, claims__verdict__in=UNTRUE)
    return ours.distinct().order_by("-visible_from", "-pk")


def untrue_claims(statement: Statement) -> list[FoundChange]:
    """The last change of each claim that is not borne out any more."""
    return [one for one in last_changes(statement) if one.verdict in UNTRUE]


def last_changes(statement: Statement) -> list[FoundChange]:
    """The last change of each claim that ever changed, in the order of the text."""
    last = [_last_change(claim) for claim in statement.claims.all()]
    return [one for one in last if one is not None]


def claims_with_changes() -> Prefetch[Any]:
    """The claims of statements with their changes, for whoever asks after `last_changes` of several, or lists both."""
    changes = FoundChange.objects.select_related("claim").order_by("pk")
    return Prefetch("claims", StatedClaim.objects.prefetch_related(Prefetch("changes", changes)))


def _changed_texts(zone: Zone) -> QuerySet[Statement]:
    changed = FoundChange.objects.filter(claim__statement__zone=zone).values("claim__statement")
    return standing_texts(zone).filter(pk__in=changed).prefetch_related(claims_with_changes())


def _last_change(claim: StatedClaim) -> FoundChange | None:
    changes: Sequence[FoundChange] = list(claim.changes.all())
    return changes[-1] if changes else None


def _found(statement: Statement, *, ask: Ask, at: datetime) -> list[Found]:
    claims = list(statement.claims.all())
    inquiry = Inquiry(statement.zone, statement.published or at.date(), at, Sight.SUMS)
    verdicts = judge_claims([kept_claim(claim.read) for claim in claims], inquiry=inquiry, ask=ask)
    ask = with_obligations(ask, inquiry)
    found = (_compared(claim, verdict, ask=ask) for claim, verdict in zip(claims, verdicts, strict=True))
    return [one for one in found if one is not None]


def _compared(claim: StatedClaim, verdict: Verdict, *, ask: Ask) -> Found | None:
    """What is different now of a claim; None where nothing is."""
    last = _last_change(claim)
    before = last.after if last else claim.figure
    verdict_before = last.verdict if last else claim.verdict
    asked_of = before or claim.figure
    after = _asked_again(asked_of, ask) if asked_of else decided_by(verdict)
    if _value(before) == _value(after) and verdict_before == verdict.kind.value:
        return None
    return Found(claim, before, after, verdict_before, verdict)


def question_of(figure: KeptFigure) -> Question:
    """The question that a kept figure answered, to be asked anew."""
    return Question(figure["measure"], tuple(figure["scope"]), figure["population"], Period.parse(figure["period"]))


def _asked_again(figure: KeptFigure, ask: Ask) -> dict[str, Any] | None:
    """The same question, and of a comparison both questions, answered now; None where the first has no answer."""
    answer = ask(question_of(figure))
    if not isinstance(answer, Figure) or "comes_to" not in figure:
        return figure_as_dict(answer) if isinstance(answer, Figure) else None
    other = ask(question_of(figure["against"])) if figure["against"] else None
    against = other if isinstance(other, Figure) else None
    return (figure_as_dict(answer) or {}) | set_against(How(figure["comes_to"]["how"]), answer, against=against)


def _value(figure: KeptFigure | None) -> object:
    """What a kept figure says; of a comparison both figures, so that a change of either is seen."""
    return None if figure is None else (figure["value"], _value(figure.get("against")))
