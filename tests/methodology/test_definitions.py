"""Is every shipped definition worded in both languages, dated, sourced, and true to its own examples?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest
from pydantic import BaseModel

from zonebook.intake import Check, Form, LineKind, lines_found
from zonebook.intake.check import Example
from zonebook.measures import Text
from zonebook.methodology import load_methodology
from zonebook.methodology.agreement import about
from zonebook.methodology.definition import REPORTED

METHODOLOGY = load_methodology()
NAMED = {
    **METHODOLOGY.measures,
    **{form.code: form for form in METHODOLOGY.forms},
    **{check.code: check for check in METHODOLOGY.checks},
    "judging": METHODOLOGY.judging,
    **{f"table {table.code}": table for table in METHODOLOGY.tables},
    **{f"bridge {bridge.code}": bridge for bridge in METHODOLOGY.bridges},
}


def texts_in(definition: object) -> Iterator[Text]:
    """Every text of a definition, however deep."""
    if isinstance(definition, Text):
        yield definition
    elif isinstance(definition, tuple):
        for part in definition:
            yield from texts_in(part)
    elif isinstance(definition, BaseModel):
        for name in type(definition).model_fields:
            yield from texts_in(getattr(definition, name))
    elif is_dataclass(definition):
        for field in fields(definition):
            yield from texts_in(getattr(definition, field.name))


@pytest.mark.parametrize("definition", NAMED.values(), ids=NAMED)
def test_every_text_is_there_in_russian_and_in_english(definition: object) -> None:
    texts = list(texts_in(definition))

    assert texts
    for text in texts:
        assert text.ru.strip(), text
        assert text.en.strip(), text
        assert any("а" <= letter.casefold() <= "я" for letter in text.ru), f"no Russian in {text.ru!r}"
        assert text.ru != text.en


@pytest.mark.parametrize("definition", NAMED.values(), ids=NAMED)
def test_every_definition_says_since_when_and_by_what_it_holds(definition: object) -> None:
    assert definition.valid_from <= date(2025, 9, 9)
    assert definition.status in ("official", "illustrative")
    title = definition.reference.title
    assert (title if isinstance(title, str) else title.ru).strip()


def test_nothing_that_was_not_read_is_called_official() -> None:
    assert [name for name, found in NAMED.items() if found.status == "official" and not found.reference.link] == []


@pytest.mark.parametrize("check", METHODOLOGY.checks, ids=lambda check: check.code)
def test_a_check_speaks_and_keeps_silent_as_its_examples_promise(check: Check) -> None:
    asking = [form for form in METHODOLOGY.forms if about(check, form) and set(check.lines) <= set(form.by_code)]

    assert asking
    assert check.speaks.finds
    assert check.silent.finds == ()
    for form in asking:
        assert lines_found(form, check, example=check.speaks) == check.speaks.finds
        assert lines_found(form, check, example=check.silent) == ()


@pytest.mark.parametrize("form", METHODOLOGY.forms, ids=lambda form: form.code)
def test_every_check_can_be_put_to_every_form_it_is_about_with_all_lines_blank(form: Form) -> None:
    for check in METHODOLOGY.checks_of(form, on=date(2025, 6, 30)):
        found = lines_found(form, check, example=Example(values={}, finds=()))

        assert set(found) <= set(form.by_code), check.code


def test_what_two_forms_ask_under_one_code_has_one_unit_and_kind() -> None:
    quarter, opening = METHODOLOGY.form("resident-quarter").by_code, METHODOLOGY.form("resident-opening").by_code

    for code in quarter.keys() & opening.keys():
        assert (quarter[code].unit, quarter[code].kind) == (opening[code].unit, opening[code].kind)


def test_every_flow_that_a_measure_adds_is_in_the_opening_report_too() -> None:
    opening = METHODOLOGY.form("resident-opening").by_code
    flows = {
        line
        for measure in METHODOLOGY.measures.values()
        if measure.formula in REPORTED
        for line in measure.inputs
        if METHODOLOGY.form("resident-quarter").by_code[line].kind is LineKind.FLOW
    }

    assert flows <= set(opening)


def test_the_population_meant_when_none_is_named_is_the_first_of_the_list() -> None:
    assert METHODOLOGY.measure("jobs_created").default_population == "companies"
    assert METHODOLOGY.measure("investment").default_population == "residents"


def test_no_two_measures_claim_the_same_word_first() -> None:
    said = [measure.said_as[0] for measure in METHODOLOGY.measures.values() if measure.said_as]

    assert len(set(said)) == len(said)
