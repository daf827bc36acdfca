"""A file larger than any form takes costs neither memory nor disk, and is refused in words."""

from __future__ import annotations

import io

from django.conf import settings
from django.core.files.uploadhandler import load_handler
from django.http.multipartparser import MultiPartParser

from zonebook.archive.queries import MAX_ATTACHMENT
from zonebook.intake.tables import MAX_CSV_BYTES
from zonebook.portal.forms.filing import MAX_WORKBOOK
from zonebook.portal.uploads import MOST_BYTES

HEAD = b'--x\r\nContent-Disposition: form-data; name="workbook"; filename="a.xlsx"\r\n\r\n'
MEGABYTE = 1024 * 1024


def taken(content: bytes):
    """The file that the forms get to see."""
    body = HEAD + content + b"\r\n--x--\r\n"
    facts = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(len(body))}
    handlers = [load_handler(path, None) for path in settings.FILE_UPLOAD_HANDLERS]
    stream = io.BytesIO(body)
    _fields, files = MultiPartParser(facts, stream, handlers).parse()
    assert stream.read() == b""
    return files["workbook"]


def test_a_file_within_the_bounds_comes_whole():
    assert taken(b"PK" * 1000).read() == b"PK" * 1000
    assert taken(b"PK" * 3 * MEGABYTE).read() == b"PK" * 3 * MEGABYTE


def test_of_a_larger_file_no_more_is_kept_than_shows_that_it_is_too_large():
    file = taken(bytes(50 * MEGABYTE))

    assert MOST_BYTES <= file.size < MOST_BYTES + MEGABYTE


def test_what_was_cut_is_larger_than_any_form_takes():
    assert max(MAX_ATTACHMENT, MAX_CSV_BYTES, MAX_WORKBOOK) < MOST_BYTES
