"""How does a figure leave the book for another program: JSON as the command line gives it, CSV with its metadata?"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse

from zonebook.campaigns.queries import Break
from zonebook.intake import write_table
from zonebook.measures import Answer, Missing
from zonebook.newsroom.queries import figure_as_dict, figure_with_explanations
from zonebook.portal.downloads import XLSX, download
from zonebook.portal.trails import shares_by_site
from zonebook.registry.models import Zone
from zonebook.registry.wording import language

_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_BEGINS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(rf"""^(?={_BEGINS})|(?<=[,;\t])(?={_BEGINS}|\Z)|(?<=")(?={_BEGINS})|(?<=[\r\n])""")
"""Where a formula could begin: at the start of a cell, on a new line, behind what some program takes for a cell's end.
"""


def answer_as_json(answer: Answer, *, zone: Zone, with_cells: bool, breaks: Iterable[Break]) -> JsonResponse:
    """An answer as JSON with the breaks of its series; without the right to its cells, the totals of the sites."""
    if isinstance(answer, Missing):
        content = missing_as_dict(answer)
    elif with_cells:
        content = figure_with_explanations(answer)
    else:
        content = figure_as_dict(answer) or {}
        sites = [{"site": site.code, "amount": str(share.amount)} for site, share in shares_by_site(answer, zone)]
        content["lineage"] |= {"cells": [], "sites": sites}
    content["breaks"] = [
        {"since": one.since.isoformat(), "definition": one.definition, "note": one.note.say(language())}
        for one in breaks
    ]
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})


def missing_as_dict(missing: Missing) -> dict[str, Any]:
    """Why there is no figure, as the command line says it."""
    content: dict[str, Any] = {
        "measure": missing.question.measure,
        "value": None,
        "missing": str(missing.reason),
        "detail": missing.detail,
    }
    if missing.coverage is not None:
        content["coverage"] = {"reported": missing.coverage.reported, "expected": missing.coverage.expected}
    return content


def answer_as_csv(
    answer: Answer, *, zone: Zone, with_cells: bool, breaks: Iterable[Break], address: str
) -> HttpResponse:
    """The trail as CSV: what it is in lines that begin with #, then a row for each cell (or each site's total)."""
    if isinstance(answer, Missing):
        facts = [(name, _plain(content)) for name, content in missing_as_dict(answer).items()]
        return csv_of(facts, [("value",)], name=answer.question.measure)
    content = figure_with_explanations(answer) if with_cells else figure_as_dict(answer) or {}
    lineage, coverage = content.pop("lineage"), content.pop("coverage")
    facts = [(name, _plain(fact)) for name, fact in content.items()]
    facts += [("reported", coverage["reported"]), ("expected", coverage["expected"])]
    facts += [("definition", lineage["definition"]), ("snapshot", lineage["snapshot"]), ("address", address)]
    facts += break_facts(breaks)
    columns = ("company", "site", "submission", "version", "cell", "quarter", "amount")
    if with_cells:
        rows: Iterable[Sequence[Any]] = [
            [*(cell[name] for name in columns), _explanations(cell)] for cell in lineage["cells"]
        ]
        columns = (*columns, "explained")
    else:
        columns = ("site", "amount")
        rows = ([site.code, share.amount] for site, share in shares_by_site(answer, zone))
    return csv_of(facts, [columns, *rows], name=answer.question.measure)


def _explanations(cell: Mapping[str, Any]) -> str:
    return "; ".join(one["explanation"] for one in cell.get("explained", ()))


def break_facts(breaks: Iterable[Break]) -> list[tuple[str, str]]:
    """The breaks of a series as facts on top of a CSV file."""
    return [("break", f"{one.since} {one.definition}: {one.note.say(language())}") for one in breaks]


def csv_of(facts: Iterable[tuple[str, Any]], rows: Iterable[Sequence[Any]], *, name: str) -> HttpResponse:
    """A CSV file in UTF-8 with its metadata on top. No text in it is a formula to a spreadsheet program."""
    stream = io.StringIO()
    for fact, content in facts:
        stream.write(f"# {fact}: {harmless(' '.join(str(content).split()))}\r\n")
    csv.writer(stream).writerows([harmless(cell) for cell in row] for row in rows)
    return download(stream.getvalue().encode(), name=f"{name}.csv", media_type="text/csv; charset=utf-8")


def harmless(content: Any) -> Any:
    """What a cell of a CSV file may hold: a text that a spreadsheet program would run begins with an apostrophe.

    A text begins where the cell begins, and for a program that parts cells by another sign behind every such sign.
    Numbers stay as they are. Source: OWASP, CSV Injection (owasp.org/www-community/attacks/CSV_Injection).
    """
    if not isinstance(content, str) or _NUMBER.fullmatch(content):
        return content
    return _FORMULA.sub("'", content)


def _plain(content: Any) -> str:
    return " ".join(json.dumps(content, ensure_ascii=False).split()).strip('"')


def xlsx_of(
    facts: Iterable[tuple[str, Any]], rows: Iterable[Sequence[Any]], *, headers: Sequence[str], title: str, name: str
) -> HttpResponse:
    """A list as a workbook: its rows under their headers, its metadata on a sheet of its own."""
    notes = [(fact, str(content)) for fact, content in facts]
    content = write_table(title, headers, rows=rows, notes=notes)
    return download(content, name=f"{name}.xlsx", media_type=XLSX)
