"""Random books, random questions: the engine says what loops over days say, and its cells add up to its values."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.naive_book import as_known, places_of, say, span_of
from tests.engine.small_book import (
    Fact,
    Known,
    asked,
    book_of,
    filed,
    in_industry,
    member,
    on_the_map,
    placed,
    present,
    resident,
)
from zonebook.measures import Figure, MissingReason, Period, Question, Unit
from zonebook.measures.ledger import Reported, flows
from zonebook.methodology import load_methodology

COMPANIES = ("alfa", "beta", "gamma")
SITES = ("north", "south", "far")
LINES = ("jobs_created", "headcount", "tax_federal", "tax_regional", "tax_local")
YEARS = (2023, 2024)
QUARTERS = Period.span(date(2023, 1, 1), date(2024, 12, 31)).quarters()
CORRECTED = datetime(2025, 1, 15)  # noqa: DTZ001 - the lake's moments are UTC without a zone mark
BEFORE, AFTER = Known(until=CORRECTED), Known(since=CORRECTED)
MOMENTS = (None, CORRECTED - timedelta(seconds=1), CORRECTED, CORRECTED + timedelta(days=100))
CODES = (
    "zone:demo zone:other site:north site:south site:far company:alfa company:beta "
    "cluster:pharma cluster:photonics industry:machines industry:lasers"
).split()
# every name is in the register whatever else a random book holds, so that each question can be asked of each book
EVERYBODY = (
    in_industry("alfa", "machines"),
    in_industry("gamma", "lasers"),
    *(on_the_map(site, "1") for site in SITES),
    *(member("delta", cluster) for cluster in ("pharma", "photonics")),
    placed(1, 2024),
)

DAYS = st.one_of(st.none(), st.dates(date(2022, 6, 1), date(2025, 3, 31)))


@st.composite
def intervals(draw: st.DrawFn) -> dict[str, date | None]:
    days = draw(st.lists(DAYS, min_size=2, max_size=2))
    first, last = sorted(days, key=lambda day: day or date.min) if None not in days else days
    return {"since": first, "until": last}


@st.composite
def entries(draw: st.DrawFn, names: Sequence[str], *, of: Callable[..., Fact], at_least: int = 0) -> list[Fact]:
    """Entries of companies under these names: in time, entered late, taken back, or with their days put right."""
    who = st.tuples(st.sampled_from(COMPANIES), st.sampled_from(names), intervals())
    found = []
    for company, name, days in draw(st.lists(who, min_size=at_least, max_size=6)):
        wrong = draw(intervals())
        found += draw(st.sampled_from((
            [of(company, name, **days)],
            [of(company, name, **days, known=AFTER)],
            [of(company, name, **days, known=BEFORE)],
            [of(company, name, **wrong, known=BEFORE), of(company, name, **days, known=AFTER)],
        )))  # fmt: skip
    return found


@st.composite
def registers(draw: st.DrawFn) -> list[Fact]:
    found = draw(entries(SITES, of=present, at_least=1))
    found += draw(entries(("demo", "other"), of=resident))
    found += draw(entries(("pharma", "photonics"), of=member))
    if draw(st.booleans()):  # beta's industry is put right
        found += [in_industry("beta", "machines", known=BEFORE), in_industry("beta", "lasers", known=AFTER)]
    else:
        found += [in_industry("beta", "lasers")]
    return found


@st.composite
def reports_of(draw: st.DrawFn, *, who: str, line: str) -> list[Fact]:
    """What one company filed of one line on one site: some quarters missing, one of them corrected."""
    found = []
    for year in YEARS:
        ends = [quarter.last for quarter in Period.year(year).quarters()]
        reported = draw(st.lists(st.sampled_from(ends), unique=True))
        amounts = {last: draw(st.integers(-5, 100)) for last in reported}
        if line == "headcount":
            stretches = [(str(quarter), amounts[quarter.last]) for quarter in QUARTERS if quarter.last in amounts]
        else:
            cumulative = [Reported(last, amount, "") for last, amount in amounts.items()]
            added = flows(cumulative, since=date(year, 1, 1))
            stretches = [(span_of(Period.span(flow.first, flow.last)), flow.amount) for flow in added]
        for during, amount in stretches:
            found += draw(st.sampled_from(_known(who, during, amount, line=line)))
    return found


def _known(who: str, during: str, amount: int, *, line: str) -> Sequence[list[Fact]]:
    """As filed for good; as corrected once; as filed late."""
    return (
        [filed(who, during, amount, line=line)],
        [filed(who, during, amount, line=line, known=BEFORE), filed(who, during, amount + 7, line=line, known=AFTER)],
        [filed(who, during, amount, line=line, known=AFTER)],
    )  # fmt: skip


@st.composite
def books(draw: st.DrawFn) -> list[Fact]:
    register = draw(registers())
    facts = [*EVERYBODY, *register]
    for company, site in sorted({(fact.row[0], fact.row[1]) for fact in register if fact.table == "presence"}):
        for line in LINES:
            facts += draw(reports_of(who=f"{company}@{site}", line=line))
    return facts


PERIODS = st.sampled_from(
    [*QUARTERS, *map(Period.year, YEARS), Period.half(2024, 1), Period.nine_months(2024), Period.parse("2023..2024"),
     Period.parse("2023-05-10..2024-06-30"), Period.since_start(date(2024, 6, 30))]
)  # fmt: skip
MEASURES = st.sampled_from([("jobs_created", 1), ("taxes", 3), ("employees", 1), ("employees_change", 1)])


@st.composite
def questions(draw: st.DrawFn) -> Question:
    measure, _ = draw(MEASURES)
    period = draw(PERIODS)
    if measure == "employees_change" and (period.first is None or period.first.day != 1):
        period = Period.year(2024)
    scope = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True))
    population = draw(st.sampled_from(("companies", "residents", "cluster")))
    known_at = draw(st.sampled_from(MOMENTS))
    return asked(measure, str(period), of=" ".join(scope), population=population, known_at=known_at)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(books(), st.lists(questions(), min_size=3, max_size=6))
def test_the_engine_says_what_loops_over_days_say(facts: list[Fact], asking: list[Question]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = book_of(Path(folder), *facts)
        for question in asking:
            answer = book.answer(question, with_cells=True)
            lines = load_methodology().measure(question.measure).inputs
            said = say(facts, question, lines=lines)

            assert answer.coverage is not None, answer
            assert answer.coverage.reported == len(said.reported)
            assert answer.coverage.absent == tuple(sorted(said.absent))
            assert answer.coverage.expected == len(said.reported) + len(said.absent)
            if said.reported:
                assert isinstance(answer, Figure)
                unit = Unit.of(load_methodology().measure(question.measure).unit)
                assert unit.to_stored(answer.quantity.amount) == said.amount
                assert sum(cell.amount for cell in answer.lineage.cells) == answer.quantity.amount
                assert {cell.company for cell in answer.lineage.cells} == said.reported
            else:
                nobody = MissingReason.NO_REPORTS if said.absent else MissingReason.EMPTY_POPULATION
                assert answer.reason is nobody


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registers(), st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True), st.dates(*(
    date(2023, 1, 1), date(2025, 6, 30)
)), st.sampled_from(MOMENTS))  # fmt: skip
def test_the_register_is_counted_as_loops_count_it(
    register: list[Fact], scope: list[str], day: date, known_at: datetime | None
) -> None:
    facts = [*EVERYBODY, *register]
    with tempfile.TemporaryDirectory() as folder:
        book = book_of(Path(folder), *facts)
        for measure, population in (("companies", "companies"), ("residents", "residents")):
            question = asked(measure, f"@{day}", of=" ".join(scope), population=population, known_at=known_at)

            answer = book.answer(question)

            assert isinstance(answer, Figure)
            assert set(answer.lineage.entries) == {
                company for company, _ in places_of(as_known(facts, question), question)
            }
            assert answer.quantity.amount == len(answer.lineage.entries)
