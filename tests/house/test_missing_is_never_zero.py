"""Does any code turn what nobody reported into a nought?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.project import ROOT, python_files, shown

_FILLERS = {
    "fillna",
    "fill_null",
    "fill_nan",
    "nan_to_num",
    "coalesce",
    "Coalesce",
    "ifnull",
    "IfNull",
    "nvl",
}
_IN_SQL = re.compile(r"\b(?:coalesce|ifnull|nvl)\s*\([^()]*(?:\([^()]*\)[^()]*)*,\s*0(?:\.0*)?\s*\)", re.IGNORECASE)
_IN_TEMPLATE = re.compile(r"\|\s*default(?:_if_none)?\s*:\s*[\"']?0[\"']?[\s|}%]")


def _is_zero(node: ast.expr) -> bool:
    """0, 0.0 and one call around it: Decimal("0"), Value(0), ibis.literal(0). Not "0", a digit, nor False."""
    if isinstance(node, ast.Call):
        return len(node.args) == 1 and (_is_zero(node.args[0]) or _is_digit_zero(node.args[0]))
    return isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value == 0


def _is_digit_zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == "0"


def _fills_with_zero(node: ast.AST) -> bool:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return _is_zero(node.values[-1])
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        return name == "nan_to_num" or (name in _FILLERS and any(map(_is_zero, values)))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_IN_SQL.search(node.value))


def zeros_in_code(source: str) -> list[int]:
    """The lines of a Python text that put 0 where a value may be missing: calls, `or 0`, SQL in a string."""
    return sorted(node.lineno for node in ast.walk(ast.parse(source)) if _fills_with_zero(node))


def zeros_in_template(text: str) -> list[str]:
    """The filters of a template that show 0 for a missing value."""
    return _IN_TEMPLATE.findall(text)


@pytest.mark.parametrize("path", python_files("src"), ids=shown)
def test_no_code_turns_missing_into_zero(path: Path):
    assert zeros_in_code(path.read_text()) == []


def test_no_template_or_query_turns_missing_into_zero():
    templates = [path for kind in ("*.html", "*.txt", "*.typ") for path in (ROOT / "src").rglob(kind)]
    queries = list((ROOT / "src").rglob("*.sql"))

    assert {shown(path): hits for path in templates if (hits := zeros_in_template(path.read_text()))} == {}
    assert [shown(path) for path in queries if _IN_SQL.search(path.read_text())] == []


@pytest.mark.parametrize(
    "code",
    [
        "table.amount.fillna(0)",
        "table.amount.fill_null(0.0)",
        "ibis.coalesce(table.amount, ibis.literal(0))",
        "Coalesce('amount', Value(0))",
        "Coalesce(Sum('amount'), Decimal('0'), output_field=DecimalField())",
        "total = amount or 0",
        "total = (found or Decimal(0)) + 1",
        "numpy.nan_to_num(matrix)",
        "run('select coalesce(sum(amount), 0) from observation')",
    ],
)
def test_a_zero_in_place_of_a_missing_value_is_found(code):
    assert zeros_in_code(code) == [1]


@pytest.mark.parametrize(
    "code",
    [
        "Coalesce('short_name', 'name')",
        "amount.nullif(0)",
        "if amount == 0 or amount > limit: pass",
        "is_open = early or False",
        "Decimal(whole + '.' + (fraction or '0'))",
        "'coalesce is forbidden here, 0 is a number'",
    ],
)
def test_honest_zeros_are_no_offence(code):
    assert zeros_in_code(code) == []


def test_a_template_that_shows_zero_for_nothing_is_found():
    assert zeros_in_template('{{ figure.value|default:"0" }} {{ n|default_if_none:0 }}') != []
    assert zeros_in_template('{{ figure.value|default:"нет данных" }}') == []
