"""The measures as expressions over unbound tables: which rows make a figure, and who is missing from it?

An expression depends on the *shape* of a question alone (how many sites, lines, windows it names), never on its
values: those are marks (`§name§`) that the compiler turns into parameters of the statement. So each shape is written
as SQL once in a process, for DuckDB and for Spark alike.

A window is a stretch of whole quarters whose observations count with a sign: a sum of flows has one, a stock is the
one quarter that ends on its day, a change of stock is the last quarter minus the one before the period.
A company counts as reported when, on each of its sites in scope and for each line, the observations that lie wholly
inside the windows fill every day of them (from the quarter it came in). An observation that straddles a window's edge
is not prorated: its company is absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zonebook.engine.schema import TABLES

MARK = "§{}§"
SCOPE_KINDS = ("zone", "site", "company", "cluster", "industry")


@dataclass(frozen=True, slots=True)
class Shape:
    """What an expression depends on: the population and how many values of each kind the question names."""

    population: str
    scope: tuple[tuple[str, int], ...]
    lines: int = 0
    windows: int = 0


def table(name: str) -> Any:
    """An unbound table of the lake."""
    import ibis

    return ibis.table(dict(TABLES[name]), name=name)


def totals(shape: Shape) -> Any:
    """One row: the sum over the companies that reported, how many did, how many were expected."""
    company = _by_company(shape)
    return company.aggregate(
        value=company.amount.sum(where=company.is_reported),
        reported=company.is_reported.sum(),
        expected=company.count(),
    )


def absent(shape: Shape) -> Any:
    """The codes of the expected companies that are not in the sum."""
    company = _by_company(shape)
    return company.filter(~company.is_reported).select("company").order_by("company")


def cells(shape: Shape) -> Any:
    """Every accepted cell behind the sum, with the amount that it contributes."""
    company = _by_company(shape)
    reported = company.filter(company.is_reported).select("company")
    seen = _observed(shape)
    inside = seen.semi_join(_pairs(shape), ["company", "site"]).semi_join(reported, "company")
    return inside.select(
        "company", "site", "submission", "version", "cell", "period_from", "period_to", amount=inside.signed
    ).order_by("company", "site", "period_from", "period_to", "cell")


def members_present(shape: Shape) -> Any:
    """The companies of the population in scope, each once."""
    return _pairs(shape).select("company").distinct().order_by("company")


def cluster_members(shape: Shape) -> Any:
    """The members of the clusters in scope, in the zone or not, each once."""
    member = table("membership")
    member = member.filter(_in_force(member))
    named = {"zone": member.zone, "cluster": member.cluster, "company": member.company}
    chosen = [named[kind].isin(_marks(kind, count)) for kind, count in shape.scope if kind in named]
    return member.filter(_any(chosen)).select("company").distinct().order_by("company")


def site_areas(shape: Shape) -> Any:
    """The sites in scope with their areas."""
    site = table("site")
    named = {"zone": site.zone, "site": site.site}
    chosen = [named[kind].isin(_marks(kind, count)) for kind, count in shape.scope if kind in named]
    return site.filter(_in_force(site), _any(chosen)).select("site", "area").order_by("site")


def editions(shape: Shape) -> Any:
    """The zone's places in the editions of a rating that were published by the day, newest first."""
    edition = table("edition")
    named = {"zone": edition.zone, "rating": edition.rating}
    chosen = [named[kind].isin(_marks(kind, count)) for kind, count in shape.scope if kind in named]
    published = edition.filter(edition.published <= _day("population_on"), *chosen)
    return published.select("rating", "year", "place").distinct().order_by(published.year.desc())


def _by_company(shape: Shape) -> Any:
    """company, is_reported, amount: one row for each expected company."""
    import ibis

    pairs, seen = _pairs(shape), _observed(shape)
    line = seen.group_by("company", "site", "line").aggregate(days=seen.days.sum(), amount=seen.signed.sum())
    filled = line.join(pairs, ["company", "site"])
    filled = filled.mutate(is_filled=(filled.days == filled.required).cast("int64"))
    filled = filled.group_by("company").aggregate(filled=filled.is_filled.sum(), amount=filled.amount.sum())
    expected = pairs.group_by("company").aggregate(needed=pairs.count() * shape.lines)
    joined = expected.left_join(filled, "company")
    is_reported = ibis.coalesce(joined.filled == joined.needed, ibis.literal(False))
    return joined.select("company", "amount", is_reported=is_reported)


def _pairs(shape: Shape) -> Any:
    """company, site, required: who is expected where, and how many days of reports the windows ask of them."""
    presence = table("presence")
    chosen = presence.filter(_in_force(presence), _any(_in_scope(presence, shape)), *_of_population(presence, shape))
    pairs = chosen.group_by("company", "site").aggregate(since=chosen["from"].truncate("Q").min())
    return pairs.mutate(required=_required_days(pairs.since, shape.windows)).drop("since")


def _required_days(since: Any, windows: int) -> Any:
    import ibis

    if not windows:
        return ibis.literal(0)
    first = ibis.greatest(since, _day("first_1"))
    required = _day("last_1").delta(first, unit="day") + 1
    if windows == 2:  # noqa: PLR2004 - a change of stock: the second window is one whole quarter
        required = required + _day("last_2").delta(_day("first_2"), unit="day") + 1
    return required


def _observed(shape: Shape) -> Any:
    """The observations inside the windows as known at the moment, with their days and their signed amount."""
    import ibis

    seen = table("observation")
    known_at = ibis.literal(MARK.format("known_at")).cast("timestamp")
    seen = seen.filter(
        seen.line.isin(_marks("line", shape.lines)), seen.known_from <= known_at, known_at < seen.known_to
    )
    windows = [
        (seen.period_from >= _day(f"first_{number}")) & (seen.period_to <= _day(f"last_{number}"))
        for number in range(1, shape.windows + 1)
    ]
    sign = ibis.cases((windows[0], 1), else_=-1)
    days = seen.period_to.delta(seen.period_from, unit="day") + 1
    return seen.filter(_any(windows)).mutate(days=days, signed=seen.amount * sign)


def _in_scope(presence: Any, shape: Shape) -> list[Any]:
    conditions = []
    for kind, count in shape.scope:
        marks = _marks(kind, count)
        if kind in ("zone", "site", "company"):
            conditions.append(presence[kind].isin(marks))
        elif kind == "cluster":
            member = table("membership")
            chosen = member.filter(_in_force(member), member.cluster.isin(marks))
            conditions.append(presence.company.isin(chosen.company))
        elif kind == "industry":
            company = table("company")
            conditions.append(presence.company.isin(company.filter(company.industry.isin(marks)).company))
    return conditions


def _of_population(presence: Any, shape: Shape) -> list[Any]:
    if shape.population == "companies":
        return []
    entries = table("residency" if shape.population == "residents" else "membership")
    return [presence.company.isin(entries.filter(_in_force(entries)).company)]


def _in_force(entry: Any) -> Any:
    on = _day("population_on")
    return (entry["from"] <= on) & (on <= entry["to"])


def _day(name: str) -> Any:
    import ibis

    return ibis.literal(MARK.format(name)).cast("date")


def _marks(kind: str, count: int) -> list[str]:
    return [MARK.format(f"{kind}_{number}") for number in range(count)]


def _any(conditions: list[Any]) -> Any:
    import ibis

    return ibis.or_(*conditions) if conditions else ibis.literal(False)
