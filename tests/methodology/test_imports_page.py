"""Does the page of imports say all that the definitions say?"""

from __future__ import annotations

from zonebook.intake.imports import ColumnKind, RowRule
from zonebook.methodology import load_methodology
from zonebook.methodology.reference.imports import KINDS, RULES, imports_page

IMPORTS = load_methodology().imports
PAGE = imports_page(load_methodology())


def test_every_column_is_listed_with_its_titles_example_and_synonyms() -> None:
    for definition in IMPORTS.values():
        for column in definition.columns:
            row = next(
                line for line in section(definition.code).splitlines() if line.startswith(f"| `{column.code}` |")
            )
            for said in (column.title.en, column.title.ru, column.example, *column.synonyms):
                assert said in row


def test_every_kind_and_every_rule_is_explained() -> None:
    assert set(KINDS) == set(ColumnKind)
    assert set(RULES) == set(RowRule)


def test_a_definition_that_rests_on_no_official_text_says_so() -> None:
    for definition in IMPORTS.values():
        assert definition.status == "illustrative"
        assert "illustrative" in section(definition.code)


def section(code: str) -> str:
    _, _, rest = PAGE.partition(f"\n## {code}\n")
    return rest.partition("\n## ")[0]
