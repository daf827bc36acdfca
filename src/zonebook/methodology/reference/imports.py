"""The page of imports: which columns a table may have, what each takes, what must be true of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from zonebook.intake.imports import ColumnKind, Demand, ImportColumn, ImportDefinition, RowRule
from zonebook.methodology.loader import Methodology
from zonebook.methodology.reference.markdown import both, code, codes, facts, page, source, status, table

KINDS: Mapping[ColumnKind, str] = MappingProxyType(
    {
        ColumnKind.TEXT: "text, spaces made single; a day that a spreadsheet made of it is a finding",
        ColumnKind.SLUG: "lower-case Latin letters, digits, hyphens",
        ColumnKind.INN: "10 or 12 digits with their control digits",
        ColumnKind.OGRN: "13 or 15 digits with their control digit",
        ColumnKind.KPP: "nine characters: digits, the fifth and sixth may be Latin capitals",
        ColumnKind.OKVED: "digits and points as text; as a number or a day it may have lost noughts: a finding",
        ColumnKind.DATE: "31.12.2025, 2025-12-31 or a cell that holds a day",
        ColumnKind.DECIMAL: "a number; in text, spaces may group its digits; «1,234» may be two numbers: a finding",
        ColumnKind.INTEGER: "a whole number",
        ColumnKind.CHOICE: "one of the listed words",
        ColumnKind.EMAIL: "one address",
        ColumnKind.PHONE: "one telephone number",
        ColumnKind.REFERENCE: "an entry of the register by its code, a name or its number; two of one name: a finding",
    }
)
RULES: Mapping[RowRule, str] = MappingProxyType(
    {
        RowRule.UNIQUE: "no two rows have the same values in these columns together",
        RowRule.NOT_IN_REGISTER: "no entry of the register has the same values",
        RowRule.ENDS_AFTER_BEGINS: "the second day is not before the first",
        RowRule.NEEDS: "where the first is filled in, so is the second",
        RowRule.ONLY_WITH: "the first is filled in only where the second has the value",
        RowRule.NO_OVERLAP: "days do not overlap for equal values of the first, in the file or with the register",
    }
)
_INTRODUCTION = """\
A table goes into the register whole or not at all, and only makes entries: what the register has already is a finding,
never a change. A header is taken for a column by its title, code or a listed synonym, whatever its case; one that only
looks alike is offered, never taken. A blank is *missing*, never zero."""


def imports_page(methodology: Methodology) -> str:
    """docs/reference/imports.md"""
    kinds = table(("kind of column", "what it takes"), [(code(kind), said) for kind, said in KINDS.items()])
    sections = (_section(definition) for definition in methodology.imports.values())
    return page("Imports", _INTRODUCTION, f"## Kinds of columns\n\n{kinds}", *sections)


def _section(definition: ImportDefinition) -> str:
    described = facts(
        {
            "title": f"{definition.title.en} · {definition.title.ru}",
            "version": definition.version,
            "valid from": definition.valid_from,
            "reference": f"{source(definition.reference.title.en, definition.reference.link)}"
            f"<br>{definition.reference.title.ru}",
            "status": status(definition.status),
        }
    )
    heads = ("column", "English", "Russian", "kind", "required", "limits", "example", "headers also taken", "note")
    columns = table(heads, [_row(column) for column in definition.columns])
    rules = table(("rule", "columns", "says", "grave"), [_demand(demand) for demand in definition.demands])
    return "\n\n".join((f"## {definition.code}", described, columns, "What must be true of the rows:", rules))


def _row(column: ImportColumn) -> tuple[object, ...]:
    return (
        code(column.code),
        column.title.en,
        column.title.ru,
        code(column.kind),
        "yes" if column.required else "no",
        "; ".join(_limits(column)),
        column.example,
        ", ".join(column.synonyms),
        None if column.note is None else both(column.note),
    )


def _limits(column: ImportColumn) -> Iterator[str]:
    unit = f" {column.unit.en}" if column.unit else ""
    if column.low is not None:
        yield f"from {column.low:f}{unit}"
    if column.high is not None:
        yield f"to {column.high:f}{unit}"
    if column.kind is ColumnKind.DECIMAL:
        yield f"{column.decimals} decimals at most"
    if column.kind is ColumnKind.TEXT:
        yield f"{column.max_length} characters at most"
    if column.choices:
        yield ", ".join(f"{choice.title.en} ({choice.title.ru})" for choice in column.choices)
    if column.refers_to:
        yield f"a {column.refers_to}" + (f" within its {column.within}" if column.within else "")


def _demand(demand: Demand) -> tuple[object, ...]:
    said = RULES[demand.rule] + (f" {code(demand.value)}" if demand.value else "")
    return code(demand.rule), codes(demand.columns), said, demand.severity
