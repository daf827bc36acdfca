"""How does a kept file leave the book? Under its name, to be saved; its bytes are never run as a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from zonebook.archive.models import Attached

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, *, name: str, media_type: str, is_shown: bool = False) -> HttpResponse:
    """Bytes to be saved under a name, or to be shown in the page, as pictures are."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=not is_shown, filename=name)
    return response


def attached(file: Attached, *, is_shown: bool = False) -> HttpResponse:
    """A file as it was attached."""
    return download(bytes(file.file.content), name=file.name, media_type=file.media_type, is_shown=is_shown)
