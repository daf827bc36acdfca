"""What others published about zones, as plain facts. It was public when it was said, so everybody may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from zonebook.measures import Hedge, Written
from zonebook.measures.published import Basis, DatedTo, PublishedFact, SourceKind
from zonebook.published.models import Fact


def facts_of(zones: Sequence[str] | None = None, indicators: Sequence[str] | None = None) -> tuple[PublishedFact, ...]:
    """The facts about zones or groups of zones by their codes, of some indicators or all, as they were entered."""
    facts = Fact.objects.all()
    if zones is not None:
        facts = facts.filter(about__in=zones)
    if indicators is not None:
        facts = facts.filter(indicator__in=indicators)
    return plain_facts(facts)


def facts_by_number(numbers: Iterable[int]) -> Mapping[int, PublishedFact]:
    """The facts of some numbers, for whoever kept only these."""
    return {fact.number: fact for fact in plain_facts(Fact.objects.filter(pk__in=set(numbers)))}


def plain_facts(facts: Iterable[Fact]) -> tuple[PublishedFact, ...]:
    """The rows as plain facts, in their order."""
    return tuple(
        PublishedFact(
            number=fact.pk,
            about=fact.about,
            part=fact.part,
            indicator=fact.indicator,
            period=fact.period or None,
            first=fact.first_day,
            last=fact.last_day,
            written=Written(_shortest(fact.value), _shortest(fact.step), _shortest(fact.last_digit)),
            hedge=Hedge(fact.hedge),
            unit=fact.unit,
            basis=Basis(fact.basis),
            source=SourceKind(fact.source_kind),
            said_on=fact.said_on,
            dated_to=DatedTo(fact.dated_to),
            link=fact.link,
            note=fact.note,
        )
        for fact in facts
    )


def already_kept(facts: Sequence[Fact]) -> frozenset[int]:
    """Which of some figures, by their place in the order, the book has already: said alike, by the same page."""
    indicators = {fact.indicator for fact in facts}
    kept = set(Fact.objects.filter(indicator__in=indicators).values_list(*_SAID))
    return frozenset(nth for nth, fact in enumerate(facts) if tuple(getattr(fact, name) for name in _SAID) in kept)


def batches_of_facts() -> QuerySet[Fact, dict[str, Any]]:
    """The tables kept so far, the last first: by whom, when, how many figures."""
    return (
        Fact.objects.order_by().values("entered_by", "entered_at").annotate(facts=Count("pk")).order_by("-entered_at")
    )


_SAID = ("about", "part", "indicator", "period_as_written", "digits", "hedge", "unit", "basis", "source_name", "link",
         "said_as_written", "note")  # fmt: skip


def _shortest(stored: Decimal) -> Decimal:
    """The number without the noughts that the store's columns add."""
    return stored.to_integral_value() if stored == stored.to_integral_value() else stored.normalize()
