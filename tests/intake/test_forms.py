"""The forms as shipped, and what a form refuses to be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

import pytest
import yaml
from pydantic import TypeAdapter

from tests.intake.workbooks import FORM, money
from zonebook.intake import DefinitionError, Form, Line, LineKind, Section
from zonebook.measures import Text

ENGINE_LINES = """
    headcount_average headcount jobs_created investment capital_investment research revenue revenue_agreed
    revenue_export tax_federal tax_regional tax_local insurance customs benefit_profit benefit_property benefit_land
    benefit_transport benefit_customs average_pay foreign_investors
""".split()


def shipped(code: str) -> Form:
    path = files("zonebook.methodology") / "definitions" / "forms" / f"{code}.yaml"
    return TypeAdapter(Form).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_the_quarterly_form_asks_every_line_the_engine_knows() -> None:
    assert [line.code for line in shipped("resident-quarter").lines] == ENGINE_LINES


def test_the_opening_form_asks_the_same_lines_but_the_averages() -> None:
    asked = {line.code for line in shipped("resident-opening").lines}
    assert asked == set(ENGINE_LINES) - {"headcount_average", "average_pay"}


@pytest.mark.parametrize("code", ["resident-quarter", "resident-opening"])
def test_money_is_written_in_thousands_and_kept_to_the_kopeck(code: str) -> None:
    roubles = [line for line in shipped(code).lines if line.unit == "RUB"]
    assert roubles
    for line in roubles:
        assert line.written_unit.ru == "тыс. руб."
        assert line.to_base(line.to_written(Decimal("1234567.89"))) == Decimal("1234567.89")


def test_no_shipped_form_claims_to_be_official() -> None:
    assert {shipped(code).status for code in ("resident-quarter", "resident-opening")} == {"illustrative"}


def test_a_line_finer_than_its_unit_is_refused() -> None:
    with pytest.raises(DefinitionError, match="finer than RUB"):
        money("investment", "Инвестиции", decimals=6)


def test_a_line_with_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown unit"):
        Line("x", Text("", ""), "parsecs", LineKind.STOCK)


def test_a_line_code_used_twice_is_refused() -> None:
    twice = Section(Text("", ""), (FORM.lines[0],))
    with pytest.raises(DefinitionError, match="used twice"):
        replace(FORM, sections=(*FORM.sections, twice))


def test_a_part_of_a_line_that_is_not_asked_is_refused() -> None:
    stray = Section(Text("", ""), (money("export", "экспорт", part_of="revenue"),))
    with pytest.raises(DefinitionError, match="export"):
        replace(FORM, sections=(*FORM.sections, stray))
