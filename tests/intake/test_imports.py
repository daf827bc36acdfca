"""Which column is which, and what is wrong with which cell."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from zonebook.intake.imports import (
    CheckedRow,
    ColumnKind,
    ColumnMapping,
    ImportColumn,
    ImportDefinition,
    Known,
    RowFinding,
    RowRule,
    check_rows,
    code_of,
    comparable,
    headers_name,
    mapping_for,
    write_template,
)
from zonebook.intake.imports.rules import RULES, no_overlap
from zonebook.intake.imports.values import _TAKERS, Fault, value_of
from zonebook.intake.imports.wording import WORDINGS
from zonebook.intake.raw import Display, RawCell, RawKind
from zonebook.intake.tables import Table, TableRow, read_table
from zonebook.measures import Text
from zonebook.methodology import load_methodology

IMPORTS = load_methodology().imports
COMPANIES = IMPORTS["companies"]
NAMES = {
    "site": {"печатники": ("pechatniki",)},
    "industry": {"микроелектроника": ("micro",)},
    "building": {"pechatniki/корпус 5": ("p-5",)},
    "company": {"7707083893": ("sber",)},
}


def text(written: str) -> RawCell:
    return RawCell(RawKind.TEXT, written)


def number(written: str, display: Display = Display.AS_IS) -> RawCell:
    return RawCell(RawKind.NUMBER, written, display)


def day(written: str) -> RawCell:
    return RawCell(RawKind.DATE, f"{written} 00:00:00")


def read(cell: RawCell, column: ImportColumn) -> object:
    return value_of(cell, column, names=NAMES, within="pechatniki" if column.within else "")


def taken(cell: RawCell, code: str, kind: str = "companies") -> object:
    """The value that a column of a definition takes from a cell, or the rule that the cell breaks."""
    found = read(cell, IMPORTS[kind].by_code[code])
    return found.rule if isinstance(found, Fault) else found


def table(headers: tuple[str, ...], *rows: Mapping[int, RawCell]) -> Table:
    return Table(headers, tuple(TableRow(nth, cells) for nth, cells in enumerate(rows, start=2)))


def checked(content: str, kind: str = "companies", known: Known | None = None) -> tuple[RowFinding, ...]:
    found = read_table(content.encode(), name="a.csv")
    mapping, _ = mapping_for(found.headers, IMPORTS[kind])
    return check_rows(found, mapping, definition=IMPORTS[kind], known=known or Known(names=NAMES))[1]


@pytest.mark.parametrize(
    ("code", "cell", "value"),
    [
        ("name", text("  ООО   «Ромашка» "), "ООО «Ромашка»"),
        ("name", number("1917"), "1917"),
        ("inn", text("7707083893"), "7707083893"),
        ("inn", number("7707083893.0"), "7707083893"),
        ("inn", text("500100732259"), "500100732259"),
        ("inn", text("7707083892"), "inn.control"),
        ("inn", text("770708389"), "inn.length"),
        ("inn", number("770708389"), "inn.length"),
        ("inn", text("77070838о3"), "inn.digits"),
        ("inn", text("٧٧٠٧٠٨٣٨٩٣"), "inn.digits"),
        ("inn", text("#Н/Д"), "value.error"),
        ("inn", RawCell(RawKind.UNCOMPUTED, "=A1"), "value.error"),
        ("inn", RawCell(RawKind.BOOLEAN, "TRUE"), "value.boolean"),
        ("ogrn", text("1027700132195"), "1027700132195"),
        ("ogrn", text("1027700132196"), "ogrn.control"),
        ("ogrn", text("10277001321"), "ogrn.length"),
        ("kpp", text("773601001"), "773601001"),
        ("kpp", text("7736AB001"), "7736AB001"),
        ("kpp", text("7736аб001"), "kpp.form"),
        ("okved", text("26.51.1"), "26.51.1"),
        ("okved", text("26"), "26"),
        ("okved", text("26,51"), "okved.form"),
        ("okved", number("26.5"), "okved.number"),
        ("okved", day("2024-01-10"), "okved.number"),
        ("foreign_share", text("12,5"), Decimal("12.5")),
        ("foreign_share", text("100"), Decimal(100)),
        ("foreign_share", number("0.30000000000000004"), Decimal("0.3")),
        ("foreign_share", text("100,01"), "number.high"),
        ("foreign_share", text("-0,5"), "number.low"),
        ("foreign_share", text("−1"), "number.low"),
        ("foreign_share", text("0,125"), "number.ambiguous"),
        ("foreign_share", text("0,1255"), "number.decimals"),
        ("foreign_share", text("12 %"), "number.none"),
        ("foreign_share", number("0.125", Display.PERCENT), "number.display"),
        ("foreign_share", day("2024-12-05"), "number.date"),
        ("first_day", text("01.03.2024"), date(2024, 3, 1)),
        ("first_day", text("1.3.2024"), date(2024, 3, 1)),
        ("first_day", text("2024-03-01"), date(2024, 3, 1)),
        ("first_day", day("2024-03-01"), date(2024, 3, 1)),
        ("first_day", text("30.02.2024"), "date.none"),
        ("first_day", text("03/01/2024"), "date.form"),
        ("first_day", text("01.03.24"), "date.form"),
        ("first_day", text("01.03.0024"), "date.year"),
        ("first_day", number("45352"), "date.number"),
        ("site", text("ПЕЧАТНИКИ"), "pechatniki"),
        ("site", text("Атлантида"), "reference.site"),
        ("industry", text("Микроэлектроника"), "micro"),
        ("code", text("Romashka"), "slug.form"),
        ("contact_email", text("a@b.ru, c@d.ru"), "email.form"),
        ("contact_phone", text("+7 (495) 123-45-67 доб. 12"), "+7 (495) 123-45-67 доб. 12"),
        ("contact_phone", text("нет"), "phone.form"),
        ("product", text("ь" * 301), "text.too_long"),
        ("name", day("2024-05-01"), "text.date"),
    ],
)
def test_a_cell_gives_its_value_or_the_rule_it_breaks(code: str, cell: RawCell, value: object) -> None:
    assert taken(cell, code) == value


@pytest.mark.parametrize(
    ("code", "cell", "value"),
    [
        ("floor", text("-1"), -1),
        ("floor", number("2"), 2),
        ("floor", text("1,5"), "number.whole"),
        ("area_sqm", text("1 250,5"), Decimal("1250.5")),
        ("area_sqm", text("1\u00a0250"), Decimal(1250)),
        ("area_sqm", text("12 50"), "number.none"),
        ("area_sqm", text("0"), "number.low"),
        ("state", text("СВОБОДНО"), "free"),
        ("state", text("сдано"), "choice.unknown"),
        ("building", text("Корпус 5"), "p-5"),
        ("building", text("Корпус 6"), "reference.building"),
    ],
)
def test_a_cell_of_premises_gives_its_value_or_the_rule_it_breaks(code: str, cell: RawCell, value: object) -> None:
    assert taken(cell, code, "premises") == value


@pytest.mark.parametrize(
    ("kind", "column"), [(kind, column) for kind, found in IMPORTS.items() for column in found.columns]
)
def test_the_example_of_each_column_is_taken(kind: str, column: ImportColumn) -> None:
    assert not isinstance(read(text(column.example), column), Fault)


def test_every_kind_and_every_rule_that_a_definition_may_name_has_its_arithmetic() -> None:
    assert {*_TAKERS, ColumnKind.REFERENCE} == set(ColumnKind)
    assert set(RULES) == set(RowRule)


def test_every_rule_is_worded_in_both_languages_with_what_to_do() -> None:
    for rule, wording in WORDINGS.items():
        for said in (wording.message, wording.advice):
            assert said.ru, rule
            assert said.en, rule
            assert set(re.findall(r"\{\w+\}", said.ru)) == set(re.findall(r"\{\w+\}", said.en)), rule


def test_a_finding_names_row_column_value_fault_and_remedy() -> None:
    (finding,) = checked("Название;ИНН\nРомашка;7707083892\n")

    assert (finding.row, finding.column, finding.address, finding.code) == (2, 1, "B2", "inn")
    assert (finding.value, finding.rule, finding.severity) == ("7707083892", "inn.control", "error")
    assert finding.message.ru.startswith("Контрольная цифра ИНН не сходится")
    assert finding.advice.en == "Copy the number from the company's certificate."


def test_findings_come_in_the_order_of_rows_and_columns() -> None:
    found = checked("ИНН;Название;КПП\n1;;x\n2;Ромашка;y\n")

    assert [finding.address for finding in found] == ["A2", "B2", "C2", "A3", "C3"]


def test_no_second_finding_follows_from_a_first() -> None:
    assert [finding.rule for finding in checked("Площадка;Вид;Корпус;Номер;Площадь\nх;цех;К;1;10\n", "premises")] == [
        "reference.site"
    ]


def test_a_value_in_a_column_without_a_header_is_found() -> None:
    (finding,) = checked("Название;ИНН;\nРомашка;7707083893;лишнее\n")

    assert (finding.address, finding.rule) == ("C2", "table.stray")


def test_a_required_column_that_is_not_mapped_stops_the_check() -> None:
    with pytest.raises(ValueError, match="inn"):
        check_rows(table(("а",), {0: text("1")}), ColumnMapping({"name": 0}), definition=COMPANIES, known=Known())


@given(
    st.lists(
        st.tuples(
            st.none() | st.dates(date(2020, 1, 1), date(2020, 3, 1)),
            st.none() | st.dates(date(2020, 1, 1), date(2020, 3, 1)),
        ),
        max_size=7,
    )
)
def test_rows_overlap_if_and_only_if_some_day_is_in_two_of_them(days: list[tuple[date | None, date | None]]) -> None:
    demand = next(one for one in IMPORTS["residencies"].demands if one.rule is RowRule.NO_OVERLAP)
    rows, spans = [], []
    for nth, (first, last) in enumerate(days):
        since, until = first or date.min, last or date.max
        values = {name: one for name, one in (("first_day", first), ("last_day", last)) if one is not None}
        rows.append(CheckedRow(nth, {"company": "alfa", **values}, frozenset({"company", *values})))
        if since <= until:
            spans.append((since, until))

    overlap = any(a[0] <= b[1] and b[0] <= a[1] for at, a in enumerate(spans) for b in spans[at + 1 :])
    assert bool(list(no_overlap(demand, rows, known=Known()))) == overlap


def test_a_header_is_taken_by_title_code_or_synonym_whatever_its_case() -> None:
    mapping, rest = mapping_for(("НАИМЕНОВАНИЕ", "inn", "E-mail", "Код  ОКВЭД"), COMPANIES)

    assert mapping.places == {"name": 0, "inn": 1, "contact_email": 2, "okved": 3}
    assert rest == ()
    assert mapping.missing(COMPANIES) == ()


def test_a_header_that_looks_alike_is_offered_and_never_taken() -> None:
    mapping, (unmatched, strange) = mapping_for(("Названия", "Цвет стен"), COMPANIES)

    assert mapping.places == {}
    assert (unmatched.offer, strange.offer) == ("name", None)
    assert [column.code for column in mapping.missing(COMPANIES)] == ["name", "inn"]


def test_what_was_chosen_the_last_time_goes_before_the_header_itself() -> None:
    remembered = {"Название": "", "Фирма": "name", "Номер": "inn"}
    mapping, rest = mapping_for(("Название", "Фирма", "Номер"), COMPANIES, remembered=remembered)

    assert mapping.places == {"name": 1, "inn": 2}
    assert [one.header for one in rest] == ["Название"]


def test_no_synonym_leads_to_two_columns() -> None:
    for definition in IMPORTS.values():
        names = [
            {comparable(name) for name in (column.code, column.title.ru, column.title.en, *column.synonyms)}
            for column in definition.columns
        ]
        assert sum(map(len, names)) == len(set().union(*names)), definition.code


def test_equal_headers_have_equal_names_and_others_do_not() -> None:
    assert headers_name(("Имя", "ИНН")) == headers_name(("имя ", "инн"))
    assert headers_name(("Имя", "ИНН")) != headers_name(("ИНН", "Имя"))


@given(st.text(max_size=80))
def test_a_code_made_of_any_name_is_a_code(name: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", code_of(name))
    assert len(code_of(name)) <= 48


def test_a_name_gives_a_code_that_people_can_read() -> None:
    assert code_of("ООО «Щёлковский завод № 5»") == "ooo-shchelkovskiy-zavod-5"


@pytest.mark.parametrize(
    ("count", "ru", "en"),
    [(1, "компанию", "company"), (3, "компании", "companies"), (11, "компаний", "companies"),
     (9500, "компаний", "companies"), (21, "компанию", "companies"), (112, "компаний", "companies")],
)  # fmt: skip
def test_the_noun_after_a_number_is_in_its_form(count: int, ru: str, en: str) -> None:
    assert COMPANIES.counted(count) == Text(ru, en)


@pytest.mark.parametrize("definition", IMPORTS.values(), ids=IMPORTS)
def test_a_template_is_read_back_with_every_column_known(definition: ImportDefinition) -> None:
    book = load_workbook(io.BytesIO(write_template(definition)))
    headers = tuple(cell.value for cell in book.worksheets[0][1])
    mapping, rest = mapping_for(headers, definition)

    assert set(mapping.places) == set(definition.by_code)
    assert rest == ()
    assert write_template(definition) == write_template(definition)
