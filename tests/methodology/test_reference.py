"""Do the reference pages say what the definitions say?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.project import ROOT
from zonebook.intake import LineKind, Rule
from zonebook.methodology import load_methodology
from zonebook.methodology.definition import Formula
from zonebook.methodology.reference import pages, write_pages
from zonebook.methodology.reference.checks import RULES_IN_WORDS
from zonebook.methodology.reference.forms import KINDS
from zonebook.methodology.reference.markdown import filled_columns, table
from zonebook.methodology.reference.measures import FORMULAS

METHODOLOGY = load_methodology()
PAGES = pages(METHODOLOGY)


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_up_to_date(name: str) -> None:
    """Where a definition was changed: `python -m zonebook.methodology.reference`, and commit the pages with it."""
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == PAGES[name]


def test_writing_the_pages_writes_each_of_them(tmp_path: Path) -> None:
    write_pages(tmp_path / "reference")

    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "reference").iterdir()} == PAGES


@pytest.mark.parametrize("measure", METHODOLOGY.measures.values(), ids=METHODOLOGY.measures)
def test_a_measure_is_described_with_all_that_it_rests_on(measure: object) -> None:
    section = section_of(PAGES["measures.md"], measure.code)

    for said in (
        measure.title.ru,
        measure.title.en,
        f"`{measure.formula}`",
        *(f"`{line}`" for line in measure.inputs),
        *(f"`{population}`" for population in measure.populations),
        measure.missing.ru,
        measure.missing.en,
        str(measure.valid_from),
        measure.reference.title,
        measure.status,
        f"**{measure.example.answer.value:f}**",
        measure.example.note.ru,
        measure.example.note.en,
    ):
        assert said in section


@pytest.mark.parametrize("form", METHODOLOGY.forms, ids=lambda form: form.code)
def test_every_line_of_a_form_is_listed_in_both_languages(form: object) -> None:
    section = section_of(PAGES["forms.md"], form.code)

    for line in form.lines:
        assert f"| `{line.code}` | {line.title.en} | {line.title.ru} | " in section


@pytest.mark.parametrize("check", METHODOLOGY.checks, ids=lambda check: check.code)
def test_a_check_is_described_with_its_words_and_both_examples(check: object) -> None:
    section = section_of(PAGES["checks.md"], check.code)

    for said in (check.severity, f"`{check.rule}`", check.message.ru, check.advice.en, check.status):
        assert said in section
    assert section.rpartition("| --- |")[2].count("\n| ") == 2


def test_every_formula_rule_and_kind_of_line_is_explained() -> None:
    assert set(FORMULAS) == set(Formula)
    assert set(RULES_IN_WORDS) == set(Rule)
    assert set(KINDS) == set(LineKind)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_within_the_pages_leads_somewhere(name: str) -> None:
    headings = {file: set(re.findall(r"^##+ (\S+)", text, re.MULTILINE)) for file, text in PAGES.items()}
    anchors = {file: {heading.casefold() for heading in found} for file, found in headings.items()}

    for file, anchor in re.findall(r"\]\((\w+\.md)?#([\w-]+)\)", PAGES[name]):
        assert anchor in anchors[file or name]


@pytest.mark.parametrize("name", PAGES)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(name: str) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", PAGES[name], re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}) == 1


def test_a_cell_never_breaks_its_table() -> None:
    assert table(("a",), [["one | two\nthree"]]) == "| a |\n| --- |\n| one \\| two three |"


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    assert filled_columns(("a", "b", "c"), [(1, None, None), (2, None, 0)]) == (
        "| a | c |\n| --- | --- |\n| 1 |  |\n| 2 | 0 |"
    )


def section_of(page: str, code: str) -> str:
    return page.partition(f"\n## {code}\n")[2].partition("\n## ")[0]
