"""Whatever happens to a report in whatever order, what is said of it on a day does not contradict itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from zonebook.reporting.models import Version
from zonebook.reporting.standing import Filing, Step

START = datetime(2025, 4, 1, 12, tzinfo=ZoneInfo("Europe/Moscow"))
DAYS = st.integers(0, 60)
days = DAYS.map(lambda number: START.date() + timedelta(days=number))


@st.composite
def filings(draw: st.DrawFn) -> Filing:
    """Versions one after another: each complete or not, then replaced, returned or accepted."""
    versions, day = [], 0
    for number in range(1, draw(st.integers(0, 4)) + 1):
        day += draw(st.integers(0, 9))
        version = Version(pk=number, number=number, filed_at=on(day), state=Version.State.FILED)
        if draw(st.booleans()):
            day += draw(st.integers(0, 4))
            version.completed_at = on(day)
            decided = draw(st.sampled_from([None, Version.State.RETURNED, Version.State.ACCEPTED]))
            if decided is not None:
                day += draw(st.integers(0, 9))
                version.state, version.decided_at = decided, on(day)
        versions.append(version)
    return Filing(tuple(versions), frozenset(draw(st.sets(st.integers(1, 4)))))


def on(day: int) -> datetime:
    return START + timedelta(days=day)


@given(filings(), days, days)
def test_a_report_stands_exactly_while_it_has_a_moment_of_completion(filing: Filing, day: date, due: date) -> None:
    completed = filing.completed_at(day, due=due)

    assert filing.has_reported(day) is (completed is not None)
    assert completed is None or completed.date() <= day


@given(filings(), days, days)
def test_a_report_is_complete_in_time_or_after_its_day_and_never_both(filing: Filing, day: date, due: date) -> None:
    completed = filing.completed_at(day, due=due)

    if completed is not None:
        assert (completed.date() <= due) is filing.has_reported(min(day, due))


@given(filings(), days)
def test_an_acceptance_once_given_is_never_taken_back_by_time(filing: Filing, day: date) -> None:
    if filing.accepted_at(day) is not None:
        assert all(filing.has_reported(day + timedelta(days=later)) for later in range(10))


@given(filings())
def test_before_the_first_filing_nothing_is_begun(filing: Filing) -> None:
    assert filing.step(START.date() - timedelta(days=1)) is Step.NOT_BEGUN


@given(filings(), days)
def test_only_a_report_with_an_error_is_to_be_mended(filing: Filing, day: date) -> None:
    latest = filing.latest(day)

    if filing.step(day) is Step.MEND:
        assert latest is not None
        assert latest.pk in filing.faulty
