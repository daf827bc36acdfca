"""Writing letters. Call inside the transaction of the change that they are about; the worker sends them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError

from zonebook.letters.models import Letter
from zonebook.letters.queries import message_id

GIVES_UP_AFTER = timedelta(days=3)
"""How long a letter is tried: longer than a weekend's outage, and not so long that a reminder speaks of the past."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be written. `key` says which letter it is: kind, subject, step and address, parted by slashes."""

    key: str
    zone: str
    company: str
    about: str
    to: str
    subject: str
    text: str
    language: str


def write_letters(drafts: Sequence[Draft], *, at: datetime) -> list[Letter]:
    """Keep letters to be sent from this moment on; those that were new. A letter that is there stays as it is.

    Two who write the same letter at once write it once: the key is unique in the database. Raises ValidationError for a
    letter that could not be sent: a bad address, a subject of several lines, one too long for its column.
    """
    letters = [_letter(draft, at=at) for draft in {draft.key: draft for draft in drafts}.values()]
    for letter in letters:
        letter.full_clean(validate_unique=False, validate_constraints=False)
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    ours = Letter.objects.filter(key__in=[letter.key for letter in letters], written_at=at)
    return list(ours)


def send_anew(letter: Letter, *, at: datetime) -> None:
    """Let a letter that failed be tried again. Raises ValidationError for any other letter."""
    tried_again = Letter.objects.filter(pk=letter.pk, state=Letter.State.FAILED).update(
        state=Letter.State.WAITING, next_try_at=at, give_up_at=at + GIVES_UP_AFTER
    )
    if not tried_again:
        raise ValidationError("this letter has not failed")


def _letter(draft: Draft, *, at: datetime) -> Letter:
    if "\n" in draft.subject or "\r" in draft.subject:
        raise ValidationError({"subject": f"the subject of {draft.key} has several lines"})
    return Letter(
        key=draft.key,
        zone_code=draft.zone,
        company_code=draft.company,
        about=draft.about,
        to=draft.to,
        subject=draft.subject,
        text=draft.text,
        language=draft.language,
        message_id=message_id(draft.key),
        written_at=at,
        next_try_at=at,
        give_up_at=at + GIVES_UP_AFTER,
    )
