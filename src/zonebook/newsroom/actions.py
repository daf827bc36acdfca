"""Keeping statements with their claims and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.claims import Claim, read_claims
from zonebook.claims.judging import Verdict
from zonebook.newsroom.models import StatedClaim, Statement
from zonebook.newsroom.queries import figure_as_dict, judge_claims, must_be_of_our_time, names_of
from zonebook.registry.models import Zone


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure of a table of published figures: the claim it makes, and where it was published."""

    claim: Claim
    title: str
    link: str
    channel: str
    published: date | None
    published_as_written: str


def keep_published_figures(actor: Actor, zone: Zone, *, figures: Sequence[PublishedFigure]) -> list[Statement]:
    """Keep a table of published figures, each as a statement with its verdict; one entry in the audit for the table.

    A figure without a day of publication is judged as if said on the day it is kept.
    """
    require(actor.user, Permission.KEEP_STATEMENTS, zone=zone.code)
    judged = [_judged(actor, zone, claims=[figure.claim], published=figure.published)[0] for figure in figures]
    with transaction.atomic():
        kept = Statement.objects.bulk_create(
            Statement(
                zone=zone,
                kind=Statement.Kind.FIGURE,
                title=figure.title[:300],
                channel=figure.channel,
                published=figure.published,
                published_as_written=figure.published_as_written,
                link=figure.link,
            )
            for figure in figures
        )
        StatedClaim.objects.bulk_create(
            _stated(verdict, statement, judged_at=actor.at) for verdict, statement in zip(judged, kept, strict=True)
        )
        subject = f"newsroom.statement:{kept[0].pk}..{kept[-1].pk}" if kept else "newsroom.statement"
        details = {"figures": len(kept)}
        record(by=actor.user.username, at=actor.at, action="keep_figures", subject=subject, details=details)
    return kept


def keep_statement(actor: Actor, zone: Zone, *, claims: Sequence[Claim] | None = None, **fields: Any) -> Statement:
    """Keep a public text, or a published figure, with its claims and the verdict on each.

    `claims` are given for published figures; those of a text are read from it. Raises ValidationError for a text
    without a day of publication, because its words "this year" then mean nothing, and for a day that cannot be meant.
    """
    require(actor.user, Permission.KEEP_STATEMENTS, zone=zone.code)
    statement = Statement(zone=zone, **fields)
    if statement.published is None and claims is None:
        raise ValidationError("give the day of publication")
    if statement.published is not None:
        must_be_of_our_time(statement.published)
    if claims is None:
        claims = read_claims(statement.text, published=statement.published, names=names_of(zone))
    verdicts = _judged(actor, zone, claims=claims, published=statement.published)
    with transaction.atomic():
        statement.full_clean()
        statement.save()
        StatedClaim.objects.bulk_create(_stated(verdict, statement, judged_at=actor.at) for verdict in verdicts)
        details = {"title": statement.title, "claims": len(verdicts), "link": statement.link}
        subject = f"newsroom.statement:{statement.pk}"
        record(by=actor.user.username, at=actor.at, action="keep_statement", subject=subject, details=details)
    return statement


def _judged(actor: Actor, zone: Zone, *, claims: Sequence[Claim], published: date | None) -> tuple[Verdict, ...]:
    """The verdicts by the book as known to the actor; what has no day of publication is taken as said today."""
    return judge_claims(claims, published=published or localdate(actor.at), zone=zone, known_at=actor.at)


def _stated(verdict: Verdict, statement: Statement, *, judged_at: datetime) -> StatedClaim:
    claim = verdict.claim
    return StatedClaim(
        statement=statement,
        start=claim.start,
        end=claim.end,
        quote=claim.quote[:300],
        measure=claim.measure,
        unit=claim.unit,
        hedge=claim.hedge.value,
        value=claim.value,
        period=claim.period or "",
        scope=(claim.scope or "")[:300],
        verdict=verdict.kind.value,
        why_ru=verdict.why.ru,
        why_en=verdict.why.en,
        figure=figure_as_dict(verdict.figure),
        judged_at=judged_at,
    )
