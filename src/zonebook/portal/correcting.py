"""How does a correction look on its page: each cell as accepted, what it should say, and what has to be explained?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zonebook.intake import Finding
from zonebook.intake.layout import line_rows
from zonebook.portal.draft_grid import Cell, Row, SectionRows
from zonebook.portal.templatetags.zonebook import named
from zonebook.registry.models import Site
from zonebook.reporting.correcting import Correction, Said, explanations_kept

_EXPLAIN = "explain|"


@dataclass(frozen=True, slots=True)
class ToExplain:
    """A warning with its cell, the name of its field, and what was written in it."""

    name: str
    finding: Finding
    cell: Cell
    text: str


def shown_correction(correction: Correction, *, sent: Mapping[Said, str]) -> dict[str, Any]:
    """All that the page shows of a correction as it was typed, with the explanations that were sent."""
    sections, kept = _sections(correction), explanations_kept(correction)
    cells = {cell.address: cell for section in sections for row in section.rows for cell in row.cells}
    warnings = {(one.rule, one.address): one for one in correction.warnings}
    return {
        "sections": sections,
        "site_names": [cell.site for cell in sections[0].rows[0].cells],
        "changed": [cell for cell in cells.values() if cell.key in correction.changed],
        "errors": [(one, cells[one.address]) for one in correction.errors],
        "to_explain": [
            ToExplain(f"{_EXPLAIN}{said[0]}|{said[1]}", one, cells[one.address], sent.get(said, ""))
            for said, one in warnings.items()
            if said not in kept
        ],
        "explained": [(one, cells[one.address], kept[said]) for said, one in warnings.items() if said in kept],
    }


def explanations_sent(sent: Mapping[str, str], *, most: int) -> dict[Said, str]:
    """The explanations of a page, by rule and address, each cut where the book keeps no more."""
    found = {}
    for name in sent:
        if name.startswith(_EXPLAIN):
            rule, _bar, address = name.removeprefix(_EXPLAIN).partition("|")
            found[rule, address] = sent[name].strip()[:most]
    return found


def _sections(correction: Correction) -> list[SectionRows]:
    """The lines under the titles of their sections; `before` of a cell is what the accepted report says in it."""
    sites = {site.code: site for site in Site.objects.filter(zone=correction.accepted.submission.campaign.zone_id)}
    called = {code: named(sites[code]) if code in sites else name for code, name in correction.identity.sites}
    found: dict[str, list[Finding]] = {}
    for finding in correction.findings:
        found.setdefault(finding.address, []).append(finding)
    addresses = {(cell.line, cell.site): cell.address for cell in correction.cells}
    rows = {}
    for row in line_rows(correction.form):
        keys = [(row.line.code, code) for code in called]
        cells = (
            Cell(
                key=key,
                address=addresses[key],
                site=called[key[1]],
                line=row.line,
                standing=None,
                before=correction.stood.get(key, ""),
                typed=correction.typed.get(key, ""),
                remark="",
                findings=tuple(found.get(addresses[key], ())) if key in correction.changed else (),
            )
            for key in keys
        )
        rows[row.line.code] = Row(row.number, row.line, tuple(cells), None)
    return [
        SectionRows(section.title, tuple(rows[line.code] for line in section.lines))
        for section in correction.form.sections
    ]
