"""Which number did the person write, and how is a number shown back to them?

Nothing is guessed: what is not plainly a number of the asked kind gives no amount but the rule it breaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from zonebook.intake.form import Line, LineKind
from zonebook.intake.layout import NO, YES
from zonebook.intake.raw import Display, RawCell, RawKind
from zonebook.measures import Text

MAX_DIGITS = 15  # as many significant digits as a workbook keeps of a number

_ANSWERS = {YES.casefold(): Decimal(1), NO.casefold(): Decimal(0), "yes": Decimal(1), "no": Decimal(0)}
_THOUSANDS_GROUP = 3
_NO_BREAK = "\u00a0"
_MINUS = "\u2212"
_MAGNITUDES = {"тыс": Decimal(1_000), "млн": Decimal(1_000_000), "млрд": Decimal(1_000_000_000)}
_NUMBER_IN_TEXT = re.compile(
    r"(?P<sign>[-−–]?)(?P<whole>[0-9]{1,3}(?:[ ’'][0-9]{3})+|[0-9]+)(?:[.,](?P<fraction>[0-9]+))?"
    r" ?(?:(?P<magnitude>тыс|млн|млрд)\.?)?"
    r" ?(?:руб(?:\.|лей|ля|ль)?|₽|р\.|чел(?:\.|овек)?|мест[оа]?)?"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """The amount of a cell in base units, or the rule that was broken; `offer` is what seems meant."""

    amount: Decimal | None = None
    broken: str | None = None
    offer: Decimal | None = None


def take(cell: RawCell, line: Line) -> Taken:
    """What a non-empty cell says in answer to a line."""
    if cell.kind is RawKind.ERROR:
        return Taken(broken="cell.error")
    if cell.kind is RawKind.UNCOMPUTED:
        return Taken(broken="cell.uncomputed")
    if line.kind is LineKind.FLAG:
        return _take_flag(cell)
    return _take_amount(cell, line)


def _take_flag(cell: RawCell) -> Taken:
    if cell.kind is RawKind.BOOLEAN:
        return Taken(Decimal(cell.text == "TRUE"))
    answer = _ANSWERS.get(cell.text.casefold()) if cell.kind is RawKind.TEXT else None
    return Taken(answer) if answer is not None else Taken(broken="cell.not_yes_no")


def _take_amount(cell: RawCell, line: Line) -> Taken:
    if cell.kind is RawKind.DATE:
        return Taken(broken="cell.date")
    if cell.kind is RawKind.BOOLEAN:
        return Taken(broken="cell.boolean")
    if cell.kind is RawKind.TEXT:
        meant = number_in(cell.text, line)
        return Taken(broken="cell.text" if meant is None else "cell.number_as_text", offer=meant)
    if cell.display is not Display.AS_IS:
        return Taken(broken=f"cell.{cell.display.value}")
    return _take_number(Decimal(cell.text), line)


def _take_number(written: Decimal, line: Line) -> Taken:
    if not written.is_finite() or abs(written) >= Decimal(10) ** (MAX_DIGITS - line.decimals):
        return Taken(broken="cell.too_large")
    if not line.holds(written):
        # A result such as 0.1 + 0.2 carries binary noise beyond the digits a workbook keeps or shows.
        shown = round(written, MAX_DIGITS - 1 - written.adjusted())
        if not line.holds(shown):
            return Taken(broken="cell.decimals", offer=round(written, line.decimals))
        written = shown
    return Taken(line.to_base(written))


def number_in(text: str, line: Line) -> Decimal | None:
    """The number a text seems to mean, in the line's written unit; None when it is unclear.

    «1 234,5 тыс.» is 1234.5 where thousands are asked. One separator before exactly three digits («1,234»)
    may mean two numbers, so it means none.
    """
    found = _NUMBER_IN_TEXT.fullmatch(re.sub(r"\s+", " ", text.strip().lower()))
    if found is None or len(found["whole"]) + len(found["fraction"] or "") > MAX_DIGITS:
        return None
    fraction = found["fraction"] or ""
    may_be_thousands = len(fraction) == _THOUSANDS_GROUP and found["whole"].isdecimal() and found["whole"] != "0"
    if may_be_thousands:
        return None
    value = Decimal(f"{re.sub(r'[^0-9]', '', found['whole'])}.{fraction}")
    if found["magnitude"]:
        value = value * _MAGNITUDES[found["magnitude"]] / line.factor
    return -value if found["sign"] else value


def number_text(number: Decimal, language: Literal["ru", "en"]) -> str:
    """The number as it is printed: «1 234,5» with no-break spaces, "1,234.5" in English; a true minus."""
    plain = f"{abs(number):,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if language == "ru":
        plain = plain.replace(",", _NO_BREAK).replace(".", ",")
    return _MINUS + plain if number < 0 else plain


def amount_text(amount: Decimal, line: Line) -> Text:
    """A base amount as a person wrote it: in the line's written unit, in both languages."""
    if line.kind is LineKind.FLAG:
        return Text(YES, "Yes") if amount else Text(NO, "No")
    written = amount / line.factor
    unit = line.written_unit
    return Text(
        f"{number_text(written, 'ru')}{_NO_BREAK}{unit.ru}",
        f"{number_text(written, 'en')}{_NO_BREAK}{unit.en}",
    )
