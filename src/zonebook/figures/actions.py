"""Releasing figures and recording the editions of ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.engine.lake import snapshot_of
from zonebook.figures.comparing import Comparison, compared
from zonebook.figures.editions import edition_of, editions_of_year, must_have_ended
from zonebook.figures.models import Edition, RatingEdition, RatingPlace, ReleasedFigure, Snapshot
from zonebook.figures.queries import ask, the_lake
from zonebook.measures import Figure, Question
from zonebook.methodology import MethodologyError
from zonebook.rating import RatingError
from zonebook.registry.actions import mark_dirty
from zonebook.registry.models import Zone
from zonebook.registry.queries import kept_zone

_ATTEMPTS = 5


def release_figure(actor: Actor, zone: Zone, *, asked: Question, is_headline: bool = False) -> ReleasedFigure:
    """Stand by the book's answer to a question. Raises ValidationError where the book has none."""
    require(actor.user, Permission.RELEASE_FIGURES, zone=zone.code)
    answer, partitions = _answered(replace(asked, known_at=asked.known_at or actor.at))
    asked = answer.question
    with transaction.atomic():
        snapshot, _ = Snapshot.objects.get_or_create(
            name=answer.lineage.snapshot, defaults={"taken_at": actor.at, "partitions": partitions}
        )
        released = ReleasedFigure.objects.create(
            zone=zone,
            snapshot=snapshot,
            measure=asked.measure,
            definition=answer.lineage.definition,
            scope=list(asked.scope),
            population=asked.population,
            period_code=str(asked.period),
            answered_period_code=str(answer.period),
            known_at=asked.known_at,
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


def _answered(asked: Question) -> tuple[Figure, Mapping[str, str]]:
    """The figure, and the hash of each partition of the very state of the lake that it was computed over."""
    for _attempt in range(_ATTEMPTS):
        partitions = the_lake().partitions()
        answer = ask(asked)
        if not isinstance(answer, Figure):
            raise ValidationError(f"the book has no figure for {asked.measure} in {asked.period}: {answer.reason}")
        if snapshot_of(partitions) == answer.lineage.snapshot:
            return answer, {f"{part.table}/zone={part.zone}": part.sha256 for part in partitions}
    raise ValidationError("the ledger changes faster than a figure can be released: try again")


@transaction.atomic
def record_edition(
    actor: Actor, zone: Zone, *, edition: RatingEdition, place: int | None, score: Decimal | None = None
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


def make_edition(actor: Actor, asked: Comparison, *, reason: str = "", seen: str = "") -> Edition:
    """Make an edition of one of our ratings from the figures published by now, and keep it for good.

    Made again for the same year it gets the next number, and asks why. `seen`: the fingerprint of the numbers that
    somebody looked at before. Raises ValidationError for a year that has not ended, for what cannot be rated, and where
    other numbers are published by now than were seen.
    """
    require(actor.user, Permission.RELEASE_FIGURES, zone=kept_zone().code)
    must_have_ended(asked, on=localdate(actor.at))
    same = editions_of_year(asked)
    if same.exists() and not reason.strip():
        raise ValidationError({"reason": _("This year has an edition already: say why it is made again.")})
    try:
        found = compared(asked, known_at=actor.at)
    except (MethodologyError, RatingError) as error:
        raise ValidationError(_("No edition can be made: %(why)s") % {"why": error}) from error
    if seen and seen != found.fingerprint_of_numbers:
        raise ValidationError(_("Other numbers are published now than you looked at: look at the edition again."))
    with transaction.atomic():
        edition = edition_of(asked, found, number=same.count() + 1)
        edition.made_by, edition.made_at, edition.reason = actor.user.username, actor.at, reason.strip()
        edition.full_clean()
        edition.save()
        details = {"number": edition.number, "sha256": edition.sha256, "reason": edition.reason}
        subject = f"figures.edition:{edition}"
        record(by=actor.user.username, at=actor.at, action="make_edition", subject=subject, details=details)
    return edition
