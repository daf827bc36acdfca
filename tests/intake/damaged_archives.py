"""Harm done to the markup and the archive of a workbook, as a disk, a line or a bad program does it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from tests.intake.planting import BOOK, NOTHING, PLACES, SHEET, STRINGS, STYLES, Outcome, Random
from tests.intake.workbooks import part, with_parts

_PARTS = (
    SHEET,
    SHEET,
    BOOK,
    STYLES,
    STRINGS,
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "_rels/.rels",
    "xl/worksheets/sheet3.xml",
)


def _markup(content: bytes, chance: Random, harm: Callable[[bytes], bytes]) -> Outcome:
    name = chance.choice(_PARTS)
    return with_parts({name: harm(part(name, content))}, content), {}


def cut_markup(content: bytes, chance: Random) -> Outcome:
    return _markup(content, chance, lambda markup: markup[: chance.randrange(len(markup))])


def changed_bytes(content: bytes, chance: Random) -> Outcome:
    """A few bytes of a part are others, and the archive's sums agree with them."""

    def harm(markup: bytes) -> bytes:
        changed = bytearray(markup)
        for _ in range(chance.choice([1, 1, 3, 20])):
            changed[chance.randrange(len(changed))] = chance.choice(b'0123456789<>"/= rstcvABDE\x00\xff')
        return bytes(changed)

    return _markup(content, chance, harm)


def changed_digits(content: bytes, chance: Random) -> Outcome:
    """Digits in the sheet's own markup are others: in numbers, but in places and styles as well."""
    sheet = bytearray(part(SHEET, content))
    digits = [nth for nth, byte in enumerate(sheet) if byte in b"0123456789"]
    for nth in chance.sample(digits, 5):
        sheet[nth] = chance.choice(b"0123456789")
    return with_parts({SHEET: bytes(sheet)}, content), {}


def strange_markup(content: bytes, chance: Random) -> Outcome:
    def harm(markup: bytes) -> bytes:
        text = markup.decode()
        return chance.choice([
            text.encode("utf-16"),
            text.replace("UTF-8", "windows-1251").encode("cp1251", "replace"),
            text.replace("UTF-8", "no-such-thing").encode(),
            text.replace("http://schemas", "http://other").encode(),
            text.replace("/main", "/maim", 1).encode(),
            text.replace("<sheetData", "<sheetData/><sheetData").encode(),
            text.replace("<row ", '<row><c r="D10"><v>5</v></c></row><row ', 1).encode(),
            text.replace("</row>", '<x r="D10"><v>5</v></x></row>', 1).encode(),
            text.replace("?>", '?><!DOCTYPE a [<!ENTITY b "5">]>', 1).encode(),
            b"", b"\x00" * 100, b"<a/>", text.encode() * 2, b"\xef\xbb\xbf" + text.encode(),
        ])  # fmt: skip

    return _markup(content, chance, harm)


# The archive


def cut_short(content: bytes, chance: Random) -> Outcome:
    return content[: chance.randrange(len(content))], {}


def flipped_bytes(content: bytes, chance: Random) -> Outcome:
    harmed = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 10])):
        harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
    return bytes(harmed), {}


def spliced(content: bytes, chance: Random) -> Outcome:
    """Bytes before, behind or in the middle that are not the archive's own."""
    place = chance.choice([0, chance.randrange(len(content)), len(content)])
    return content[:place] + chance.randbytes(chance.choice([1, 30, 3000])) + content[place:], {}


def missing_part(content: bytes, chance: Random) -> Outcome:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts[chance.choice(list(parts))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, markup in parts.items():
            archive.writestr(name, markup)
    return stream.getvalue(), {}


def strange_part(content: bytes, chance: Random) -> Outcome:
    name = chance.choice(
        [
            "/etc/passwd",
            "../../outside.xml",
            "C:\\x.xml",
            "xl\\worksheets\\sheet1.xml",
            "XL/WORKBOOK.XML",
            "a" * 5000,
            "xl/",
            "x\x00y",
        ]
    )
    return with_parts({name: b"<a/>"}, content), {}


def wrong_types(content: bytes, chance: Random) -> Outcome:
    types = part("[Content_Types].xml", content)
    kinds = re.findall(rb'ContentType="([^"]+)"', types)
    one, other = chance.choice(kinds), chance.choice([*kinds, b"text/plain", b""])
    return with_parts({"[Content_Types].xml": types.replace(one, other)}, content), {}


def stored_and_flipped(content: bytes, chance: Random) -> Outcome:
    """A flipped digit in an archive that does not compress, so that only its sum can tell."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    harmed = stream.getvalue()
    key = chance.choice(list(PLACES))
    place = harmed.index(b"<v>", harmed.index(f'<c r="{PLACES[key]}"'.encode())) + 3
    return harmed[:place] + bytes([harmed[place] ^ 1]) + harmed[place + 1 :], dict.fromkeys(PLACES, NOTHING)
