"""The page of extracts: what each outside source tells, beside what of ours, and how near is near enough?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from zonebook.methodology.extracts import ExtractDefinition, How, Tolerance
from zonebook.methodology.loader import Methodology
from zonebook.methodology.reference.markdown import both, code, facts, page, source, status, table

HOWS: Mapping[How, str] = MappingProxyType(
    {
        How.CUMULATIVE: "from 1 January to the period's end, beside a flow of the report",
        How.LEVEL: "on the period's last day, beside a stock",
        How.MONTH_AVERAGE: "the mean of the months from 1 January, beside an average; a missing month: not compared",
    }
)
_INTRODUCTION = """\
An extract is read as an imported table is: columns by their headers, kinds of values as in [imports](imports.md). Its
rows are matched by ИНН with its control digits. Numbers are held against the accepted report of the company for the
same period, all its sites together; facts against the register. Two numbers agree when they are no farther apart than
the absolute tolerance, or than the relative one of the larger of them. A blank on either side is *missing*, never zero,
and no difference."""


def extracts_page(methodology: Methodology) -> str:
    """docs/reference/extracts.md"""
    return page("Extracts", _INTRODUCTION, *map(_section, methodology.extracts))


def _section(extract: ExtractDefinition) -> str:
    reference = extract.reference
    described = facts(
        {
            "title": f"{extract.title.en} · {extract.title.ru}",
            "what it holds": both(extract.note),
            "version": extract.version,
            "held against": f"form {code(extract.form)}" if extract.form else "the register of companies",
            "valid from": extract.valid_from,
            "reference": f"{source(reference.title.en, reference.link)}<br>{reference.title.ru}",
            "status": status(extract.status),
        }
    )
    columns = table(
        ("column", "English", "Russian", "kind", "required", "example", "headers also taken"),
        [
            (
                code(one.code),
                one.title.en,
                one.title.ru,
                code(one.kind),
                "yes" if one.required else "no",
                one.example,
                ", ".join(one.synonyms),
            )
            for one in extract.columns
        ],
    )
    compared = table(("column", "beside", "how", "tolerance"), list(_compared(extract)))
    examples = table(("beside", "in the book", "in the extract", "agrees"), list(_examples(extract)))
    return "\n\n".join(
        (f"## {extract.code}", described, columns, "What is compared:", compared, "Worked examples:", examples)
    )


def _compared(extract: ExtractDefinition) -> Iterator[tuple[object, ...]]:
    for line in extract.lines:
        yield code(line.column), f"line {code(line.line)}", HOWS[line.how], _within(line.tolerance, line.unit)
    for fact in extract.facts:
        ignored = f"without {', '.join(fact.ignores)}" if fact.ignores else ""
        yield code(fact.column), f"fact {code(fact.fact)}", "the same words", ignored


def _within(tolerance: Tolerance, unit: str) -> str:
    return f"{tolerance.absolute:f} {unit}, or {tolerance.relative * 100:f} %"


def _examples(extract: ExtractDefinition) -> Iterator[tuple[object, ...]]:
    for line in extract.line_examples:
        theirs = ", ".join(f"{amount:f}" for amount in line.theirs)
        yield code(line.line), f"{line.ours:f}", theirs, f"**{'yes' if line.agrees else 'no'}**"
    for fact in extract.fact_examples:
        yield code(fact.fact), fact.ours, fact.theirs, f"**{'yes' if fact.agrees else 'no'}**"
