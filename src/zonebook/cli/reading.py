"""Commands that need no book: reading claims out of texts, and cells out of workbooks."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zonebook.cli.app import app
from zonebook.cli.output import Format, UnusableInput, print_json, print_json_line, print_table
from zonebook.measures.numbers import as_number

if TYPE_CHECKING:
    from zonebook.intake import Reading

FormatOption = Annotated[Format, typer.Option("--format", help="table for people, json for programs")]


@app.command()
def claims(file: Path, *, output: FormatOption = Format.TABLE) -> None:
    """Read the numeric claims of texts: one {id, text, source_date} a line in, the claims found a line out."""
    from zonebook.claims import read_text as read_article
    from zonebook.claims.plain import claim_as_dict, unread_as_dict

    for row in _texts(file):
        reading = read_article(row["text"], published=_published(row))
        found = [claim_as_dict(claim) for claim in reading.claims]
        unread = [unread_as_dict(number) for number in reading.unread]
        if output is Format.JSON:
            print_json_line({"id": row.get("id"), "claims": found} | ({"unread": unread} if unread else {}))
        else:
            columns = ("quote", "value", "hedge", "unit", "measure", "period", "scope")
            cells = [
                [*(str(one[key]) for key in columns), "; ".join(claim.read_by)]
                for one, claim in zip(found, reading.claims, strict=True)
            ]
            cells += [[number.quote, *[""] * (len(columns) - 1), number.why.en] for number in reading.unread]
            print_table((*columns, "read by"), cells, title=str(row.get("id")))


@app.command()
def intake(
    workbook: Path,
    *,
    form: Annotated[str, typer.Option("--form", help="code of the form, such as resident-quarter")],
    output: FormatOption = Format.TABLE,
) -> None:
    """Read a workbook: its filed cells and the findings. Exit code 1 when a finding blocks it."""
    from zonebook.intake import Context, check_cells, read_safely
    from zonebook.methodology import MethodologyError, load_methodology

    methodology = load_methodology()
    try:
        definition = methodology.form(form)
    except MethodologyError as error:
        raise UnusableInput(str(error)) from error
    reading = read_safely(_bytes(workbook), definition)
    checks = methodology.checks_of(definition, on=date.max)
    context = Context(months=_months(reading))
    found = (*reading.findings, *check_cells(definition, checks, cells=reading.cells, context=context))
    cells = [
        {
            "line": cell.line,
            "site": cell.site,
            "cell": cell.address,
            "amount": as_number(cell.amount),
            "written": cell.written,
        }
        for cell in reading.cells
    ]
    findings = [
        finding.as_dict("ru") | {"message_en": finding.message.en, "advice_en": finding.advice.en} for finding in found
    ]
    if output is Format.JSON:
        print_json({"form": definition.code, "version": definition.version, "cells": cells, "findings": findings})
    else:
        print_table(
            ("cell", "line", "site", "amount"),
            [[str(one[key]) for key in ("cell", "line", "site", "amount")] for one in cells],
        )
        keys = ("severity", "cell", "message", "advice")
        print_table(keys, [[str(one[key]) for key in keys] for one in findings])
    if any(finding.severity == "error" for finding in found):
        raise SystemExit(1)


def _months(reading: Reading) -> int:
    """How many months the report's flows cover, as the file says of itself; of any that does not say so, a year."""
    from zonebook.measures import Period

    period = Period.parse(reading.identity.period) if reading.identity else None
    return period.last.month if period is not None and period.first is not None else 12


def read_text(file: Path) -> str:
    """The text of a file. Raises UnusableInput."""
    try:
        return _bytes(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusableInput(f"{file} is no UTF-8 text ({error.reason} at byte {error.start})") from error


def _bytes(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UnusableInput(f"{file}: {error.strerror}") from error


def _texts(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, each with a text. Raises UnusableInput that names the line."""
    rows = []
    for number, line in enumerate(read_text(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UnusableInput(f"{file}:{number}: no JSON ({error})") from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise UnusableInput(f"{file}:{number}: each line must be an object with a text")
        rows.append(row)
    return rows


def _published(row: Mapping[str, Any]) -> date | None:
    """The publication day; of a bare year or month its last, because a text of that time was written within it."""
    from zonebook.measures import last_day_as_published

    return last_day_as_published(str(row.get("source_date", "")))
