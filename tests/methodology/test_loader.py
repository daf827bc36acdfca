"""Does a definition that cannot be used stop at the door, with its file, its field and what is wrong?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import zonebook.methodology
from zonebook.intake import Check, DefinitionError, Form
from zonebook.methodology import MeasureDefinition, MethodologyError, load_methodology
from zonebook.methodology.agreement import must_agree
from zonebook.methodology.loader import builder, parse_definition

DEFINITIONS = Path(zonebook.methodology.__file__).parent / "definitions"
METHODOLOGY = load_methodology()
MEASURES = {f"{code}.yaml": measure for code, measure in METHODOLOGY.measures.items()}


def measure_with(**changes: object) -> str:
    content = yaml.safe_load((DEFINITIONS / "measures" / "jobs_created.yaml").read_text(encoding="utf-8"))
    return yaml.safe_dump({**content, **changes}, allow_unicode=True)


def parse_measure(text: str) -> MeasureDefinition:
    return parse_definition(builder(MeasureDefinition), text, name="jobs_created.yaml")


def test_a_definition_as_it_is_shipped_is_read() -> None:
    assert parse_measure(measure_with()) == METHODOLOGY.measure("jobs_created")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"unit": "parrots"}, "unit: .*unknown unit “parrots”"),
        ({"formula": "guess"}, "formula: "),
        ({"title": {"ru": "Рабочие места"}}, r"title\.en: "),
        ({"version": 0}, "version: "),
        ({"valid_from": "yesterday"}, "valid_from: "),
        ({"status": "official-ish"}, "status: "),
        ({"populations": []}, "populations: "),
        ({"populations": ["everybody"]}, r"populations\.0: "),
        ({"inputs": []}, "name its form lines in `inputs`"),
        ({"formula": "place"}, "takes no `inputs`"),
        ({"populations": ["residents"]}, "a population that the measure does not have"),
        ({"code": "Jobs"}, "code: "),
        ({"tittle": "a slip of the keyboard"}, "tittle: "),
        ({"example": {}}, r"example\.given: "),
    ],
)
def test_a_faulty_field_of_a_measure_is_named_with_its_file(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(MethodologyError, match=rf"^jobs_created\.yaml: .*{fault}"):
        parse_measure(measure_with(**changes))


def test_all_faults_of_a_file_are_told_at_once() -> None:
    with pytest.raises(MethodologyError, match=r"unit: .*; status: "):
        parse_measure(measure_with(unit="parrots", status="rumour"))


@pytest.mark.parametrize("text", ["", "just words", "- a list", "code: [unclosed", "code: a\ncode: b\n"])
def test_what_is_no_definition_is_refused_with_the_name_of_the_file(text: str) -> None:
    with pytest.raises(MethodologyError, match=r"^jobs_created\.yaml: "):
        parse_measure(text)


def test_a_field_given_twice_is_refused_and_not_silently_the_last() -> None:
    with pytest.raises(MethodologyError, match="the field unit is given twice"):
        parse_measure(measure_with() + "\nunit: people\n")


def test_a_slip_in_a_field_of_a_form_is_found_as_deep_as_it_lies() -> None:
    text = (DEFINITIONS / "forms" / "resident-quarter.yaml").read_text(encoding="utf-8")

    with pytest.raises(MethodologyError, match=r"resident-quarter\.yaml: .*sections\.0\.lines\.0\.kindd: "):
        parse_definition(builder(Form), text.replace("kind:", "kindd:", 1), name="resident-quarter.yaml")


def test_a_form_that_contradicts_itself_is_refused_in_its_own_words() -> None:
    text = (DEFINITIONS / "forms" / "resident-quarter.yaml").read_text(encoding="utf-8")
    contradicting = text.replace("part_of: investment", "part_of: nothing_we_ask", 1)

    with pytest.raises(MethodologyError, match=r"resident-quarter\.yaml: .*part of a line that is not asked"):
        parse_definition(builder(Form), contradicting, name="resident-quarter.yaml")


def test_an_error_of_the_form_itself_is_told_as_one_of_the_methodology() -> None:
    def refuse(_: object) -> object:
        raise DefinitionError("line x: too fine")

    with pytest.raises(MethodologyError, match=r"form\.yaml: line x: too fine"):
        parse_definition(refuse, "code: x", name="form.yaml")


def test_a_slip_in_a_check_is_found_by_its_number_in_the_file() -> None:
    text = (DEFINITIONS / "checks" / "within-report.yaml").read_text(encoding="utf-8")

    with pytest.raises(MethodologyError, match=r"within-report\.yaml: .*0\.severety: "):
        parse_definition(
            builder(tuple[Check, ...]), text.replace("severity:", "severety:", 1), name="within-report.yaml"
        )


# do they agree with each other?


def refuses(match: str, **changed: object) -> None:
    measures = changed.get("measures", MEASURES)
    with pytest.raises(MethodologyError, match=match):
        must_agree(measures, changed.get("forms", METHODOLOGY.forms), checks=changed.get("checks", METHODOLOGY.checks))


def test_the_shipped_definitions_agree() -> None:
    must_agree(MEASURES, METHODOLOGY.forms, checks=METHODOLOGY.checks)


def measures_with(**changes: object) -> dict[str, MeasureDefinition]:
    return {**MEASURES, "jobs_created.yaml": METHODOLOGY.measure("jobs_created").model_copy(update=changes)}


def test_a_measure_of_a_line_that_no_form_has_is_refused() -> None:
    refuses(
        r"jobs_created\.yaml: inputs: no form has the line jobs_dreamt", measures=measures_with(inputs=("jobs_dreamt",))
    )


def test_a_measure_of_a_line_in_another_unit_is_refused() -> None:
    refuses(r"inputs: investment is in RUB, not in jobs", measures=measures_with(inputs=("investment",)))


def test_averages_and_levels_are_never_added_like_flows() -> None:
    of_people = {"unit": "people"}

    refuses("cannot add the average", measures=measures_with(inputs=("headcount_average",), **of_people))
    refuses("cannot add the stock", measures=measures_with(inputs=("headcount",), **of_people))


def test_a_measure_lies_in_the_file_of_its_code() -> None:
    measures = {**MEASURES, "copy.yaml": METHODOLOGY.measure("revenue")}

    refuses(r"copy\.yaml: code: “revenue” belongs into revenue\.yaml", measures=measures)


def test_a_check_of_a_line_that_no_form_has_is_refused() -> None:
    check = replace(METHODOLOGY.checks[0], code="dreams", lines=("jobs_dreamt",))

    refuses("check dreams: lines: no form has jobs_dreamt", checks=(check,))


def test_a_version_of_a_form_and_a_check_of_a_day_are_defined_once() -> None:
    refuses("form .* version 1: defined 2 times", forms=METHODOLOGY.forms * 2)
    refuses("check .* valid from 2023-01-01: defined 2 times", checks=METHODOLOGY.checks * 2)


# which are in force?


def test_an_unknown_measure_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(MethodologyError, match=r"no measure “happiness”.*known: area, capital_investment"):
        METHODOLOGY.measure("happiness")


def test_the_form_in_force_on_a_day_is_the_newest_that_was_valid_then() -> None:
    first = METHODOLOGY.form("resident-quarter")
    second = replace(first, version=2, valid_from=date(2026, 1, 1))
    both = replace(METHODOLOGY, forms=(second, first))

    assert both.form("resident-quarter", on=date(2025, 12, 31)) == first
    assert both.form("resident-quarter", on=date(2026, 1, 1)) == second
    assert both.form("resident-quarter") == second
    assert both.form_version("resident-quarter", 1) == first


def test_a_form_that_is_not_in_force_yet_is_refused() -> None:
    with pytest.raises(MethodologyError, match="no form “resident-quarter” in force on 2022-12-31"):
        METHODOLOGY.form("resident-quarter", on=date(2022, 12, 31))


def test_an_unknown_version_of_a_form_is_refused() -> None:
    with pytest.raises(MethodologyError, match="no version 7 of form “resident-quarter”"):
        METHODOLOGY.form_version("resident-quarter", 7)


def test_of_two_versions_of_a_check_the_newest_in_force_applies() -> None:
    form = METHODOLOGY.form("resident-quarter")
    old = METHODOLOGY.checks[0]
    new = replace(old, valid_from=date(2025, 1, 1), params={"times": Decimal(9)})
    both = replace(METHODOLOGY, checks=(new, old))

    assert both.checks_of(form, on=date(2024, 12, 31)) == (old,)
    assert both.checks_of(form, on=date(2025, 1, 1)) == (new,)
    assert both.checks_of(form, on=date(2022, 12, 31)) == ()


def test_a_check_applies_to_every_form_that_asks_any_of_its_lines() -> None:
    opening = METHODOLOGY.form("resident-opening")
    codes = {check.code for check in METHODOLOGY.checks_of(opening, on=date(2023, 3, 1))}

    assert "negative-amount" in codes
    assert "pay-plausible" not in codes


def test_definitions_cannot_be_changed_by_who_reads_them() -> None:
    with pytest.raises(TypeError):
        METHODOLOGY.measures["revenue"] = METHODOLOGY.measure("taxes")
