"""Keeping bytes. Call inside the transaction of the change that they belong to."""

from __future__ import annotations

import hashlib

from zonebook.archive.models import StoredFile


def keep_bytes(content: bytes) -> str:
    """Keep the bytes, once; their hash, which is the key of the kept file."""
    digest = hashlib.sha256(content).hexdigest()
    StoredFile.objects.bulk_create([StoredFile(sha256=digest, content=content)], ignore_conflicts=True)
    return digest
