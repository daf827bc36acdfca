"""Where on the line of time does a stage stand?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.portal.timelines import Bar, timeline
from zonebook.projects.models import Stage
from zonebook.projects.queries import StageOn, Standing

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
WRITTEN = st.one_of(st.just(""), DAYS.flatmap(lambda day: st.sampled_from([f"{day:%Y-%m-%d}"[:n] for n in (4, 7, 10)])))


def stages(*days: tuple[str, str]) -> tuple[StageOn, ...]:
    return tuple(StageOn(Stage(planned=planned, actual=actual), Standing.PLANNED) for planned, actual in days)


def test_the_line_runs_over_the_whole_years_of_the_stages():
    line = timeline(stages(("2025-03", ""), ("2026", "2024-12-05")), on=date(2025, 7, 2))

    assert (line.first_year, line.last_year) == (2024, 2026)
    assert line.today == pytest.approx(50, abs=0.1)


def test_a_year_takes_the_length_of_a_year_and_a_day_enough_to_be_seen():
    year, day = timeline(stages(("2025", ""), ("2026-01-01", "")), on=date(2025, 1, 1)).rows

    assert (year.planned.start, year.planned.width) == pytest.approx((0, 50), abs=0.1)
    assert (day.planned.start, day.planned.width) == pytest.approx((50, 1), abs=0.1)


def test_a_day_that_is_looked_at_from_outside_the_line_is_not_drawn():
    assert timeline(stages(("2025", "")), on=date(2026, 1, 1)).today is None


def test_without_any_day_there_is_no_line():
    assert timeline(stages(("", "")), on=date(2026, 1, 1)) is None


@given(st.lists(st.tuples(WRITTEN, WRITTEN), min_size=1, max_size=6), DAYS)
def test_nothing_is_drawn_beside_the_line(days, on):
    line = timeline(stages(*days), on=on)
    bars = [bar for row in line.rows for bar in (row.planned, row.actual) if bar] if line else []

    assert len(bars) == sum(bool(day) for pair in days for day in pair)
    assert all(isinstance(bar, Bar) and bar.start >= 0 and bar.start + bar.width <= 100.0001 for bar in bars)
