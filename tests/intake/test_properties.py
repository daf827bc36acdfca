"""What holds for every workbook, not only for the examples."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.intake.workbooks import FORM, ONE_SITE, TWO_SITES, amounts, issued, read, with_cell, with_parts
from zonebook.intake import FiledCell, Line, LineKind, read_workbook, write_workbook
from zonebook.intake.amounts import number_in, number_text
from zonebook.intake.raw import Display, RawCell, RawKind, RawSheet, RawWorkbook, Refusal, decode, encode
from zonebook.intake.unpacking import unpack

# a workbook takes some 20 ms to write and read; the machine may be busy
FEW = settings(max_examples=40, deadline=None)
MONEY = FORM.by_code["investment"]


def amounts_of(line: Line) -> st.SearchStrategy[Decimal]:
    """Every amount that a line can hold: up to 15 digits as written."""
    if line.kind is LineKind.FLAG:
        return st.sampled_from([Decimal(0), Decimal(1)])
    most = 10**15 - 1
    return st.integers(-most, most).map(lambda digits: line.to_base(Decimal(digits).scaleb(-line.decimals)))


@st.composite
def reports(draw: st.DrawFn) -> dict[tuple[str, str], Decimal]:
    asked = [(line, site) for line in FORM.lines for site, _ in TWO_SITES.sites]
    given_ = draw(st.lists(st.sampled_from(asked), unique=True))
    return {(line.code, site): draw(amounts_of(line)) for line, site in given_}


@FEW
@given(reports())
@example({("investment", "south"): Decimal("9999999999999.99")})
def test_what_is_written_is_read_back_to_the_last_digit(values: dict[tuple[str, str], Decimal]) -> None:
    reading = read_workbook(write_workbook(FORM, TWO_SITES, values=values), FORM, expected=TWO_SITES)
    assert amounts(reading) == values
    assert reading.findings == ()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_raise(content: bytes) -> None:
    reading = read_workbook(content, FORM, expected=ONE_SITE)
    assert reading.has_errors
    assert reading.cells == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=20))
def test_a_workbook_damaged_anywhere_gives_no_wrong_number(at: int, damage: bytes) -> None:
    content = issued()
    at %= len(content)
    reading = read(content[:at] + damage + content[at + len(damage) :])
    assert reading.has_errors or amounts(reading) == amounts(read(content))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6000), st.text(alphabet="<>/\"'=cv0123456789 rst", min_size=1, max_size=8))
def test_a_sheet_scribbled_over_never_makes_the_reader_raise(at: int, scribble: str) -> None:
    sheet = unpacked_sheet()
    at %= len(sheet)
    scribbled = sheet[:at] + scribble.encode() + sheet[at + len(scribble) :]
    reading = read(with_parts({"xl/worksheets/sheet1.xml": scribbled}))
    assert all(isinstance(cell, FiledCell) for cell in reading.cells)


@FEW
@given(
    st.sampled_from(FORM.lines), st.one_of(st.none(), st.integers(-(10**9), 10**9), st.text("абв 123,.-%", max_size=8))
)
def test_an_edit_of_one_cell_changes_that_cell_alone(line: Line, value: object) -> None:
    row = next(cell.address for cell in read(issued()).cells if cell.line == line.code).partition("!")[2]
    before = {cell.line: cell for cell in read(issued()).cells}
    reading = read(with_cell(row, value))
    assert {cell.line for cell in reading.cells if cell != before[cell.line]} <= {line.code}
    assert {finding.address for finding in reading.findings} <= {f"Форма 1!{row}"}


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_as_shown_to_people_is_understood_as_the_same_number(number: Decimal) -> None:
    assert number_in(number_text(number, "ru"), MONEY) in (number, None)


@given(st.text())
def test_no_text_makes_the_number_reader_raise(text: str) -> None:
    assert number_in(text, MONEY) is None or any(letter.isdigit() for letter in text)


raw_cells = st.builds(RawCell, st.sampled_from(RawKind), st.text(max_size=9), st.sampled_from(Display))
places = st.tuples(st.integers(1, 1000), st.integers(1, 64))
ranges = st.tuples(*[st.integers(1, 99)] * 4)
raw_sheets = st.builds(
    RawSheet,
    st.text(max_size=9),
    st.dictionaries(places, raw_cells, max_size=4),
    st.lists(ranges, max_size=2).map(tuple),
)
refusals = st.builds(Refusal, st.text(max_size=9), st.none() | st.text(max_size=9))


@given(st.builds(RawWorkbook, st.lists(raw_sheets, max_size=3).map(tuple), st.none() | refusals))
def test_what_crosses_from_the_sandbox_arrives_unchanged(workbook: RawWorkbook) -> None:
    assert decode(encode(workbook)) == workbook


def unpacked_sheet() -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(issued())) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_a_limit_on_rows_hides_none_of_the_largest_form() -> None:
    sites = tuple((f"site-{number}", f"Площадка {number}") for number in range(24))
    large = ONE_SITE.__class__("x", "X", "1", "2025-Q2", "c", sites)
    values = {(line.code, site): Decimal(1) for line in FORM.lines for site, _ in sites}
    content = write_workbook(FORM, large, values=values, reference=values)
    assert unpack(content).refusal is None
    assert amounts(read_workbook(content, FORM, expected=large)) == values
