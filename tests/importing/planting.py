"""A table of companies that is right in every cell, and the same table with faults planted in known cells.

Everything follows from a seed. A planted fault changes one cell, so that a finding anywhere else is a false one.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import xlsxwriter

HEADERS = (
    "Наименование",
    "ИНН",
    "ОГРН",
    "КПП",
    "ОПФ",
    "Код ОКВЭД",
    "Отрасль",
    "Продукция",
    "Доля иностранного участия, %",
    "Юридический адрес",
    "Площадка",
    "Работает с",
    "Работает по",
    "Контактное лицо",
    "E-mail",
    "Телефон",
)
NAME, INN, OGRN, KPP, _, OKVED, INDUSTRY, PRODUCT, SHARE, _, SITE, SINCE, UNTIL, _, EMAIL, PHONE = range(len(HEADERS))

Row = list[str]


@dataclass(frozen=True)
class Planted:
    """A fault in a cell: row as a spreadsheet program numbers it, column counted from 0, the rule that finds it."""

    row: int
    column: int
    rule: str


def inn_of(number: int) -> str:
    """A ten-digit ИНН with its control digit."""
    digits = f"{780000000 + number:09d}"
    return digits + str(_weighed(digits) % 11 % 10)


def ogrn_of(number: int) -> str:
    """A thirteen-digit ОГРН with its control digit."""
    digits = f"{102780000000 + number:012d}"
    return digits + str(int(digits) % 11 % 10)


def _weighed(digits: str) -> int:
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))


def clean_rows(count: int, *, sites: tuple[str, ...], industries: tuple[str, ...], seed: int = 1) -> list[Row]:
    """Companies that nothing is wrong with."""
    drawn = random.Random(seed)
    return [_row(number, drawn, sites=sites, industries=industries) for number in range(count)]


def _row(number: int, drawn: random.Random, *, sites: tuple[str, ...], industries: tuple[str, ...]) -> Row:
    since = date(2015, 1, 1) + timedelta(days=drawn.randrange(3000))
    until = since + timedelta(days=drawn.randrange(1, 900)) if drawn.random() < 0.2 else None
    return [
        f"ООО «Завод № {number}»",
        inn_of(number),
        ogrn_of(number),
        f"7736{drawn.randrange(10**5):05d}",
        "ООО",
        drawn.choice(("26.51.1", "27.20", "21.20", "28.4")),
        drawn.choice(industries),
        "Приборы; узлы, детали",
        f"{drawn.randrange(0, 1001) / 10:.1f}".replace(".", ","),
        f"Москва, Волгоградский проспект, {number % 200 + 1}",
        drawn.choice(sites),
        f"{since:%d.%m.%Y}",
        f"{until:%d.%m.%Y}" if until else "",
        "Иванова Мария Петровна",
        f"firm{number}@example.ru",
        "+7 495 123-45-67",
    ]


def _other_digit(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def _put(column: int, value: str) -> Callable[[list[Row], int], int]:
    def plant(rows: list[Row], at: int) -> int:
        rows[at][column] = value
        return column

    return plant


def _changed(column: int, change: Callable[[str], str]) -> Callable[[list[Row], int], int]:
    def plant(rows: list[Row], at: int) -> int:
        rows[at][column] = change(rows[at][column])
        return column

    return plant


def _ends_early(rows: list[Row], at: int) -> int:
    rows[at][SINCE], rows[at][UNTIL] = "01.02.2024", "31.01.2024"
    return UNTIL


def _repeated(column: int) -> Callable[[list[Row], int], int]:
    def plant(rows: list[Row], at: int) -> int:
        rows[at][column] = rows[0][column]
        return column

    return plant


def _no_site(rows: list[Row], at: int) -> int:
    rows[at][SITE], rows[at][UNTIL] = "", ""
    return SINCE


SORTS: dict[str, tuple[str, Callable[[list[Row], int], int]]] = {
    "a blank name": ("value.missing", _put(NAME, "")),
    "an ИНН with a digit too few": ("inn.length", _changed(INN, lambda inn: inn[:-1])),
    "an ИНН with a wrong control digit": ("inn.control", _changed(INN, _other_digit)),
    "an ИНН with a letter": ("inn.digits", _changed(INN, lambda inn: "О" + inn[1:])),
    "an ОГРН with a wrong control digit": ("ogrn.control", _changed(OGRN, _other_digit)),
    "an ОГРН with a digit too many": ("ogrn.length", _changed(OGRN, lambda ogrn: ogrn + "0")),
    "a malformed КПП": ("kpp.form", _put(KPP, "77-36-01")),
    "a malformed ОКВЭД": ("okved.form", _put(OKVED, "приборы")),
    "an unknown industry": ("reference.industry", _put(INDUSTRY, "Алхимия")),
    "an unknown site": ("reference.site", _put(SITE, "Атлантида")),
    "a text too long": ("text.too_long", _put(PRODUCT, "ь" * 301)),
    "a share above a hundred": ("number.high", _put(SHARE, "100,5")),
    "a share below nought": ("number.low", _put(SHARE, "-1")),
    "a share in words": ("number.none", _put(SHARE, "половина")),
    "a share with thousands or decimals": ("number.ambiguous", _put(SHARE, "12,345")),
    "no day": ("date.form", _put(SINCE, "весной 2024")),
    "a day that is not in the calendar": ("date.none", _put(SINCE, "31.02.2024")),
    "a day of a far year": ("date.year", _put(SINCE, "01.03.0204")),
    "an end before the beginning": ("days.reversed", _ends_early),
    "a first day without a site": ("row.needs", _no_site),
    "an e-mail without its place": ("email.form", _put(EMAIL, "ivanova@")),
    "a telephone of words": ("phone.form", _put(PHONE, "позвоните сами")),
    "an error of a formula": ("value.error", _put(INN, "#Н/Д")),
    "an ИНН that another row has": ("unique.in_file", _repeated(INN)),
    "an ОГРН that another row has": ("unique.in_file", _repeated(OGRN)),
}


def planted(
    rows: list[Row], count: int, *, registered: tuple[str, ...] = (), seed: int = 2
) -> tuple[list[Row], set[Planted]]:
    """A copy of the rows with one fault in each of `count` rows, and where they are.

    `registered`: ИНН that the register has already, a further sort of fault.
    """
    drawn = random.Random(seed)
    sorts = list(SORTS.values()) + [("unique.in_register", _put(INN, inn)) for inn in registered[:1]]
    copy = [list(row) for row in rows]
    places = drawn.sample(range(1, len(rows)), count)  # the first row is what others repeat
    found = set()
    for nth, at in enumerate(places):
        rule, plant = sorts[nth % len(sorts)]
        if rule == "unique.in_register":
            plant = _put(INN, registered[nth // len(sorts)])
        found.add(Planted(at + 2, plant(copy, at), rule))
    return copy, found


def as_csv(rows: list[Row], *, encoding: str = "utf-8-sig", delimiter: str = ";") -> bytes:
    """The table as a spreadsheet program saves it."""
    return "".join(f"{line}\r\n" for line in _lines([list(HEADERS), *rows], delimiter)).encode(encoding)


def _lines(rows: list[Row], delimiter: str) -> Iterator[str]:
    for row in rows:
        yield delimiter.join('"' + cell.replace('"', '""') + '"' if delimiter in cell else cell for cell in row)


def as_workbook(rows: list[Row]) -> bytes:
    """The table as a workbook whose cells are all text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Компании")
        for at, row in enumerate([list(HEADERS), *rows]):
            for column, value in enumerate(row):
                if value:
                    sheet.write_string(at, column, value)
    return stream.getvalue()
