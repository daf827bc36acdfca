"""What does one cell of a table say, as the kind of value that its column holds?

Nothing is guessed: what is not plainly a value of the kind gives the rule that it breaks. Numbers of a workbook are
taken as they stand; of numbers in text, as CSV has them, spaces may group the digits and a comma or a point may stand
before the decimals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.ru import inn as inn_number
from stdnum.ru import ogrn as ogrn_number

from zonebook.intake.imports.definition import ColumnKind, ImportColumn
from zonebook.intake.imports.names import comparable
from zonebook.intake.raw import Display, RawCell, RawKind
from zonebook.measures import Text

Value = str | Decimal | int | date
Names = Mapping[str, Mapping[str, tuple[str, ...]]]  # sort of entry -> name as compared -> codes it may mean

# what a spreadsheet program shows for a failed formula; CSV and pasted cells hold it as text
_ERRORS = frozenset(
    "#N/A #Н/Д #REF! #ССЫЛКА! #DIV/0! #ДЕЛ/0! #VALUE! #ЗНАЧ! #NAME? #ИМЯ? #NUM! #ЧИСЛО! #NULL! #ПУСТО!".split()
)
_INN_LENGTHS, _OGRN_LENGTHS = (10, 12), (13, 15)
_NUMBER = re.compile(r"[-−]?(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:[.,](?P<fraction>[0-9]+))?")
_AMBIGUOUS_FRACTION = 3  # «1,234» may be a thousand and more
_MOST_DIGITS = 15
KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
OKVED = re.compile(r"[0-9]{2}(?:\.[0-9]{1,2}(?:\.[0-9]{1,2})?)?")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{4,}[0-9](?:,? ?(?:доб\.?|ext\.?) ?[0-9]{1,6})?")
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?: 00:00:00)?")
_YEARS = range(1900, 2101)  # a slip of the keyboard lies beyond


@dataclass(frozen=True, slots=True)
class Fault:
    """The rule that a value breaks; `said` fills the words of the rule."""

    rule: str
    said: Mapping[str, Text | str] = field(default_factory=dict)


def value_of(cell: RawCell, column: ImportColumn, *, names: Names, within: str = "") -> Value | Fault:
    """What a non-empty cell says. `within`: the code of the entry that a reference is looked up in."""
    if cell.kind in (RawKind.ERROR, RawKind.UNCOMPUTED) or cell.text.upper() in _ERRORS:
        return Fault("value.error")
    if cell.kind is RawKind.BOOLEAN:
        return Fault("value.boolean")
    if column.kind is ColumnKind.REFERENCE:
        return _reference(cell, column, names=names, within=within)
    return _TAKERS[column.kind](cell, column)


def _text(cell: RawCell, column: ImportColumn) -> str | Fault:
    if cell.kind is RawKind.DATE:
        return Fault("text.date")
    text = _written(cell)
    if len(text) > column.max_length:
        return Fault("text.too_long", {"length": str(len(text)), "limit": str(column.max_length)})
    return text


def _written(cell: RawCell) -> str:
    """The content as a person sees it: a whole number without a fraction, words with single spaces."""
    if cell.kind is RawKind.NUMBER:
        number = Decimal(cell.text)
        return f"{number.to_integral_value():f}" if number == number.to_integral_value() else f"{number:f}"
    return " ".join(cell.text.split())


def _matching(pattern: re.Pattern[str], rule: str) -> Callable[[RawCell, ImportColumn], Value | Fault]:
    def take(cell: RawCell, column: ImportColumn) -> Value | Fault:
        text = _text(cell, column)
        if isinstance(text, Fault) or pattern.fullmatch(text):
            return text
        return Fault(rule)

    return take


def _okved(cell: RawCell, column: ImportColumn) -> Value | Fault:
    if cell.kind is not RawKind.TEXT:
        return Fault("okved.number")  # a spreadsheet turns 01.10 into a day and 26.50 into 26.5
    return _matching(OKVED, "okved.form")(cell, column)


def _inn(cell: RawCell, column: ImportColumn) -> Value | Fault:
    return _checked(_written(cell), "inn", lengths=_INN_LENGTHS, validate=inn_number.validate)


def _ogrn(cell: RawCell, column: ImportColumn) -> Value | Fault:
    return _checked(_written(cell), "ogrn", lengths=_OGRN_LENGTHS, validate=ogrn_number.validate)


def _checked(text: str, name: str, *, lengths: tuple[int, ...], validate: Callable[[str], str]) -> str | Fault:
    if not (text.isascii() and text.isdigit()):
        return Fault(f"{name}.digits")
    if len(text) not in lengths:
        return Fault(f"{name}.length", {"length": str(len(text))})
    try:
        return validate(text)
    except InvalidChecksum:
        return Fault(f"{name}.control")
    except ValidationError:
        return Fault(f"{name}.form")


def _date(cell: RawCell, column: ImportColumn) -> date | Fault:
    if cell.kind is RawKind.NUMBER:
        return Fault("date.number")
    found = _DAY_FIRST.fullmatch(cell.text) or _YEAR_FIRST.fullmatch(cell.text)
    if found is None:
        return Fault("date.form")
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return Fault("date.none")
    return day if day.year in _YEARS else Fault("date.year")


def _decimal(cell: RawCell, column: ImportColumn) -> Decimal | Fault:
    number = _number(cell)
    if isinstance(number, Fault):
        return number
    if number != round(number, column.decimals):
        return Fault("number.decimals", {"decimals": str(column.decimals)})
    return _bounded(number, column)


def _integer(cell: RawCell, column: ImportColumn) -> int | Fault:
    number = _number(cell)
    if isinstance(number, Fault):
        return number
    if number != number.to_integral_value():
        return Fault("number.whole")
    bounded = _bounded(number, column)
    return bounded if isinstance(bounded, Fault) else int(bounded)


def _number(cell: RawCell) -> Decimal | Fault:
    if cell.kind is RawKind.DATE:
        return Fault("number.date")
    if cell.kind is RawKind.NUMBER:
        return Fault("number.display") if cell.display is not Display.AS_IS else _noiseless(Decimal(cell.text))
    found = _NUMBER.fullmatch(cell.text)
    if found is None or sum(map(str.isdigit, cell.text)) > _MOST_DIGITS:
        return Fault("number.none")
    if len(found["fraction"] or "") == _AMBIGUOUS_FRACTION:
        return Fault("number.ambiguous")
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", cell.text).replace(",", ".").replace("−", "-"))


def _noiseless(number: Decimal) -> Decimal:
    """Without the binary noise of a computed cell (0.1 + 0.2) beyond the digits that a workbook keeps."""
    return number if number.is_zero() else round(number, _MOST_DIGITS - 1 - number.adjusted())


def _bounded(number: Decimal, column: ImportColumn) -> Decimal | Fault:
    if column.low is not None and number < column.low:
        return Fault("number.low", {"low": f"{column.low:f}"})
    if column.high is not None and number > column.high:
        return Fault("number.high", {"high": f"{column.high:f}"})
    return number


def _choice(cell: RawCell, column: ImportColumn) -> str | Fault:
    chosen = column.choice_named.get(comparable(cell.text))
    if chosen is not None:
        return chosen
    known = Text(
        ", ".join(f"«{choice.title.ru}»" for choice in column.choices),
        ", ".join(f"“{choice.title.en}”" for choice in column.choices),
    )
    return Fault("choice.unknown", {"known": known})


def _reference(cell: RawCell, column: ImportColumn, *, names: Names, within: str) -> str | Fault:
    if cell.kind is RawKind.DATE:
        return Fault("text.date")
    codes = names[column.refers_to].get(reference_key(_written(cell), within=within), ())
    if not codes:
        return Fault(f"reference.{column.refers_to}")
    return codes[0] if len(codes) == 1 else Fault("reference.ambiguous", {"codes": ", ".join(codes)})


def reference_key(name: str, *, within: str = "") -> str:
    """How an entry is looked up by one of its names, or by its name within another entry."""
    return f"{within}/{comparable(name)}" if within else comparable(name)


_TAKERS: Mapping[ColumnKind, Callable[[RawCell, ImportColumn], Value | Fault]] = MappingProxyType(
    {
        ColumnKind.TEXT: _text,
        ColumnKind.SLUG: _matching(_SLUG, "slug.form"),
        ColumnKind.INN: _inn,
        ColumnKind.OGRN: _ogrn,
        ColumnKind.KPP: _matching(KPP, "kpp.form"),
        ColumnKind.OKVED: _okved,
        ColumnKind.DATE: _date,
        ColumnKind.DECIMAL: _decimal,
        ColumnKind.INTEGER: _integer,
        ColumnKind.CHOICE: _choice,
        ColumnKind.EMAIL: _matching(_EMAIL, "email.form"),
        ColumnKind.PHONE: _matching(_PHONE, "phone.form"),
    }
)
