"""Where the rules about what is known besides a report begin to speak, and where they keep silent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from tests.intake.test_checks import CHECKS, QUARTER, cells
from zonebook.intake import Context, Finding, Register, check_cells

STEADY = (100, 110, 90, 105, 95, 100)
MILLION = 1_000_000


def found(code: str, *sites: Mapping[str, int | None], context: Context) -> tuple[Finding, ...]:
    """What a check finds in a report of the sites North and South, if there is one."""
    filed = [
        cell
        for name, values in zip(("north", "south"), sites, strict=False)
        for cell in cells({line: None if value is None else str(value) for line, value in values.items()}, name)
    ]
    apart = [cell if cell.site == "north" else _in_column_e(cell) for cell in filed]
    return check_cells(QUARTER, [CHECKS[code]], cells=apart, context=context)


def _in_column_e(cell):
    return type(cell)(cell.line, cell.site, cell.address.replace("!D", "!E"), cell.amount, cell.written)


def series(line: str, *quarters: int, months: int = 3, previous: int | None = None) -> Context:
    before = {} if previous is None else {(line, "north"): Decimal(previous)}
    earlier = {(line, "north"): tuple(map(Decimal, quarters))}
    return Context(months=months, previous=before, series=earlier)


def in_millions(quarters: tuple[int, ...]) -> list[int]:
    return [quarter * MILLION for quarter in quarters]


@pytest.mark.parametrize(("value", "count"), [(195, 0), (210, 1), (55, 0), (45, 1), (0, 0)])
def test_a_quarter_is_unusual_from_about_twice_or_half_of_steady_ones(value: int, count: int) -> None:
    """The least spread of 0.2 times 3.5 on logarithms is a factor of two; a quarter without anything has no size."""
    context = series("revenue", *in_millions(STEADY))
    assert len(found("unlike-own-quarters", {"revenue": value * MILLION}, context=context)) == count


def test_a_series_that_always_swings_may_swing_on() -> None:
    context = series("revenue", *in_millions((100, 400, 50, 900, 200, 30)))
    assert found("unlike-own-quarters", {"revenue": 2000 * MILLION}, context=context) == ()


def test_of_a_cumulative_line_the_quarter_alone_is_compared() -> None:
    context = series("revenue", *in_millions(STEADY), months=9, previous=200 * MILLION)
    assert found("unlike-own-quarters", {"revenue": 300 * MILLION}, context=context) == ()
    (finding,) = found("unlike-own-quarters", {"revenue": 700 * MILLION}, context=context)
    assert "500\u00a0000\u00a0тыс. руб." in finding.message.ru


def test_without_the_report_before_nobody_knows_what_the_quarter_added() -> None:
    context = series("revenue", *in_millions(STEADY), months=9)
    assert found("unlike-own-quarters", {"revenue": 900 * MILLION}, context=context) == ()


@pytest.mark.parametrize("quarters", [STEADY[:5], (*STEADY[:5], 0, 0, 0)])
def test_fewer_than_six_quarters_above_zero_tell_nothing(quarters: tuple[int, ...]) -> None:
    context = series("revenue", *in_millions(quarters))
    assert found("unlike-own-quarters", {"revenue": 9000 * MILLION}, context=context) == ()


def test_a_headcount_that_never_moved_may_move_by_half() -> None:
    context = series("headcount", 40, 40, 40, 40, 40, 40)
    assert found("people-unlike-own-quarters", {"headcount": 60}, context=context) == ()
    assert len(found("people-unlike-own-quarters", {"headcount": 90}, context=context)) == 1


def test_peers_are_compared_by_month_and_person() -> None:
    peers = tuple({"revenue": Decimal(amount * 90_000), "headcount_average": Decimal(10)} for amount in range(20, 40))
    nine_months = Context(months=9, peers=peers, peer_months=6)
    usual, far = {"revenue": 45 * 90_000, "headcount_average": 10}, {"revenue": 900 * 90_000, "headcount_average": 10}
    assert found("revenue-unlike-peers", usual, context=nine_months) == ()
    (finding,) = found("revenue-unlike-peers", far, context=nine_months)
    assert "20)" in finding.message.ru


def test_peers_who_all_pay_the_same_do_not_make_others_suspicious() -> None:
    context = Context(months=3, peers=({"average_pay": Decimal(95_000)},) * 12)
    assert found("pay-unlike-peers", {"average_pay": 180_000}, context=context) == ()
    assert len(found("pay-unlike-peers", {"average_pay": 200_000}, context=context)) == 1


def test_a_plan_of_the_company_is_compared_with_all_its_sites_and_told_once() -> None:
    context = Context(months=12, promised={"jobs_created": Decimal(100)})
    assert found("below-plan", {"jobs_created": 30}, {"jobs_created": 30}, context=context) == ()
    (finding,) = found("below-plan", {"jobs_created": 20}, {"jobs_created": 20}, context=context)
    assert finding.address == "Форма 1!D10"
    assert "40\u00a0мест" in finding.message.ru
    assert "100\u00a0мест" in finding.message.ru


def test_a_plan_is_not_compared_with_part_of_the_sites() -> None:
    context = Context(months=12, promised={"jobs_created": Decimal(100)})
    assert found("below-plan", {"jobs_created": 20}, {"jobs_created": None}, context=context) == ()


def test_a_plan_is_missed_only_when_the_year_is_over() -> None:
    context = Context(months=9, promised={"jobs_created": Decimal(100)})
    assert found("below-plan", {"jobs_created": 0}, context=context) == ()


def test_who_promised_nothing_has_no_plan_to_miss() -> None:
    context = Context(months=12, promised={"jobs_created": Decimal(0)})
    assert found("below-plan", {"jobs_created": 0}, context=context) == ()
    assert found("above-plan", {"jobs_created": 500}, context=context) == ()


def test_a_gap_is_told_once_for_all_sites() -> None:
    from_example = Context(months=3, missed=CHECKS["quarters-missed"].speaks.missed)
    (finding,) = found("quarters-missed", {"headcount": 5}, {"headcount": 6}, context=from_example)
    assert "IV квартал 2023 года" in finding.message.ru


def test_nobody_is_a_stranger_where_the_register_is_silent() -> None:
    unknown = Context(months=3, register=Register())
    for code, line in (("residents-only", "revenue_agreed"), ("foreign-investors-registered", "foreign_investors")):
        assert found(code, {line: 1}, context=unknown) == ()


def test_people_are_expected_on_the_site_that_was_not_left() -> None:
    context = Context(months=6, register=Register(left_on={"north": date(2024, 5, 15)}))
    (finding,) = found("gone-from-site", {"headcount": 3}, {"headcount": 7}, context=context)
    assert finding.address == "Форма 1!D10"
    assert "15.05.2024" in finding.message.ru


@pytest.mark.parametrize(("flag", "share", "count"), [(0, 0, 0), (1, 0, 1), (0, 10, 1), (1, 100, 0)])
def test_the_answer_about_foreign_investors_agrees_with_the_register(flag: int, share: int, count: int) -> None:
    context = Context(months=3, register=Register(foreign_share=Decimal(share)))
    assert len(found("foreign-investors-registered", {"foreign_investors": flag}, context=context)) == count


def test_a_second_year_as_large_as_the_first_is_no_total_since_the_start() -> None:
    known = {("investment", "north"): Decimal(500 * MILLION)}
    context = Context(months=12, since_start=known, year_before=known)
    assert found("since-start-total", {"investment": 600 * MILLION}, context=context) == ()


def test_a_report_with_few_lines_above_zero_may_be_the_same_again() -> None:
    values = {
        "headcount": 4,
        "headcount_average": 4,
        "average_pay": 90000,
        "insurance": 300,
        "revenue": 0,
        "research": 0,
    }
    last = {(line, "north"): Decimal(value) for line, value in values.items()}
    assert found("copied-report", values, context=Context(months=3, last_report=last)) == ()
