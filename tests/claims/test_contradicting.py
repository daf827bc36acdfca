"""Which published figures cannot both be true, and what speaks for a cause?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.claims.facts import AS_OF, JOBS, LIMITS, MEANINGS, causes_of, fact, found, pairs
from zonebook.claims.contradicting import Clash, Sureness, contradictions
from zonebook.claims.probable_causes import Cause, Grounds
from zonebook.measures import Hedge
from zonebook.measures.published import Basis

# --- of the same time


def test_two_sums_of_one_year_that_round_to_different_numbers_contradict_each_other():
    (one,) = found(fact("70.6", "2024"), fact("70.8", "2024", hedge=Hedge.MORE_THAN))

    assert (one.clash, one.sureness) == (Clash.SAME_TIME, Sureness.CERTAIN)
    assert one.smaller.fact.value == Decimal("70.6")


def test_the_same_sum_rounded_more_coarsely_is_no_contradiction():
    assert not found(fact("70.6", "2024"), fact("71", "2024"))


def test_more_than_is_not_an_open_end_where_much_more_was_meant():
    (one,) = found(fact("4900", "2024", hedge=Hedge.MORE_THAN), fact("5900", "2024", hedge=Hedge.ABOUT))

    assert one.sureness is Sureness.LIKELY
    assert one.factor == Decimal(5900) / Decimal(4900)


def test_a_little_more_than_was_said_is_still_more():
    assert not found(fact("4900", "2024", hedge=Hedge.MORE_THAN), fact("5200", "2024"))


def test_nobody_calls_a_thousand_times_as_much_more_than():
    (one,) = found(fact("360", "2024", hedge=Hedge.MORE_THAN), fact("360000", "2024"))

    assert one.sureness is Sureness.CERTAIN


def test_a_whole_number_with_noughts_may_have_been_rounded_to_them():
    assert not found(fact("100", AS_OF, indicator="residents"), fact("96", AS_OF, indicator="residents"))


def test_a_reprint_says_nothing_of_its_own():
    (one,) = found(fact("70.6", "2024"), fact("70.6", "2024"), fact("215", "2024"))

    assert [len(voice.repeated) for voice in (one.smaller, one.larger)] == [1, 0]


def test_figures_of_different_zones_parts_sorts_and_units_are_not_held_against_each_other():
    said = fact("70", "2024")
    others = (
        fact("700", "2024", about="elsewhere"),
        fact("700", "2024", indicator="investment_declared"),
        fact("700", "2024", unit="USD"),
        fact("20", "2024", part="north"),
        fact("700", "2024", indicator="unheard_of"),
        fact("700", None),
    )

    assert [found(said, other) for other in others] == [()] * len(others)


# --- and of different times


def test_a_part_of_the_year_has_no_more_than_the_year():
    (one,) = found(fact("63000", "2024-H1"), fact("360", "2024"))

    assert one.clash is Clash.PART_OF_TIME


def test_the_first_half_of_a_year_may_have_less():
    assert not found(fact("30", "2024-H1"), fact("70", "2024"))


def test_what_adds_up_never_falls():
    (one,) = found(
        fact("45", "as_of:2020-09-30", indicator="investment_all"),
        fact("37", "as_of:2020-12-31", indicator="investment_all"),
    )

    assert (one.clash, one.sureness) == (Clash.FALL, Sureness.CERTAIN)


def test_what_adds_up_may_grow():
    assert not found(
        fact("37", "as_of:2020-09-30", indicator="investment_all"),
        fact("45", "as_of:2020-12-31", indicator="investment_all"),
    )


def test_a_count_that_doubles_in_half_a_year_is_hardly_believed():
    (one,) = found(
        fact("118", "as_of:2024-12-31", indicator="residents"), fact("230", "as_of:2025-07-01", indicator="residents")
    )

    assert (one.clash, one.sureness) == (Clash.LEAP, Sureness.LIKELY)


def test_a_count_that_doubles_in_two_years_is():
    assert not found(
        fact("118", "as_of:2023-06-30", indicator="residents"), fact("230", "as_of:2025-07-01", indicator="residents")
    )


def test_land_grows_at_a_stroke():
    assert not found(
        fact("220", "as_of:2025-10-01", indicator="area", unit="ha"),
        fact("417", "as_of:2025-11-01", indicator="area", unit="ha"),
    )


def test_a_site_has_no_more_than_the_whole_zone():
    (one,) = found(fact("215", "2024", part="north"), fact("70", "2024"))

    assert (one.clash, one.larger.fact.part) == (Clash.PART_OF_PLACE, "north")


def test_a_plan_made_anew_contradicts_nothing():
    planned = fact("600", "plan", indicator="investment_planned", first=date(2030, 1, 1), last=date(2030, 12, 31))
    anew = replace(fact("900", "plan", indicator="investment_planned"), first=planned.first, last=planned.last)
    later = replace(anew, number=planned.number + 1, said_on=date(2026, 9, 1))

    assert len(found(planned, replace(later, said_on=planned.said_on))) == 1
    assert not found(planned, later)


@given(st.lists(st.tuples(st.integers(1, 999), st.sampled_from(("2023", "2024", "2024-H1"))), max_size=8), st.randoms())
def test_the_order_of_the_statements_does_not_matter(said, random):
    facts = [replace(fact(str(value), period), number=number) for number, (value, period) in enumerate(said)]
    shuffled = random.sample(facts, len(facts))

    assert pairs(contradictions(facts, MEANINGS, limits=LIMITS)) == pairs(
        contradictions(shuffled, MEANINGS, limits=LIMITS)
    )


@given(st.integers(1, 10**6), st.sampled_from([hedge for hedge in Hedge if hedge is not Hedge.RANGE]))
def test_no_statement_contradicts_the_number_that_it_was_made_of(value, hedge):
    said = {Hedge.MORE_THAN: value - 1, Hedge.LESS_THAN: value + 1, Hedge.ALMOST: value + 1}.get(hedge, value)

    assert not found(fact(str(value), "2024"), fact(str(said), "2024", hedge=hedge))


@given(st.integers(50, 500), st.integers(0, 700))
def test_a_count_that_grows_by_a_tenth_a_year_contradicts_nothing(value, days):
    later = date(2023, 1, 1) + timedelta(days=days)
    grown = round(value * (1 + Decimal(days) / 3650))

    assert not found(
        fact(str(value), "as_of:2023-01-01", indicator="residents"),
        fact(str(grown), f"as_of:{later}", indicator="residents"),
    )


# --- causes


def test_the_number_of_all_companies_was_called_residents():
    residents = [
        fact("118", "as_of:2024-12-31", indicator="residents"),
        fact("230", "as_of:2025-07-31", indicator="residents"),
    ]
    companies = fact("230", "as_of:2025-07-31", indicator="companies", hedge=Hedge.MORE_THAN)

    (cause,) = causes_of(*residents, beside=[companies])
    assert (cause.cause, cause.grounds) == (Cause.RESIDENTS_OR_COMPANIES, Grounds.SAME_NUMBER)
    assert cause.evidence.fact.indicator == "companies"


def test_what_was_invested_since_the_start_was_called_a_year():
    beside = fact("215", "as_of:2025-02-13", indicator="investment_all")

    assert causes_of(fact("70.6", "2024"), fact("215", "2024"), beside=[beside])[0].cause is Cause.CUMULATIVE_OR_YEARLY


def test_what_was_declared_was_called_spent():
    beside = fact("215", "as_of:2025-02-13", indicator="investment_declared")

    assert causes_of(fact("70.6", "2024"), fact("215", "2024"), beside=[beside])[0].cause is Cause.DECLARED_OR_SPENT


def test_a_plan_was_called_a_fact():
    beside = fact("215", "plan", indicator="investment_planned", first=date(2025, 1, 1), last=date(2025, 12, 31))

    assert causes_of(fact("70.6", "2024"), fact("215", "2024"), beside=[beside])[0].cause is Cause.PLAN_OR_FACT


def test_nine_months_were_called_a_year():
    beside = fact("38.4", "2024-9M")

    assert causes_of(fact("70.6", "2024"), fact("38.4", "2024"), beside=[beside])[0].cause is Cause.HALF_OR_YEAR


def test_a_site_was_called_the_zone():
    beside = fact("38.4", "2024", part="north")

    assert causes_of(fact("70.6", "2024"), fact("38.4", "2024"), beside=[beside])[0].cause is Cause.PART_OR_WHOLE


def test_a_thousand_was_dropped():
    assert causes_of(fact("360", "2024"), fact("360000", "2024"))[0].cause is Cause.UNIT_SLIP


def test_a_small_difference_between_two_texts_may_be_a_correction():
    early, late = fact("70.6", "2024"), replace(fact("70.9", "2024"), said_on=date(2025, 12, 1))

    assert causes_of(early, late)[0].cause is Cause.LATER_CORRECTION


def test_two_last_digits_side_by_side_may_be_a_rounding():
    first, second = fact("61.1", "2024"), fact("61.2", "2024", hedge=Hedge.MORE_THAN)

    assert causes_of(first, second)[0].cause is Cause.ROUNDING


def test_a_period_that_was_not_said_may_be_another():
    guessed = replace(fact("215", "2024"), basis=Basis.PERIOD_INFERRED)

    assert causes_of(fact("70.6", "2024"), guessed)[0].cause is Cause.PERIOD_INFERRED


def test_a_note_kept_with_a_figure_is_believed():
    noted = replace(fact("4900", "2024", indicator=JOBS), note="in resident firms")

    (cause,) = causes_of(noted, fact("5900", "2024", indicator=JOBS))
    assert (cause.cause, cause.of.fact) == (Cause.RESIDENTS_OR_COMPANIES, noted)


def test_a_number_of_one_digit_coincides_by_chance():
    beside = fact("200", "as_of:2025-02-13", indicator="investment_declared")

    assert not causes_of(fact("70.6", "2024"), fact("200", "2024"), beside=[beside])


def test_nothing_is_named_that_nothing_speaks_for():
    assert causes_of(fact("70.6", "2024"), fact("215", "2024")) == ()
