"""Keeping statements with their claims and verdicts, and every step of a release from its first word to a correction.

Between the steps a text is written on again and again: that is nobody's word yet, and the audit chain is told of it
only where somebody's text was written over. Every step further is one entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.claims import Claim, read_claims
from zonebook.claims.judging import Verdict
from zonebook.newsroom.deciding import (
    MAX_REASON,
    last_approval,
    locked,
    must_be_ahead,
    must_be_another,
    must_be_borne_out,
    must_be_in,
    must_be_public,
    must_be_seen,
    must_be_whole,
    must_go_out_soon,
    must_have_reason,
    must_not_be_ahead,
)
from zonebook.newsroom.evidence import Going, Held, cells_behind
from zonebook.newsroom.going_out import gone_out, put_out, standing, take_back
from zonebook.newsroom.kept import keep_with_verdicts, stated
from zonebook.newsroom.looking import Found, found_in, texts_to_look_at
from zonebook.newsroom.models import (
    AskedInMinute,
    FoundChange,
    Publication,
    ReadOnDay,
    Release,
    ReleaseStep,
    ReleaseVersion,
    Showing,
    StatedClaim,
    Statement,
)
from zonebook.newsroom.notice import correction_notice
from zonebook.newsroom.owing import Inquiry, Sight
from zonebook.newsroom.queries import (
    check_text,
    judge_claims,
    must_be_of_our_time,
    names_of,
    state_of_book,
)
from zonebook.newsroom.telling import tell_authors
from zonebook.newsroom.writing import Writing, WrittenMeanwhile, last_version, version_of, write
from zonebook.registry.models import Zone

_State, _Step = Release.State, ReleaseStep.Kind
_OUT = (_State.PUBLISHED, _State.CORRECTED)


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
                kept_by=actor.user.username,
            )
            for figure in figures
        )
        StatedClaim.objects.bulk_create(
            stated(verdict, statement, judged_at=actor.at) for verdict, statement in zip(judged, kept, strict=True)
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
    statement = Statement(zone=zone, kept_by=actor.user.username, looked_at=state_of_book(), **fields)
    if statement.published is None and claims is None:
        raise ValidationError("give the day of publication")
    if statement.published is not None:
        must_be_of_our_time(statement.published)
    if claims is None:
        claims = read_claims(statement.text, published=statement.published, names=names_of(zone))
    verdicts = _judged(actor, zone, claims=claims, published=statement.published)
    with transaction.atomic():
        keep_with_verdicts(statement, verdicts, at=actor.at)
        details = {"title": statement.title, "claims": len(verdicts), "link": statement.link}
        _seal(actor, "keep_statement", subject=f"newsroom.statement:{statement.pk}", **details)
    return statement


@transaction.atomic
def show_statement(actor: Actor, statement: Statement, *, is_public: bool | None) -> None:
    """Show everybody what the book says to a statement, or keep it to the zone; None: as the zone has it."""
    require(actor.user, Permission.KEEP_STATEMENTS, zone=statement.zone.code)
    Statement.objects.filter(pk=statement.pk).update(is_public=is_public)
    statement.is_public = is_public
    _seal(actor, "show_statement", subject=f"newsroom.statement:{statement.pk}", is_public=is_public)


@transaction.atomic
def show_statements(actor: Actor, zone: Zone, *, is_public: bool) -> None:
    """Choose for a zone whether everybody sees what others said of it with the verdicts, where nothing else is said."""
    require(actor.user, Permission.KEEP_STATEMENTS, zone=zone.code)
    chosen = {"is_public": is_public, "by": actor.user.username, "at": actor.at}
    Showing.objects.update_or_create(zone=zone, defaults=chosen)
    _seal(actor, "show_statements", subject=f"registry.zone:{zone.pk}", is_public=is_public)


@transaction.atomic
def begin_release(actor: Actor, zone: Zone, *, writing: Writing) -> Release:
    """Begin a release, from a blank page or from a text that is there. Raises ValidationError by field."""
    require(actor.user, Permission.WRITE_RELEASES, zone=zone.code)
    name = actor.user.username
    release = Release(zone=zone, author=name, written_by=name, written_at=actor.at, begun_at=actor.at)
    write(release, writing.plain())
    if not release.title.strip():
        raise ValidationError({"title": _("Give the release a headline.")})
    release.save()
    _take(actor, release, kind=_Step.BEGUN)
    return release


@transaction.atomic
def save_release(actor: Actor, release: Release, *, writing: Writing, seen: int, over: bool = False) -> Release:
    """Keep what stands in the editor. Raises ValidationError when the release is not being written.

    `seen` counts the writings that the page knew of. Raises WrittenMeanwhile where it knew not of the last one and the
    texts differ; `over` writes all the same, and what stood there is kept as a version.
    """
    require(actor.user, Permission.WRITE_RELEASES, zone=release.zone.code)
    release = locked(release)
    must_be_in(release, _State.DRAFT)
    writing = writing.plain()
    if Writing.of(release) == writing:
        return release
    is_overtaken = release.seen != seen
    if is_overtaken and not over:
        raise WrittenMeanwhile(release)
    if is_overtaken or release.written_by != actor.user.username:
        aside = version_of(release, by=release.written_by, at=release.written_at)
        _take(actor, release, kind=_Step.SET_ASIDE, version=aside)
    write(release, writing)
    release.seen, release.written_by, release.written_at = release.seen + 1, actor.user.username, actor.at
    release.save()
    return release


@transaction.atomic
def check_release(actor: Actor, release: Release, *, seen: int) -> Release:
    """Say that a text was held against the book and is ready for approval; it is kept as a version."""
    require(actor.user, Permission.WRITE_RELEASES, zone=release.zone.code)
    release = locked(release)
    must_be_in(release, _State.DRAFT)
    must_be_seen(release, seen=seen)
    must_be_whole(release)
    version = version_of(release, by=actor.user.username, at=actor.at)
    return _moved(actor, release, state=_State.CHECKED, step=_Step.CHECKED, version=version)


@transaction.atomic
def approve_release(actor: Actor, release: Release, *, seen: int) -> Release:
    """Approve a checked text. Nobody approves what they wrote: raises PermissionDenied."""
    require(actor.user, Permission.APPROVE_RELEASES, zone=release.zone.code)
    release = locked(release)
    must_be_in(release, _State.CHECKED)
    must_be_another(actor, release)
    must_be_seen(release, seen=seen)
    return _moved(actor, release, state=_State.APPROVED, step=_Step.APPROVED, version=last_version(release))


@transaction.atomic
def return_release(actor: Actor, release: Release, *, remark: str) -> Release:
    """Send a checked or approved text back to its author, with what to mend. Raises ValidationError without a word."""
    require(actor.user, Permission.APPROVE_RELEASES, zone=release.zone.code)
    release = locked(release)
    must_be_in(release, _State.CHECKED, _State.APPROVED)
    if not remark.strip():
        raise ValidationError({"remark": _("Write what should be mended.")})
    return _moved(actor, release, state=_State.DRAFT, step=_Step.RETURNED, note=remark.strip())


@transaction.atomic
def reopen_release(actor: Actor, release: Release) -> Release:
    """Take a release back to write on; of one that is published a correction, which begins with a proposed notice.

    What is published stays public until the correction takes its place. Raises ValidationError under an embargo: what
    is to go out by itself is recalled first.
    """
    require(actor.user, Permission.WRITE_RELEASES, zone=release.zone.code)
    release = locked(release)
    must_be_in(release, _State.CHECKED, _State.APPROVED, *_OUT, _State.WITHDRAWN)
    if release.state in (*_OUT, _State.WITHDRAWN):
        release.notice = correction_notice(must_not_be_ahead(release, now=actor.at).statement)
        release.seen, release.written_by, release.written_at = release.seen + 1, actor.user.username, actor.at
    return _moved(actor, release, state=_State.DRAFT, step=_Step.REOPENED)


def publish_release(
    actor: Actor, release: Release, *, visible_from: datetime | None = None, reason: str = ""
) -> Publication:
    """Publish an approved text, visible from a moment on (at once, if none is given), with its evidence frozen.

    It is held against the book once more. Raises ValidationError where the book contradicts a figure or cannot check
    it, and for a number that was not read, unless `reason` is signed; it is kept, audited and shown in the evidence.
    The claims become a kept statement.
    """
    require(actor.user, Permission.WRITE_RELEASES, zone=release.zone.code)
    must_be_in(release, _State.APPROVED)
    visible = max(visible_from or actor.at, actor.at)
    must_go_out_soon(visible, now=actor.at)
    state, day = state_of_book(), localdate(visible)
    checked = check_text(release.text, published=day, zone=release.zone, known_at=actor.at, sight=Sight.SUMS)
    must_be_borne_out(checked, reason=reason)
    held = Held(checked, state, cells_behind(checked))
    with transaction.atomic():
        now = locked(release)
        must_be_in(now, _State.APPROVED)
        must_be_seen(now, seen=release.seen)
        is_first = standing(now) is None
        reason = reason.strip()[:MAX_REASON]
        going = Going(actor.user.username, actor.at, last_approval(now).by, visible, day, reason)
        publication = put_out(now, going, held=held)
        _moved(
            actor, now, state=_State.PUBLISHED if is_first else _State.CORRECTED, step=_Step.PUBLISHED,
            version=publication.version, note=reason, evidence=publication.sha256, visible_from=visible.isoformat(),
        )  # fmt: skip
    return publication


@transaction.atomic
def recall_release(actor: Actor, release: Release, *, reason: str) -> Release:
    """Recall what is under embargo: nobody outside will have seen it. Raises ValidationError once the moment has come.

    The text stays approved as it is: it can be published anew, for another moment, or taken back to be written on.
    """
    require(actor.user, Permission.WRITE_RELEASES, zone=release.zone.code)
    release = locked(release)
    must_be_in(release, *_OUT)
    publication = must_be_ahead(release, now=actor.at)
    reason = must_have_reason(reason)
    take_back(actor, [publication], reason=reason)
    return _moved(actor, release, state=_State.APPROVED, step=_Step.RECALLED, version=publication.version, note=reason)


@transaction.atomic
def withdraw_release(actor: Actor, release: Release, *, reason: str) -> Release:
    """Take a public release off its page, which says from then on why; every earlier text of it goes as well.

    Raises ValidationError where nothing of it is public, and under the embargo of a correction.
    """
    require(actor.user, Permission.WRITE_RELEASES, zone=release.zone.code)
    release = locked(release)
    publication = must_be_public(release, now=actor.at)
    reason = must_have_reason(reason)
    take_back(actor, gone_out(release).filter(withdrawal__isnull=True), reason=reason)
    return _moved(
        actor, release, state=_State.WITHDRAWN, step=_Step.WITHDRAWN, version=publication.version, note=reason
    )


def look_through_texts(actor: Actor, zone: Zone) -> list[FoundChange]:
    """Hold every published text against the book as it is now, and tell the authors of those whose figures changed.

    Safe to break off anywhere and to do twice at once: each text is looked at and marked in one transaction, and a
    text that somebody else marked meanwhile is left alone, so that a change is found, and told, exactly once.
    """
    require(actor.user, Permission.KEEP_STATEMENTS, zone=zone.code)
    state, changes = state_of_book(), list[FoundChange]()
    for statement, found in found_in(texts_to_look_at(zone, state=state), at=actor.at):
        changes += _note(actor, statement, found=found, state=state)
    return changes


def count_reading(release: Release, *, day: date) -> None:
    """Count that a release was opened on a day; by whom is neither asked nor kept."""
    counted = ReadOnDay.objects.filter(release=release, day=day).update(count=F("count") + 1)
    if not counted:
        ReadOnDay.objects.bulk_create([ReadOnDay(release=release, day=day, count=0)], ignore_conflicts=True)
        ReadOnDay.objects.filter(release=release, day=day).update(count=F("count") + 1)


@transaction.atomic
def count_asking(asker: str, *, at: datetime, most: int) -> bool:
    """Count that a program asks the API; False where it asked `most` times in this minute already.

    One row a minute, counted up by the database: whichever process is asked, it counts with the others. Older minutes
    are forgotten.
    """
    minute = at.replace(second=0, microsecond=0)
    ours = AskedInMinute.objects.filter(asker=asker, minute=minute)
    if not ours.exists():
        AskedInMinute.objects.filter(minute__lt=minute).delete()
        AskedInMinute.objects.bulk_create([AskedInMinute(asker=asker, minute=minute)], ignore_conflicts=True)
    return ours.filter(count__lt=most).update(count=F("count") + 1) == 1


def _note(actor: Actor, statement: Statement, *, found: Sequence[Found], state: str) -> list[FoundChange]:
    with transaction.atomic():
        ours = Statement.objects.filter(pk=statement.pk, looked_at=statement.looked_at).update(looked_at=state)
        if not ours or not found:
            return []
        changes = FoundChange.objects.bulk_create(one.change(found_at=actor.at) for one in found)
        told = tell_authors(statement, changes, at=actor.at)
        details = {"claims": [one.claim_id for one in changes], "letters": [letter.key for letter in told]}
        _seal(actor, "find_changes", subject=f"newsroom.statement:{statement.pk}", **details)
    return changes


def _moved(actor: Actor, release: Release, *, state: str, step: str, **told: Any) -> Release:
    release.state = state
    release.save()
    _take(actor, release, kind=step, **told)
    return release


def _take(
    actor: Actor, release: Release, *, kind: str, version: ReleaseVersion | None = None, note: str = "", **told: Any
) -> None:
    """One row in the release's own story, one entry in the audit chain."""
    name = actor.user.username
    ReleaseStep.objects.create(release=release, kind=kind, version=version, note=note, by=name, at=actor.at)
    details = {"title": release.title, "version": version.number if version else None, "note": note, **told}
    _seal(actor, f"release_{kind}", subject=f"newsroom.release:{release.pk}", **details)


def _seal(actor: Actor, action: str, *, subject: str, **details: Any) -> None:
    record(by=actor.user.username, at=actor.at, action=action, subject=subject, details=details)


def _judged(actor: Actor, zone: Zone, *, claims: Sequence[Claim], published: date | None) -> tuple[Verdict, ...]:
    """The verdicts by the book as known to the actor; what has no day of publication is taken as said today."""
    inquiry = Inquiry(zone, published or localdate(actor.at), actor.at, Sight.SUMS)
    return judge_claims(claims, inquiry=inquiry)
