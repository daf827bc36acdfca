"""Is what is wrong refused beside its field, with nothing written, and what is right taken?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.agreements.way import PDF, REQUIRED, begin, day, plan
from tests.book import at
from tests.refusal import refusal
from zonebook.agreements import actions
from zonebook.agreements.models import Agreement, Application, Terms
from zonebook.agreements.plans import from_stored, to_stored
from zonebook.agreements.queries import plan_of
from zonebook.audit.queries import entry_count
from zonebook.registry.actions import open_site


def faults(attempt) -> dict[str, list[str]]:
    """The messages of a refusal by field; nothing was written."""
    before = entry_count()
    with translation.override("en"):
        found = refusal(attempt)
    assert entry_count() == before
    return found


# --- the draft


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("inn", "7700000001", "a digit is wrong"),
        ("inn", "77", "a digit is wrong"),
        ("ogrn", "1", "a digit is wrong"),
        ("kpp", "123", "nine characters"),
        ("contact_email", "nobody", "valid email"),
        ("name", "", "cannot be blank"),
        ("place", "castle", "not a valid choice"),
        ("area_sqm", Decimal(0), "greater than or equal to 1"),
        ("area_sqm", "much", "must be a decimal number"),
        ("power_kw", Decimal(-1), "greater than or equal to 0"),
    ],
)
def test_a_wrong_field_of_a_draft_is_named(way, field, value, says):
    found = faults(lambda: actions.save_draft(way.book.actor("nadia"), way.application, **{field: value}))

    assert list(found) == [field]
    assert says in found[field][0]
    assert Application.objects.get().inn == ""


def test_everything_that_is_wrong_is_named_at_once(way):
    wrong = {"inn": "77", "contact_email": "nobody", "planned": {(2025, "investment"): Decimal(-1)}}
    found = faults(lambda: actions.save_draft(way.book.actor("nadia"), way.application, **wrong))

    assert found.keys() == {"inn", "contact_email", "investment_2025"}


def test_a_site_of_another_zone_is_refused(way):
    elsewhere = open_site(way.book.actor("zoe"), way.book.zones["away"], code="far", name_ru="Д", name_en="F")
    found = faults(lambda: actions.save_draft(way.book.actor("nadia"), way.application, site=elsewhere))

    assert found == {"site": ["Choose a site of this zone."]}


def test_a_residents_user_applies_for_no_other_company(book):
    alice = book.actor("alice")
    draft = actions.start_application(alice, book.zone)
    found = faults(lambda: actions.save_draft(alice, draft, inn=book.companies["beta"].inn))

    assert list(found) == ["inn"]
    assert book.alfa.inn in found["inn"][0]


def test_an_applicant_says_nothing_of_the_state(way):
    with pytest.raises(TypeError, match="says nothing of state"):
        actions.save_draft(way.book.actor("nadia"), way.application, state="in_force")


@pytest.mark.parametrize(
    ("key", "amount", "says"),
    [
        ((2025, "investment"), Decimal(-1), "not below zero"),
        ((2025, "investment"), Decimal("NaN"), "not below zero"),
        ((2025, "investment"), Decimal("0.001"), "no more than two decimals"),
        ((2025, "investment"), Decimal("Infinity"), "no more than two decimals"),
        ((2025, "revenue"), Decimal(10) ** 30, "no more than two decimals"),
        ((2025, "jobs_created"), Decimal("1.5"), "whole number"),
        ((1999, "investment"), Decimal(1), "from 2000 to 2100"),
        ((2101, "investment"), Decimal(1), "from 2000 to 2100"),
        ((2025, "profit"), Decimal(1), "Such a line is not planned"),
    ],
)
def test_a_wrong_amount_is_named_by_its_year_and_line(key, amount, says):
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        to_stored({key: amount})

    year, line = key
    ((field, (message,)),) = refused.value.message_dict.items()
    assert field == f"{line}_{year}"
    assert says in message


def test_capital_investment_above_investment_is_refused_beside_it(way):
    planned = plan(investment=29_999_999)
    found = faults(lambda: actions.save_draft(way.book.actor("nadia"), way.application, planned=planned))

    assert found.keys() == {"capital_investment_2025", "capital_investment_2026"}


def test_capital_investment_as_high_as_investment_is_taken():
    assert to_stored(plan(investment=30_000_000))[2025, "capital_investment"] == 3_000_000_000


def test_a_plan_comes_back_as_it_was_written(way):
    way.fill_in()

    assert plan_of(way.application) == plan()
    assert from_stored(way.application.planned.all()) == plan()


def test_a_new_plan_takes_the_place_of_the_old_one(way):
    way.fill_in()
    actions.save_draft(way.book.actor("nadia"), way.application, planned=plan(years=(2030,)))

    assert plan_of(way.application) == plan(years=(2030,))


@pytest.mark.parametrize("content", [b"", b"MZ program", b"x" * (10 * 1024 * 1024 + 1)])
def test_a_file_of_a_wrong_kind_or_size_is_refused(way, content):
    found = faults(lambda: way.attach("charter", content=content))

    assert list(found) == ["content"]
    assert not way.application.papers.exists()


def test_a_paper_of_an_unknown_kind_is_refused(way):
    assert list(faults(lambda: way.attach("poem"))) == ["kind"]


@pytest.mark.parametrize("lacking", ["inn", "activity", "contact_name", "contact_email"])
def test_an_application_is_submitted_with_everything_that_it_takes_to_lead_it_on(way, lacking):
    way.fill_in(**{lacking: ""})

    assert list(faults(way.submit)) == [lacking]


def test_a_submitted_application_cannot_be_changed(way):
    way.fill_in().submit()

    for change in (
        lambda: actions.save_draft(way.book.actor("nadia"), way.application, wishes="свет"),
        lambda: way.attach("charter"),
    ):
        assert "only as a draft" in faults_in_general(change)


def faults_in_general(attempt) -> str:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        attempt()
    return " ".join(refused.value.messages)


# --- the check and the council


def test_a_paper_with_defects_needs_a_remark(way):
    way.fill_in().submit()

    assert list(faults(lambda: way.judge(verdict="defective"))) == ["remark"]
    assert list(faults(lambda: way.judge(verdict="perfect"))) == ["verdict"]


def test_papers_are_not_judged_before_they_are_submitted_or_after_they_are_passed_on(way):
    way.fill_in()
    assert "under check" in faults_in_general(way.judge)

    way.submit().judge().pass_on()
    assert "under check" in faults_in_general(way.judge)


def test_a_ground_is_one_of_those_of_the_step(way):
    way.fill_in().submit()
    actor = way.book.actor("boris")
    found = faults(lambda: actions.refuse_application(actor, way.application, ground="by_court", reason="так"))

    assert found == {"ground": ["Choose one of the grounds in the list."]}


def test_a_meeting_of_another_zone_takes_no_application(way):
    way.to_council()
    zoe = way.book.actor("zoe")
    elsewhere = actions.call_meeting(zoe, way.book.zones["away"], number="1", day=day("2025-09-09"))

    assert list(faults(lambda: way.put_on_agenda(elsewhere))) == ["meeting"]


def test_two_meetings_of_one_number_are_refused(way):
    boris = way.book.actor("boris")
    actions.call_meeting(boris, way.book.zone, number="1", day=day("2025-09-09"))

    again = partial(actions.call_meeting, boris, way.book.zone, number="1", day=day("2025-10-09"))
    assert faults(again) == {"number": ["This number is taken: choose another."]}


def test_a_meeting_is_called_for_today_or_a_later_day(way):
    call = partial(actions.call_meeting, way.boris("2025-03-10"), way.book.zone)

    past = faults(lambda: call(number="1", day=day("2025-03-09")))
    assert past == {"day": ["This day is past: choose today or a later day."]}
    assert call(number="1", day=day("2025-03-10")).pk


def test_only_who_is_seated_on_the_day_of_the_meeting_votes(way):
    way.to_council().put_on_agenda()
    late = actions.seat_member(way.book.actor("boris"), way.book.zone, name="Осипова", first_day=day("2025-03-21"))
    attempt = partial(actions.record_votes, way.boris("2025-03-20"), way.item, votes={late: "for"})

    assert faults(attempt) == {"votes": ["Not a member of the council on the day of the meeting: Осипова."]}


def test_nobody_votes_before_the_meeting(way):
    way.to_council().put_on_agenda()
    attempt = partial(actions.record_votes, way.boris("2025-03-19"), way.item, votes={})

    assert list(faults(attempt)) == ["day"]


def test_a_vote_is_for_against_or_an_abstention(way):
    way.to_council().put_on_agenda()

    assert list(faults(lambda: way.vote("maybe"))) == ["choice"]


def test_votes_are_recorded_anew_until_the_decision(way):
    way.to_council().put_on_agenda().vote("against", "against", "against").vote("for", "for", "for").hold().decide()
    assert way.state == "supported"

    assert "recorded already" in faults_in_general(lambda: way.vote("against"))


def test_a_decision_is_given_with_its_reasons(way):
    way.to_council().put_on_agenda().vote("for", "for", "for").hold()

    assert list(faults(lambda: way.decide(reasons=" "))) == ["reasons"]


# --- the agreement


def test_two_agreements_of_one_number_are_refused(way):
    way.to_register()
    record_of_another(way.book, number="ТВД-78")

    way.book.newcomer("eta", first_day=day("2024-01-09"))

    assert list(faults(lambda: record_of_another(way.book, number="ТВД-77", code="eta"))) == ["number"]


def record_of_another(book, *, number: str, code: str = "zeta", **days: date) -> Agreement:
    company = book.companies.get(code) or book.newcomer(code, first_day=day("2024-01-09"))
    days = {"signed_on": day("2024-02-01"), "entered_on": day("2024-02-02"), **days}
    return actions.record_agreement(
        book.actor("boris"), book.zone, company=company, planned=plan(), number=number, **days
    )


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"entered_on": day("2024-01-31")}, "entered_on"),
        ({"valid_until": day("2024-02-01")}, "valid_until"),
    ],
)
def test_a_recorded_agreement_does_not_end_before_it_begins(book, days, field):
    book.newcomer("zeta", first_day=day("2024-01-09"))

    assert list(faults(lambda: record_of_another(book, number="1", **days))) == [field]


def test_a_term_that_is_over_is_refused(way):
    way.to_council().support()

    assert list(faults(lambda: way.prepare(valid_until=day("2025-03-24")))) == ["valid_until"]


def test_a_signature_of_tomorrow_or_of_a_stranger_is_refused(way):
    way.to_signing()
    sign = partial(actions.record_signature, way.boris("2025-04-01"), way.agreement, signatory="И.")

    assert list(faults(lambda: sign(party="resident", signed_on=day("2025-04-02")))) == ["signed_on"]
    assert list(faults(lambda: sign(party="neighbour", signed_on=day("2025-04-01")))) == ["party"]


def test_an_entry_of_tomorrow_without_a_number_or_with_a_taken_one_is_refused(way):
    other = begin(way.book)
    second = way.book.newcomer("gamma", first_day=day("2025-01-09"))
    other.fill_in(inn=second.inn).submit().judge().pass_on().support().prepare(number="ТВД-78").sign()
    way.to_council().put_on_agenda(way.call(day="2025-03-20")).vote("for", "for", "for").hold().decide()
    way.prepare().sign().enter(register_number="77-001")

    assert list(faults(lambda: other.enter(register_number=" "))) == ["register_number"]
    assert list(faults(lambda: other.enter(register_number="77-001"))) == ["register_number"]
    ahead = partial(
        actions.enter_in_register,
        way.boris("2025-04-03"),
        other.agreement,
        entered_on=day("2025-04-04"),
        register_number="77-002",
    )
    assert list(faults(ahead)) == ["entered_on"]


def test_an_amendment_needs_its_reason_and_ends_no_term_before_it_begins(way):
    way.to_register()
    amend = partial(actions.amend_agreement, way.boris("2025-08-01"), way.agreement, agreed_on=day("2025-08-01"))

    assert list(faults(lambda: amend(reason="", activity="Линзы"))) == ["reason"]
    assert list(faults(lambda: amend(reason="рост", valid_until=day("2025-07-31")))) == ["valid_until"]
    assert Terms.objects.count() == 1


def test_a_suspension_lasts_a_day_at_least(way):
    way.to_register().suspend("2025-06-02")

    assert list(faults(lambda: way.resume("2025-06-02"))) == ["resumed_on"]
    assert way.resume("2025-06-03").state == "in_force"


def test_the_end_closes_a_suspension(way):
    way.to_register().suspend("2025-06-02").end("2025-06-30")

    assert way.agreement.suspensions.get().last_day == day("2025-06-30")


def test_a_recorded_agreement_takes_the_status_that_the_register_holds(book):
    boris, alfa = book.actor("boris"), book.alfa
    days = {"signed_on": day("2021-01-01"), "entered_on": day("2021-01-01")}
    agreement = actions.record_agreement(boris, book.zone, company=alfa, planned=plan(), number="ТВД-1", **days)

    assert agreement.residency == alfa.residencies.get()
    assert [(step.transition, step.to_state, step.day) for step in agreement.steps.all()] == [
        ("recorded", "in_force", day("2021-01-01"))
    ]


def test_a_recorded_agreement_grants_the_status_that_the_register_does_not_hold(book):
    agreement = record_of_another(book, number="1", register_number="77-9")

    assert agreement.residency.register_number == "77-9"
    assert agreement.residency.first_day == day("2024-02-02")


def test_an_application_number_tells_its_year(way):
    way.fill_in().submit()

    assert way.application.number == f"2025-{way.application.pk:05}"
    assert way.application.submitted_at == at("2025-03-05")
    assert len(REQUIRED) == way.application.papers.filter(size=len(PDF)).count()
