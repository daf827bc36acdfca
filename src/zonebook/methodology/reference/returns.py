"""The page of tables and bridges: what does the zone hand over, what does each cell ask, which identity must hold?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from zonebook.measures.bridge import TAKEN_AWAY, TERMS, Bridge
from zonebook.methodology.definition import MeasureDefinition
from zonebook.methodology.loader import Methodology
from zonebook.methodology.reference.markdown import both, code, codes, facts, page, source, status, table
from zonebook.methodology.summary import BridgeDefinition, Column, Row, Stretch, SummaryTable, TableExample

STRETCHES: Mapping[Stretch, str] = MappingProxyType(
    {
        Stretch.PERIOD: "a flow of the reporting period; a level on its last day; a change over it",
        Stretch.SINCE_START: "a flow of everything until the period's last day; levels and changes are not asked (×)",
        Stretch.YEAR_BEFORE: "the same of the same period a year before",
    }
)
_INTRODUCTION = """\
Tables are handed to an authority; bridges say what lies between two levels. Both are asked at one moment, so that the
same question gives the same numbers again. A company that lacks a number is in no sum and is named. **…** stands where
the book has no figure, **×** where a row is not asked so. Money is written in the unit of the table, rounded once, on
paper; the workbook keeps the exact amount. How to take and sign one:
[hand over a table](../how-to/hand-over-tables.md)."""
_CONFIDENTIAL = """\
## Cells that tell of one company

Where the zone does not publish the trails of its figures, the figure of one company is for those who may see its
report. A number that counts one company only is that company's report. In a table such a cell has **\\*** beside its
count, on the page and in each file, and a note says that it is not to be published. A bridge names companies line by
line, and a site may have one only: in such a zone it carries a note for the whole paper. Numbers counted by the
register (companies, residents, areas) are never marked. In a zone that publishes its trails nothing is.

What the mark does not see: two cells whose difference is one company (all companies less the residents, a period less
a shorter one); and where two companies are counted, each can reckon the other's number."""
_ADDING = """\
## To add a table

1. Write `methodology/definitions/tables/<code>.yaml`: `code`, `version: 1`, `title` and `note` in both languages,
   `money` (in how many roubles, with how many decimals), `columns` (a stretch and a heading each), `sections` of `rows`
   (the number on paper, the measure, the population, a title where the measure's will not do), `valid_from`,
   `reference` and `status`.
2. Add an `example`: a reporting period, and for some rows the period that each column asks for. The tests execute it.
3. A row that asks for something no measure says needs the measure first (`methodology/definitions/measures/`, see
   [measures](measures.md)); loading refuses a table that names none, or a population that the measure does not have.
4. Run `python -m zonebook.methodology.reference`. The table is on the desk, as a page, XLSX, DOCX and PDF; no code
   changes.

What changes later is a new version beside the old one, with its own `valid_from` and `changes`: a table of an earlier
period is made by the version of then."""
_SIGNS: Mapping[str, str] = MappingProxyType(
    {term: "−" if term in TAKEN_AWAY else "=" if term == "closing" else "+" for term in TERMS}
)


def returns_page(methodology: Methodology) -> str:
    """docs/reference/returns.md"""
    stretches = table(("column", "asks for"), [(code(stretch), said) for stretch, said in STRETCHES.items()])
    return page(
        "Tables and bridges",
        _INTRODUCTION,
        stretches,
        *(_table(one, methodology.measures) for one in methodology.tables),
        *map(_bridge, methodology.bridges),
        _CONFIDENTIAL,
        _ADDING,
    )


def _table(definition: SummaryTable, measures: Mapping[str, MeasureDefinition]) -> str:
    heads = ("No.", "English", "Russian", "measure", "population")
    blocks = [
        f"## {definition.code}",
        _described(definition, extra={"columns": "; ".join(map(_column, definition.columns))}),
        *(
            f"**{one.title.en}** ({one.title.ru})\n\n{table(heads, [_row(row, measures) for row in one.rows])}"
            for one in definition.sections
        ),
        _asked(definition.example, definition.columns),
    ]
    return "\n\n".join(blocks)


def _bridge(definition: BridgeDefinition) -> str:
    extra = {
        "level": _measure(definition.level),
        "added": _measure(definition.added),
        "populations": codes(definition.populations),
    }
    terms = [(code(term), _SIGNS[term], definition.terms[term].en, definition.terms[term].ru) for term in TERMS]
    return "\n\n".join(
        (
            f"## {definition.code}-bridge",
            _described(definition, extra=extra),
            table(("term", "sign", "English", "Russian"), terms),
            "The identity, at each place, each company, each site and the zone, to the unit:",
            f"    {identity()} = closing",
            f"The ends are {_measure(definition.level)}, what was added is {_measure(definition.added)}; net is what"
            " the ends differ by:",
            "    closing − opening = added + came − left + moved_in − moved_out − closed + unexplained",
            _worked(definition),
        )
    )


def identity() -> str:
    """The left side of the equation of a bridge, term by term."""
    first, *rest = (term for term in TERMS if term != "closing")
    return " ".join([first, *(f"{_SIGNS[term]} {term}" for term in rest)])


def _worked(definition: BridgeDefinition) -> str:
    """The example with its identity in numbers."""
    places = [(one.company, one.site, one.opening, one.added, one.closing) for one in definition.example.given]
    given = table(("company", "site", "opening", "added", "closing"), places)
    whole = Bridge(**definition.example.terms)
    numbers = identity()
    for term in sorted(TERMS, key=len, reverse=True):
        numbers = numbers.replace(term, _plain(getattr(whole, term)))
    net = f"net: {_plain(whole.closing)} − {_plain(whole.opening)} = {_plain(whole.net)}"
    sums = f"    {numbers} = {_plain(whole.closing)}\n    {net}"
    return (
        f"Worked example (the tests execute it); a level that is blank: the company was not there.\n\n{given}\n\n{sums}"
    )


def _plain(amount: Decimal) -> str:
    return f"{amount:f}".replace("-", "−")


def _described(definition: SummaryTable | BridgeDefinition, *, extra: Mapping[str, object]) -> str:
    reference = definition.reference
    changes, money = definition.changes if isinstance(definition, SummaryTable) else None, definition.money
    return facts(
        {
            "title": both(definition.title),
            "counts": both(definition.note),
            **extra,
            "money in": f"{both(money.title)} (×{money.factor}, decimals: {money.decimals})",
            "version": definition.version,
            "changes": changes and both(changes),
            "valid from": definition.valid_from,
            "reference": f"{source(reference.title.en, reference.link)}<br>{reference.title.ru}",
            "status": status(definition.status),
        }
    )


def _column(column: Column) -> str:
    return f"{code(column.stretch)} {column.title.en} / {column.title.ru}"


def _row(row: Row, measures: Mapping[str, MeasureDefinition]) -> tuple[object, ...]:
    title = row.title or measures[row.measure].title
    return (row.number, title.en, title.ru, _measure(row.measure), code(row.population))


def _measure(name: str) -> str:
    return f"[{code(name)}](measures.md#{name})"


def _asked(example: TableExample, columns: Sequence[Column]) -> str:
    heads = ("row", *(code(column.stretch) for column in columns))
    rows = [(number, *("×" if one is None else one for one in asked)) for number, asked in example.asks.items()]
    return f"Worked example (the tests execute it), for {example.during}:\n\n{table(heads, rows)}"
