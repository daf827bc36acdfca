"""May a step be recorded ahead of its day, and what was said of an agreement on each day and known at each moment?"""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.agreements.way import PARTIES, Way, begin, day, plan
from tests.book import at
from zonebook.agreements import actions
from zonebook.agreements.models import Agreement
from zonebook.agreements.queries import entry_on, signatures_on, states_on
from zonebook.audit.queries import entry_count

ON = "2025-09-09"
AHEAD = ("2025-09-10", "2099-01-01", "9999-12-31")
STEPS = {
    "agreed_on": lambda way, day: actions.amend_agreement(
        way.boris(ON), way.agreement, agreed_on=day, reason="рост", activity="Линзы"
    ),
    "first_day": lambda way, day: actions.suspend_agreement(
        way.boris(ON), way.agreement, first_day=day, ground="material_breach", reason="нет отчётов"
    ),
    "resumed_on": lambda way, day: actions.resume_agreement(way.boris(ON), way.agreement, resumed_on=day),
    "ended_on": lambda way, day: actions.end_agreement(
        way.boris(ON), way.agreement, ended_on=day, ground="by_court", end_document="Решение № 1"
    ),
}


@pytest.fixture
def way(book) -> Way:
    return begin(book).to_register()


@pytest.mark.parametrize("ahead", AHEAD)
@pytest.mark.parametrize("field", STEPS)
def test_a_step_ahead_of_its_day_is_refused_beside_the_day_and_nothing_is_written(way, field, ahead):
    if field == "resumed_on":
        way.suspend("2025-06-02")
    state, before = way.state, entry_count()

    with pytest.raises(ValidationError) as refused:
        STEPS[field](way, day(ahead))

    way.agreement.refresh_from_db()
    assert list(refused.value.message_dict) == [field]
    assert (way.state, entry_count()) == (state, before)


@pytest.mark.parametrize("field", STEPS)
def test_a_step_is_recorded_on_its_very_day(way, field):
    if field == "resumed_on":
        way.suspend("2025-06-02")
    expected = {"agreed_on": "in_force", "first_day": "suspended", "resumed_on": "in_force", "ended_on": "ended"}

    STEPS[field](way, day(ON))

    way.agreement.refresh_from_db()
    assert way.state == expected[field]


def test_a_day_in_a_refusal_is_said_in_words_of_the_reader(way):
    said = {}
    for language in ("ru", "en"):
        with translation.override(language), pytest.raises(ValidationError) as refused:
            way.amend("2025-08-01", valid_until=day("2025-07-31"))
        said[language] = refused.value.message_dict["valid_until"][0]

    assert "1 августа 2025" in said["ru"]
    assert "1 August 2025" in said["en"]


def test_the_state_of_each_agreement_is_that_of_the_day(way):
    way.suspend("2025-06-02").end("2025-08-31")
    expected = {
        "2025-03-24": None, "2025-03-25": "signing", "2025-04-02": "signing", "2025-04-03": "in_force",
        "2025-06-02": "suspended", "2025-08-31": "suspended", "2025-09-01": "ended",
    }  # fmt: skip
    stood = {text: states_on(way.agreement.company, way.book.zone, on=day(text)) for text in expected}

    assert {text: states[way.agreement.pk].code if states else None for text, states in stood.items()} == expected
    known = states_on(way.agreement.company, way.book.zone, on=day("2025-09-09"), known_at=at("2025-06-01"))
    assert known[way.agreement.pk].code == "in_force"


def test_an_agreement_of_before_the_book_stood_nowhere_before_its_entry(book):
    entered = day("2024-02-02")
    company = book.newcomer("gamma", first_day=entered)
    agreement = actions.record_agreement(
        book.actor("boris"),
        book.zone,
        company=company,
        planned=plan(),
        number="1",
        signed_on=entered,
        entered_on=entered,
    )

    assert states_on(company, book.zone, on=day("2024-02-01")) == {}
    assert states_on(company, book.zone, on=entered)[agreement.pk].code == "in_force"


def test_who_had_signed_is_told_by_the_day_and_by_the_moment(book):
    way = begin(book).to_signing().sign("resident", day="2025-03-28").sign(*PARTIES[1:], day="2025-04-01")

    def signed(text: str, **clock) -> list[str]:
        return list(signatures_on(way.agreement, on=day(text), **clock))

    assert [signed(text) for text in ("2025-03-27", "2025-03-28", "2025-04-01")] == [[], ["resident"], list(PARTIES)]
    assert signed("2025-04-01", known_at=at("2025-03-30")) == ["resident"]


def test_the_entry_says_on_a_day_what_had_happened_by_then(way):
    way.amend("2025-08-01", valid_until=day("2035-04-01"))
    way.end("2025-08-31")
    entries = {text: entry_on(way.agreement, on=day(text)) for text in ("2025-03-31", "2025-04-01", "2025-04-03", ON)}
    facts = [
        (entry.signed_on, entry.entered_on, entry.register_number, entry.has_certificate, entry.valid_until,
         entry.end_document)
        for entry in entries.values()
    ]  # fmt: skip
    signed, entered = day("2025-04-01"), day("2025-04-03")

    assert facts == [
        (None, None, "", False, None, ""),
        (signed, None, "", False, None, ""),
        (signed, entered, "77-001", True, None, ""),
        (signed, entered, "77-001", True, day("2035-04-01"), "Соглашение № 5"),
    ]
    assert entry_on(way.agreement, on=day(ON), known_at=at("2025-04-02")).register_number == ""
    with pytest.raises(Agreement.DoesNotExist):
        entry_on(way.agreement, on=day(ON), known_at=at("2025-03-01"))
