"""What was promised, what was done and what will probably be missed: by worked examples and by what always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.measures import Period
from zonebook.methodology import load_methodology
from zonebook.regime import (
    Attained,
    Attainment,
    Done,
    ObligationError,
    Promise,
    RegimeDefinitionError,
    attainments,
)

RULE = load_methodology().regime.forecast()
AUGUST = date(2025, 8, 1)


def stands(promised: object, done: dict[str, object], *, on: date = AUGUST, line: str = "jobs_created") -> Attainment:
    """Where a promise of 2025 stands on a day."""
    flows = [Done(line, Period.parse(code), Decimal(amount)) for code, amount in done.items()]
    (found,) = attainments([Promise(line, 2025, Decimal(promised))], flows, on=on, rule=RULE)
    return found


@pytest.mark.parametrize("example", RULE.examples, ids=lambda example: f"{example.state}-{example.promised}")
def test_a_promise_stands_where_its_worked_example_says(example: object) -> None:
    flows = [Done(example.line, Period.parse(code), amount) for code, amount in example.done.items()]
    promise = Promise(example.line, example.year, example.promised)

    (found,) = attainments([promise], flows, on=example.day, rule=RULE)

    assert (found.state, found.expected) == (example.state, example.expected)


def test_the_working_is_told_so_that_it_can_be_followed_with_a_pencil() -> None:
    found = stands(120, {"2024-Q3": 10, "2024-Q4": 20, "2025-Q1": 30, "2025-Q2": 20})

    assert found.says.ru.replace("\u00a0", " ") == (
        "Обещано 120 рабочих мест, сделано 50 рабочих мест (отчёты за 2 из 4 кварталов). За последние 4 квартала — "
        "80 рабочих мест; на 2 квартала без отчёта в среднем придётся ещё 40 рабочих мест, всего ожидается "
        "90 рабочих мест. До обещанного не хватит 30 рабочих мест."
    )


def test_a_year_before_the_first_report_that_was_asked_for_is_not_late() -> None:
    promise = Promise("revenue", 2022, Decimal(1))

    (asked,) = attainments([promise], [], on=AUGUST, rule=RULE)
    (spared,) = attainments([promise], [], on=AUGUST, rule=RULE, asked_from=date(2023, 1, 1))

    assert (asked.state, spared.state) == (Attained.LATE, Attained.NOT_ASKED)


def test_of_the_year_in_which_a_company_came_only_its_own_quarters_are_waited_for() -> None:
    flows = [Done("revenue", Period.parse(code), Decimal(40)) for code in ("2024-Q3", "2024-Q4")]
    promise = Promise("revenue", 2024, Decimal(100))

    (found,) = attainments([promise], flows, on=AUGUST, rule=RULE, asked_from=date(2024, 8, 15))

    assert (found.reported, found.ended, found.state) == (2, 2, Attained.MISSED)


def test_a_report_of_a_quarter_that_nobody_asked_for_adds_to_what_was_done_and_to_nothing_else() -> None:
    flows = [Done("revenue", Period.parse(code), Decimal(20)) for code in ("2024-H1", "2024-Q3", "2024-Q4")]
    promise = Promise("revenue", 2024, Decimal(100))

    (found,) = attainments([promise], flows, on=AUGUST, rule=RULE, asked_from=date(2024, 8, 15))

    assert (found.done, found.reported, found.ended) == (60, 2, 2)
    assert (found.expected, found.state) == (60, Attained.MISSED)


def test_what_is_expected_to_fall_short_by_a_fraction_falls_short() -> None:
    found = stands(5, {"2024-Q4": 2, "2025-Q1": 1, "2025-Q2": 1})

    assert found.expected == 4  # 2 are done, 2 × 4⁄3 are ahead: 4⅔, rounded down
    assert found.state is Attained.AT_RISK


def test_only_the_last_four_reported_quarters_make_the_mean() -> None:
    found = stands(100, {"2024-Q2": 99, "2024-Q3": 10, "2024-Q4": 10, "2025-Q1": 10, "2025-Q2": 10})

    assert found.expected == 40


def test_a_report_that_spans_quarters_counts_for_each_of_them() -> None:
    found = stands(100, {"2025-H1": 50})

    assert (found.reported, found.ended, found.expected) == (2, 2, Decimal(100))


def test_nothing_reported_is_missing_and_never_zero() -> None:
    found = stands(100, {"2024-Q3": 10, "2024-Q4": 10})

    assert (found.done, found.share, found.expected) == (None, None, None)
    assert found.state is Attained.UNKNOWN
    assert "отчётов за этот год нет" in found.says.ru


def test_a_reported_zero_is_a_zero() -> None:
    found = stands(100, {"2025-Q1": 0, "2025-Q2": 0})

    assert (found.done, found.share, found.expected) == (0, 0, 0)
    assert found.state is Attained.AT_RISK


def test_the_rule_looks_two_quarters_ahead_and_no_further() -> None:
    reports = {"2024-Q3": 1, "2024-Q4": 1, "2025-Q1": 1}

    assert stands(100, reports, on=date(2025, 6, 30)).state is Attained.UNKNOWN
    assert stands(100, reports, on=date(2025, 7, 1)).state is Attained.AT_RISK


def test_a_year_that_has_not_begun_cannot_be_late() -> None:
    assert stands(100, {}, on=date(2024, 12, 31)).state is Attained.NOT_BEGUN
    assert stands(100, {}, on=date(2025, 1, 1)).state is Attained.UNKNOWN


def test_the_last_report_is_late_only_after_the_days_it_may_take() -> None:
    reports = {"2025-Q1": 20, "2025-Q2": 20, "2025-Q3": 20}

    assert stands(100, reports, on=date(2026, 2, 14)).state is Attained.AT_RISK
    assert stands(100, reports, on=date(2026, 2, 15)).state is Attained.LATE


def test_the_early_warning_list_has_what_is_late_missed_or_will_probably_be() -> None:
    full = {"2025-Q1": 20, "2025-Q2": 20, "2025-Q3": 20, "2025-Q4": 20}

    assert stands(81, full, on=date(2026, 2, 1)).warns
    assert stands(120, {"2025-H1": 50}).warns
    assert not stands(80, full, on=date(2026, 2, 1)).warns
    assert not stands(100, {"2025-H1": 50}).warns


def test_reports_of_another_line_or_a_later_year_do_not_count() -> None:
    promise = Promise("jobs_created", 2025, Decimal(10))
    others = [
        Done("revenue", Period.quarter(2025, 1), Decimal(99)),
        Done("jobs_created", Period.quarter(2026, 1), Decimal(99)),
    ]

    (found,) = attainments([promise], others, on=AUGUST, rule=RULE)

    assert found.done is None


# what always holds

quarters = st.dictionaries(
    st.sampled_from([f"{year}-Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]),
    st.integers(0, 500),
    max_size=8,
)
moments = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@given(st.integers(0, 500), quarters, moments)
def test_a_promise_is_met_exactly_when_what_was_done_reaches_it(
    promised: int, done: dict[str, object], on: date
) -> None:
    found = stands(promised, done, on=on)

    assert (found.state is Attained.MET) is (found.done is not None and found.done >= promised)


@given(st.integers(1, 500), quarters, moments)
def test_nothing_is_expected_from_nothing(promised: int, done: dict[str, object], on: date) -> None:
    found = stands(promised, done, on=on)

    if found.done is None or len(done) < RULE.least_reported:
        assert found.expected is None
        assert found.state not in (Attained.ON_TRACK, Attained.AT_RISK)


ORDER = (Attained.AT_RISK, Attained.ON_TRACK, Attained.MET)


@given(st.integers(1, 500), quarters.filter(lambda done: done), moments, st.integers(0, 100))
def test_who_does_more_never_stands_worse(promised: int, done: dict[str, int], on: date, more: int) -> None:
    before = stands(promised, done, on=on)
    after = stands(promised, {code: amount + more for code, amount in done.items()}, on=on)

    if before.state in ORDER:
        assert ORDER.index(after.state) >= ORDER.index(before.state)
    else:
        assert after.state in (before.state, Attained.MET)


# what cannot be compared


@pytest.mark.parametrize("code", ["2025-01-01..2025-02-10", "2024-Q4..2025-Q1", "@2025-06-30", "..2025-06-30"])
def test_a_report_is_of_whole_quarters_of_one_year(code: str) -> None:
    with pytest.raises(ObligationError, match="is not made of whole quarters of one year"):
        Done("revenue", Period.parse(code), Decimal(1))


def test_two_reports_of_one_quarter_are_refused() -> None:
    with pytest.raises(ObligationError, match="2025-H1 and 2025-Q2 overlap"):
        stands(1, {"2025-H1": 1, "2025-Q2": 1})


def test_a_promise_is_not_below_zero_and_is_given_once() -> None:
    with pytest.raises(ObligationError, match="below zero"):
        Promise("revenue", 2025, Decimal(-1))
    with pytest.raises(ObligationError, match="revenue 2025: promised twice"):
        attainments([Promise("revenue", 2025, Decimal(1))] * 2, [], on=AUGUST, rule=RULE)


def test_a_line_that_no_agreement_promises_is_refused_with_those_that_are() -> None:
    with pytest.raises(ObligationError, match="no agreement promises “happiness”; known: investment, "):
        attainments([Promise("happiness", 2025, Decimal(1))], [], on=AUGUST, rule=RULE)


def test_a_rule_that_wants_more_quarters_than_it_takes_is_refused() -> None:
    with pytest.raises(RegimeDefinitionError, match="least_reported"):
        replace(RULE, least_reported=5)
