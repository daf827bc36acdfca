"""Importing a table step by step: bring the file, say which column is which, see the dry run, take it in, undo it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Actor
from zonebook.importing.actions import import_table, remember_mapping, take_file, undo_import
from zonebook.importing.models import Batch, Upload
from zonebook.importing.queries import (
    Preview,
    batches,
    columns_of,
    counted_entries,
    import_definitions,
    preview,
    table_of,
    upload_of,
)
from zonebook.intake.imports import ColumnMapping, ImportDefinition, write_template
from zonebook.portal.choosing import choice_of
from zonebook.portal.doors import keeper, or_404, require_safe_or_post
from zonebook.portal.downloads import XLSX, download
from zonebook.portal.exports import csv_of, xlsx_of
from zonebook.portal.forms.importing import TableForm, UndoForm
from zonebook.portal.sending import is_done, posted
from zonebook.portal.templatetags.zonebook import say
from zonebook.registry.models import Zone

_A_PAGE = 100
_SORTS: Mapping[str, Any] = MappingProxyType(
    {
        "registry.company": gettext_lazy("Companies"),
        "registry.presence": gettext_lazy("Places on sites"),
        "registry.contact": gettext_lazy("Contacts"),
        "registry.residency": gettext_lazy("Residencies"),
        "estate.premises": gettext_lazy("Premises and plots"),
    }
)


@login_required
@require_safe_or_post
def imports(request: HttpRequest) -> HttpResponse:
    """The imports so far, and the form that begins one."""
    actor, zone = keeper(request)
    form = TableForm(posted(request), request.FILES or None)
    taken: list[Upload] = []

    def take(sent: dict[str, Any]) -> None:
        name, content = sent["file"]
        taken.append(take_file(actor, zone, kind=sent["kind"], name=name, content=content))

    if request.method == "POST" and is_done(form, take):
        return HttpResponseRedirect(_step("columns", taken[0]))
    page = Paginator(batches(request.user, zone), _A_PAGE).get_page(request.GET.get("page"))
    content = {"form": form, "page": page, "definitions": import_definitions()}
    return render(request, "portal/imports.html", content, status=400 if form.errors else 200)


@login_required
@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """A workbook to fill in, with the columns of a kind."""
    keeper(request)
    return download(write_template(_definition(kind)), name=f"{kind}.xlsx", media_type=XLSX)


@login_required
@require_safe_or_post
def columns(request: HttpRequest, *, kind: str, sha256: str) -> HttpResponse:
    """Which column of the file is which; the choice is remembered for files with these headers."""
    actor, zone = keeper(request)
    upload = _upload(actor, zone, kind=kind, sha256=sha256)
    table = table_of(upload)
    choice = choice_of(
        request,
        table,
        found=columns_of(upload, table),
        remember=lambda named: remember_mapping(actor, upload, columns=named),
    )
    if choice.is_kept:
        return HttpResponseRedirect(_step("check", upload))
    content = {
        "upload": upload,
        "definition": _definition(kind),
        "headers": choice.headers,
        "row_count": len(table.rows),
        "refusal": choice.refusal,
    }
    return render(request, "portal/import_columns.html", content, status=400 if choice.refusal else 200)


@login_required
@require_safe_or_post
def check(request: HttpRequest, *, kind: str, sha256: str) -> HttpResponse:
    """The dry run: counts, every finding by row and column. POST takes the table into the register."""
    actor, zone = keeper(request)
    upload = _upload(actor, zone, kind=kind, sha256=sha256)
    mapping, _rest = columns_of(upload, table_of(upload))
    if mapping.missing(_definition(kind)):
        return HttpResponseRedirect(_step("columns", upload))
    refusal: list[str] = []
    if request.method == "POST" and request.POST.get("seen") != _digest(mapping):
        refusal = [_("The columns were chosen anew since you looked: see what was found again.")]
    elif request.method == "POST":
        try:
            batch = import_table(actor, upload, mapping=mapping)
            return HttpResponseRedirect(reverse("portal:import_batch", kwargs={"key": batch.pk}))
        except ValidationError as error:
            refusal = error.messages
    found = preview(request.user, upload, mapping=mapping)
    page = Paginator(found.findings, _A_PAGE).get_page(request.GET.get("page"))
    content = {
        "upload": upload,
        "found": found,
        "counted": found.definition.counted(len(found.rows)),
        "page": page,
        "shown": [(one, found.table.headers[one.column]) for one in page.object_list],
        "seen": _digest(mapping),
        "earlier": batches(request.user, zone).filter(file=sha256, kind=kind, state=Batch.State.IMPORTED).first(),
        "refusal": refusal,
    }
    return render(request, "portal/import_check.html", content, status=400 if refusal else 200)


@login_required
@require_safe
def findings(request: HttpRequest, *, kind: str, sha256: str, ending: str) -> HttpResponse:
    """Every finding of the dry run as a file, CSV or workbook."""
    actor, zone = keeper(request)
    upload = _upload(actor, zone, kind=kind, sha256=sha256)
    mapping, _rest = columns_of(upload, table_of(upload))
    if mapping.missing(_definition(kind)):
        raise Http404(_("Say first which column is which."))
    found = preview(request.user, upload, mapping=mapping)
    heads = tuple(map(str, (_("Cell"), _("Column"), _("Value"), _("Rule"), _("What is wrong"), _("What to do"))))
    facts = [("file", upload.name), ("sha256", upload.file_id), ("rows", len(found.rows))]
    rows = _finding_rows(found)
    if ending == "csv":
        return csv_of(facts, [heads, *rows], name="findings")
    return xlsx_of(facts, rows, headers=heads, title=str(_("Findings")), name="findings")


@login_required
@require_safe_or_post
def batch(request: HttpRequest, key: int) -> HttpResponse:
    """One import: what it wrote, by whom, and its undoing."""
    actor, zone = keeper(request)
    found = or_404(lambda: batches(request.user, zone).get(pk=key), _("There is no such import."))
    form = UndoForm(posted(request), batch=found)
    if request.method == "POST" and is_done(form, lambda sent: undo_import(actor, found, reason=sent["reason"])):
        return HttpResponseRedirect(reverse("portal:import_batch", kwargs={"key": key}))
    content = {
        "batch": found,
        "definition": _definition(found.kind),
        "counts": [(_SORTS[model], count) for model, count in counted_entries(found)],
        "form": form,
        "is_undone": found.state == Batch.State.UNDONE,
    }
    return render(request, "portal/import_batch.html", content, status=400 if form.errors else 200)


def _upload(actor: Actor, zone: Zone, *, kind: str, sha256: str) -> Upload:
    said = _("There is no such file here: bring it again.")
    return or_404(lambda: upload_of(actor.user, zone, kind=kind, sha256=sha256), said)


def _definition(kind: str) -> ImportDefinition:
    found = import_definitions().get(kind)
    if found is None:
        raise Http404(_("Such tables cannot be imported."))
    return found


def _finding_rows(found: Preview) -> list[tuple[str, ...]]:
    return [
        (
            one.address,
            found.table.headers[one.column],
            one.value,
            one.rule,
            say(one.message),
            say(one.advice),
        )
        for one in found.findings
    ]


def _digest(mapping: ColumnMapping) -> str:
    """What the curator looked at, in short: another digest means that another mapping was chosen meanwhile."""
    return hashlib.sha256(repr(sorted(mapping.places.items())).encode()).hexdigest()[:16]


def _step(name: str, upload: Upload) -> str:
    return reverse(f"portal:import_{name}", kwargs={"kind": upload.kind, "sha256": upload.file_id})
