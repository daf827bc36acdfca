"""A project of the small book, as the tests speak of it."""

from __future__ import annotations

import struct
import zlib
from decimal import Decimal
from typing import Any

from tests.book import SmallBook
from zonebook.projects import actions
from zonebook.projects.models import Participation, Project, Stage
from zonebook.registry.models import Company


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def photo(width: int = 32, height: int = 18) -> bytes:
    """A real PNG, grey all over."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x99" * width) * height)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


PHOTO = photo()


def plant(book: SmallBook, **fields: Any) -> Project:
    """A plant on the site North, entered by Boris."""
    named = {"code": "plant", "title_ru": "Завод", "title_en": "Plant", "site": book.sites["north"]}
    return actions.enter_project(book.actor("boris"), book.zone, **{**named, **fields})


def part(project: Project, company: Company, *, book: SmallBook, share: str | None) -> Participation:
    """A company takes part with a share."""
    given = None if share is None else Decimal(share)
    return actions.take_part(book.actor("boris"), project, company=company, share=given)


def part_of_alfa(project: Project, book: SmallBook, share: str | None = "60") -> Participation:
    return part(project, book.alfa, book=book, share=share)


def start(project: Project, book: SmallBook, *, planned: str = "2025-12", actual: str = "") -> Stage:
    """The start of the plant, planned for the end of the year unless told otherwise."""
    boris = book.actor("boris")
    return actions.set_stage(
        boris, project, kind="pilot", title_ru="Пуск", title_en="Start", planned=planned, actual=actual
    )
