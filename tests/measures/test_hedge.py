"""Which values does a number allow, as it was said?"""

from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.measures import Hedge, Interval, Written, interval

THOUSAND, MILLIARD = Decimal(1000), Decimal(10) ** 9


def allowed(hedge: Hedge, digits: str, magnitude: Decimal = Decimal(1)) -> str:
    """The interval in the usual notation: «свыше 27,4 тыс.» is `[27400; 27500)`."""
    found = interval(hedge, Written.of(digits, magnitude))
    low = "(-∞" if found.low is None else f"{'[' if found.low_closed else '('}{found.low.normalize():f}"
    high = "∞)" if found.high is None else f"{found.high.normalize():f}{']' if found.high_closed else ')'}"
    return f"{low}; {high}"


def test_more_than_27_4_thousand_stays_below_27_5() -> None:
    assert allowed(Hedge.MORE_THAN, "27,4", THOUSAND) == "[27400; 27500)"


def test_more_than_230_stays_below_240() -> None:
    assert allowed(Hedge.MORE_THAN, "230") == "[230; 240)"


def test_more_than_4900_stays_below_5000() -> None:
    assert allowed(Hedge.MORE_THAN, "4900") == "[4900; 5000)"


def test_more_than_70_6_milliard_stays_below_70_7() -> None:
    assert allowed(Hedge.MORE_THAN, "70,6", MILLIARD) == "[70600000000; 70700000000)"


def test_almost_18_6_thousand_is_between_18_5_and_18_6_and_neither() -> None:
    assert allowed(Hedge.ALMOST, "18,6", THOUSAND) == "(18500; 18600)"


def test_about_145_is_ten_either_way() -> None:
    assert allowed(Hedge.ABOUT, "145") == "[135; 155]"


def test_about_a_round_or_small_number_is_one_of_its_own_steps_either_way() -> None:
    assert allowed(Hedge.ABOUT, "300") == "[200; 400]"
    assert allowed(Hedge.ABOUT, "3") == "[2; 4]"


def test_an_exact_number_is_half_of_its_last_digit_either_way() -> None:
    assert allowed(Hedge.EXACT, "153") == "[152.5; 153.5]"
    assert allowed(Hedge.EXACT, "27,4", THOUSAND) == "[27350; 27450]"


def test_an_exact_number_is_not_widened_by_its_zeros() -> None:
    assert allowed(Hedge.EXACT, "2000") == "[1999.5; 2000.5]"


def test_a_floor_and_a_ceiling_are_open_on_their_other_side() -> None:
    assert allowed(Hedge.AT_LEAST, "120") == "[120; ∞)"
    assert allowed(Hedge.AT_MOST, "120") == "(-∞; 120]"


def test_less_than_is_the_step_below() -> None:
    assert allowed(Hedge.LESS_THAN, "230") == "[220; 230)"


def test_a_multiple_is_read_like_an_exact_number() -> None:
    assert allowed(Hedge.MULTIPLE, "2,5") == "[2.45; 2.55]"


def test_a_range_reaches_from_its_first_number_to_its_second() -> None:
    found = interval(Hedge.RANGE, Written.of("20"), upper=Written.of("25"))

    assert (found.low, found.high, found.low_closed, found.high_closed) == (20, 25, True, True)


def test_a_range_without_its_second_number_is_refused() -> None:
    with pytest.raises(ValueError, match="upper number"):
        interval(Hedge.RANGE, Written.of("20"))


@pytest.mark.parametrize(
    ("digits", "magnitude", "read"),
    [
        ("27,4", "1000", ("27400", "100", "100")),
        ("230", "1", ("230", "10", "1")),
        ("145", "1", ("145", "1", "1")),
        ("1 234", "1", ("1234", "1", "1")),
        ("1\u00a0200", "1", ("1200", "100", "1")),
        ("10,0", "1", ("10", "0.1", "0.1")),
        ("70.6", "1000000000", ("70600000000", "100000000", "100000000")),
        ("0", "1", ("0", "1", "1")),
        ("-5", "1", ("-5", "1", "1")),
    ],
)
def test_digits_betray_how_they_were_rounded(digits: str, magnitude: str, read: tuple[str, ...]) -> None:
    value, step, last_digit = map(Decimal, read)

    assert Written.of(digits, Decimal(magnitude)) == Written(value, step, last_digit)


@pytest.mark.parametrize("digits", ["", "много", "NaN", "Infinity", "1e6", "1,2,3", "1_000", "--1"])
def test_what_is_not_written_in_digits_is_refused(digits: str) -> None:
    with pytest.raises(InvalidOperation):
        Written.of(digits)


NUMBERS = st.builds(
    Written.of,
    st.decimals(0, 10**6, places=1).map(lambda number: f"{number:f}".replace(".", ",")),
    st.sampled_from([Decimal(1), THOUSAND, MILLIARD]),
)
ONE_SIDED = st.sampled_from([hedge for hedge in Hedge if hedge is not Hedge.RANGE])


@given(ONE_SIDED, NUMBERS)
def test_the_number_itself_is_allowed_unless_the_hedge_says_it_is_not(hedge: Hedge, written: Written) -> None:
    is_excluded = hedge in (Hedge.LESS_THAN, Hedge.ALMOST)

    assert interval(hedge, written).contains(written.value) is not is_excluded


@given(ONE_SIDED, NUMBERS, st.decimals(-(10**6), 10**16, places=1))
def test_every_value_is_inside_or_on_exactly_one_side(hedge: Hedge, written: Written, value: Decimal) -> None:
    found = interval(hedge, written)

    assert [found.contains(value), found.is_above(value), found.is_below(value)].count(True) == 1


@given(NUMBERS)
def test_more_than_and_almost_meet_at_the_number_and_share_no_value(written: Written) -> None:
    above, below = interval(Hedge.MORE_THAN, written), interval(Hedge.ALMOST, written)

    assert above.low == below.high == written.value
    assert not (above.contains(written.value) and below.contains(written.value))


@pytest.mark.parametrize(("value", "distance"), [("9", "-1"), ("10", "0"), ("15", "0"), ("20", "0"), ("25.5", "5.5")])
def test_the_distance_is_how_far_outside_a_value_lies(value: str, distance: str) -> None:
    assert Interval(Decimal(10), Decimal(20)).distance(Decimal(value)) == Decimal(distance)


def test_an_open_end_has_no_outside() -> None:
    assert Interval(None, Decimal(20)).distance(Decimal(-1000)) == 0
    assert Interval(Decimal(10), None).contains(Decimal(10) ** 20)
