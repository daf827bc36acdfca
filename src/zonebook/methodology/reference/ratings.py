"""The page of ratings: what does each compare, and which choice does it make at each step?"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from zonebook.methodology.ratings import shipped_ratings
from zonebook.methodology.reference.markdown import both, code, codes, facts, page, source, status, table
from zonebook.rating import Group, Indicator, Rating
from zonebook.rating.definition import Aggregation, Imputation, Normalisation, Outliers, Weighting, shares

_INTRODUCTION = """\
A rating is a YAML file; `zonebook rate SPEC.yaml MATRIX.csv` takes one of anybody's. The fields are those below; what
each method does, with its formula and source, stands in the code that computes it (`zonebook/rating`). What a matrix
looks like: [command line](command-line.md). How the intervals of places come about:
[how sure is a place](../explanation/how-sure-is-a-place.md)."""


def ratings_page() -> str:
    """docs/reference/ratings.md"""
    return page("Ratings", _INTRODUCTION, _choices(), *map(_section, shipped_ratings()))


def _choices() -> str:
    kinds: tuple[tuple[str, type[StrEnum]], ...] = (
        ("imputation", Imputation),
        ("outliers", Outliers),
        ("normalisation", Normalisation),
        ("weighting (of a group)", Weighting),
        ("aggregation (of a group)", Aggregation),
    )
    return "## Choices at each step\n\n" + table(
        ("step", "methods"), [(name, codes(list(kind))) for name, kind in kinds]
    )


def _section(rating: Rating) -> str:
    varied = rating.varied
    described = facts(
        {
            "title": both(rating.title),
            "least share known, of an indicator and of a zone": f"{rating.coverage:.0%}",
            "imputation": rating.imputation,
            "outliers": rating.outliers,
            "normalisation": rating.normalisation,
            "scale": f"{rating.scale[0]:g} to {rating.scale[1]:g}",
            "a replay varies": ", ".join(_varied(rating)),
            "weights are drawn": f"around the given ones, concentration {varied.concentration:g}"
            if varied.concentration
            else "evenly from all there are",
            "valid from": rating.valid_from,
            "reference": source(rating.reference.title, rating.reference.link),
            "status": status(rating.status),
        }
    )
    tree = table(("", "weight", "aggregation", "divided by", "plan", "better"), list(_rows(rating.root, depth=0)))
    return f"## {rating.code}\n\n{described}\n\n{tree}"


def _varied(rating: Rating) -> Iterator[str]:
    varied = rating.varied
    yield "weights"
    for name, options in (
        ("normalisation", varied.normalisations),
        ("aggregation", varied.aggregations),
        ("imputation", varied.imputations),
        ("outliers", varied.outliers),
    ):
        if options:
            yield f"{name} ({codes(list(options))})"
    if varied.leave_one_out:
        yield "one indicator left out"
    if varied.errors:
        yield "errors of measurement"


def _rows(group: Group, *, depth: int) -> Iterator[tuple[object, ...]]:
    """A line for each member, members of groups further to the right."""
    for member in group.members:
        named = f"{'&emsp;' * depth}{code(member.code)} {member.title.en}<br>{'&emsp;' * depth}{member.title.ru}"
        share = f"{shares(group)[member.code]:.0%}"
        if isinstance(member, Indicator):
            yield (named, share, "", member.per, member.plan, member.direction)
        else:
            yield (f"**{named}**", share, member.aggregation, "", "", "")
            yield from _rows(member, depth=depth + 1)
