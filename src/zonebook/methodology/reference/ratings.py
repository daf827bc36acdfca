"""The page of ratings: what does each compare, and which choice does it make at each step?"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from zonebook.methodology.ratings import shipped_ratings
from zonebook.methodology.reference.markdown import both, code, codes, facts, page, source, status, table
from zonebook.rating import Group, Indicator, Rating
from zonebook.rating.definition import (
    Aggregation,
    Imputation,
    Normalisation,
    Outliers,
    Screening,
    Weighting,
    WeightsDrawn,
    shares,
)

_INTRODUCTION = """\
A rating is a YAML file; `zonebook rate SPEC.yaml MATRIX.csv` takes one of anybody's. What each method does, with its
formula and source, stands in the code that computes it (`zonebook/rating`). What a matrix looks like:
[rate zones](../how-to/rate-zones.md). How the intervals of places come about:
[how sure is a place](../explanation/how-sure-is-a-place.md)."""

_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("rating", "`code`, `title`, `valid_from`, `status`, `reference`, `root`", "must be there; `root` is a group"),
    ("", "`kinds`", "the classes of zones that it compares; all unless it says so"),
    (
        "",
        "`coverage`, `screening`",
        "the least share known of an indicator and of a zone (0.65), and which is asked first",
    ),
    ("", "`imputation`, `carried_editions`", "what fills a gap; how many editions back a value may be carried (1)"),
    ("", "`outliers`, `normalisation`, `scale`", "see the steps below; the scale is [0, 100]"),
    ("", "`classes`", "`code`, `title`, `least` score, the highest first"),
    (
        "group",
        "`code`, `title`, `members`, `weight`",
        "members are indicators and groups; weights are shares of their sum",
    ),
    ("", "`aggregation`, `exponent`", "how members are put together; the exponent is that of the generalised mean"),
    ("", "`weighting`, `experts`", "where members' weights come from; each expert's 100 points by member"),
    ("", "`parts`", "the least and greatest part of one member under the benefit of the doubt"),
    ("indicator", "`code`, `title`, `weight`, `measure`", "the column of the matrix has its code, unless it names one"),
    ("", "`column`, `per`, `plan`", "columns: its own, what it is divided by, what was promised"),
    ("", "`cap`, `transformation`", "beyond which nothing counts (before a logarithm); `log`"),
    ("", "`direction`, `goalposts`", "`lower` where less is better; `low` and `high`, after the logarithm"),
    (
        "varied",
        "`weights`, `concentration`",
        "`spread` around the definition's, the closer the greater (0: any); `experts`; `fixed`",
    ),
    ("", "`weightings`, `normalisations`, `aggregations`, `imputations`, `outliers`", "drawn with equal chances"),
    ("", "`leave_one_out`, `errors`", "one indicator at a time, or none; values within their stated bounds"),
)

_HELD: tuple[tuple[str, str, str], ...] = (
    ("min-max, distance to the leader, ranks, z-score", "Handbook, table 15", "pymcdm, scikit-criteria (min-max)"),
    ("goalposts, caps, logarithm, geometric mean", "human development index of Costa Rica for 2019", ""),
    ("principal components, varimax, explained variance", "Handbook, tables 16 to 18", "scikit-learn"),
    ("Cronbach's alpha", "Handbook, section 4.3", ""),
    ("entropy", "Xu (2004); Zavadskas & Podvezko (2016)", "scikit-criteria"),
    ("CRITIC", "Diakoulaki et al. (1995); Tuş & Aytaç Adalı (2019)", "pymcdm"),
    ("Borda, Copeland", "Handbook, tables 25 to 33", ""),
    ("geometric mean", "Handbook, section 6.11", "scikit-criteria"),
    ("arithmetic mean", "", "pymcdm, scikit-criteria"),
    ("TOPSIS", "Hwang & Yoon (1981), the fighter aircraft", "pymcdm, scikit-criteria"),
    ("nearest neighbours", "", "scikit-learn"),
    ("Box-Cox", "", "scikit-learn"),
    ("benefit of the doubt", "cases by hand", ""),
    ("indices of sensitivity", "Ishigami & Homma (1990)", "SALib"),
)


def ratings_page() -> str:
    """docs/reference/ratings.md"""
    return page("Ratings", _INTRODUCTION, _fields(), _choices(), _held_against(), *map(_section, shipped_ratings()))


def _fields() -> str:
    return "## Fields\n\n" + table(("of", "field", "says"), list(_FIELDS))


def _held_against() -> str:
    """Tables: tests/rating, above all test_published_tables.py; peers: bench/rating_agreement.py."""
    heading = "## What the methods are held against\n\nThe Handbook is OECD/JRC (2008).\n\n"
    return heading + table(("method", "published table", "peer"), list(_HELD))


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
    described = facts(
        {
            "title": both(rating.title),
            "least share known, of an indicator and of a zone": f"{rating.coverage:.0%}",
            "held against it first": "zones" if rating.screening is Screening.ZONES_FIRST else None,
            "imputation": rating.imputation,
            "outliers": rating.outliers,
            "normalisation": rating.normalisation,
            "scale": f"{rating.scale[0]:g} to {rating.scale[1]:g}",
            "a replay varies": ", ".join(_varied(rating)),
            "weights are drawn": _drawn(rating),
            "valid from": rating.valid_from,
            "reference": source(rating.reference.title, rating.reference.link),
            "status": status(rating.status),
        }
    )
    tree = table(("", "weight", "aggregation", "divided by", "plan", "better"), list(_rows(rating.root, depth=0)))
    return f"## {rating.code}\n\n{described}\n\n{tree}"


def _drawn(rating: Rating) -> str:
    varied = rating.varied
    if varied.weights is WeightsDrawn.FIXED:
        return "never: they are the definition's"
    around = f"around the given ones, concentration {varied.concentration:g}"
    spread = around if varied.concentration else "evenly from all there are"
    return f"those of an expert; without experts {spread}" if varied.weights is WeightsDrawn.EXPERTS else spread


def _varied(rating: Rating) -> Iterator[str]:
    varied = rating.varied
    if varied.weights is not WeightsDrawn.FIXED:
        yield "weights"
    for name, options in (
        ("where weights come from", varied.weightings),
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
