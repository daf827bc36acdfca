"""The page of forms: what is asked, in which unit it is written, and what it is kept as."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from zonebook.intake import Form, Line, LineKind
from zonebook.measures import Text
from zonebook.methodology.loader import Methodology
from zonebook.methodology.reference.markdown import both, code, codes, facts, page, source, status, table

KINDS: Mapping[LineKind, str] = MappingProxyType(
    {
        LineKind.FLOW: "cumulative from the start of the year (in an opening report: since the start)",
        LineKind.STOCK: "the level on the last day of the period",
        LineKind.AVERAGE: "an average over the period; averages of companies are never added",
        LineKind.FLAG: "yes or no",
    }
)
_INTRODUCTION = """\
A form is a workbook with one column for each of the company's sites. A blank is *missing*, never zero: a required line
left blank needs a written explanation. What is written is kept exactly, in the base unit."""
_WRITTEN = Decimal("1234.5")


def forms_page(methodology: Methodology) -> str:
    """docs/reference/forms.md"""
    kinds = table(("kind of line", "what is written"), [(code(kind), said) for kind, said in KINDS.items()])
    used = _measures_by_line(methodology)
    return page("Forms", _INTRODUCTION, f"## Lines\n\n{kinds}", *(_section(form, used) for form in methodology.forms))


def _section(form: Form, used: Mapping[str, list[str]]) -> str:
    described = facts(
        {
            "title": f"{form.title.en} · {form.title.ru}",
            "note": _both(form.note),
            "version": form.version,
            "what it changes": None if form.changes is None else both(form.changes.note),
            "valid from": form.valid_from,
            "reference": f"{source(form.reference.title.en, form.reference.link)}<br>{form.reference.title.ru}",
            "status": status(form.status),
        }
    )
    blocks = [f"## {form.code}", described]
    for section in form.sections:
        rows = [_row(line, used) for line in section.lines]
        heads = ("line", "English", "Russian", "unit", "kind", "required", "part of", "measures", "note")
        blocks.append(f"### {form.code}: {section.title.en} · {section.title.ru}\n\n{table(heads, rows)}")
    return "\n\n".join((*blocks, _example(form)))


def _row(line: Line, used: Mapping[str, list[str]]) -> tuple[object, ...]:
    return (
        code(line.code),
        line.title.en,
        line.title.ru,
        f"{line.written_unit.en} ({line.written_unit.ru})",
        code(line.kind),
        "yes" if line.required else "no",
        code(line.part_of) if line.part_of else None,
        codes(used.get(line.code, ())),
        _both(line.note),
    )


def _example(form: Form) -> str:
    """How one number of each written unit is kept: the exact bridge between what is written and what is added up."""
    by_unit = {line.written_unit.en: line for line in form.lines if line.kind is not LineKind.FLAG}
    rows = []
    for line in by_unit.values():
        written = round(_WRITTEN, min(line.decimals, 1))
        kept = line.to_base(written)
        rows.append((code(line.code), f"{written:f} {line.written_unit.en}", f"**{kept.normalize():f}** {line.unit}"))
    return f"Worked example (the tests execute it):\n\n{table(('line', 'written', 'kept as'), rows)}"


def _measures_by_line(methodology: Methodology) -> Mapping[str, list[str]]:
    used: dict[str, list[str]] = {}
    for measure in methodology.measures.values():
        for line in measure.inputs:
            used.setdefault(line, []).append(measure.code)
    return used


def _both(text: Text | None) -> str | None:
    return None if text is None else both(text)
