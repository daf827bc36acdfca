"""Commands that ask the book: a figure, the claims of a text, and whether the book is whole."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from zonebook.cli.app import app
from zonebook.cli.output import Format, UnusableInput, book_open, print_json, print_table
from zonebook.cli.reading import FormatOption

if TYPE_CHECKING:
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
def verify(
    *,
    again: Annotated[bool, typer.Option("--again", help="also compute each edition of a rating again: slow")] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Walk the audit chain and the ledger's invariants. Exit code 1 when something is not as it was written."""
    with book_open():
        from zonebook.audit.queries import entry_count

        faults = book_faults(again=again)
        if output is Format.JSON:
            print_json({"is_whole": not faults, "audit_entries": entry_count(), "faults": faults})
        elif faults:
            print_table(("not as it was written",), [[fault] for fault in faults])
        else:
            print_table(("the book is whole",), [[f"{entry_count()} audit entries, ledger and lake agree"]])
    if faults:
        raise SystemExit(1)


def book_faults(*, again: bool) -> list[str]:
    """Whatever is not as it was written, in the database and in the lake; `again` computes editions anew."""
    from zonebook.audit.queries import chain_faults
    from zonebook.drafting.verification import draft_faults
    from zonebook.figures.editions import edition_faults
    from zonebook.figures.queries import lake_faults, refill_everything
    from zonebook.newsroom.verification import evidence_faults
    from zonebook.reconciling.verification import extract_faults
    from zonebook.reporting.verification import ledger_faults

    faults = [*chain_faults(), *ledger_faults(), *draft_faults(), *extract_faults()]
    faults += [*edition_faults(again=again), *evidence_faults()]
    if not faults:
        refill_everything()
    return [*faults, *lake_faults()]


POPULATIONS = ("companies", "residents", "cluster", "zones", "sites")


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
