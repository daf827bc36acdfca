"""Are the cast and the history the same each time, complete in their parts, and true to the published totals?"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.demo import calibration as known
from zonebook.demo import facts
from zonebook.demo.building import SEED, edition
from zonebook.demo.cast import Part, players
from zonebook.demo.history import THOUSAND, accounts, report_values, shared_out
from zonebook.demo.register import named_firms, slug
from zonebook.demo.timeline import QUARTERS, campaigns, moment
from zonebook.measures import Hedge

SITES = {
    "Печатники": "pechatniki",
    "Алабушево": "alabushevo",
    "Руднево": "rudnevo",
    "Микрон": "mikron",
    "Ангстрем": "angstrem",
    "МИЭТ": "miet",
    "Красная Пахра": "krasnaya-pakhra",
}
END_OF_2024 = date(2024, 12, 31)


@pytest.fixture(scope="module")
def named_on_site():
    return Counter(SITES[firm.site] for firm in named_firms(list(SITES)))


@pytest.fixture(scope="module")
def cast(named_on_site):
    return players(SEED, named_on_site=named_on_site)


@pytest.fixture(scope="module")
def history(cast):
    return accounts(cast, SEED)


def test_the_same_seed_makes_the_same_cast(cast, named_on_site):
    assert players(SEED, named_on_site=named_on_site) == cast


def test_another_seed_makes_another_cast(cast, named_on_site):
    assert players(SEED + 1, named_on_site=named_on_site) != cast


def test_the_same_seed_makes_the_same_history(cast, history):
    assert accounts(cast, SEED) == history


def test_the_edition_of_the_demonstration_is_the_same_each_time():
    assert edition() == edition()


@pytest.mark.parametrize("part", Part)
def test_every_part_is_played(cast, part):
    assert part in {player.part for player in cast}


def test_a_special_part_is_what_its_name_says(cast):
    by_part = {player.part: player for player in cast if player.part is not Part.ORDINARY}

    assert by_part[Part.TWO_SITES].sites == ("pechatniki", "alabushevo")
    assert len(by_part[Part.TWO_CLUSTERS].clusters) == 2
    assert by_part[Part.LOST_STATUS].resident_to == date(2025, 3, 31)
    assert by_part[Part.LEFT].left == date(2023, 10, 31)
    assert by_part[Part.CORRECTED].resident_from is not None
    assert by_part[Part.GROWS].industry == "pharma"


def test_names_say_that_they_are_made_up_and_numbers_are_of_no_region(cast):
    assert all(player.name.startswith("Вымышленн") for player in cast)
    assert all(player.inn.startswith("00") for player in cast)


def test_codes_names_and_numbers_are_each_of_one_company(cast):
    for field in ("code", "name", "inn", "ogrn"):
        assert len({getattr(player, field) for player in cast}) == len(cast)


def test_the_numbers_are_well_formed(cast):
    from stdnum.ru import inn, ogrn

    assert all(inn.is_valid(player.inn) and ogrn.is_valid(player.ogrn) for player in cast)


def test_there_are_as_many_companies_and_members_of_clusters_as_were_published(cast, named_on_site):
    here = [player for player in cast if player.sites and player.left is None]

    assert len(here) + named_on_site.total() == known.COMPANIES
    assert sum(bool(player.clusters) for player in cast) == known.CLUSTER_MEMBERS


# --- totals


def total(history, what: str, quarter: str, *, residents: bool) -> int:
    year_end = min(date(int(quarter[:4]), 12, 31), QUARTERS[-1].last)
    return sum(
        getattr(account, what)[quarter]
        for account in history.values()
        if account.is_counted and account.was_resident(year_end) is residents and quarter in getattr(account, what)
    )


@pytest.mark.parametrize("quarter", [str(quarter) for quarter in QUARTERS])
def test_jobs_of_each_quarter_add_up_to_the_published_ones(history, quarter):
    assert total(history, "jobs", quarter, residents=True) == known.RESIDENT_JOBS[quarter]
    assert total(history, "jobs", quarter, residents=False) == known.OTHER_JOBS[quarter]


@pytest.mark.parametrize("quarter", [str(quarter) for quarter in QUARTERS])
def test_money_of_each_quarter_adds_up_to_the_published_one(history, quarter):
    assert total(history, "investment", quarter, residents=True) == known.RESIDENT_INVESTMENT[quarter] // THOUSAND
    assert total(history, "revenue", quarter, residents=True) == known.RESIDENT_REVENUE[quarter] // THOUSAND


def test_jobs_since_the_start_and_people_add_up_on_each_site(history):
    for site, jobs in known.JOBS_SINCE_START.items():
        group = [one for one in history.values() if one.site == site and one.is_counted and one.player.left is None]
        assert sum(one.before.get("jobs", 0) + sum(one.jobs.values()) for one in group) == jobs
        assert sum(one.heads[str(QUARTERS[-1])] for one in group) == known.EMPLOYEES[site]


def test_one_member_of_the_pharmaceutical_cluster_grew_by_exactly_the_published_number(history):
    (grower,) = (one for one in history.values() if one.player.part is Part.GROWS)

    assert "pharma" in {cluster for cluster, _ in grower.player.clusters}
    assert grower.heads["2025-Q2"] - grower.heads["2024-Q4"] == known.PHARMA_GROWTH


def test_no_report_says_less_than_nothing_and_no_part_is_larger_than_its_whole(history):
    for account in history.values():
        for quarter in QUARTERS:
            if account.is_present(quarter):
                values = report_values(account, quarter)
                assert min(values.values()) >= 0
                assert values["capital_investment"] <= values["investment"]
                parts = [values[line] for line in ("revenue_agreed", "revenue_export") if line in values]
                assert sum(parts) <= values["revenue"]


def test_what_accumulates_within_a_year_never_falls(history):
    flows = ("jobs_created", "investment", "revenue", "tax_federal", "insurance")
    for account in history.values():
        present = [quarter for quarter in QUARTERS if account.is_present(quarter)]
        for before, after in pairwise(present):
            if before.start.year == after.start.year:
                earlier, later = report_values(account, before), report_values(account, after)
                assert all(earlier[line] <= later[line] for line in flows)


@given(st.integers(0, 10**9), st.lists(st.floats(0.01, 100), min_size=1, max_size=60))
def test_whole_shares_add_up_and_stay_within_one_of_the_exact_ones(amount, weights):
    shares = shared_out(amount, weights)

    assert sum(shares) == amount
    assert all(
        abs(share - amount * weight / sum(weights)) < 1.001 for share, weight in zip(shares, weights, strict=True)
    )


def test_less_than_nothing_cannot_be_shared_out():
    with pytest.raises(ValueError, match="flows exceed the total"):
        shared_out(-1, [1.0])


def test_nothing_is_shared_out_among_nobody():
    assert shared_out(5, []) == []


# --- public facts


def test_the_campaigns_follow_each_other_and_each_ends_after_it_opens():
    asked = campaigns()

    assert [one.form for one in asked] == ["resident-opening", *["resident-quarter"] * len(QUARTERS)]
    assert all(one.period.last < one.opens < one.due for one in asked)
    assert [one.opens for one in asked] == sorted(one.opens for one in asked)


def test_a_moment_is_of_moscow():
    assert moment(date(2025, 9, 9), 30).isoformat() == "2025-09-09T09:30:00+03:00"


def test_no_row_of_the_public_facts_is_dropped_but_those_that_are_texts():
    rows = [row for row in facts.rows("zone_facts") if row["zone_id"] == facts.HOME]
    texts = [row for row in rows if not row["value"].replace(".", "", 1).lstrip("-").isdigit()]

    assert len(list(facts.published_figures(facts.HOME))) == len(rows) - len(texts)


def test_of_all_zones_every_row_is_a_figure_but_the_four_texts_which_are_named():
    table = facts.published_table()

    assert len(table.facts) + len(table.texts) == len(list(facts.rows("zone_facts")))
    assert [(one.about, one.indicator) for one in table.texts] == [
        (facts.HOME, "location_claim"),
        (facts.HOME, "location_claim"),
        ("almaz", "created_decree"),
        ("bereg-baikala", "created_decree_date"),
    ]


def test_nearly_every_published_figure_keeps_the_page_it_was_read_from():
    figures = list(facts.published_figures(facts.HOME))

    without = [figure.title for figure in figures if not figure.link.startswith("https://")]

    assert len(without) < 0.1 * len(figures)
    assert {figure.claim.hedge for figure in figures} >= {Hedge.EXACT, Hedge.MORE_THAN, Hedge.ABOUT}


def test_a_place_in_a_rating_is_taken_from_the_page_that_had_it_first():
    places = facts.rating_places()

    assert len({(place.rating, place.year, place.zone) for place in places}) == len(places)
    assert any(place.zone == facts.HOME and place.place == 1 for place in places)


@pytest.mark.parametrize(("name", "code"), [("Ветбиохим", "vetbiohim"), ("НИИ «Щит»", "nii-schit"), ("A-Z 5", "a-z-5")])
def test_a_name_becomes_a_code(name, code):
    assert slug(name) == code
