"""What is kept, and is it still what was kept?"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zonebook.archive.models import StoredFile

MAX_ATTACHMENT = 10 * 1024 * 1024
_CHUNK = 100
_OFFICE = "application/vnd.openxmlformats-officedocument"
_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_INSIDE = (
    ("word/document.xml", f"{_OFFICE}.wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OFFICE}.spreadsheetml.sheet"),
)


def media_type_of(content: bytes) -> str:
    """What the bytes are, whatever the file is called: PDF, PNG, JPEG, DOCX or XLSX.

    Raises ValidationError for an empty file, for one above 10 MB and for any other kind of file.
    """
    if not content:
        raise ValidationError(_("The file is empty: choose another."))
    if len(content) > MAX_ATTACHMENT:
        raise ValidationError(_("The file is larger than 10 MB: make it smaller or split it."))
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    members = _members(content)
    for member, media_type in _INSIDE:
        if member in members:
            return media_type
    raise ValidationError(_("Such a file cannot be attached: send PDF, DOCX, XLSX, PNG or JPEG."))


def _members(content: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return frozenset(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()


def file_faults() -> Iterator[str]:
    """Each kept file whose bytes are not what its name, their hash, says."""
    for file in StoredFile.objects.iterator(chunk_size=_CHUNK):
        if hashlib.sha256(bytes(file.content)).hexdigest() != file.sha256:
            yield f"file {file.sha256[:16]}: the stored bytes are not what was kept"
