"""An accepted report said differently by the zone: which cells differ, and what is wrong with them?

A curator corrects on the page. What is typed there is read and checked as a workbook's cells would be, and is filed as
a workbook too, so that a corrected number walks back to kept bytes like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from zonebook.accounts.queries import Asker, Permission, require
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.intake import FiledCell as ReadCell
from zonebook.intake import Finding, Form, Identity, Severity, check_cells
from zonebook.intake.check import Key
from zonebook.intake.typed import read_typed, tidied, typed_text
from zonebook.measures import Unit
from zonebook.methodology import load_methodology
from zonebook.registry.models import Zone
from zonebook.reporting.carrying import Said, explained_again
from zonebook.reporting.models import FiledCell, Version
from zonebook.reporting.queries import check_context


@dataclass(frozen=True)
class Correction:
    """An accepted version as it stands and as it would be: `stood` and `typed` are texts as the page writes them."""

    accepted: Version
    form: Form
    identity: Identity
    stood: Mapping[Key, str]
    typed: Mapping[Key, str]
    cells: tuple[ReadCell, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def changed(self) -> frozenset[Key]:
        """The cells that would say something else."""
        asked = ((cell.line, cell.site) for cell in self.cells)
        return frozenset(key for key in asked if self.typed.get(key, "") != self.stood.get(key, ""))

    @cached_property
    def errors(self) -> tuple[Finding, ...]:
        """What has to be mended before the correction can be filed."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """What has to be explained, or mended."""
        return tuple(one for one in self.findings if one.severity is Severity.WARNING)

    @property
    def amounts(self) -> dict[Key, Decimal]:
        """The answers that are given, in base units."""
        return {(cell.line, cell.site): cell.amount for cell in self.cells if cell.amount is not None}


def accepted_to_correct(asker: Asker, zone: Zone, *, submission: int) -> Version:
    """The version of a report that is in the book, for who decides on reports at the first level.

    Raises PermissionDenied before anything is told of what there is, and Version.DoesNotExist.
    """
    require(asker, Permission.DECIDE_REPORTS, zone=zone.code)
    versions = Version.objects.select_related("submission__campaign__zone", "submission__company")
    return versions.prefetch_related("cells").get(
        submission=submission, submission__campaign__zone=zone, state=Version.State.ACCEPTED
    )


def correction_of(accepted: Version, *, typed: Mapping[Key, str] | None = None) -> Correction:
    """A correction as it was typed, read and checked; a cell that was not typed stands as accepted."""
    campaign, company = accepted.submission.campaign, accepted.submission.company
    form, identity = form_of(campaign), identity_of(campaign, company)
    stood = {(cell.line, cell.site_code): text_of(cell, form) for cell in accepted.cells.all()}
    asked = {(line.code, site): line for line in form.lines for site, _name in identity.sites}
    changed = {key: tidied(text, asked[key[0], key[1]]) for key, text in (typed or {}).items() if key in asked}
    texts = {**stood, **changed}
    cells, unread = read_typed(form, identity, typed=texts)
    checks = load_methodology().checks_of(form, on=campaign.period.last)
    found = check_cells(form, checks, cells=cells, context=check_context(campaign, company))
    order = {cell.address: nth for nth, cell in enumerate(cells)}
    findings = tuple(sorted([*unread, *found], key=lambda one: order[one.address]))
    return Correction(accepted, form, identity, stood, texts, cells, findings)


def explanations_kept(correction: Correction) -> dict[Said, str]:
    """The explanations of the accepted version that still stand: of warnings that are the same again."""
    return explained_again(correction.warnings, correction.cells, form=correction.form, before=correction.accepted)


def text_of(cell: FiledCell, form: Form) -> str:
    """What a filed cell says, as somebody would type it."""
    line = form.by_code[cell.line]
    return cell.written if cell.amount is None else typed_text(Unit.of(line.unit).from_stored(cell.amount), line)
