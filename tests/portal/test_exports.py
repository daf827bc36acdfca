"""What leaves the book as CSV is never a formula to the program that opens it."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.portal.exports import csv_of

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
TEXTS = st.lists(st.sampled_from([*SIGNS, *"\t\r\n,;\"'|a1ж"]), max_size=12).map("".join)
NUMBERS = st.one_of(st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=2))


def rows_of(content: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter))


def exported(facts, rows) -> str:
    return csv_of(facts, rows, name="list").content.decode()


def is_run(cell: str) -> bool:
    """Would a program that overlooks leading breaks take the cell for a formula?"""
    return cell.lstrip("\t\r\n").startswith(SIGNS)


def is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(fact=TEXTS, texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_no_cell_begins_like_a_formula_whatever_sign_parts_the_cells(delimiter, fact, texts):
    content = exported([("note", fact)], [("name", *texts)])
    cells = [cell for row in rows_of(content, delimiter) for cell in row]

    assert not [cell for cell in cells if is_run(cell) and not is_number(cell.replace(",", "."))]


@given(numbers=st.lists(NUMBERS, min_size=1, max_size=4))
def test_numbers_stay_numbers(numbers):
    content = exported([], [numbers, [str(number) for number in numbers]])
    first, second = rows_of(content, ",")

    assert first == second == [str(number) for number in numbers]


def test_an_ordinary_text_stays_as_it_is():
    text = "ООО «Ромашка», г. Москва; тел. 8-495, +7 495 (а-б) a=b"

    assert rows_of(exported([], [(text,)]), ",") == [[text]]


def test_the_metadata_keeps_to_its_line():
    content = exported([("note", "one\r\n=two")], [("a",)])

    assert content == "# note: one =two\r\na\r\n"
