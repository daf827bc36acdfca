"""What is true of every verdict, whatever the numbers?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.claims.judging.answers import TERMS, TableOfAnswers, claim, judged
from zonebook.claims import Compared, Qualified, Until
from zonebook.claims.judging import Judge, Outcome, Rules, VerdictKind
from zonebook.claims.judging.readings import Setting, Standing
from zonebook.measures import Hedge

ROUNDED_DOWN = (Hedge.EXACT, Hedge.MORE_THAN, Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.ABOUT)
ROUNDED_UP = (Hedge.ALMOST, Hedge.LESS_THAN, Hedge.AT_MOST, Hedge.ABOUT)


@given(st.integers(1, 10**7), st.sampled_from(ROUNDED_DOWN))
def test_a_claim_written_from_the_books_own_figure_holds_with_any_hedge(value, hedge):
    table = TableOfAnswers().knows("jobs_created", "residents", "2024", value=value)

    assert judged(table, claim(str(value), hedge=hedge, counts_whom="residents")).kind is VerdictKind.HOLDS


@given(st.integers(101, 10**7).filter(lambda value: value % 10), st.sampled_from(ROUNDED_UP))
def test_so_does_one_rounded_up_to_the_next_ten_with_a_hedge_that_says_so(value, hedge):
    table = TableOfAnswers().knows("jobs_created", "residents", "2024", value=value)
    rounded = value - value % 10 + 10

    assert judged(table, claim(str(rounded), hedge=hedge, counts_whom="residents")).kind is VerdictKind.HOLDS


outcomes = st.tuples(st.sampled_from(["companies", "residents"]), st.integers(0, 3000), st.integers(0, 10))


@given(st.lists(outcomes, max_size=4), st.integers(1, 3000), st.booleans())
def test_a_verdict_always_follows_from_the_readings_it_lists(known, said, is_named):
    table = TableOfAnswers()
    for population, value, reported in known:
        table.knows("jobs_created", population, "2024", value=value, reported=reported, expected=10)
    verdict = judged(table, claim(str(said), counts_whom="companies" if is_named else None))

    plain = [tried.outcome for tried in verdict.tried if tried.reading.standing is Standing.PLAIN]
    possible = [tried.outcome for tried in verdict.tried if tried.reading.standing is Standing.POSSIBLE]
    match verdict.kind:
        case VerdictKind.HOLDS:
            assert Outcome.FITS in plain
            assert Outcome.OFF not in plain
        case VerdictKind.AMBIGUOUS:
            assert Outcome.FITS in plain + possible
        case VerdictKind.CONTRADICTED:
            assert Outcome.OFF in plain
            assert Outcome.FITS not in plain + possible
        case VerdictKind.CANNOT_CHECK:
            assert set(plain + possible) <= {Outcome.UNKNOWN, Outcome.OFF}
            assert Outcome.OFF not in plain


@given(outcomes.filter(lambda one: one[0] == "residents"), st.integers(1, 3000))
def test_another_reading_never_turns_what_cannot_be_checked_into_what_holds(more, said):
    """The companies' number is unknown; whatever becomes known of the residents, at most it is ambiguous."""
    unnamed = claim(str(said))
    assert judged(TableOfAnswers(), unnamed).kind is VerdictKind.CANNOT_CHECK

    population, value, reported = more
    table = TableOfAnswers().knows("jobs_created", population, "2024", value=value, reported=reported, expected=10)
    assert judged(table, unnamed).kind in (VerdictKind.CANNOT_CHECK, VerdictKind.AMBIGUOUS)


codes = st.text(max_size=12) | st.from_regex(r"(as_of:)?[0-9-]{0,10}(-(YTD|H1|Q7|9M))?", fullmatch=True)


said = st.sampled_from(
    [
        {},
        {"measure": "jobs_planned"},
        {"measure": "growth_pct", "measure_group": "growth", "unit": "percent"},
        {"measure": "growth_ratio", "measure_group": "growth", "unit": "times"},
        {"measure": "share", "measure_group": "share", "unit": "percent", "counts_whom": "residents"},
    ]
)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), codes, codes | st.none(), said)
def test_a_period_that_the_reader_made_up_never_stops_the_judge(published, code, base, said):
    rules = Rules(enough_coverage=Decimal("0.65"), zone_of_time="Europe/Moscow")
    judge = Judge(ask=TableOfAnswers().ask, terms=TERMS, rules=rules)
    made_up = {
        **said,
        "period": code,
        "compared": Compared("jobs_created", base),
        "qualified": Qualified(until=Until.BY),
    }

    assert judge.judge(claim("700", **made_up), Setting(published, "home")).kind is VerdictKind.CANNOT_CHECK
