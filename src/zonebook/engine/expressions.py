"""The measures as expressions over unbound tables: which rows make a figure, and who is missing from it?

An expression depends on the *shape* of a question alone (how many sites, lines, windows it names), never on its
values: those are marks (`§name§`) that the compiler turns into parameters of the statement. So each shape is written
as SQL once in a process, for DuckDB and for Spark alike.

A window is a stretch of whole quarters whose observations count with a sign: a sum of flows has one, a stock is the
one quarter that ends on its day, a change of stock is the last quarter minus the one before the period.
A company counts as reported when, on each of its sites in scope and for each line, the observations that lie wholly
inside the windows fill every day of them (of the first window, from the quarter it came in). An observation that
straddles a window's edge is not prorated: its company is absent. So is one that left the site and came back within the
window without a report for the time between: it is named rather than half counted.

Every entry and every observation is read as known at one moment (`_as_known`): who was expected, where and in which
industry is judged by what the register said then, as the numbers are. Editions have their day of publication instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zonebook.engine.schema import TABLES

MARK = "§{}§"
SCOPE_KINDS = ("zone", "site", "company", "cluster", "industry")
_PLACES = frozenset({"zone", "site", "company"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What an expression depends on: the population and how many values of each kind the question names."""

    population: str
    scope: tuple[tuple[str, int], ...]
    lines: int = 0
    windows: int = 0


def table(name: str) -> Any:
    """An unbound table of the lake, with all that was ever known."""
    import ibis

    return ibis.table(dict(TABLES[name]), name=name)


def totals(shape: Shape) -> Any:
    """One row: the sum over the companies that reported, how many did, how many were expected, and who did not.

    `absent` is in no order, and null or empty where nobody is.
    """
    company = _by_company(shape)
    return company.aggregate(
        value=company.amount.sum(where=company.is_reported),
        reported=company.is_reported.sum(),
        expected=company.count(),
        absent=company.company.collect(where=~company.is_reported),
    )


def cells(shape: Shape) -> Any:
    """Every accepted cell behind the sum, with the amount that it contributes."""
    company = _by_company(shape)
    reported = company.filter(company.is_reported).select("company")
    seen = _observed(shape)
    inside = seen.semi_join(_pairs(shape), ["company", "site"]).semi_join(reported, "company")
    return inside.select(
        "company",
        "site",
        "submission",
        "version",
        "cell",
        "period_from",
        "period_to",
        amount=inside.amount * inside.sign,
    ).order_by("company", "site", "period_from", "period_to", "cell")


def members_present(shape: Shape) -> Any:
    """The companies of the population in scope, each once."""
    return _each_once(_pairs(shape), "company").order_by("company")


def cluster_members(shape: Shape) -> Any:
    """The members of the clusters in scope, in the zone or not, each once."""
    member = _as_known("membership")
    chosen = member.filter(_in_force(member), _any(_named(member, shape)))
    return _each_once(chosen, "company").order_by("company")


def site_areas(shape: Shape) -> Any:
    """The sites in scope with their areas."""
    site = _as_known("site")
    return site.filter(_in_force(site), _any(_named(site, shape))).select("site", "area").order_by("site")


def editions(shape: Shape) -> Any:
    """The zone's places in the editions of a rating that were published by the day, newest first."""
    edition = table("edition")
    published = edition.filter(edition.published <= _day("population_on"), *_named(edition, shape))
    places = _each_once(published, "rating", "year", "place")
    return places.order_by(places.year.desc())


def register_names(_shape: Shape) -> Any:
    """kind, name: every zone, site, company, cluster and industry that any entry of the register names, at any time.

    At any time on both clocks: a name that the register did not know yet at some moment is no slip of the one who asks.
    """
    import ibis

    kinds = {
        "zone": ("presence", "residency", "membership", "company", "site", "edition"),
        "site": ("presence", "site"),
        "company": ("presence", "residency", "membership", "company"),
        "cluster": ("membership",),
        "industry": ("company",),
    }
    entries = [(kind, table(source)) for kind, sources in kinds.items() for source in sources]
    named = (entry.select(kind=ibis.literal(kind), name=entry[kind]) for kind, entry in entries)
    return ibis.union(*named, distinct=True)


def _by_company(shape: Shape) -> Any:
    """company, is_reported, amount: one row for each expected company."""
    import ibis

    pairs = _pairs(shape)
    line = _by_line(_observed(shape).join(pairs, ["company", "site"]), shape)
    filled = line.group_by("company").aggregate(filled=line.is_filled.sum(), amount=line.amount.sum())
    expected = pairs.group_by("company").aggregate(needed=pairs.count() * shape.lines)
    joined = expected.left_join(filled, "company")
    is_reported = ibis.coalesce(joined.filled == joined.needed, ibis.literal(False))
    return joined.select("company", "amount", is_reported=is_reported)


def _by_line(here: Any, shape: Shape) -> Any:
    """company, is_filled (0 or 1), amount: one row for each line that was reported on a site in scope."""
    import ibis

    begun = ibis.greatest(here.period_from, here.since)
    if shape.windows == 2:  # noqa: PLR2004 - a change of stock: its base, the second window, is needed in full
        begun = ibis.cases((here.sign > 0, begun), else_=here.period_from)
    days = ibis.greatest(here.period_to.delta(begun, unit="day") + 1, 0)
    line = here.mutate(days=days).group_by("company", "site", "line", "since")
    line = line.aggregate(days=lambda row: row.days.sum(), amount=lambda row: (row.amount * row.sign).sum())
    return line.mutate(is_filled=(line.days == _required_days(line.since, shape.windows)).cast("int64"))


def _required_days(since: Any, windows: int) -> Any:
    """How many days of reports the windows ask of whoever came in the quarter that begins on `since`."""
    import ibis

    required = _day("last_1").delta(ibis.greatest(since, _day("first_1")), unit="day") + 1
    if windows == 2:  # noqa: PLR2004 - a change of stock: the second window is one whole quarter
        required = required + _day("last_2").delta(_day("first_2"), unit="day") + 1
    return required


def _pairs(shape: Shape) -> Any:
    """company, site (and since, where windows are asked for): who is expected where, and from which quarter on."""
    presence = _as_known("presence")
    here = presence.filter(_in_force(presence), _any(_in_scope(presence, shape)))
    pairs = _of_population(here, shape.population).select("company", "site").distinct()
    return pairs.join(_beginnings(presence), ["company", "site"]) if shape.windows else pairs


def _beginnings(presence: Any) -> Any:
    """company, site, since: the first quarter of the first of these entries that reaches into the first window."""
    touching = presence.filter(presence["from"] <= _day("population_on"), presence["to"] >= _day("first_1"))
    return touching.group_by("company", "site").aggregate(since=touching["from"].truncate("Q").min())


def _observed(shape: Shape) -> Any:
    """The observations inside the windows as known at the moment, with the sign by which they count."""
    import ibis

    seen = _as_known("observation")
    seen = seen.filter(seen.line.isin(_marks("line", shape.lines)))
    if _PLACES.issuperset(kind for kind, _ in shape.scope):  # spares reading the other zones' files
        seen = seen.filter(_any(_named(seen, shape)))
    windows = [
        (seen.period_from >= _day(f"first_{number}")) & (seen.period_to <= _day(f"last_{number}"))
        for number in range(1, shape.windows + 1)
    ]
    return seen.filter(_any(windows)).mutate(sign=ibis.cases((windows[0], 1), else_=-1))


def _in_scope(presence: Any, shape: Shape) -> list[Any]:
    conditions = _named(presence, shape)
    for kind, count in shape.scope:
        if kind == "cluster":
            member = _as_known("membership")
            chosen = member.filter(_in_force(member), member.cluster.isin(_marks(kind, count)))
            conditions.append(presence.company.isin(chosen.company))
        elif kind == "industry":
            company = _as_known("company")
            chosen = company.filter(company.industry.isin(_marks(kind, count)))
            conditions.append(presence.company.isin(chosen.company))
    return conditions


def _of_population(presence: Any, population: str) -> Any:
    """The entries of the population: a resident is one of the zone it sits in, a cluster's member wherever it sits."""
    if population == "companies":
        return presence
    entry = _as_known("residency" if population == "residents" else "membership")
    shared = ["company", "zone"] if population == "residents" else ["company"]
    return presence.semi_join(entry.filter(_in_force(entry)), shared)


def _named(entry: Any, shape: Shape) -> list[Any]:
    """One condition for each kind of the scope that the table has a column of."""
    return [entry[kind].isin(_marks(kind, count)) for kind, count in shape.scope if kind in entry.columns]


def _as_known(name: str) -> Any:
    """The rows of a table that the book held at the moment asked for: the second clock, alike for every table."""
    import ibis

    entry = table(name)
    known_at = ibis.literal(MARK.format("known_at")).cast("timestamp")
    return entry.filter(entry.known_from <= known_at, known_at < entry.known_to)


def _each_once(rows: Any, *columns: str) -> Any:
    """The different values of the columns.

    By grouping: Ibis writes an ordered DISTINCT for Spark with the columns of the conditions among those compared.
    """
    return rows.group_by(*columns).agg()


def _in_force(entry: Any) -> Any:
    """Whether an entry holds on the day that the population is taken at: the first clock."""
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
