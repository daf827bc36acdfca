"""Is an edition of our rating kept with all it was made from, for good, and apart from what others publish?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from tests.figures.publishing import edition_of, publish
from zonebook.audit.models import Entry
from zonebook.figures import editions
from zonebook.figures.actions import make_edition, record_edition
from zonebook.figures.comparing import Comparison, fingerprint, zones_of
from zonebook.figures.models import Edition, RatingEdition
from zonebook.published.queries import facts_by_number, facts_of
from zonebook.rating import Streak

TWICE = {"zone_id": "home", "value": "230", "source_kind": "regional_or_reprint"}


@pytest.fixture
def published(book):
    publish(book, TWICE)
    return book


def test_an_edition_keeps_definition_matrix_answer_and_who_made_it(published):
    made = Edition.objects.get(pk=edition_of(published).pk)

    assert (made.definition, made.number, made.as_of) == ("zone-balance@2021-01-01", 1, date(2024, 12, 31))
    assert made.definition_written.startswith("# Our own index")
    assert made.matrix["zones"] == ["away", "bare", "home", "north", "west"]
    assert made.matrix["columns"] == ["residents", "jobs_cumulative", "investment_cumulative"]
    assert (made.matrix["values"][2], made.matrix["values"][1]) == ([118, 18600, 125e9], [None, None, None])
    assert made.matrix["taken_by"] == "published@1"
    assert (made.result["ranks"]["home"], made.result["seed"], made.result["replays"]) == (1, 7, 64)
    assert "errors" in made.result["varied"]
    assert (made.made_by, Entry.objects.last().action) == ("clara", "make_edition")


def test_what_was_taken_leads_to_the_published_fact_and_to_those_left_aside(published):
    cell = edition_of(published).taken["home"]["residents"]

    assert (cell["value"], cell["low"], cell["high"], cell["rule"]) == (118, 117.5, 230.5, "source")
    (aside,) = (one for one in cell["aside"] if one["widens"])
    facts = facts_by_number([cell["fact"], aside["fact"]])
    assert (facts[cell["fact"]].value, facts[aside["fact"]].value, aside["why"]) == (118, 230, "contradicts")


def test_the_book_of_the_home_zone_stands_beside_and_never_in_place(published):
    published.report("2024", jobs_created=40)
    published.report("2024", "beta", jobs_created=17)

    taken = edition_of(published).taken
    residents, jobs = (taken["home"][column]["book"] for column in ("residents", "jobs_cumulative"))
    assert (residents["value"], residents["period"], residents["population"]) == (2, "@2024-12-31", "residents")
    assert (jobs["value"], jobs["missing"], jobs["period"]) == (None, "no_reports", "..2024-12-31")
    assert taken["home"]["residents"]["value"] == 118
    assert not any("book" in cell for cell in taken["north"].values())


def test_zones_that_are_closed_or_not_founded_yet_are_not_compared(published):
    assert [zone.code for zone in zones_of("technology", on=date(2024, 12, 31))] == [
        "away",
        "bare",
        "home",
        "north",
        "west",
    ]
    assert "young" in {zone.code for zone in zones_of("technology", on=date(2025, 12, 31))}


def test_zones_of_which_too_little_was_published_are_named_with_how_much(published):
    assert edition_of(published).result["unranked"] == {"bare": 0, "west": 0.25}


def test_the_same_facts_and_seed_make_the_same_edition(published):
    first = edition_of(published)
    again = edition_of(published, reason="ошибка в источнике")

    assert (again.number, again.sha256) == (2, first.sha256)
    assert editions.edition("zone-balance", "technology", year=2024) == again
    assert editions.edition("zone-balance", "technology", year=2024, number=1) == first
    assert list(editions.editions()) == [again]


def test_a_fact_that_an_analyst_rules_out_is_not_taken_and_keeps_the_reason(published):
    first = edition_of(published)
    (wrong,) = (one["fact"] for one in first.taken["home"]["residents"]["aside"] if one["widens"])
    asked = Comparison("zone-balance", "technology", 2024, draws=64, without={wrong: "это компании"})

    again = make_edition(published.actor("clara"), asked, reason="число не о резидентах")

    cell = again.taken["home"]["residents"]
    assert (cell["value"], cell["high"]) == (118, 118.5)
    assert {"fact": wrong, "why": "ruled_out", "widens": False, "reason": "это компании"} in cell["aside"]


@pytest.mark.parametrize(("number", "why"), [(0, "нет такого"), (None, " ")])
def test_what_is_ruled_out_is_known_and_has_a_reason(published, number, why):
    fact = facts_of(["home"], ["residents"])[0].number if number is None else number

    with pytest.raises(ValidationError, match=f"fact {fact}"):
        make_edition(published.actor("clara"), Comparison("zone-balance", "technology", 2024, without={fact: why}))


def test_a_year_has_a_second_edition_only_with_a_reason(published):
    edition_of(published)

    with pytest.raises(ValidationError, match="почему он делается заново"):
        edition_of(published, reason="  ")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Comparison("zone-balance", "technology", 2025), "2025 год ещё не закончился"),
        (Comparison("happiness", "technology", 2024), "no rating “happiness”"),
        (Comparison("zone-balance", "technology", 2020), "in force on 2020-12-31"),
        (Comparison("zone-balance", "port", 2024), "no zone of the class port"),
        (Comparison("cn-etdz-2021", "technology", 2024), "no indicator"),
    ],
)
def test_what_cannot_be_made_is_refused_with_the_cause(published, asked, message):
    with pytest.raises(ValidationError, match=message):
        make_edition(published.actor("clara"), replace(asked, draws=64))

    assert not Edition.objects.exists()


def test_a_change_of_place_is_taken_apart_between_two_editions(published):
    earlier, later = edition_of(published, 2023), edition_of(published)

    assert editions.edition_before(later) == earlier
    assert editions.edition_before(earlier) is None
    for change in editions.change_between(earlier, later):
        assert sum(change.parts.values()) + change.by_weights == pytest.approx(change.score_after - change.score_before)
        assert change.place_after == later.result["ranks"][change.zone]


def test_a_streak_is_counted_over_our_editions_as_far_as_they_go(published):
    edition_of(published, 2023)
    edition_of(published, 2024)

    assert editions.streak("zone-balance", "technology", zone="home") == Streak(2, is_known=False, seen=2)
    assert editions.streak("zone-balance", "technology", zone="north") == Streak(0, is_known=True, seen=1)
    assert editions.streak("zone-balance", "technology", zone="bare").is_known is False


def test_what_others_publish_is_read_apart_with_streaks_of_its_own(published):
    edition_of(published)
    for year, place in ((2024, 1), (2023, 1), (2022, 2)):
        theirs = RatingEdition(
            rating="effectiveness", year=year, title_ru="Оценка", title_en="Rating", published=date(year + 1, 6, 1)
        )
        record_edition(published.actor("clara"), published.zone, edition=theirs, place=place)

    found = editions.official_editions("technology")
    assert [(one.rating, one.year, [place.place for place in places]) for one, places in found.items()] == [
        ("effectiveness", 2024, [1]),
        ("effectiveness", 2023, [1]),
        ("effectiveness", 2022, [2]),
    ]
    assert editions.official_streak("effectiveness", "home") == Streak(2, is_known=True, seen=3)
    assert editions.streak("effectiveness", "technology", zone="home").seen == 0
    assert editions.official_editions("port") == {}


def test_an_edition_is_never_changed(published):
    made = edition_of(published)

    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=made.pk).update(seed=8)


def test_an_edition_that_was_tampered_with_is_found(published):
    made = edition_of(published)
    assert list(editions.edition_faults(again=True)) == []
    tampered = made.result | {"ranks": made.result["ranks"] | {"away": 1}}
    one = Edition(**{field.name: getattr(made, field.name) for field in Edition._meta.fields if field.name != "id"})
    one.result, one.number = tampered, 2
    one.save()
    assert [fault.split(": ")[1] for fault in editions.edition_faults()] == ["is not what was written when it was made"]

    consistent = Edition(**{f.name: getattr(one, f.name) for f in Edition._meta.fields if f.name != "id"})
    consistent.number = 3
    consistent.sha256 = fingerprint(one.definition_written, one.matrix, one.taken, one.result)
    consistent.save()
    assert [fault.split(": ")[1] for fault in editions.edition_faults(again=True)][1:] == [
        "computed again it differs in result.ranks.away"
    ]


def test_a_fingerprint_does_not_mind_how_a_store_writes_a_number():
    assert fingerprint({"a": [1, 0.0, 1e16, None, True]}) == fingerprint({"a": [1.0, -0.0, 10**16, None, True]})
    assert fingerprint([1]) != fingerprint([2])
