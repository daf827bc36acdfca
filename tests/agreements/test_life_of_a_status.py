"""Does an application become a status step by step, and is the register right on every day in between?"""

from __future__ import annotations

import hashlib
from io import BytesIO

from pypdf import PdfReader

from tests.agreements.way import DAYS, GAMMA_INN, PDF, REQUIRED, begin, day, plan
from tests.book import at
from zonebook.agreements.models import Step
from zonebook.agreements.queries import (
    certificate_of,
    obligations,
    states_on,
    terms_in_force,
    waiting_on,
)
from zonebook.audit.models import Entry
from zonebook.audit.queries import chain_faults
from zonebook.registry.models import Company
from zonebook.registry.queries import residents


def resident_on(book, text: str, **clock) -> bool:
    return residents(book.zone, on=day(text), **clock).filter(inn=GAMMA_INN).exists()


def test_a_whole_life_passes_through_every_state(way):
    seen = [way.state]
    steps = (
        lambda: way.fill_in().submit(),
        lambda: way.judge().pass_on(),
        way.put_on_agenda,
        lambda: way.vote("for", "for", "for").hold().decide(),
        way.prepare,
        lambda: way.sign().enter(),
        lambda: way.suspend("2025-06-02"),
        lambda: way.resume("2025-07-01"),
        lambda: way.end("2025-12-31"),
    )
    for step in steps:
        step()
        seen.append(way.state)

    assert seen == [
        "draft",
        "under_check",
        "before_council",
        "on_agenda",
        "supported",
        "signing",
        "in_force",
        "suspended",
        "in_force",
        "ended",
    ]
    assert list(chain_faults()) == []


def test_the_register_of_each_day_in_between_is_right(way):
    way.to_register().suspend("2025-06-02").end("2025-12-31")
    expected = {"2025-04-02": False, "2025-04-03": True, "2025-06-02": True, "2025-12-31": True, "2026-01-01": False}

    assert {text: resident_on(way.book, text) for text in expected} == expected


def test_a_status_is_known_only_since_its_entry_was_recorded(way):
    way.to_register()

    assert not resident_on(way.book, "2025-05-01", known_at=at("2025-04-03", 11))
    assert resident_on(way.book, "2025-05-01", known_at=at("2025-04-03", 12))


def test_where_an_agreement_stood_on_a_day_is_told_by_its_steps(way):
    way.to_register().suspend("2025-06-02").resume("2025-07-01").end("2025-12-31")
    gamma, zone = way.agreement.company, way.book.zone
    days = ("2025-04-01", "2025-04-03", "2025-06-02", "2025-06-30", "2025-07-01", "2025-12-31", "2026-01-01")

    stood = [states_on(gamma, zone, on=day(text))[way.agreement.pk].code for text in days]

    assert stood == ["signing", "in_force", "suspended", "suspended", "in_force", "in_force", "ended"]
    assert states_on(gamma, zone, on=day("2025-03-24")) == {}


def test_what_was_recorded_later_was_not_known_before(way):
    way.to_register().end("2025-12-31")
    gamma, zone = way.agreement.company, way.book.zone

    known = states_on(gamma, zone, on=day("2026-03-01"), known_at=at("2025-12-30"))

    assert known[way.agreement.pk].code == "in_force"
    assert states_on(gamma, zone, on=day("2026-03-01"))[way.agreement.pk].is_final
    assert not states_on(gamma, zone, on=day("2025-12-31"))[way.agreement.pk].is_final


def test_a_company_that_never_applied_stands_nowhere(book):
    assert states_on(book.alfa, book.zone, on=day("2025-09-09")) == {}


def test_the_company_enters_the_register_with_its_agreement_and_once(way):
    way.to_register()

    gamma = Company.objects.get(inn=GAMMA_INN)
    assert (gamma.name, gamma.code, way.application.company) == ("Гамма", f"inn-{GAMMA_INN}", gamma)


def test_a_company_that_the_register_knows_by_its_number_is_not_entered_again(way):
    known = way.book.newcomer("gamma", first_day=day("2025-01-01"))
    way.fill_in(inn=known.inn).submit().judge().pass_on().support().prepare()

    assert way.agreement.company == known


def test_every_step_leaves_its_mark(way):
    way.to_register()

    taken = Step.objects.values_list("transition", "by", "due")
    assert [(step, by, due and str(due)) for step, by, due in taken] == [
        ("submit", "nadia", "2025-03-19"),
        ("pass_on", "boris", "2025-04-18"),
        ("put_on_agenda", "boris", "2025-04-18"),
        ("support", "boris", "2025-04-03"),
        ("prepare_agreement", "boris", "2025-04-08"),
        ("sign", "boris", "2025-04-08"),
        ("sign", "boris", "2025-04-08"),
        ("sign", "boris", "2025-04-04"),
        ("enter_in_register", "boris", None),
    ]


def test_who_must_act_next_is_told_with_the_day_and_its_basis(way):
    way.fill_in()
    assert waiting_on(way.application, on=day("2025-03-05")) is None

    way.submit()
    wait = waiting_on(way.application, on=day("2025-03-19"))
    assert (wait.actor, wait.due, wait.is_overdue) == ("curator", day("2025-03-19"), False)
    assert wait.deadline.reference.title.ru
    assert waiting_on(way.application, on=day("2025-03-20")).is_overdue


def test_no_clock_runs_for_an_agreement_in_force(way):
    way.to_register()

    assert waiting_on(way.agreement, on=day("2025-05-01")) is None
    assert waiting_on(way.application, on=day("2025-05-01")) is None


def test_the_certificate_is_kept_and_says_what_was_entered(way):
    way.to_register()

    content = certificate_of(way.book.users["boris"], way.agreement.pk)
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert hashlib.sha256(content).hexdigest() == way.agreement.certificate_id
    assert "77-001" in text
    assert "Гамма" in text


def test_a_paper_is_kept_as_it_was_sent(way):
    way.attach("charter")

    paper = way.application.papers.get()
    assert bytes(paper.file.content) == PDF
    assert (paper.media_type, paper.size, paper.added_by) == ("application/pdf", len(PDF), "nadia")


def test_the_plan_becomes_what_was_promised(way):
    way.to_register()

    terms = terms_in_force(way.agreement, on=day("2025-04-01"))
    assert (terms.number, obligations(terms)) == (0, plan())
    assert terms_in_force(way.agreement, on=day("2025-03-31")) is None


def test_an_amendment_keeps_the_old_terms_for_the_days_before_it(way):
    way.to_register()
    way.amend("2025-08-01", planned=plan(investment=90_000_000))

    before = terms_in_force(way.agreement, on=day("2025-07-31"))
    after = terms_in_force(way.agreement, on=day("2025-08-01"))
    assert obligations(before)[2025, "investment"] == 50_000_000
    assert obligations(after)[2025, "investment"] == 90_000_000
    assert terms_in_force(way.agreement, on=day("2025-08-01"), known_at=at("2025-07-31")) == before


def test_an_amendment_of_the_term_takes_the_obligations_over(way):
    way.to_register()
    terms = way.amend("2025-08-01", valid_until=day("2035-04-01"))

    assert (terms.valid_until, obligations(terms)) == (day("2035-04-01"), plan())
    assert way.agreement.valid_until == day("2035-04-01")


def test_the_end_is_written_with_its_ground_and_its_document(way):
    way.to_register().end("2025-12-31", ground="by_court", end_document="Решение № 12")

    residency = way.agreement.residency
    residency.refresh_from_db()
    assert residency.last_day == day("2025-12-31")
    assert residency.ground_of_end == "По решению суда: Решение № 12"


def test_after_the_end_the_company_may_apply_again(way):
    way.to_register().end("2025-12-31")
    again = begin(way.book)
    again.fill_in().submit("2026-01-12").judge(day="2026-01-13").pass_on("2026-01-14")

    assert again.state == "before_council"


def test_every_entry_of_the_chain_names_the_step(way):
    way.to_register()

    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"submit", "pass_on", "support", "prepare_agreement", "sign", "enter_in_register", "judge_paper"} <= actions


def test_a_returned_application_comes_back_mended(way):
    way.fill_in().submit().judge(verdict="defective", remark="нет подписи").give_back(remarks="")
    assert (way.state, way.application.due) == ("returned", day("2025-04-07"))

    for kind in REQUIRED:
        way.attach(kind, content=PDF + b" signed", day="2025-03-10")
    way.resubmit("2025-03-11").judge(day="2025-03-12").pass_on("2025-03-13")

    assert way.state == "before_council"


def test_days_of_the_way_follow_each_other():
    assert list(DAYS.values()) == sorted(DAYS.values())
