"""Is this file a workbook at all, and what do its cells hold?

Every limit stands here. A hostile file is refused by what its container declares, before any of it is
unpacked: `zipfile` never unpacks more of an entry than the declared size, so the declared sum is a true
bound. Within the bound openpyxl streams rows and stops behind the last row a form could have; the worst case
of memory and time is what `sandbox` is for.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import ReadOnlyCell

from zonebook.intake.grid import Range, merged_ranges
from zonebook.intake.layout import MAX_COLUMNS, MAX_ROWS
from zonebook.intake.raw import Display, RawCell, RawKind, RawSheet, RawWorkbook, Refusal

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 200
MAX_SHEETS = 12
MAX_TEXT = 500
MAX_SHEET_NAME = 31  # no spreadsheet program takes a longer one


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a workbook is read: what lies beyond is never looked at, a longer text is cut."""

    rows: int
    columns: int
    sheets: int = 1
    text: int = MAX_TEXT
    unpacked_bytes: int = MAX_UNPACKED_BYTES


FORM = Extent(MAX_ROWS, MAX_COLUMNS, sheets=MAX_SHEETS)

OUT_OF_LIMITS = Refusal("file.limits")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_IS_ENCRYPTED_ENTRY = 0x1
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROLOG_BYTES = 4096
_SCALED_FORMAT = re.compile(r"[0#?],+(?![0#?,])")
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def unpack(content: bytes, extent: Extent = FORM) -> RawWorkbook:
    """The cells of a workbook within the limits, or a refusal. Never raises, whatever the bytes."""
    refusal = refused(content, extent)
    if refusal is not None:
        return RawWorkbook(refusal=refusal)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of parts it drops; none of them hold answers
            return RawWorkbook(tuple(_sheets(content, extent)))
    except MemoryError:
        return RawWorkbook(refusal=OUT_OF_LIMITS)
    except Exception:  # noqa: BLE001 -- openpyxl raises dozens of kinds on damaged parts; each means "damaged"
        return RawWorkbook.refused("file.damaged")


def refused(content: bytes, extent: Extent = FORM) -> Refusal | None:
    """Why a file is not to be opened, by its bytes and by what its container declares. Never raises."""
    return refused_outside(content) or _refused_inside(content, extent)


def refused_outside(content: bytes) -> Refusal | None:
    """What can be said from the bytes alone, without opening the container: size and kind of file."""
    if not content:
        return Refusal("file.empty")
    if len(content) > MAX_BYTES:
        return Refusal("file.too_big", f"{len(content) / 2**20:.1f}")
    if content.startswith(_OLE):
        return Refusal("file.encrypted" if _OLE_ENCRYPTED in content else "file.old_excel")
    if not content.startswith(b"PK"):
        kind = _other_kind(content)
        return Refusal("file.not_workbook", kind) if kind else Refusal("file.unknown")
    return None


def _other_kind(content: bytes) -> str:
    """What a file is that is no workbook; empty where its bytes tell nothing."""
    head = content[:_PROLOG_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return "PDF"
    if head.startswith(b"<"):
        return "HTML" if b"<html" in head or b"<table" in head else "XML"
    if b"\x00" not in head and (b";" in head or b"," in head or b"\t" in head):
        return "CSV"
    return ""


def _refused_inside(content: bytes, extent: Extent) -> Refusal | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _refused_entries(archive, extent) or _refused_kind(archive) or _refused_markup(archive)
    except MemoryError:
        return OUT_OF_LIMITS
    except Exception:  # noqa: BLE001 -- a damaged container raises BadZipFile, zlib.error, EOFError, struct.error, …
        return Refusal("file.damaged")


def _refused_entries(archive: zipfile.ZipFile, extent: Extent) -> Refusal | None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        return Refusal("file.too_many_parts", str(len(entries)))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > extent.unpacked_bytes:
        return Refusal("file.unpacks_too_big", f"{unpacked / 2**20:.0f}")
    if any(entry.flag_bits & _IS_ENCRYPTED_ENTRY for entry in entries):
        return Refusal("file.encrypted")
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        return Refusal("file.damaged")  # of two parts of one name, the person's program may show the other
    return None


def _refused_kind(archive: zipfile.ZipFile) -> Refusal | None:
    names = {name.lower() for name in archive.namelist()}
    if "[content_types].xml" not in names:
        return Refusal("file.not_workbook", "ODS" if "content.xml" in names else "ZIP")
    if any(name.endswith("vbaproject.bin") for name in names):
        return Refusal("file.macros")
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        return Refusal("file.macros")
    if "xl/workbook.bin" in names:
        return Refusal("file.not_workbook", "XLSB")
    if not any(name.startswith("xl/") for name in names):
        return Refusal("file.not_workbook", "DOCX" if "word/document.xml" in names else "ZIP")
    return None


def _refused_markup(archive: zipfile.ZipFile) -> Refusal | None:
    # A workbook has no business declaring entities. defusedxml would stop them too, but could not say so.
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                if _DOCTYPE.search(part.read(_PROLOG_BYTES).replace(b"\x00", b"")):
                    return Refusal("file.entities", entry.filename)
    return None


def _sheets(content: bytes, extent: Extent) -> Iterator[RawSheet]:
    formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    results: Workbook | None = None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for nth, sheet in enumerate(formulas.worksheets[: extent.sheets]):
            merged = _looked_over(archive, sheet, extent=extent)
            cells = {(cell.row, cell.column): cell for cell in _filled(sheet, extent)}
            stored: dict[tuple[int, int], ReadOnlyCell] = {}
            if any(cell.data_type == "f" for cell in cells.values()):
                results = results or load_workbook(
                    io.BytesIO(content), read_only=True, data_only=True, keep_links=False
                )
                stored = {(cell.row, cell.column): cell for cell in _filled(results.worksheets[nth], extent)}
            raw = {place: _raw(cell, stored.get(place), longest=extent.text) for place, cell in cells.items()}
            yield RawSheet(sheet.title[:MAX_SHEET_NAME], raw, merged)


def _looked_over(archive: zipfile.ZipFile, sheet: Any, *, extent: Extent) -> tuple[Range, ...]:
    # Any: openpyxl keeps to itself which part a sheet is read from
    with archive.open(sheet._worksheet_path) as part:
        return merged_ranges(part, rows=extent.rows)


def _filled(sheet: Any, extent: Extent) -> Iterator[ReadOnlyCell]:
    """The cells with content, within the limits. A blank string is no content."""
    # Any: openpyxl lends `iter_rows` from its ordinary sheet, whose types do not fit the streaming one
    for row in sheet.iter_rows(max_row=extent.rows, max_col=extent.columns):
        for cell in row:
            if cell.value is not None and str(cell.value).strip():
                yield cell


def _raw(cell: ReadOnlyCell, stored: ReadOnlyCell | None, *, longest: int) -> RawCell:
    """The cell as raw; of a formula, its stored result (absent where the program that saved it had none)."""
    if cell.data_type == "f" and stored is not None:
        return _raw(stored, None, longest=longest)
    if cell.data_type == "f":
        return RawCell(RawKind.UNCOMPUTED, str(cell.value)[:longest])
    value = cell.value
    if cell.data_type == "e":
        return RawCell(RawKind.ERROR, str(value)[:longest])
    if isinstance(value, bool):
        return RawCell(RawKind.BOOLEAN, "TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return RawCell(RawKind.NUMBER, repr(value), _display(cell.number_format))
    if isinstance(value, date | datetime | time | timedelta):
        return RawCell(RawKind.DATE, str(value))
    return RawCell(RawKind.TEXT, str(value).strip()[:longest])


def _display(number_format: str) -> Display:
    code = _LITERALS.sub("", number_format)
    if "%" in code:
        return Display.PERCENT
    return Display.SCALED if _SCALED_FORMAT.search(code) else Display.AS_IS
