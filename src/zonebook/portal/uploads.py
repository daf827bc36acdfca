"""How much of a file that somebody sends is kept while its form is read?"""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 16 * 1024 * 1024
"""More than any form takes, so that a file that was cut here is always refused there, in words."""


class Bounded(FileUploadHandler):
    """Lets the first bytes of each file through to the handlers behind it, and the rest into nothing.

    The request is read to its end all the same: a browser that is still sending shows no answer.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk, unless enough of its file has come."""
        return raw_data if start < MOST_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """The handlers behind make the file."""
