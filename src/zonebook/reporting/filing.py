"""What does a workbook say that is to be filed, and what is found in it?

Reading takes long, as a transaction goes: it is done before one, so that nobody waits for it who wants to write.
"""

from __future__ import annotations

from dataclasses import dataclass

from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.intake import FiledCell as ReadCell
from zonebook.intake import Finding, Form, check_cells, read_safely
from zonebook.methodology import load_methodology
from zonebook.registry.models import Company
from zonebook.reporting.models import FiledCell, FiledFinding, Version
from zonebook.reporting.queries import as_filed, check_context


@dataclass(frozen=True)
class ReadReport:
    """A workbook that was read as the report of a company in a campaign, not yet filed."""

    campaign: Campaign
    company: Company
    form: Form
    content: bytes
    cells: tuple[ReadCell, ...]
    findings: tuple[Finding, ...]

    def cells_of(self, version: Version) -> list[FiledCell]:
        """The cells as the book keeps them with a version. Not saved."""
        cells = [as_filed(cell, self.form) for cell in self.cells]
        for cell in cells:
            cell.version = version
        return cells

    def findings_of(self, version: Version) -> list[FiledFinding]:
        """What was found, as the book keeps it with a version. Not saved."""
        return [_as_found(finding, version) for finding in self.findings]


def read_report(campaign: Campaign, company: Company, *, content: bytes) -> ReadReport:
    """Read and check a workbook in a limited process. Nothing is refused for its content: the findings say it."""
    form, identity = form_of(campaign), identity_of(campaign, company)
    reading = read_safely(content, form, expected=identity)
    checks = load_methodology().checks_of(form, on=campaign.period.last)
    found = check_cells(form, checks, cells=reading.cells, context=check_context(campaign, company))
    return ReadReport(campaign, company, form, content, tuple(reading.cells), (*reading.findings, *found))


def _as_found(finding: Finding, version: Version) -> FiledFinding:
    return FiledFinding(
        version=version,
        rule=finding.rule,
        severity=finding.severity.value,
        address=finding.address,
        value=(finding.value or "")[:300],
        message_ru=finding.message.ru,
        message_en=finding.message.en,
        advice_ru=finding.advice.ru,
        advice_en=finding.advice.en,
    )
