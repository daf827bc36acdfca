"""One version of a company's report, down to the cell, and the workbook that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, may
from zonebook.campaigns.queries import form_of
from zonebook.intake import Form
from zonebook.measures import Quantity, Unit
from zonebook.portal.doors import or_404
from zonebook.portal.downloads import XLSX, download
from zonebook.registry.models import Site
from zonebook.reporting.models import FiledCell, Version
from zonebook.reporting.queries import version_seen_by


@require_safe
def report(request: HttpRequest, *, submission: int, number: int) -> HttpResponse:
    """What was filed, what was found in it, and how it differs from the version before."""
    version = seen_version(request, submission, number=number)
    versions = list(version.submission.versions.order_by("number"))
    before = next((one for one in versions if one.number == number - 1), None)
    sections = cells_by_section(version)
    content = {
        "version": version,
        "form": form_of(version.submission.campaign),
        "sections": sections,
        "places": places_in(sections),
        "findings": version.findings.all(),
        "versions": versions,
        "changes": changed_cells(version, before) if before else None,
        "before": before,
        "may_correct": _may_correct(request, versions, zone=version.submission.campaign.zone.code),
    }
    return render(request, "portal/report.html", content)


@require_safe
def workbook(request: HttpRequest, *, submission: int, number: int) -> HttpResponse:
    """The workbook as it was filed, byte for byte."""
    version = seen_version(request, submission, number=number)
    return download(bytes(version.file.content), name=f"report-{version.receipt}.xlsx", media_type=XLSX)


def seen_version(request: HttpRequest, submission: int, *, number: int) -> Version:
    """The version, if the reader may see it. Raises Http404 and PermissionDenied."""
    return or_404(
        lambda: version_seen_by(request.user, submission=submission, number=number), _("There is no such report.")
    )


def _may_correct(request: HttpRequest, versions: Iterable[Version], *, zone: str) -> bool:
    """Whether the reader is of those who correct, and the report is in the book."""
    is_accepted = any(one.state == Version.State.ACCEPTED for one in versions)
    return is_accepted and may(request.user, Permission.DECIDE_REPORTS, zone=zone)


def cells_by_section(version: Version) -> list[dict[str, Any]]:
    """The cells of a version under the sections of its form, each with its line, site and anchor."""
    form = form_of(version.submission.campaign)
    sites = {site.code: site for site in Site.objects.filter(zone=version.submission.campaign.zone)}
    by_line: dict[str, list[FiledCell]] = {}
    for cell in version.cells.all():
        by_line.setdefault(cell.line, []).append(cell)
    return [
        {
            "title": section.title,
            "cells": [
                {"line": line, "cell": cell, "site": sites.get(cell.site_code), "amount": quantity_of(cell, form)}
                for line in section.lines
                for cell in by_line.get(line.code, ())
            ],
        }
        for section in form.sections
    ]


def places_in(sections: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The cells of sections by their address, each with its line and site."""
    return {one["cell"].address: one for section in sections for one in section["cells"]}


def quantity_of(cell: FiledCell, form: Form) -> Quantity | None:
    """What a cell says in its line's base unit; None for a blank one."""
    unit = Unit.of(form.by_code[cell.line].unit)
    return None if cell.amount is None else Quantity(unit.from_stored(cell.amount), unit)


def changed_cells(version: Version, before: Version) -> list[dict[str, Any]]:
    """The cells that differ between two versions of a report."""
    form = form_of(version.submission.campaign)
    now, then = _keyed(version.cells.all()), _keyed(before.cells.all())
    return [
        {
            "line": form.by_code[line],
            "cell": now.get((line, site)) or then[line, site],
            "now": now.get((line, site)),
            "then": then.get((line, site)),
        }
        for line, site in dict.fromkeys([*now, *then])
        if _written(now.get((line, site))) != _written(then.get((line, site)))
    ]


def _keyed(cells: Iterable[FiledCell]) -> dict[tuple[str, str], FiledCell]:
    return {(cell.line, cell.site_code): cell for cell in cells}


def _written(cell: FiledCell | None) -> tuple[int | None, str] | None:
    return None if cell is None else (cell.amount, cell.written)
