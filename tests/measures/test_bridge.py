"""Does a bridge hold to the unit, add up in every direction, and name who is not in it?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.measures.bridge import TAKEN_AWAY, TERMS, Bridge, Place, bridges

AMOUNTS = st.none() | st.decimals(-(10**12), 10**12, places=2)
LEVELS = st.decimals(-(10**12), 10**12, places=2)


def stayed(company: str, site: str, levels: tuple[int | None, int | None, int | None]) -> Place:
    """A place with its opening, what was added, and its closing."""
    opening, added, closing = (None if level is None else Decimal(level) for level in levels)
    return Place(company, site, was_there=True, is_there=True, opening=opening, added=added, closing=closing)


def came(company: str, site: str, *, added: int, closing: int) -> Place:
    return Place(company, site, was_there=False, is_there=True, added=Decimal(added), closing=Decimal(closing))


def gone(company: str, site: str, *, opening: int | None) -> Place:
    return Place(company, site, was_there=True, is_there=False, opening=None if opening is None else Decimal(opening))


def terms(bridge: Bridge) -> dict[str, int]:
    """The terms that are not nought."""
    return {term: int(getattr(bridge, term)) for term in TERMS if getattr(bridge, term)}


@st.composite
def places(draw: st.DrawFn, amounts: st.SearchStrategy[Decimal | None] = AMOUNTS) -> list[Place]:
    keys = st.tuples(st.sampled_from("abcde"), st.sampled_from(("north", "south", "east")))
    found = []
    for company, site in draw(st.lists(keys, unique=True, max_size=12)):
        was_there, is_there = draw(st.sampled_from(((True, True), (True, False), (False, True))))
        opening = draw(amounts) if was_there else None
        added, closing = (draw(amounts), draw(amounts)) if is_there else (None, None)
        found.append(Place(company, site, was_there, is_there, opening, added, closing))
    return found


def test_opening_and_created_less_closed_make_the_closing():
    assert terms(bridges([stayed("alfa", "north", (100, 10, 95))]).zone) == {
        "opening": 100,
        "added": 10,
        "closed": 15,
        "closing": 95,
    }


def test_people_beyond_the_jobs_created_are_shown_as_unexplained():
    assert terms(bridges([stayed("alfa", "north", (100, 10, 125))]).zone) == {
        "opening": 100,
        "added": 10,
        "unexplained": 15,
        "closing": 125,
    }


def test_what_one_company_closed_is_not_set_off_against_what_another_cannot_explain():
    both = bridges([stayed("alfa", "north", (100, 0, 90)), stayed("beta", "south", (100, 0, 110))]).zone

    assert (both.closed, both.unexplained, both.net) == (10, 10, 0)


def test_a_newcomer_brings_what_it_did_not_add_since_it_came():
    assert terms(bridges([came("gamma", "north", added=7, closing=40)]).zone) == {
        "added": 7,
        "came": 33,
        "closing": 40,
    }


def test_a_newcomer_that_added_more_than_it_has_brought_nothing_and_closed_the_rest():
    assert terms(bridges([came("gamma", "north", added=7, closing=5)]).zone) == {"added": 7, "closed": 2, "closing": 5}


def test_who_left_takes_its_opening_level_along():
    assert terms(bridges([gone("beta", "south", opening=60)]).zone) == {"opening": 60, "left": 60}


def test_a_move_between_sites_is_coming_and_leaving_for_the_sites_only():
    found = bridges([gone("alfa", "north", opening=60), came("alfa", "south", added=5, closing=70)])

    assert terms(found.by_site["north"]) == {"opening": 60, "moved_out": 60}
    assert terms(found.by_site["south"]) == {"added": 5, "moved_in": 65, "closing": 70}
    assert (found.zone.came, found.zone.left, found.zone.net) == (0, 0, 10)


@pytest.mark.parametrize(
    ("place", "lacks"),
    [
        (stayed("beta", "south", (None, 1, 2)), ("opening",)),
        (stayed("beta", "south", (1, None, None)), ("added", "closing")),
        (gone("beta", "south", opening=None), ("opening",)),
    ],
)
def test_who_lacks_a_number_is_named_and_in_no_sum(place, lacks):
    found = bridges([stayed("alfa", "north", (100, 10, 110)), place])

    assert (dict(found.lacking), found.is_complete, found.expected) == ({"beta": lacks}, False, 2)
    assert set(found.by_company) == {"alfa"}
    assert found.zone == found.by_company["alfa"]


def test_a_company_that_lacks_a_number_on_one_site_is_out_of_the_sums_of_all_its_sites():
    found = bridges([stayed("alfa", "north", (100, 10, 110)), stayed("alfa", "south", (10, None, 10))])

    assert (found.zone, dict(found.by_site)) == (Bridge(), {})


def test_a_reported_nought_is_a_number_and_lacks_nothing():
    assert bridges([stayed("alfa", "north", (0, 0, 0))]).is_complete


def test_a_place_given_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        bridges([gone("beta", "south", opening=1)] * 2)


@given(places())
def test_every_bridge_holds_to_the_unit(found):
    whole = bridges(found)

    for bridge in (whole.zone, *whole.by_company.values(), *whole.by_site.values()):
        assert bridge.reckoned == bridge.closing
        assert bridge.closed >= 0
        assert bridge.unexplained >= 0


@given(places())
def test_companies_and_sites_add_up_to_the_zone_term_by_term(found):
    whole = bridges(found)

    assert sum(whole.by_company.values(), Bridge()) == whole.zone
    assert sum(whole.by_site.values(), Bridge()) == whole.zone


@given(places(), st.permutations("abcde"), st.integers(0, 5))
def test_any_split_of_the_companies_adds_up(found, order, first):
    parts = set(order[:first])
    some = bridges(place for place in found if place.company in parts)
    others = bridges(place for place in found if place.company not in parts)

    assert some.zone + others.zone == bridges(found).zone
    assert {**some.lacking, **others.lacking} == dict(bridges(found).lacking)


@given(places(LEVELS))
def test_with_every_number_known_the_ends_are_the_sums_of_the_levels(found):
    whole = bridges(found)

    assert whole.is_complete
    assert whole.zone.opening == sum((one.opening for one in found if one.opening is not None), Decimal(0))
    assert whole.zone.closing == sum((one.closing for one in found if one.closing is not None), Decimal(0))
    assert whole.zone.added == sum((one.added for one in found if one.added is not None), Decimal(0))


def test_the_terms_taken_away_are_terms():
    assert set(TERMS) >= TAKEN_AWAY
