"""The page of published figures: what may stand in a table of them, and what does each indicator mean?"""

from __future__ import annotations

from zonebook.methodology.published import PublishedDefinition, WrittenUnit, load_published
from zonebook.methodology.reference.markdown import both, code, codes, facts, page, source, status, table

_INTRODUCTION = """\
What others publish about zones is kept as they said it. A table of it names each figure by a column's name; here is
what each name means. `time`: a state on a day, cumulative since the start, or a flow of its period. `sort`: only
results are taken by ratings. Figures of one subject can be taken for each other, by readers and by newspapers."""


def published_page() -> str:
    """docs/reference/published.md"""
    definition = load_published()
    described = facts(
        {
            "version": definition.version,
            "valid from": definition.valid_from,
            "a rating takes nothing older than, years": definition.years,
            "rows of these are texts and no figures": codes(definition.texts),
            "reference": source(definition.reference.title, definition.reference.link),
            "status": status(definition.status),
        }
    )
    return page(
        "Published figures", _INTRODUCTION, described, _units(definition), _indicators(definition), _worked(definition)
    )


def _units(definition: PublishedDefinition) -> str:
    rows = [(code(name), _unit(one), one.magnitude) for name, one in definition.units.items()]
    return f"## Units\n\n{table(('written', 'unit of the book', 'how many of it'), rows)}"


def _unit(one: WrittenUnit) -> str:
    return code(one.unit) if one.unit else "that of the indicator"


def _indicators(definition: PublishedDefinition) -> str:
    rows = [
        (
            code(one.code),
            both(one.title),
            code(one.unit),
            one.time.value,
            one.sort.value,
            code(one.subject),
            code(one.measure) if one.measure else "",
            codes(one.columns),
        )
        for one in definition.indicators
    ]
    heads = ("indicator", "what", "unit", "time", "sort", "subject", "measure of the book", "in tables")
    return f"## Indicators\n\n{table(heads, rows)}"


def _worked(definition: PublishedDefinition) -> str:
    rows = [
        (code(one.column), one.written, code(one.unit), code(one.indicator), f"**{one.value:f}**")
        for one in definition.examples
    ]
    heads = ("column", "written", "in", "indicator", "value")
    return f"## Worked examples\n\nThe tests execute them.\n\n{table(heads, rows)}"
