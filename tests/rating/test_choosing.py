"""Which of several published values is taken, and how far may it be from the truth?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.measures import Hedge, Written
from zonebook.measures.published import Basis, DatedTo, PublishedFact, Sort, SourceKind, Time
from zonebook.rating.choosing import LeftAside, Rule, Sought, Taken, Why, take

DAY = date(2024, 12, 31)
STATE = Sought("residents", Sort.RESULT, Time.STATE, DAY, years=4)
SUM = replace(STATE, column="jobs", time=Time.CUMULATIVE)
FLOW = replace(STATE, column="jobs_year", time=Time.FLOW)


def fact(number: int, digits: str = "100", first: date = DAY, last: date | None = None, **fields) -> PublishedFact:
    """An exact number stated by an agency of a day, said on the next; or as the fields say."""
    given = {
        "about": "home",
        "part": "",
        "indicator": "residents",
        "period": "as_of",
        "first": first,
        "last": last or first,
        "written": Written.of(digits),
        "hedge": Hedge.EXACT,
        "unit": "residents",
        "basis": Basis.STATED,
        "source": SourceKind.AGENCY,
        "said_on": (last or first) + timedelta(days=1),
        "dated_to": DatedTo.DAY,
        "link": "",
        "note": "",
    }
    return PublishedFact(number=number, **(given | fields))


def taken(*facts: PublishedFact, sought: Sought = STATE) -> Taken:
    return take("home", sought, facts=facts)


def whys(found: Taken) -> dict[int, Why]:
    return {one.fact: one.why for one in found.aside}


def test_the_newest_state_is_taken_that_is_not_after_the_day():
    found = taken(fact(1, "90", date(2023, 6, 1)), fact(2, "118"), fact(3, "120", date(2025, 1, 1)))

    assert (found.fact, found.value, found.rule) == (2, 118, Rule.NEWEST)
    assert (found.low, found.high) == (Decimal("117.5"), Decimal("118.5"))
    assert whys(found) == {1: Why.OLDER, 3: Why.LATER}


@pytest.mark.parametrize(
    ("rule", "better", "worse"),
    [
        (Rule.STATED, {}, {"basis": Basis.DERIVED}),
        (Rule.DATED_TO_THE_DAY, {}, {"dated_to": DatedTo.MONTH}),
        (Rule.DATED_TO_THE_DAY, {}, {"basis": Basis.PERIOD_INFERRED}),
        (Rule.SOURCE, {"source": SourceKind.OFFICIAL}, {}),
        (Rule.SOURCE, {"source": SourceKind.PRESS}, {"source": SourceKind.REPRINT}),
        (Rule.NEAREST_TO_A_DAY, {}, {"first": date(2024, 12, 1)}),
        (Rule.SAID_LAST, {"said_on": date(2025, 3, 1)}, {}),
        (Rule.STATED, {"source": SourceKind.UNNAMED}, {"basis": Basis.DERIVED, "source": SourceKind.OFFICIAL}),
    ],
)
def test_of_one_moment_the_better_known_is_taken_whichever_comes_first(rule, better, worse):
    for numbers in ((1, 2), (2, 1)):
        best, other = replace(fact(numbers[0]), **better), replace(fact(numbers[1]), last=DAY, **worse)

        found = taken(best, other)

        assert (found.fact, found.rule) == (best.number, rule)
        assert whys(found) == {other.number: Why.AGREES}


def test_of_two_alike_the_one_entered_last_is_taken():
    assert (taken(fact(1), fact(2)).fact, taken(fact(1), fact(2)).rule) == (2, Rule.ENTERED_LAST)


def test_another_number_of_the_same_day_widens_the_interval_and_is_listed():
    found = taken(fact(1, "118"), fact(2, "230", source=SourceKind.REPRINT))

    assert (found.value, found.low, found.high) == (118, Decimal("117.5"), Decimal("230.5"))
    assert found.aside == (LeftAside(2, Why.CONTRADICTS, widens=True),)


def test_a_number_of_some_day_of_the_year_may_be_of_the_same_moment_and_widens_too():
    in_january = fact(1, "87", date(2023, 1, 20))
    in_the_year = fact(2, "125", date(2023, 1, 1), date(2023, 12, 31), dated_to=DatedTo.YEAR)

    found = taken(in_january, in_the_year, sought=SUM)

    assert (found.fact, found.rule, found.high) == (1, Rule.DATED_TO_THE_DAY, Decimal("125.5"))
    assert whys(found) == {2: Why.DIFFERS}


def test_a_cumulative_value_above_a_later_one_contradicts_it_and_a_state_may_fall():
    fallen = fact(1, "218", date(2021, 4, 1)), fact(2, "179", date(2024, 10, 1))

    assert (taken(*fallen, sought=SUM).low, taken(*fallen, sought=SUM).high) == (Decimal("178.5"), Decimal("218.5"))
    assert whys(taken(*fallen, sought=SUM)) == {1: Why.CONTRADICTS}
    assert whys(taken(*fallen)) == {1: Why.OLDER}


def test_what_is_said_later_of_a_smaller_sum_casts_doubt_on_an_earlier_edition():
    found = taken(fact(1, "218", date(2021, 4, 1)), fact(2, "179", date(2025, 10, 1)), sought=SUM)

    assert (found.value, found.low) == (218, Decimal("178.5"))
    assert whys(found) == {2: Why.CONTRADICTS}


@pytest.mark.parametrize(
    ("why", "fields"),
    [
        (Why.PART, {"part": "north"}),
        (Why.AHEAD, {"period": "plan"}),
        (Why.AHEAD, {"said_on": date(2024, 6, 1)}),
        (Why.UNDATED, {"first": None, "last": None, "said_on": None}),
        (Why.LIMIT, {"hedge": Hedge.AT_MOST}),
        (Why.LATER, {"first": date(2025, 1, 1), "last": date(2025, 1, 1), "said_on": None}),
        (Why.TOO_OLD, {"first": date(2020, 12, 30), "last": date(2020, 12, 30)}),
    ],
)
def test_what_is_no_result_of_the_whole_zone_in_time_is_never_taken(why, fields):
    found = taken(replace(fact(1), **fields))

    assert (found.value, found.low, found.high, found.rule, found.fact) == (None, None, None, None, None)
    assert whys(found) == {1: why}


def test_what_a_person_put_aside_is_not_taken_widens_nothing_and_keeps_why():
    put_aside = replace(STATE, aside={1: Why.NAMED_WRONG, 2: Why.RULED_OUT})

    found = taken(fact(1, "230"), fact(2, "240"), fact(3, "118"), sought=put_aside)

    assert (found.fact, found.rule, found.high) == (3, Rule.ONLY, Decimal("118.5"))
    assert whys(found) == {1: Why.NAMED_WRONG, 2: Why.RULED_OUT}


def test_plans_and_declarations_are_never_taken():
    declared = replace(STATE, sort=Sort.DECLARED)

    assert whys(taken(fact(1), sought=declared)) == {1: Why.NOT_A_RESULT}


def test_a_state_is_no_later_than_the_day_it_was_told():
    early = fact(1, "100", date(2024, 1, 1), date(2024, 12, 31), said_on=date(2024, 2, 14))

    assert taken(early, fact(2, "110", date(2024, 3, 1))).fact == 2


def test_of_a_flow_only_whole_years_are_taken_the_newest_first():
    year, half = (date(2023, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), date(2024, 6, 30))

    found = taken(fact(1, "4900", *year), fact(2, "1800", *half), sought=FLOW)

    assert found.value == 4900
    assert whys(found) == {2: Why.NOT_A_YEAR}


DAYS = st.dates(date(2018, 1, 1), date(2026, 1, 1))
FACTS = st.lists(
    st.builds(
        lambda digits, day, width, said, **fields: fact(
            0, str(digits), day, day + timedelta(days=width), said_on=None if said is None else day + said, **fields
        ),
        st.integers(1, 9999),
        DAYS,
        st.sampled_from([0, 30, 365]),
        st.none() | st.sampled_from([timedelta(days=days) for days in (-5, 0, 90, 900)]),
        hedge=st.sampled_from([Hedge.EXACT, Hedge.ABOUT, Hedge.MORE_THAN, Hedge.ALMOST, Hedge.AT_MOST, Hedge.AT_LEAST]),
        basis=st.sampled_from(Basis),
        source=st.sampled_from(SourceKind),
        dated_to=st.sampled_from(DatedTo),
        part=st.sampled_from(["", "", "", "north"]),
        period=st.sampled_from(["as_of", "as_of", "plan"]),
    ),
    max_size=8,
).map(lambda found: [replace(one, number=nth) for nth, one in enumerate(found, start=1)])
SOUGHT = st.sampled_from([STATE, SUM, FLOW])


@given(FACTS, SOUGHT, st.randoms(use_true_random=False))
def test_every_fact_is_taken_or_left_aside_with_a_reason_in_whatever_order_they_come(facts, sought, chance):
    found = taken(*facts, sought=sought)
    shuffled = facts.copy()
    chance.shuffle(shuffled)

    assert taken(*shuffled, sought=sought) == found
    told = [one.fact for one in found.aside] + ([found.fact] if found.fact else [])
    assert sorted(told) == [one.number for one in facts]


@given(FACTS, SOUGHT)
def test_the_value_lies_in_its_interval_and_the_interval_holds_each_value_that_widened_it(facts, sought):
    found, by_number = taken(*facts, sought=sought), {one.number: one for one in facts}
    if found.fact is None:
        assert not any(one.widens for one in found.aside)
        return
    inside = [by_number[found.fact], *(by_number[one.fact] for one in found.aside if one.widens)]

    assert found.low <= found.value <= found.high
    assert found.low == min(one.allowed.low for one in inside)
    assert found.high == max(one.allowed.high for one in inside)


@given(FACTS, SOUGHT)
def test_what_is_taken_is_a_result_of_the_whole_zone_of_a_day_that_counts(facts, sought):
    found = taken(*facts, sought=sought)
    if found.fact is not None:
        chosen = facts[found.fact - 1]
        assert (chosen.part, chosen.period) == ("", "as_of")
        assert date(2020, 12, 31) <= chosen.last
        assert chosen.first <= sought.as_of


def test_every_rule_and_every_reason_has_words_in_both_languages():
    assert all(one.words.ru and one.words.en for one in (*Rule, *Why))
