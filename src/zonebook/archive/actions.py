"""Keeping bytes. Call inside the transaction of the change that they belong to."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError

from zonebook.archive.models import StoredFile
from zonebook.archive.queries import media_type_of


def keep_bytes(content: bytes) -> str:
    """Keep the bytes, once; their hash, which is the key of the kept file."""
    digest = hashlib.sha256(content).hexdigest()
    StoredFile.objects.bulk_create([StoredFile(sha256=digest, content=content)], ignore_conflicts=True)
    return digest


def keep_file(content: bytes, *, name: str, by: str, at: datetime, field: str) -> dict[str, Any]:
    """Keep a file that somebody attaches; what an `Attached` says of it.

    Raises ValidationError beside `field` for what cannot be attached.
    """
    try:
        media_type = media_type_of(content)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error
    return {
        "file_id": keep_bytes(content),
        "name": PurePath(name.replace("\\", "/")).name,
        "media_type": media_type,
        "size": len(content),
        "added_by": by,
        "added_at": at,
    }
