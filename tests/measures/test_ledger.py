"""Which flows follow from cumulative reports?"""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.measures import Period
from zonebook.measures.ledger import Reported, flows

START = date(2025, 1, 1)
ENDS = tuple(quarter.last for quarter in Period.year(2025).quarters())
YEARS = st.dictionaries(st.sampled_from(ENDS), st.integers(-(10**15), 10**15), min_size=1)


def reports(amounts: dict[date, int]) -> list[Reported[str]]:
    return [Reported(last, amount, f"report to {last}") for last, amount in amounts.items()]


def stretches(found: object) -> list[tuple[str, int]]:
    return [(str(Period.span(flow.first, flow.last)), flow.amount) for flow in found]


@given(YEARS)
def test_the_flows_up_to_every_reported_quarter_add_up_to_what_was_reported(amounts: dict[date, int]) -> None:
    found = flows(reports(amounts), since=START)

    assert {last: sum(flow.amount for flow in found if flow.last <= last) for last in amounts} == amounts


@given(YEARS)
def test_flows_follow_each_other_without_gap_or_overlap_from_the_beginning(amounts: dict[date, int]) -> None:
    found = flows(reports(amounts), since=START)

    assert (found[0].first, found[-1].last) == (START, max(amounts))
    assert all(later.first == earlier.last + timedelta(days=1) for earlier, later in pairwise(found))


@given(YEARS)
def test_each_flow_leads_back_to_the_report_that_added_it(amounts: dict[date, int]) -> None:
    assert all(flow.source == f"report to {flow.last}" for flow in flows(reports(amounts), since=START))


@given(YEARS, st.randoms(use_true_random=False))
def test_the_order_in_which_reports_arrive_does_not_matter(amounts: dict[date, int], chance: object) -> None:
    shuffled = reports(amounts)
    chance.shuffle(shuffled)

    assert flows(shuffled, since=START) == flows(reports(amounts), since=START)


def test_where_a_report_is_missing_the_next_one_spans_its_quarter() -> None:
    found = flows(reports({ENDS[1]: 50, ENDS[2]: 70}), since=START)

    assert stretches(found) == [("2025-H1", 50), ("2025-Q3", 20)]


def test_a_span_is_split_when_the_missing_report_arrives() -> None:
    found = flows(reports({ENDS[1]: 50, ENDS[2]: 70, ENDS[0]: 20}), since=START)

    assert stretches(found) == [("2025-Q1", 20), ("2025-Q2", 30), ("2025-Q3", 20)]


def test_a_correction_of_one_quarter_changes_its_flow_and_the_next_and_no_other() -> None:
    before = flows(reports({ENDS[0]: 10, ENDS[1]: 30, ENDS[2]: 60, ENDS[3]: 100}), since=START)
    after = flows(reports({ENDS[0]: 10, ENDS[1]: 35, ENDS[2]: 60, ENDS[3]: 100}), since=START)

    changed = [new.last for old, new in zip(before, after, strict=True) if old.amount != new.amount]

    assert changed == [ENDS[1], ENDS[2]]


def test_a_nought_reported_is_a_flow_of_nought_and_no_report_is_no_flow() -> None:
    assert stretches(flows(reports({ENDS[0]: 0}), since=START)) == [("2025-Q1", 0)]
    assert flows([], since=START) == ()


def test_a_report_that_ends_before_the_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit amounts that begin on 2025-01-01"):
        flows(reports({date(2024, 12, 31): 5}), since=START)


def test_two_reports_for_one_quarter_are_refused() -> None:
    twice = [*reports({ENDS[0]: 5}), *reports({ENDS[0]: 6})]

    with pytest.raises(ValueError, match="2025-03-31"):
        flows(twice, since=START)
