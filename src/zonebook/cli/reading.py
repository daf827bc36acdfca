"""Commands that need no book: reading claims out of texts, and cells out of workbooks."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zonebook.cli.output import Format, UnusableInput, print_json, print_json_line, print_table

if TYPE_CHECKING:
    from zonebook.claims import Claim

FormatOption = Annotated[Format, typer.Option("--format", help="table for people, json for programs")]


def claims(file: Path, output: FormatOption = Format.TABLE) -> None:
    """Read the numeric claims of texts: one {id, text, source_date} a line in, the claims found a line out."""
    from zonebook.claims import read_claims

    for number, row in enumerate(_json_lines(file), start=1):
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise UnusableInput(f"{file}:{number}: each line must be an object with a text")
        found = [claim_as_dict(claim) for claim in read_claims(row["text"], published=_date(row.get("source_date")))]
        if output is Format.JSON:
            print_json_line({"id": row.get("id"), "claims": found})
        else:
            columns = ("quote", "value", "hedge", "unit", "measure", "period", "scope")
            print_table(columns, [[str(one[key]) for key in columns] for one in found], title=str(row.get("id")))


def intake(
    workbook: Path,
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
    found = (*reading.findings, *check_cells(definition, checks, cells=reading.cells, context=Context(months=12)))
    cells = [
        {"line": cell.line, "site": cell.site, "cell": cell.address, "amount": as_number(cell.amount), "written": cell.written}
        for cell in reading.cells
    ]
    findings = [finding.as_dict("ru") | {"message_en": finding.message.en, "advice_en": finding.advice.en} for finding in found]
    if output is Format.JSON:
        print_json({"form": definition.code, "version": definition.version, "cells": cells, "findings": findings})
    else:
        print_table(("cell", "line", "site", "amount"), [[str(one[key]) for key in ("cell", "line", "site", "amount")] for one in cells])
        keys = ("severity", "cell", "message", "advice")
        print_table(keys, [[str(one[key]) for key in keys] for one in findings])
    if any(finding.severity == "error" for finding in found):
        raise SystemExit(1)


def claim_as_dict(claim: Claim) -> dict[str, Any]:
    """A claim as every command gives it."""
    return {
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "value": as_number(claim.value),
        "low": as_number(claim.low),
        "high": as_number(claim.high),
        "hedge": claim.hedge.value,
        "unit": claim.unit,
        "measure": claim.measure,
        "measure_group": claim.measure_group,
        "period": claim.period,
        "scope": claim.scope,
    }


def as_number(amount: Decimal | None) -> int | float | None:
    """A number for JSON: whole ones as integers, the rest as the shortest decimal."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


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


def _json_lines(file: Path) -> list[Any]:
    rows = []
    for number, line in enumerate(read_text(file).splitlines(), start=1):
        try:
            if line.strip():
                rows.append(json.loads(line))
        except ValueError as error:
            raise UnusableInput(f"{file}:{number}: no JSON ({error})") from error
    return rows


def _date(text: object) -> date | None:
    """The publication day; a bare year or month counts to its last day, as a text of that time was written within it."""
    from zonebook.measures import Period, PeriodError

    written = str(text or "")
    try:
        if len(written) == len("2025-09"):
            first = date.fromisoformat(f"{written}-01")
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1)
        return date.fromisoformat(written) if "-" in written else Period.parse(written).last
    except (PeriodError, ValueError):
        return None
