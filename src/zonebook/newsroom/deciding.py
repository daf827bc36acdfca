"""May this release go a step further now, and by this person? Called by actions, inside their transaction.

The way of a release: being written → checked → approved by somebody who did not write it → published. Every step back
leads to writing, but for two: what is recalled before its moment is approved still, and what is withdrawn from the
public stays so until it is taken back to be written on. A published release that is written on stays public as it was
until its correction is published in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zonebook.accounts.queries import Actor
from zonebook.claims.judging import VerdictKind
from zonebook.newsroom.going_out import standing
from zonebook.newsroom.models import Publication, Release, ReleaseStep, ReleaseVersion
from zonebook.newsroom.queries import Checked

MAX_REASON = 2_000
BLOCKING = (VerdictKind.CONTRADICTED, VerdictKind.STALE, VerdictKind.CANNOT_CHECK)
"""What goes out only with a signed reason, as numbers do that were not even read as claims."""
_LONGEST_EMBARGO = timedelta(days=366)
_State = Release.State


def locked(release: Release) -> Release:
    """The release as it stands now, locked against others until the transaction ends."""
    return Release.objects.select_for_update(of=("self",)).select_related("zone").get(pk=release.pk)


def must_be_in(release: Release, *states: str) -> None:
    """Raises ValidationError that says how the release stands, and what would let it go on."""
    if release.state in states:
        return
    said = _("The release is in the state “%(state)s”: %(advice)s")
    advice = {
        _State.DRAFT: _("hold it against the book first."),
        _State.CHECKED: _("it awaits approval; take it back to write on."),
        _State.APPROVED: _("publish it, or take it back to write on."),
        _State.PUBLISHED: _("take it back to write a correction."),
        _State.CORRECTED: _("take it back to write a correction."),
        _State.WITHDRAWN: _("take it back to be written on."),
    }[_State(release.state)]
    raise ValidationError(said % {"state": release.get_state_display(), "advice": advice})


def must_be_seen(release: Release, *, seen: int) -> None:
    """Raises ValidationError when the text was written on after the decider had opened it."""
    if release.seen != seen:
        said = _("%(who)s wrote on after you had opened this page: open it again.")
        raise ValidationError(said % {"who": release.written_by})


def must_be_whole(release: Release) -> None:
    """Raises ValidationError by field for what a text lacks before it may go further."""
    faults = {}
    if not release.title.strip():
        faults["title"] = _("Give the release a headline.")
    if not release.text.strip():
        faults["text"] = _("Write the text first.")
    if standing(release) is not None and not release.notice.strip():
        faults["notice"] = _("Say in the notice what is corrected: readers see it at the head of the text.")
    if faults:
        raise ValidationError(faults)


def must_be_another(actor: Actor, release: Release) -> None:
    """Raises PermissionDenied for whoever wrote any of the text since it was last published."""
    if actor.user.username in hands_of(release):
        raise PermissionDenied(f"{actor.user} wrote this release: somebody else approves it")


def hands_of(release: Release) -> frozenset[str]:
    """Who wrote what is to go out: the author, and everybody whose text was kept since the last publication."""
    last = standing(release)
    since = last.version.number if last else 0
    writers = ReleaseVersion.objects.filter(release=release, number__gt=since).values_list("by", flat=True)
    return frozenset({release.author, release.written_by, *writers})


def must_be_ahead(release: Release, *, now: datetime) -> Publication:
    """The publication whose moment is still to come. Raises ValidationError for one that everybody can read."""
    found = release.publications.order_by("-number")[0]
    if found.visible_from <= now:
        raise ValidationError(_("Everybody can read it already: write a correction, or withdraw it."))
    return found


def must_not_be_ahead(release: Release, *, now: datetime) -> Publication:
    """What stands of a release that went out. Raises ValidationError while it is under embargo."""
    found = standing(release)
    if found is None:
        raise ValidationError(_("It never went out: there is nothing to correct or to withdraw."))
    if found.visible_from > now:
        raise ValidationError(_("It is under embargo, and nobody outside has seen it: recall it first."))
    return found


def must_be_public(release: Release, *, now: datetime) -> Publication:
    """What everybody can read of a release. Raises ValidationError where that is nothing."""
    found = must_not_be_ahead(release, now=now)
    if hasattr(found, "withdrawal"):
        raise ValidationError(_("It is withdrawn already: nobody outside can read it."))
    return found


def must_have_reason(reason: str) -> str:
    """The reason as it is kept. Raises ValidationError without one."""
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: it stays with the release.")})
    return reason.strip()[:MAX_REASON]


def must_go_out_soon(visible_from: datetime, *, now: datetime) -> None:
    """Raises ValidationError for an embargo that nobody can mean. A moment that has passed means at once."""
    if visible_from - now > _LONGEST_EMBARGO:
        raise ValidationError({"visible_from": _("Choose a moment within a year: the date may be a slip.")})


def must_be_borne_out(checked: Checked, *, reason: str) -> None:
    """Raises ValidationError for figures that the book does not bear out, unless a reason is signed."""
    blocking = blocked_by(checked)
    if not blocking or reason.strip():
        return
    said = ngettext(
        "%(n)s figure is contradicted by the book or could not be checked: %(quotes)s. "
        "Mend it, or sign a reason to publish it all the same.",
        "%(n)s figures are contradicted by the book or could not be checked: %(quotes)s. "
        "Mend them, or sign a reason to publish them all the same.",
        len(blocking),
    )
    quotes = "; ".join(f"«{quote}»" for quote in blocking[:5]) + ("; …" if len(blocking) > 5 else "")  # noqa: PLR2004 - as many as a message holds
    raise ValidationError({"reason": said % {"n": len(blocking), "quotes": quotes}})


def blocked_by(checked: Checked) -> Sequence[str]:
    """The quotes that keep a text from going out without a signed reason: figures not borne out, and not even read."""
    doubted = [one.claim for one in checked.verdicts if one.kind in BLOCKING]
    return [one.quote for one in sorted([*doubted, *checked.unread], key=lambda one: one.start)]


def last_approval(release: Release) -> ReleaseStep:
    """The step by which the text that is to go out was approved."""
    return release.steps.filter(kind=ReleaseStep.Kind.APPROVED).order_by("-pk")[0]
