"""Periods and amounts of every kind, for properties that must hold of all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from zonebook.measures import Period

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
YEARS = st.integers(1990, 2099)

NAMED = st.one_of(
    st.builds(Period.year, YEARS),
    st.builds(Period.half, YEARS, st.integers(1, 2)),
    st.builds(Period.quarter, YEARS, st.integers(1, 4)),
    st.builds(Period.nine_months, YEARS),
)
SPANS = st.tuples(DAYS, DAYS).map(lambda days: Period.span(min(days), max(days)))
WITH_BEGINNING = st.one_of(NAMED, SPANS, st.builds(Period.year_to_date, DAYS))
PERIODS = st.one_of(WITH_BEGINNING, st.builds(Period.since_start, DAYS), st.builds(Period.moment, DAYS))

KOPECKS = st.integers(-(2**62), 2**62)
AMOUNTS = st.decimals(-(10**12), 10**12, places=2).map(Decimal)
