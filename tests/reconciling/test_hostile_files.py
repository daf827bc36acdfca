"""Files that mean harm, and files of a shape that nobody foresaw: refused in words, or kept as they are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.book import SmallBook, valid_inn
from tests.intake.hostile import late_entity_bomb, many_entries, with_macros, zip_bomb_that_lies
from tests.reconciling.extracting import ALFA, brought, compared, taken, taxes
from zonebook.intake.imports import mapping_for
from zonebook.intake.tables import TableRefused, read_table
from zonebook.reconciling.models import Dispute, Extract, ExtractRow
from zonebook.reconciling.reading import read_rows


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("only-headers.csv", taxes()),
        ("scan.pdf", b"%PDF-1.7"),
        ("nulls.csv", b"\x00\x01\x02"),
        ("quotes.csv", b'"open\r\n1;2'),
        ("same.csv", "ИНН;ИНН\r\n1;2".encode()),
    ],
)
def test_a_file_without_a_table_is_refused_beside_its_field(book: SmallBook, name: str, content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        brought(book, content, name=name)

    assert refused.value.message_dict.keys() == {"file"}
    assert not Extract.objects.exists()


def test_a_formula_is_kept_as_text_and_never_run(book: SmallBook) -> None:
    book.report("2024-Q1")
    extract = taken(book, taxes(f'{ALFA};"=HYPERLINK(""http://x"")";=1+1', f"{valid_inn(9)};@SUM(A1);5"))

    assert {row.written for row in extract.rows.filter(inn=ALFA)} == {"=1+1"}
    assert extract.rows.get(inn=ALFA).amount is None
    assert not Dispute.objects.exists()


def test_very_long_values_and_very_large_numbers_break_nothing(book: SmallBook) -> None:
    book.report("2024-Q1")
    extract = taken(book, taxes(f"{'9' * 400};{'Я' * 4000};{'9' * 30}", f"{ALFA};Альфа;{'9' * 13},99"))

    first = extract.rows.get(row=2)
    assert (len(first.inn), len(first.name), first.amount) == (60, 300, None)
    assert Dispute.objects.get().theirs == 999_999_999_999_999


CELLS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20)
KNOWN = st.sampled_from([ALFA, valid_inn(2), "", "7707083893", "1000000", "-5", "1 000,50", "1,234"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(*(CELLS | KNOWN for _ in range(3))), min_size=1, max_size=6))
def test_whatever_the_rows_hold_each_is_told_once_and_matched_by_its_own_number_only(
    book: SmallBook, rows: list[tuple[str, str, str]]
) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([("ИНН", "Плательщик", "Выручка"), *rows])
    try:
        table = read_table(stream.getvalue().encode(), name="extract.csv")
    except TableRefused:
        return
    extract = Extract(zone=book.zone, source="tax", version=1, period_code="2024-Q1")
    mapping, _rest = mapping_for(table.headers, extract.definition.table)
    made = read_rows(extract, table, mapping=mapping).rows

    assert [row.row for row in made] == [row.number for row in table.rows]
    for row in made:
        assert row.company is None or row.company.inn == row.inn
        assert row.inn not in (ALFA, valid_inn(2)) or row.company is not None
        assert row.amount is None or row.written


@pytest.mark.parametrize("made", [zip_bomb_that_lies, late_entity_bomb, many_entries, with_macros])
def test_a_bomb_or_a_file_with_macros_is_refused(book: SmallBook, made: Callable[[], bytes]) -> None:
    with pytest.raises(ValidationError):
        brought(book, made(), name="extract.xlsx")

    assert not ExtractRow.objects.exists()


def test_five_thousand_rows_take_a_handful_of_queries(book: SmallBook, django_assert_max_num_queries) -> None:
    rows = [f"{valid_inn(number)};Фирма {number};{number}" for number in range(10_000, 15_000)]
    with django_assert_max_num_queries(120):
        extract = taken(book, taxes(f"{ALFA};Альфа;1", *rows))

    assert len(compared(book, extract).strangers) == 5000
