"""What did the person type into a cell of the page, and how is a number typed so that it reads back the same?

On the page everything is text, so a text that plainly means one number is that number: «1 234,5» is. The rules are
those of the workbook: what they refuse there they refuse here, in the same words and at the same address.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from zonebook.intake import layout
from zonebook.intake.amounts import Taken, number_in, number_text, take
from zonebook.intake.check import Key
from zonebook.intake.form import Form, Identity, Line, LineKind
from zonebook.intake.raw import RawCell, RawKind
from zonebook.intake.reading import FiledCell, Finding, Severity
from zonebook.intake.wording import finding
from zonebook.measures import Text

_MAY_BE_THOUSANDS = 3  # so many digits after a lone comma read as decimals or as thousands


def read_typed(
    form: Form, identity: Identity, *, typed: Mapping[Key, str]
) -> tuple[tuple[FiledCell, ...], tuple[Finding, ...]]:
    """The answers as a workbook would carry them, cell by cell, and what cannot be read; a cell left out is blank."""
    read = [
        _read(row.line, site=site, where=_address(row, nth), text=typed.get((row.line.code, site), "").strip())
        for row in layout.line_rows(form)
        for nth, (site, _name) in enumerate(identity.sites)
    ]
    return tuple(cell for cell, _ in read), tuple(found for _, found in read if found is not None)


def tidied(text: str, line: Line) -> str:
    """What was typed, written as the page writes it if it can be read: thousands parted, a decimal comma."""
    text = text.strip()
    taken = _taken(text, line)
    return text if taken is None or taken.amount is None else typed_text(taken.amount, line)


def typed_text(amount: Decimal, line: Line) -> str:
    """What to type for an amount (base units): «1 234,5», «Да». Raises ValueError if the line cannot hold it."""
    if line.kind is LineKind.FLAG:
        return layout.YES if amount else layout.NO
    text = number_text(line.to_written(amount), "ru")
    whole, comma, fraction = text.partition(",")
    is_unclear = len(fraction) == _MAY_BE_THOUSANDS and whole.strip("\u2212").isdecimal()
    return f"{whole}{comma}{fraction}0" if is_unclear else text


def _address(row: layout.LineRow, nth: int) -> str:
    return layout.address(layout.FORM_SHEET, (row.row, layout.site_column(nth)))


def _read(line: Line, *, site: str, where: str, text: str) -> tuple[FiledCell, Finding | None]:
    taken = _taken(text, line)
    if taken is None:
        return FiledCell(line.code, site, where, None, None), None
    cell = FiledCell(line.code, site, where, taken.amount, text)
    return cell, None if taken.broken is None else _found(taken, cell, line=line)


def _taken(text: str, line: Line) -> Taken | None:
    """What a text says in answer to a line; None for a blank."""
    if not text:
        return None
    number = None if line.kind is LineKind.FLAG else number_in(text, line)
    if number is None:
        return take(RawCell(RawKind.TEXT, text), line)
    return take(RawCell(RawKind.NUMBER, str(number)), line)


def _found(taken: Taken, cell: FiledCell, *, line: Line) -> Finding:
    assert taken.broken is not None  # noqa: S101 - the caller looked
    assert cell.written is not None  # noqa: S101 - what is blank breaks no rule
    readings = _two_readings(cell.written) if taken.broken == "cell.text" else None
    if readings is not None:
        return Finding("cell.two_readings", Severity.ERROR, cell.address, cell.written, *readings)
    offer = Text("", "")
    if taken.offer is not None:
        offer = Text(number_text(taken.offer, "ru"), number_text(taken.offer, "en"))
    said: dict[str, Text | str] = {"unit": line.written_unit, "offer": offer, "decimals": str(line.decimals)}
    return finding(taken.broken, cell.address, value=cell.written, **said)


def _two_readings(text: str) -> tuple[Text, Text] | None:
    """What to say of «12,345», which may be twelve with decimals or twelve thousand; None for any other text."""
    whole, _, fraction = text.replace(".", ",").partition(",")
    if not (whole.isdecimal() and fraction.isdecimal() and len(fraction) == _MAY_BE_THOUSANDS):
        return None
    message = Text(f"«{text}» можно прочесть двояко.", f"“{text}” can be read in two ways.")
    advice = Text(
        f"Если это тысячи, напишите «{whole} {fraction}», если дробь — «{whole},{fraction}0».",
        f"If these are thousands, write “{whole} {fraction}”, if decimals, “{whole},{fraction}0”.",
    )
    return message, advice
