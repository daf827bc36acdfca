"""The page of measures: how each is computed, from what, for whom, and one worked example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zonebook.measures import Period, Unit
from zonebook.methodology.definition import Example, Formula, MeasureDefinition
from zonebook.methodology.loader import Methodology
from zonebook.methodology.reference.markdown import (
    both,
    code,
    codes,
    facts,
    filled_columns,
    page,
    source,
    status,
    table,
)

FORMULAS: Mapping[Formula, str] = MappingProxyType(
    {
        Formula.SUM_OF_FLOWS: "adds what the accepted reports say of the whole quarters of the period",
        Formula.STOCK_AT_END: "adds the levels at the end of the last quarter that ended within the period",
        Formula.CHANGE_OF_STOCK: "the level at the period's end less the level at the end of the quarter before it",
        Formula.COUNT_OF_POPULATION: "counts the companies of the population that sit on the sites in scope on the day",
        Formula.COUNT_OF_MEMBERS: "counts the members of the clusters in scope on the day, wherever they sit",
        Formula.SUM_OF_AREAS: "adds the areas of the sites in scope",
        Formula.PLACE: "the zone's place in the newest edition of a rating published by the day",
        Formula.STREAK_OF_FIRST_PLACES: "counts the editions back from the newest in which the zone was first",
    }
)
_INTRODUCTION = """\
A figure is a measure for a scope, a population and a period, as known at a moment. A company that did not report all
that a figure needs is not in it, never as a zero, and the coverage names it. A population is taken at the period's end.
What a period asks beyond the last whole quarter, reports cannot say: the figure names the part that it speaks of."""


def measures_page(methodology: Methodology) -> str:
    """docs/reference/measures.md"""
    measures = list(methodology.measures.values())
    overview = [
        (f"[{code(measure.code)}](#{measure.code})", measure.title.en, measure.title.ru, _unit(measure))
        for measure in measures
    ]
    blocks = (_section(measure) for measure in measures)
    return page(
        "Measures",
        _INTRODUCTION,
        table(("measure", "English", "Russian", "unit"), overview),
        *blocks,
        _judging(methodology),
    )


def _section(measure: MeasureDefinition) -> str:
    described = facts(
        {
            "title": f"{measure.title.en} · {measure.title.ru}",
            "unit": _unit(measure),
            "formula": f"{code(measure.formula)}: {FORMULAS[measure.formula]}",
            "form lines": ", ".join(f"[{code(line)}](forms.md#lines)" for line in measure.inputs),
            "populations": _populations(measure),
            "missing": both(measure.missing),
            "can be negative": None if measure.never_negative else "yes",
            "claims say it as": codes(measure.said_as),
            "version": measure.version,
            "valid from": measure.valid_from,
            "reference": source(measure.reference.title, measure.reference.link),
            "status": status(measure.status),
        }
    )
    return "\n\n".join((f"## {measure.code}", described, *_example(measure.example, measure)))


def _example(example: Example, measure: MeasureDefinition) -> list[str]:
    """What is given, table by table; what is asked; what comes out."""
    given = example.given
    present = [("presence", e.company, e.site, e.from_, e.to) for e in given.presence]
    resident = [("residency", e.company, e.from_, e.to) for e in given.residency]
    members = [("membership", e.company, e.cluster, e.from_, e.to) for e in given.membership]
    filed = [("observation", e.company, e.site, code(e.line), e.period, e.amount) for e in given.observation]
    sites = [("site", e.site, e.area_ha) for e in given.site]
    editions = [("edition", e.rating, e.year, e.place, e.published) for e in given.edition]
    return [
        "Worked example (the tests execute it):",
        *_given(present, ("given", "company", "site", "from", "to")),
        *_given(resident, ("given", "company", "from", "to")),
        *_given(members, ("given", "company", "cluster", "from", "to")),
        *_given(filed, ("given", "company", "site", "line", "period", "amount")),
        *_given(sites, ("given", "site", "area, ha")),
        *_given(editions, ("given", "rating", "year", "place", "published")),
        _asked_and_answered(example, measure),
        both(example.note),
    ]


def _given(rows: Sequence[Sequence[object]], heads: Sequence[str]) -> list[str]:
    """A table of given entries, if there are any."""
    return [filled_columns(heads, rows)] if rows else []


def _asked_and_answered(example: Example, measure: MeasureDefinition) -> str:
    period = Period.parse(example.ask.during)
    answer = example.answer
    return table(
        ("asked", "population", "period", "answer", "reported of expected"),
        [
            (
                codes(example.ask.of),
                code(example.ask.population),
                f"{code(str(period))} ({period.name('en')})",
                f"**{answer.value:f}** {Unit.of(measure.unit).title('en')}",
                f"{answer.reported} of {answer.expected}",
            )
        ],
    )


def _unit(measure: MeasureDefinition) -> str:
    unit = Unit.of(measure.unit)
    return f"{code(unit.code)} ({unit.title('ru')})"


def _populations(measure: MeasureDefinition) -> str:
    first, *others = measure.populations
    return ", ".join((f"{code(first)} (meant when none is named)", *map(code, others)))


def _judging(methodology: Methodology) -> str:
    judging = methodology.judging
    described = facts(
        {
            "enough coverage": f"{judging.enough_coverage:%}",
            "fewest agreements in a sum of obligations that is told without their papers": judging.least_agreements,
            "why": both(judging.note),
            "version": judging.version,
            "valid from": judging.valid_from,
            "reference": source(judging.reference.title, judging.reference.link),
            "status": status(judging.status),
        }
    )
    return f"## When a figure is firm enough to contradict a claim\n\n{described}"
