"""The bytes of a Word file: the same content gives the same bytes, whenever it is written."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the file format dates its parts


def saved(document: Document) -> bytes:
    """A document as a file whose parts all have one date."""
    stream = io.BytesIO()
    document.save(stream)
    made = stream.getvalue()
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as package, ZipFile(stream, "w", ZIP_DEFLATED) as kept:
        for name in package.namelist():
            part = ZipInfo(name, _EARLIEST)
            part.compress_type = ZIP_DEFLATED
            kept.writestr(part, package.read(name))
    return stream.getvalue()
