"""Are the schedules of reporting worded, dated, sourced, of forms that there are, and on their page?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.methodology.test_definitions import texts_in
from tests.methodology.test_reference import section_of
from zonebook.intake import FormChange
from zonebook.measures import Text
from zonebook.methodology import MethodologyError, load_methodology
from zonebook.methodology.agreement import must_agree, must_be_of_forms
from zonebook.methodology.definition import MeasureDefinition
from zonebook.methodology.reference import pages
from zonebook.methodology.reference.schedules import ADDRESSEES
from zonebook.regime import Addressee

METHODOLOGY = load_methodology()
each_schedule = pytest.mark.parametrize("schedule", METHODOLOGY.schedules, ids=lambda one: one.form)


@each_schedule
def test_every_text_is_there_in_russian_and_in_english(schedule: object) -> None:
    for text in texts_in(schedule):
        assert any("а" <= letter.casefold() <= "я" for letter in text.ru), text
        assert text.en.strip()
        assert text.ru != text.en


@each_schedule
def test_nothing_that_was_not_read_is_called_official(schedule: object) -> None:
    assert schedule.status == "illustrative" or schedule.reference.link


@each_schedule
def test_its_section_says_all_of_it(schedule: object) -> None:
    section = section_of(pages(METHODOLOGY)["schedules.md"], schedule.form)

    for said in (schedule.basis.ru, schedule.basis.en, str(schedule.valid_from), schedule.reference.title.ru):
        assert said in section
    for step in schedule.reminders:
        assert f"`{step.code}`" in section
        assert step.title.ru in section
    for example in schedule.examples:
        assert f"**{example.due}**" in section


def test_every_addressee_is_told_in_words() -> None:
    assert ADDRESSEES.keys() == set(Addressee)


def test_the_schedule_in_force_on_a_day_is_the_newest_that_was_valid_then() -> None:
    first = METHODOLOGY.schedule("resident-quarter")
    second = replace(first, due_after=15, valid_from=date(2026, 1, 1))
    both = replace(METHODOLOGY, schedules=(second, first))

    assert both.schedule("resident-quarter", on=date(2025, 12, 31)) == first
    assert both.schedule("resident-quarter", on=date(2026, 3, 31)) == second
    assert both.schedule("resident-quarter") == second


def test_a_form_without_a_schedule_is_said_by_name() -> None:
    with pytest.raises(MethodologyError, match="no schedule of form “other” in force on 2025-01-01"):
        METHODOLOGY.schedule("other", on=date(2025, 1, 1))


def test_a_schedule_of_a_form_that_there_is_not_is_refused() -> None:
    lost = replace(METHODOLOGY.schedules[0], form="lost")

    with pytest.raises(MethodologyError, match="schedule lost: no form"):
        must_be_of_forms([lost], METHODOLOGY.forms)


def test_two_schedules_from_the_same_day_on_are_refused() -> None:
    with pytest.raises(MethodologyError, match="defined 2 times"):
        must_be_of_forms([METHODOLOGY.schedules[0]] * 2, METHODOLOGY.forms)


def test_a_later_version_of_a_form_that_does_not_say_what_it_changes_is_refused() -> None:
    first = METHODOLOGY.form("resident-quarter")
    second = replace(first, version=2, valid_from=date(2026, 1, 1))

    with pytest.raises(MethodologyError, match="version 2: changes"):
        must_agree({}, [first, second], checks=[])


def test_a_later_version_of_a_form_that_says_what_it_changes_is_taken() -> None:
    first = METHODOLOGY.form("resident-quarter")
    changes = FormChange(Text("Выручка без НДС.", "Revenue without VAT."), ("revenue",))

    must_agree({}, [first, replace(first, version=2, changes=changes)], checks=[])


def test_a_first_version_changes_nothing() -> None:
    first = METHODOLOGY.form("resident-quarter")

    with pytest.raises(MethodologyError, match="version 1: changes"):
        must_agree({}, [replace(first, changes=FormChange(Text("Всё.", "All.")))], checks=[])


def test_a_later_version_of_a_measure_says_what_it_changes() -> None:
    plain = METHODOLOGY.measure("revenue").model_dump()

    with pytest.raises(ValueError, match="what it changes"):
        MeasureDefinition.model_validate({**plain, "version": 2})
    second = MeasureDefinition.model_validate({**plain, "version": 2, "changes": {"ru": "Без НДС.", "en": "No VAT."}})
    assert second.changes == Text("Без НДС.", "No VAT.")


@pytest.mark.parametrize(
    ("lines", "asked", "touches"),
    [
        ((), ("revenue",), True),
        ((), (), False),
        (("revenue",), ("revenue", "taxes"), True),
        (("pay",), ("taxes",), False),
    ],
)
def test_a_change_touches_the_lines_it_names_or_all(lines, asked, touches) -> None:
    assert FormChange(Text("Иначе.", "Otherwise."), lines).touches(asked) is touches
