"""What is typed on the page is read by the rules of the workbook, and what the page writes reads back the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.intake import Identity, LineKind, read_workbook, write_workbook
from zonebook.intake.typed import read_typed, tidied, typed_text
from zonebook.methodology import load_methodology

FORM = load_methodology().form_version("resident-quarter", 1)
MONEY, PEOPLE = FORM.by_code["revenue"], FORM.by_code["headcount"]
FLAG = next(line for line in FORM.lines if line.kind is LineKind.FLAG)
IDENTITY = Identity("alfa", "Альфа", "7707083893", "2025-Q1", "q", (("north", "Северная"), ("south", "Южная")))


def read(line: str, text: str):
    cells, findings = read_typed(FORM, IDENTITY, typed={(line, "north"): text})
    (cell,) = [one for one in cells if (one.line, one.site) == (line, "north")]
    return cell, findings


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1 234,5", 1_234_500), ("1234.5", 1_234_500), ("0", 0), ("1\u00a0234", 1_234_000), ("5 тыс.", 5_000)],
)
def test_a_text_that_plainly_means_a_number_is_that_number(text, amount):
    cell, findings = read("revenue", text)

    assert (cell.amount, findings) == (Decimal(amount), ())


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_nothing_typed_is_a_blank_and_no_zero(text):
    cell, findings = read("revenue", text)

    assert (cell.amount, cell.written, findings) == (None, None, ())


@pytest.mark.parametrize(
    ("line", "text", "rule"),
    [
        ("revenue", "много", "cell.text"),
        ("revenue", "12,345", "cell.two_readings"),
        ("revenue", "1,234567", "cell.decimals"),
        ("revenue", "9" * 15, "cell.too_large"),
        ("headcount", "1,5", "cell.decimals"),
        (FLAG.code, "может быть", "cell.not_yes_no"),
    ],
)
def test_what_cannot_be_read_is_kept_as_typed_with_the_rule_that_it_breaks(line, text, rule):
    cell, (found,) = read(line, text)

    assert (cell.amount, cell.written) == (None, text)
    assert (found.rule, found.value, found.address) == (rule, text, cell.address)


def test_two_readings_are_told_how_to_write_either():
    _, (found,) = read("revenue", "12,345")

    assert "«12 345»" in found.advice.ru
    assert tidied("12 345", MONEY) == "12\u00a0345"
    assert read("revenue", "12,3450")[0].amount == Decimal(12_345)


@given(st.integers(-(10**12), 10**12))
def test_money_that_the_page_writes_reads_back_to_the_kopeck(kopecks):
    text = typed_text(Decimal(kopecks) / 100, MONEY)

    assert read("revenue", text)[0].amount == Decimal(kopecks) / 100
    assert tidied(text, MONEY) == text


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_and_tidying_twice_is_tidying_once(text):
    for line in (MONEY, PEOPLE, FLAG):
        tidy = tidied(text, line)
        assert tidied(tidy, line) == tidy
        assert read(line.code, tidy)[0].amount == read(line.code, text)[0].amount


@given(st.dictionaries(st.sampled_from([line.code for line in FORM.lines]), st.integers(0, 10**6), min_size=1))
@settings(max_examples=25, deadline=None)
def test_the_page_and_the_workbook_say_the_same(amounts):
    values = {(line, "south"): Decimal(amount % 2 if line == FLAG.code else amount) for line, amount in amounts.items()}
    typed = {(line, site): typed_text(amount, FORM.by_code[line]) for (line, site), amount in values.items()}
    cells, findings = read_typed(FORM, IDENTITY, typed=typed)
    kept = read_workbook(write_workbook(FORM, IDENTITY, values=values), FORM, expected=IDENTITY)

    assert findings == kept.findings == ()
    assert [(one.address, one.amount) for one in cells] == [(one.address, one.amount) for one in kept.cells]
