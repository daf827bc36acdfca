"""Do the kinds of extracts compare as their examples promise, and is a tolerance what one takes it for?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.intake import DefinitionError
from zonebook.measures import Period, Unit
from zonebook.methodology import ExtractDefinition, MethodologyError, load_methodology
from zonebook.methodology.extracts import (
    COMPANY_FACTS,
    FactComparison,
    How,
    Tolerance,
    is_cumulative,
    month_average,
    months_of,
    must_agree_on_extracts,
)

METHODOLOGY = load_methodology()
EXTRACTS = {extract.code: extract for extract in METHODOLOGY.extracts}
PEOPLE = Unit.of("people")
AMOUNTS = st.decimals(-(10**12), 10**12, places=2)
TOLERANCES = st.builds(Tolerance, st.decimals(0, 10**6, places=2), st.decimals(0, "0.99", places=2))


@pytest.mark.parametrize("extract", METHODOLOGY.extracts, ids=EXTRACTS)
def test_each_example_of_a_line_comes_out_as_it_says(extract: ExtractDefinition) -> None:
    for example in extract.line_examples:
        line = extract.line_by_code[example.line]
        theirs = example.theirs[0]
        if line.how is How.MONTH_AVERAGE:
            during = Period.year_to_date(date(2025, len(example.theirs), 28))
            by_month = dict(zip(months_of(during), example.theirs, strict=True))
            theirs = month_average(by_month, during=during, unit=Unit.of(line.unit))

        assert line.tolerance.holds(example.ours, theirs) is example.agrees, example


@pytest.mark.parametrize("extract", METHODOLOGY.extracts, ids=EXTRACTS)
def test_each_example_of_a_fact_comes_out_as_it_says(extract: ExtractDefinition) -> None:
    for example in extract.fact_examples:
        assert extract.fact_by_code[example.fact].holds([example.ours], example.theirs) is example.agrees, example


@pytest.mark.parametrize("extract", METHODOLOGY.extracts, ids=EXTRACTS)
def test_every_kind_has_examples_of_both_answers_and_says_that_it_is_our_own(extract: ExtractDefinition) -> None:
    assert {example.agrees for example in (*extract.line_examples, *extract.fact_examples)} == {True, False}
    assert extract.status == "illustrative"


@given(TOLERANCES, AMOUNTS, AMOUNTS)
def test_it_makes_no_difference_whose_number_is_whose(tolerance: Tolerance, one: Decimal, other: Decimal) -> None:
    assert tolerance.holds(one, other) is tolerance.holds(other, one)
    assert tolerance.holds(one, other) is tolerance.holds(-one, -other)


@given(TOLERANCES, AMOUNTS)
def test_a_number_agrees_with_itself(tolerance: Tolerance, amount: Decimal) -> None:
    assert tolerance.holds(amount, amount)


@given(TOLERANCES, AMOUNTS, st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_what_agrees_goes_on_agreeing_when_it_comes_nearer(
    tolerance: Tolerance, ours: Decimal, near: Decimal, far: Decimal
) -> None:
    nearer, farther = sorted((near, far))
    if tolerance.holds(ours, ours + farther):
        assert tolerance.holds(ours, ours + nearer)


@given(TOLERANCES, AMOUNTS, AMOUNTS, st.decimals(0, 10**6, places=2))
def test_a_wider_tolerance_takes_no_agreement_back(
    tolerance: Tolerance, ours: Decimal, theirs: Decimal, more: Decimal
) -> None:
    if tolerance.holds(ours, theirs):
        assert replace(tolerance, absolute=tolerance.absolute + more).holds(ours, theirs)


def test_without_a_tolerance_only_the_same_number_agrees() -> None:
    exact = Tolerance(Decimal(0), Decimal(0))

    assert exact.holds(Decimal("1.00"), Decimal(1))
    assert not exact.holds(Decimal("1.00"), Decimal("1.01"))


@pytest.mark.parametrize(("absolute", "relative"), [(-1, "0.1"), (1, "-0.1"), (1, 1)])
def test_a_tolerance_that_lets_everything_or_nothing_through_is_refused(absolute: int, relative: str) -> None:
    with pytest.raises(DefinitionError):
        Tolerance(Decimal(absolute), Decimal(relative))


@given(st.lists(st.integers(0, 10**5), min_size=6, max_size=6))
def test_a_mean_of_months_lies_between_them_and_forgets_their_order(people: list[int]) -> None:
    half = Period.half(2025, 1)
    told = [
        month_average(dict(zip(months_of(half), map(Decimal, order), strict=True)), during=half, unit=PEOPLE)
        for order in (people, sorted(people))
    ]

    assert told[0] == told[1]
    assert min(people) <= told[0] <= max(people)
    PEOPLE.to_stored(told[0])  # as exact as it is kept


def test_a_missing_month_leaves_no_mean_and_a_month_beyond_the_period_does_not_count() -> None:
    quarter = Period.quarter(2025, 1)
    amounts = {month: Decimal(10) for month in months_of(quarter)}

    assert month_average(amounts | {date(2025, 4, 1): Decimal(1000)}, during=quarter, unit=PEOPLE) == 10
    assert month_average(dict(list(amounts.items())[1:]), during=quarter, unit=PEOPLE) is None


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("2025-Q1", True), ("2025-H1", True), ("2025-9M", True), ("2025", True),
        ("2025-Q2", False), ("2025-H2", False), ("@2025-03-31", False), ("..2025-03-31", False),
        ("2025-01-01..2025-02-28", False), ("2024-01-01..2025-03-31", False),
    ],
)  # fmt: skip
def test_reports_are_for_periods_from_january_to_the_end_of_a_quarter(code: str, is_one: bool) -> None:
    assert is_cumulative(Period.parse(code)) is is_one


@given(st.text(max_size=40))
def test_a_name_is_the_same_as_itself_in_quotes_and_with_its_legal_form(name: str) -> None:
    fact = FactComparison("name", "name", ignores=("ООО",))

    assert fact.holds([name], name)
    if any(map(str.isalnum, name)) and name.casefold() != "ооо":
        assert fact.holds([name], f'ООО "{name}"')


def test_any_of_our_names_will_do() -> None:
    assert EXTRACTS["company-register"].fact_by_code["name"].holds(["Лассард", "НПП Лассард"], "ООО НПП «ЛАССАРД»")


TAX = EXTRACTS["tax"]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"line": "dreams"}, "no line dreams"),
        ({"line": "headcount"}, "is no cumulative"),
        ({"unit": "people"}, "is no cumulative"),
    ],
)
def test_a_column_beside_a_line_that_it_cannot_be_held_against_is_refused(
    changes: dict[str, str], complaint: str
) -> None:
    faulty = replace(TAX, lines=(replace(TAX.lines[0], **changes),), line_examples=())

    with pytest.raises(MethodologyError, match=complaint):
        must_agree_on_extracts([faulty], METHODOLOGY.forms, facts=COMPANY_FACTS)


def test_a_fact_that_no_register_has_and_a_version_there_twice_are_refused() -> None:
    register = EXTRACTS["company-register"]
    faulty = replace(register, facts=(FactComparison("name", "mood"),), fact_examples=())

    with pytest.raises(MethodologyError, match="no fact mood"):
        must_agree_on_extracts([faulty], METHODOLOGY.forms, facts=COMPANY_FACTS)
    with pytest.raises(MethodologyError, match="defined 2 times"):
        must_agree_on_extracts([TAX, TAX], METHODOLOGY.forms, facts=COMPANY_FACTS)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"columns": (TAX.columns[0], *TAX.columns[2:])}, "no column is called name"),
        ({"lines": (replace(TAX.lines[0], how=How.MONTH_AVERAGE),)}, "no column is called month"),
        ({"lines": ()}, "lines of a form or facts"),
        ({"columns": (replace(TAX.columns[0], required=False), *TAX.columns[1:])}, "required column of kind inn"),
    ],
)
def test_a_kind_that_contradicts_itself_is_refused(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(DefinitionError, match=complaint):
        replace(TAX, **changes)


def test_the_version_by_which_an_extract_was_taken_is_found_again() -> None:
    assert METHODOLOGY.extract("tax", version=1) == TAX
    assert METHODOLOGY.extracts_on(date(2022, 1, 1)) == ()
    with pytest.raises(MethodologyError, match="no version 7"):
        METHODOLOGY.extract("tax", version=7)
