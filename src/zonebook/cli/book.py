"""Commands that ask the book: a figure, the claims of a text, and whether the book is whole."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zonebook.cli.app import app
from zonebook.cli.output import Format, UnusableInput, book_open, print_json, print_table
from zonebook.cli.reading import FormatOption, claim_as_dict, read_text
from zonebook.measures import YEARS
from zonebook.measures.numbers import as_number

if TYPE_CHECKING:
    from zonebook.claims.judging import Tried, Verdict
    from zonebook.measures import Figure, Question


@app.command()
def figure(
    measure: str,
    *,
    of: Annotated[list[str] | None, typer.Option("--of", help="scope such as site:rudnevo; several are united")] = None,
    population: Annotated[str | None, typer.Option(help="companies, residents, cluster")] = None,
    during: Annotated[
        str | None, typer.Option(help="2024, 2025-H1, ..2025-06-30, @2025-09-09; default: to today")
    ] = None,
    known_at: Annotated[str | None, typer.Option(help="as known on that day or at that moment; default: now")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """One figure with its coverage and every cell behind it. Exit code 1 when the book has none."""
    with book_open():
        from zonebook.figures.queries import ask
        from zonebook.measures import Figure
        from zonebook.newsroom.queries import figure_with_explanations

        asked = _question(measure, of or [], population=population, during=during, known_at=known_at)
        answer = ask(asked, with_cells=True)
        if isinstance(answer, Figure):
            content = figure_with_explanations(answer)
            print_json(content) if output is Format.JSON else _print_figure(answer)
            return
        refusal = {"measure": measure, "value": None, "missing": str(answer.reason), "detail": answer.detail}
        if answer.coverage is not None:
            refusal["coverage"] = {"reported": answer.coverage.reported, "expected": answer.coverage.expected}
        if output is Format.JSON:
            print_json(refusal)
        else:
            print_table(("measure", "no figure because", "detail"), [[measure, str(answer.reason), answer.detail]])
    raise SystemExit(1)


@app.command()
def check(
    file: Path,
    *,
    published: Annotated[str | None, typer.Option(help="day of publication, 2025-09-09; default: today")] = None,
    zone: Annotated[str | None, typer.Option(help="code of the zone; default: the zone of this book")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Hold every numeric claim of a text against the book. Exit code 1 when one is contradicted."""
    text, day = read_text(file), _day(published) if published else date.today()  # noqa: DTZ011 - the reader's own day
    with book_open():
        from zonebook.newsroom.queries import check_text
        from zonebook.registry.queries import UnknownScope, kept_zone

        try:
            about = kept_zone(zone)
        except UnknownScope as error:
            raise UnusableInput(str(error)) from error
        verdicts = check_text(text, published=day, zone=about)
        if output is Format.JSON:
            claims = [verdict_as_dict(verdict) for verdict in verdicts]
            print_json({"zone": about.code, "published": day.isoformat(), "claims": claims})
        else:
            print_verdicts(verdicts, title=str(file))
    if any(verdict.kind == "contradicted" for verdict in verdicts):
        raise SystemExit(1)


@app.command()
def verify(output: FormatOption = Format.TABLE) -> None:
    """Walk the audit chain and the ledger's invariants. Exit code 1 when something is not as it was written."""
    with book_open():
        from zonebook.audit.queries import chain_faults, entry_count
        from zonebook.drafting.verification import draft_faults
        from zonebook.figures.queries import lake_faults, refill_everything
        from zonebook.reconciling.verification import extract_faults
        from zonebook.reporting.verification import ledger_faults

        faults = [*chain_faults(), *ledger_faults(), *draft_faults(), *extract_faults()]
        if not faults:
            refill_everything()
        faults += lake_faults()
        if output is Format.JSON:
            print_json({"is_whole": not faults, "audit_entries": entry_count(), "faults": faults})
        elif faults:
            print_table(("not as it was written",), [[fault] for fault in faults])
        else:
            print_table(("the book is whole",), [[f"{entry_count()} audit entries, ledger and lake agree"]])
    if faults:
        raise SystemExit(1)


def print_verdicts(verdicts: tuple[Verdict, ...], *, title: str) -> None:
    """The table of a checked text: each claim with the book's figure, the verdict and where to walk from it."""
    from zonebook.measures.numbers import figure_in_words

    rows = []
    for verdict in verdicts:
        shown = figure_in_words(verdict.figure.quantity).ru if verdict.figure else "—"
        rows.append([verdict.claim.quote, shown, _KINDS[verdict.kind.value], _trail(verdict.figure), verdict.why.ru])
    print_table(("утверждение", "в книге", "вердикт", "след", "почему"), rows, title=title)


POPULATIONS = ("companies", "residents", "cluster", "zones", "sites")
_KINDS = {
    "holds": "✓ верно",
    "contradicted": "✗ противоречит",
    "stale": "↻ устарело",
    "ambiguous": "≈ неоднозначно",
    "cannot_check": "? не проверить",
}


def _trail(figure: Figure | None) -> str:
    if figure is None:
        return "—"
    asked = figure.question
    of = " ".join(f"--of {code}" for code in asked.scope)
    return f"figure {asked.measure} {of} --population {asked.population} --during {asked.period}"


def verdict_as_dict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as `check` gives it."""
    from zonebook.newsroom.queries import figure_as_dict

    return {
        **claim_as_dict(verdict.claim),
        "verdict": verdict.kind.value,
        "figure": figure_as_dict(verdict.figure),
        "difference": as_number(verdict.difference),
        "readings": [_tried_as_dict(one) for one in verdict.tried],
        "why": verdict.why.ru,
        "why_en": verdict.why.en,
    }


def _tried_as_dict(tried: Tried) -> dict[str, Any]:
    from zonebook.measures import Figure

    asked = tried.reading.question
    value = tried.answer.quantity.amount if isinstance(tried.answer, Figure) else None
    return {
        "measure": asked.measure,
        "scope": list(asked.scope),
        "population": asked.population,
        "period": str(asked.period),
        "standing": tried.reading.standing.value,
        "outcome": tried.outcome.value,
        "value": as_number(value),
        "difference": as_number(tried.difference),
    }


def _question(
    measure: str, of: list[str], *, population: str | None, during: str | None, known_at: str | None
) -> Question:
    from zonebook.figures.queries import question
    from zonebook.measures import Period, PeriodError
    from zonebook.methodology import MethodologyError
    from zonebook.registry.queries import UnknownScope

    try:
        today = date.today()  # noqa: DTZ011 - the asker's own day
        period = Period.parse(during) if during else Period.since_start(today)
        moment = _moment(known_at) if known_at else None
        asked = question(measure, period, scope=of, population=population, known_at=moment)
    except (PeriodError, MethodologyError, UnknownScope) as error:
        raise UnusableInput(str(error)) from error
    if asked.population not in POPULATIONS:
        raise UnusableInput(f"“{population}” is no population: write {', '.join(POPULATIONS)}")
    return asked


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput(f"“{text}” is no day: write 2025-09-09") from error
    if day.year not in YEARS:
        raise UnusableInput(f"“{text}” is not between the years {YEARS[0]} and {YEARS[-1]}")
    return day


def _moment(text: str) -> datetime:
    """A moment; a bare day means its end, in the time of the zone."""
    from django.utils.timezone import get_default_timezone

    try:
        if len(text) == len("2025-09-09"):
            return datetime.combine(date.fromisoformat(text), time.max, get_default_timezone())
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput(f"“{text}” is no moment: write 2025-09-09 or 2025-09-09T12:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=get_default_timezone())


def _print_figure(answer: Figure) -> None:
    from django.utils.timezone import localtime

    from zonebook.measures.numbers import figure_in_words

    asked = answer.question
    known = localtime(asked.known_at).isoformat(sep=" ", timespec="minutes")
    facts = [
        ["значение", figure_in_words(answer.quantity).ru],
        ["точно", f"{answer.quantity.amount} {answer.quantity.unit.code}"],
        ["охват", ", ".join(asked.scope)],
        ["совокупность", asked.population],
        ["период", f"{asked.period} (по отчётам: {answer.period})"],
        ["известно на", known],
        ["учтено", f"{answer.coverage.reported} из {answer.coverage.expected}"],
        ["определение", answer.lineage.definition],
        ["снимок", answer.lineage.snapshot],
    ]
    print_table((asked.measure, ""), facts)
    cells = [
        [cell.company, f"{cell.submission} v{cell.version}", cell.cell, str(cell.period), str(cell.amount)]
        for cell in answer.lineage.cells
    ]
    if cells:
        print_table(("компания", "отчёт", "ячейка", "период", "вклад"), cells)
