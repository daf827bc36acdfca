"""What has become of letters, and is somebody carrying them? For the rooms above, which ask who may see it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.db.models import Count, QuerySet
from django.utils.module_loading import import_string

from zonebook.letters.models import Letter, Worker

SILENT_AFTER = timedelta(minutes=5)
"""A worker that gave no sign of life for so long is not there, or hangs."""


def letters_of_zone(zone: str, *, about: str = "") -> QuerySet[Letter]:
    """The letters of a zone, newest first; of one subject, if it is named."""
    letters = Letter.objects.filter(zone_code=zone).order_by("-written_at", "-pk")
    return letters.filter(about=about) if about else letters


def count_by_state(letters: QuerySet[Letter]) -> Mapping[str, int]:
    """How many of these letters are in each state; states without a letter are not there."""
    return dict(letters.order_by().values_list("state").annotate(Count("pk")))


def written_keys(about: str) -> frozenset[str]:
    """The keys of all letters about a subject."""
    return frozenset(Letter.objects.filter(about=about).values_list("key", flat=True))


def written_among(keys: Collection[str]) -> frozenset[str]:
    """Which of these keys a letter has already."""
    return frozenset(Letter.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def last_breath() -> datetime | None:
    """When a worker last gave a sign of life; None when none ever did, or long ago."""
    return Worker.objects.order_by("-breathed_at").values_list("breathed_at", flat=True).first()


def is_recent(breath: datetime | None, *, at: datetime) -> bool:
    """Whether a worker with that last sign of life is alive at a moment, as far as one can tell."""
    return breath is not None and at - breath < SILENT_AFTER


def message_id(key: str) -> str:
    """The Message-ID of a letter: always the same for the same key, so that mailboxes know a repetition."""
    domain = sanitize_address(settings.DEFAULT_FROM_EMAIL, "utf-8").rpartition("@")[2].rstrip(">")
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def are_really_sent() -> bool:
    """Whether letters go to a mail server, and not to a folder or the console of this machine."""
    return issubclass(import_string(settings.EMAIL_BACKEND), EmailBackend)
