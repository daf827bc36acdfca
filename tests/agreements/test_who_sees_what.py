"""Who sees which application, paper and agreement? Everything that is asked for is asked for by somebody."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from tests.agreements.way import PDF, Way, begin, let_apply
from tests.book import CAST
from zonebook.agreements import actions, queries
from zonebook.agreements.models import Agreement, Application, Paper

ON = date(2025, 9, 9)
OF_THE_ZONE = {"boris", "clara", "vera", "gleb", "frida"}


@pytest.fixture
def way(book) -> Way:
    let_apply(book, "oleg")
    return begin(book)


def who_may(way: Way, look) -> set[str]:
    """Who of the cast, of the applicants and of the superusers gets an answer."""
    found = set()
    for name in (*CAST, "frida", "nadia", "oleg"):
        try:
            look(way.book.users[name])
        except PermissionDenied:
            continue
        found.add(name)
    return found


def test_a_draft_is_seen_by_its_owner_alone(way):
    way.fill_in()
    paper = way.application.papers.first()

    assert who_may(way, lambda who: queries.application_for(who, way.application.pk)) == {"nadia", "frida"}
    assert who_may(way, lambda who: queries.paper_for(who, paper.pk)) == {"nadia", "frida"}


def test_what_was_submitted_is_seen_by_the_people_of_the_zone_too(way):
    way.fill_in().submit()
    paper = way.application.papers.first()

    assert who_may(way, lambda who: queries.application_for(who, way.application.pk)) == {"nadia", *OF_THE_ZONE}
    assert who_may(way, lambda who: queries.paper_for(who, paper.pk)) == {"nadia", *OF_THE_ZONE}


def test_a_residents_user_sees_the_application_of_their_company(way):
    alfa = actions.start_application(way.book.actor("alice"), way.book.zone)

    assert who_may(way, lambda who: queries.application_for(who, alfa.pk)) == {"alice", "frida"}
    assert (alfa.name, alfa.inn, alfa.company) == ("Альфа", way.book.alfa.inn, way.book.alfa)


def test_each_list_holds_what_its_asker_may_see(way):
    way.fill_in().submit()
    draft = begin(way.book, name="Дельта").application
    alfa = actions.start_application(way.book.actor("alice"), way.book.zone)
    seen = {
        who: set(queries.applications_of(way.book.users[who], way.book.zone))
        for who in ("nadia", "oleg", "alice", "bella", "boris", "vera", "frida")
    }

    assert seen == {
        "nadia": {way.application, draft},
        "oleg": set(),
        "alice": {alfa},
        "bella": set(),
        "boris": {way.application},
        "vera": {way.application},
        "frida": {way.application, draft, alfa},
    }


@pytest.mark.parametrize("who", ["pavel", "zoe"])
def test_who_has_no_business_with_applications_is_told_so(way, who):
    for ask in (queries.applications_of, queries.agreements_of):
        with pytest.raises(PermissionDenied):
            ask(way.book.users[who], way.book.zone)


def test_who_has_not_signed_in_sees_nothing(way):
    way.to_register()
    stranger, zone = AnonymousUser(), way.book.zone

    for look in (
        lambda: queries.applications_of(stranger, zone),
        lambda: queries.application_for(stranger, way.application.pk),
        lambda: queries.agreements_of(stranger, zone),
        lambda: queries.agreement_for(stranger, way.agreement.pk),
        lambda: queries.meetings_of(stranger, zone),
        lambda: queries.council_of(stranger, zone, on=ON),
        lambda: queries.waiting_for(stranger, zone, on=ON),
    ):
        with pytest.raises(PermissionDenied):
            look()
    assert queries.next_steps(stranger, way.agreement, on=ON) == ()


def test_an_agreement_and_its_certificate_are_seen_by_its_parties(way):
    way.to_register()

    assert who_may(way, lambda who: queries.agreement_for(who, way.agreement.pk)) == {"nadia", *OF_THE_ZONE}
    assert who_may(way, lambda who: queries.certificate_of(who, way.agreement.pk)) == {"nadia", *OF_THE_ZONE}


def test_a_residents_user_sees_the_agreement_of_their_company(book):
    days = {"signed_on": date(2021, 1, 1), "entered_on": date(2021, 1, 1)}
    agreement = actions.record_agreement(
        book.actor("boris"), book.zone, company=book.alfa, planned={}, number="ТВД-1", **days
    )

    assert list(queries.agreements_of(book.users["alice"], book.zone)) == [agreement]
    assert list(queries.agreements_of(book.users["bella"], book.zone)) == []


def test_the_council_is_seen_by_the_people_of_the_zone(way):
    way.to_council().put_on_agenda().vote("for").hold()
    meeting = way.item.meeting
    looks = (
        lambda who: queries.meeting_for(who, meeting.pk),
        lambda who: queries.minutes_for(who, meeting.minutes.get().pk),
        lambda who: queries.meetings_of(who, way.book.zone),
        lambda who: queries.council_of(who, way.book.zone, on=ON),
    )

    assert [who_may(way, look) for look in looks] == [OF_THE_ZONE] * len(looks)


def test_what_is_not_there_is_said_to_be_not_there(way):
    boris = way.book.users["boris"]

    with pytest.raises(Application.DoesNotExist):
        queries.application_for(boris, 10**9)
    with pytest.raises(Paper.DoesNotExist):
        queries.paper_for(boris, 10**9)
    with pytest.raises(Agreement.DoesNotExist):
        queries.agreement_for(boris, 10**9)


def test_an_agreement_that_was_not_entered_has_no_certificate(way):
    way.to_signing()

    with pytest.raises(Agreement.DoesNotExist, match="no certificate"):
        queries.certificate_of(way.book.users["boris"], way.agreement.pk)


def test_an_applicant_changes_nothing_of_another(way):
    oleg = way.book.actor("oleg")

    for attempt in (
        lambda: actions.save_draft(oleg, way.application, wishes="свет"),
        lambda: actions.attach_paper(oleg, way.application, kind="charter", name="y", content=PDF),
        lambda: actions.submit_application(oleg, way.application),
        lambda: actions.withdraw_application(oleg, way.application),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_curator_of_another_zone_leads_nothing_on(way):
    way.fill_in().submit()

    with pytest.raises(PermissionDenied):
        actions.pass_on_application(way.book.actor("zoe"), way.application)


def test_who_waits_longest_comes_first(way):
    way.fill_in().submit("2025-03-05")
    later = begin(way.book).fill_in().submit("2025-03-12")
    passed_on = begin(way.book).fill_in().submit("2025-02-03").judge(day="2025-02-04").pass_on("2025-02-05")

    waits = queries.waiting_for(way.book.users["boris"], way.book.zone, on=date(2025, 3, 20))

    assert [(wait.entry, wait.is_overdue) for wait in waits] == [
        (passed_on.application, True),
        (way.application, True),
        (later.application, False),
    ]
    assert [wait.entry for wait in queries.waiting_for(way.book.users["oleg"], way.book.zone, on=ON)] == []
