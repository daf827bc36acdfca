"""How a text of a release becomes public, and how it is taken back. Called by actions, inside their transaction.

Of the publications of a release that were not recalled the newest stands: its statement is the one that is watched.
The one before stays public, and watched, up to the moment at which the newer takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet

from zonebook.accounts.queries import Actor
from zonebook.newsroom.evidence import Going, Held, evidence_of
from zonebook.newsroom.kept import keep_with_verdicts
from zonebook.newsroom.models import Publication, Release, Statement, Withdrawal
from zonebook.newsroom.writing import last_version

NOT_RECALLED = Q(withdrawal__isnull=True) | Q(withdrawal__at__gte=F("visible_from"))
"""Of publications: those that were public, or will be."""


def standing(release: Release) -> Publication | None:
    """The newest publication of a release that was not recalled; it may be under embargo, or withdrawn."""
    return gone_out(release).order_by("-number").first()


def gone_out(release: Release) -> QuerySet[Publication]:
    """The publications of a release that were not recalled, the newest first."""
    found = release.publications.filter(NOT_RECALLED).select_related("version", "statement", "withdrawal")
    return found.order_by("-number")


def put_out(release: Release, going: Going, *, held: Held) -> Publication:
    """Freeze the evidence and keep the text as a statement, in the place of what was published before."""
    version, before = last_version(release), standing(release)
    if before is not None:
        Statement.objects.filter(pk=before.statement_id).update(replaced_at=going.visible_from)
    evidence = evidence_of(release, version, going=going, held=held)
    statement = Statement(
        zone=release.zone, kind=Statement.Kind.TEXT, title=version.title, text=version.text, rubric=version.rubric,
        published=going.published, kept_by=release.author, visible_from=going.visible_from, looked_at=held.state,
    )  # fmt: skip
    keep_with_verdicts(statement, held.checked.verdicts, at=going.at)
    return Publication.objects.create(
        release=release, number=release.publications.count() + 1, version=version, statement=statement,
        visible_from=going.visible_from, reason=going.reason, evidence=evidence.written, sha256=evidence.sha256,
        approved_by=going.approved_by, by=going.by, at=going.at,
    )  # fmt: skip


def take_back(actor: Actor, publications: Iterable[Publication], *, reason: str) -> None:
    """Take publications back; what stood before a recalled one stands again, as if that had never been planned."""
    name, at = actor.user.username, actor.at
    for one in publications:
        Withdrawal.objects.create(publication=one, reason=reason, by=name, at=at)
        if one.visible_from > at and (before := standing(one.release)) is not None:
            Statement.objects.filter(pk=before.statement_id).update(replaced_at=None)
