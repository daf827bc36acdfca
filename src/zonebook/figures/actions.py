"""Releasing figures and recording the editions of ratings."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.figures.models import RatingEdition, RatingPlace, ReleasedFigure, Snapshot
from zonebook.figures.queries import ask, the_lake
from zonebook.measures import Figure, Question
from zonebook.registry.actions import mark_dirty
from zonebook.registry.models import Zone


def release_figure(actor: Actor, zone: Zone, *, asked: Question, is_headline: bool = False) -> ReleasedFigure:
    """Stand by the book's answer to a question. Raises ValidationError where the book has none."""
    require(actor.user, Permission.RELEASE_FIGURES, zone=zone.code)
    answer = ask(asked)
    if not isinstance(answer, Figure):
        raise ValidationError(f"the book has no figure for {asked.measure} in {asked.period}: {answer.reason}")
    with transaction.atomic():
        released = ReleasedFigure.objects.create(
            zone=zone,
            snapshot=_snapshot(actor, answer.lineage.snapshot),
            measure=asked.measure,
            definition=answer.lineage.definition,
            scope=list(asked.scope),
            population=asked.population,
            period_code=str(asked.period),
            answered_period_code=str(answer.period),
            known_at=asked.known_at or actor.at,
            amount=answer.quantity.unit.to_stored(answer.quantity.amount),
            unit=answer.quantity.unit.code,
            reported=answer.coverage.reported,
            expected=answer.coverage.expected,
            released_by=actor.user.username,
            is_headline=is_headline,
        )
        details = {
            "measure": asked.measure,
            "period": str(asked.period),
            "amount": released.amount,
            "snapshot": released.snapshot.name,
        }
        subject = f"figures.releasedfigure:{released.pk}"
        record(by=actor.user.username, at=actor.at, action="release_figure", subject=subject, details=details)
    return released


def _snapshot(actor: Actor, name: str) -> Snapshot:
    partitions = {f"{part.table}/zone={part.zone}": part.sha256 for part in the_lake().partitions()}
    return Snapshot.objects.get_or_create(name=name, defaults={"taken_at": actor.at, "partitions": partitions})[0]


@transaction.atomic
def record_edition(
    actor: Actor, zone: Zone, *, edition: RatingEdition, place: int | None, score: object = None
) -> RatingPlace:
    """Record a zone's published place (or only its score) in an edition of a rating by others."""
    require(actor.user, Permission.RELEASE_FIGURES, zone=zone.code)
    kept = RatingEdition.objects.filter(rating=edition.rating, year=edition.year).first()
    if kept is None:
        edition.full_clean()
        edition.save()
        kept = edition
    published = RatingPlace(edition=kept, zone=zone, place=place, score=score)
    published.full_clean()
    published.save()
    mark_dirty("edition", zone.code)
    details = {"zone": zone.code, "place": place, "score": None if score is None else str(score)}
    subject = f"figures.ratingedition:{kept}"
    record(by=actor.user.username, at=actor.at, action="record_edition", subject=subject, details=details)
    return published

