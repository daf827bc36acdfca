"""Bringing an extract, taking it, comparing it anew; asking a company, explaining, closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.archive.actions import keep_bytes
from zonebook.importing.fitting import must_fit
from zonebook.importing.models import RememberedMapping
from zonebook.importing.queries import read_upload
from zonebook.intake.imports import ColumnMapping, headers_name
from zonebook.intake.tables import TableRefused
from zonebook.measures import Period, PeriodError
from zonebook.methodology import ExtractDefinition, load_methodology
from zonebook.methodology.extracts import is_cumulative
from zonebook.reconciling.comparing import as_it_stands, compare
from zonebook.reconciling.models import Dispute, DisputeStep, Extract, ExtractRow
from zonebook.reconciling.queries import LEADS_TO, newest_of, remembered_as, steps_from, table_of
from zonebook.reconciling.reading import companies_by_inn, compared_columns, read_rows
from zonebook.reconciling.settling import settle, told
from zonebook.registry.actions import seal
from zonebook.registry.days import must_have_come
from zonebook.registry.keeping import locked
from zonebook.registry.models import Zone
from zonebook.registry.wording import say

_CHUNK = 1000
_Kind = DisputeStep.Kind


def bring_extract(actor: Actor, zone: Zone, *, source: str, file: tuple[str, bytes], **described: Any) -> Extract:
    """Keep a file (its name and bytes) of a source, for the steps that follow. Brought twice, it is the same extract.

    `described`: `as_of`, the day on which the source made it; `period_code`, the period that its numbers are for, where
    it has any; `title`, if it has one of its own. Raises ValidationError by field.
    """
    require(actor.user, Permission.DECIDE_REPORTS, zone=zone.code)
    as_of: date = described["as_of"]
    must_have_come(actor, as_of=as_of)
    definition = _definition(source, on=as_of)
    period_code = _period(described.get("period_code", ""), definition=definition, as_of=as_of)
    name, content = file
    try:
        read_upload(content, name)
    except TableRefused as refused:
        raise ValidationError({"file": f"{say(refused.message)} {say(refused.advice)}"}) from refused
    extract = Extract(
        zone=zone,
        source=source,
        version=definition.version,
        title=described.get("title", "").strip()[:200] or say(definition.title),
        period_code=period_code,
        as_of=as_of,
        name=name[-200:],
    )
    return _keep(actor, extract, content=content)


@transaction.atomic
def _keep(actor: Actor, extract: Extract, *, content: bytes) -> Extract:
    Zone.objects.select_for_update().get(pk=extract.zone_id)  # of two who bring the same file one waits
    extract.file_id = keep_bytes(content)
    same = {name: getattr(extract, name) for name in ("zone", "source", "period_code", "file_id")}
    if earlier := Extract.objects.filter(**same).first():
        return earlier
    extract.brought_by, extract.brought_at = actor.user.username, actor.at
    extract.full_clean()
    extract.save()
    details = {name: getattr(extract, name) for name in ("source", "period_code", "as_of", "name", "file_id")}
    seal(actor, "bring_extract", entry=extract, details=details)
    return extract


@transaction.atomic
def remember_columns(actor: Actor, extract: Extract, *, columns: Mapping[str, str]) -> RememberedMapping:
    """Keep which header of the file is which column ("" for none), for all files of the source with equal headers.

    Raises ValidationError where a column is chosen twice, or a required one not at all.
    """
    require(actor.user, Permission.DECIDE_REPORTS, zone=extract.zone.code)
    headers = table_of(extract).headers
    chosen = {header: columns.get(header, "") for header in headers if header}
    must_fit(chosen, extract.definition.table)
    mapping, _is_new = RememberedMapping.objects.update_or_create(
        zone=extract.zone,
        kind=remembered_as(extract),
        headers_sha256=headers_name(headers),
        defaults={"columns": chosen},
    )
    seal(actor, "remember_columns", entry=mapping, details={"kind": mapping.kind, "columns": chosen})
    return mapping


def take_extract(actor: Actor, extract: Extract, *, mapping: ColumnMapping) -> Extract:
    """Keep every row of an extract and make its differences disputes; those that there are already are brought up.

    What cannot be read is kept as it is written and compared with nothing. The file is read outside of any transaction,
    and its rows are written in many short ones, so that nobody waits who writes meanwhile; they count once the last
    transaction says that the extract is taken. A taking that was cut off goes on where it was, with the same columns.
    Raises ValidationError for an extract that was taken before, and for one without a column that could be compared.
    """
    require(actor.user, Permission.DECIDE_REPORTS, zone=extract.zone.code)
    if not compared_columns(extract.definition, mapping):
        raise ValidationError(_("Say which column of the file is to be compared: none is chosen yet."))
    rows = read_rows(extract, table_of(extract), mapping=mapping).rows
    _begin_taking(extract, dict(mapping.places))
    for start in range(0, len(rows), _CHUNK):  # each in its own transaction; rows that are kept already stay
        ExtractRow.objects.bulk_create(rows[start : start + _CHUNK], ignore_conflicts=True)
    return _take(actor, extract, row_count=len({row.row for row in rows}))


@transaction.atomic
def _begin_taking(extract: Extract, columns: dict[str, int]) -> None:
    """Say by which columns the rows are read, before the first of them is kept for good."""
    extract = _still_to_take(extract)
    if extract.columns and extract.columns != columns:
        raise ValidationError(_("The taking of this extract was begun with other columns: choose the same again."))
    extract.columns = columns
    extract.save(update_fields=["columns"])


@transaction.atomic
def _take(actor: Actor, extract: Extract, *, row_count: int) -> Extract:
    """Let the rows that were kept count, and hold those of companies against the book."""
    extract = _still_to_take(extract)
    extract.row_count = row_count
    extract.taken_by, extract.taken_at = actor.user.username, actor.at
    extract.full_clean()
    extract.save()
    ours = extract.rows.filter(company__isnull=False).select_related("company", "extract__zone")
    steps = settle(actor, compare(extract, list(ours))) if newest_of(extract) == extract else {}
    details = {"rows": extract.row_count, "columns": extract.columns, "disputes": dict(steps)}
    seal(actor, "take_extract", entry=extract, details=details)
    return extract


def _still_to_take(extract: Extract) -> Extract:
    """The extract, locked; of two who take at once one waits. Raises ValidationError where it was taken meanwhile."""
    zone = Zone.objects.select_for_update().get(pk=extract.zone_id)
    extract = locked(extract)
    extract.zone = zone
    if extract.is_taken:
        raise ValidationError(_("This extract has been taken already: compare it anew on its page."))
    return extract


@transaction.atomic
def compare_anew(actor: Actor, extract: Extract) -> Extract:
    """Hold a taken extract against the book as it is now; what agrees by now is corrected.

    A company that was entered meanwhile is matched. Raises ValidationError for an extract that was not taken, and for
    one that a newer extract of the source has replaced.
    """
    require(actor.user, Permission.DECIDE_REPORTS, zone=extract.zone.code)
    zone = Zone.objects.select_for_update().get(pk=extract.zone_id)
    extract = locked(extract)
    extract.zone = zone
    if not extract.is_taken:
        raise ValidationError(_("This extract has not been taken yet."))
    if newest_of(extract) != extract:
        raise ValidationError(_("A newer extract of this source was taken for the period: compare that one anew."))
    _match(extract)
    steps = settle(actor, as_it_stands(extract))
    seal(actor, "compare_anew", entry=extract, details={"disputes": dict(steps)})
    return extract


@transaction.atomic
def ask_company(actor: Actor, dispute: Dispute, *, reason: str) -> Dispute:
    """Ask the company to explain a difference or to correct its report; it sees this among its tasks."""
    require(actor.user, Permission.DECIDE_REPORTS, zone=dispute.zone.code)
    text = _given(reason, _("Write what the company is asked."))
    return _step(actor, dispute, kind=_Kind.ASKED, text=text, action="ask_company")


@transaction.atomic
def explain_dispute(actor: Actor, dispute: Dispute, *, explanation: str) -> Dispute:
    """Say why the two sides differ: the company, or a curator in its place."""
    require(actor.user, Permission.FILE_REPORTS, zone=dispute.zone.code, company=dispute.company.code)
    text = _given(explanation, _("Write why the numbers differ."), field="explanation")
    return _step(actor, dispute, kind=_Kind.EXPLAINED, text=text, action="explain_dispute")


@transaction.atomic
def close_dispute(actor: Actor, dispute: Dispute, *, reason: str) -> Dispute:
    """Let a difference rest, with the reason. It opens again only where either side says something else."""
    require(actor.user, Permission.DECIDE_REPORTS, zone=dispute.zone.code)
    text = _given(reason, _("Write why the dispute is closed."))
    return _step(actor, dispute, kind=_Kind.CLOSED, text=text, action="close_dispute")


def _step(actor: Actor, dispute: Dispute, *, kind: DisputeStep.Kind, text: str, action: str) -> Dispute:
    dispute = locked(dispute)
    if kind not in steps_from(dispute):
        said = _("This cannot be done with a dispute that is “%(state)s”: see what has been done since.")
        raise ValidationError(said % {"state": dispute.get_state_display()})
    dispute.state, dispute.changed_at = LEADS_TO[kind], actor.at
    dispute.save(update_fields=["state", "changed_at"])
    told(dispute, kind, actor=actor, text=text).save()
    seal(actor, action, entry=dispute, details={"company": dispute.company.code, "line": dispute.line, "text": text})
    return dispute


def _definition(source: str, *, on: date) -> ExtractDefinition:
    for one in load_methodology().extracts_on(on):
        if one.code == source:
            return one
    raise ValidationError({"source": _("Choose whose extract it is.")})


def _period(code: str, *, definition: ExtractDefinition, as_of: date) -> str:
    """The code of the period, as campaigns have it; blank for facts."""
    if not definition.lines:
        return ""
    try:
        period = Period.parse(code)
    except PeriodError as error:
        raise ValidationError({"period_code": _("Choose the period that the numbers are for.")}) from error
    if not is_cumulative(period):
        said = _("Numbers are compared from 1 January to the end of a quarter: choose such a period.")
        raise ValidationError({"period_code": said})
    if as_of < period.last:
        raise ValidationError({"as_of": _("The extract cannot be older than the last day of its period.")})
    return str(period)


def _match(extract: Extract) -> None:
    """Give the rows of unknown numbers the companies that were entered meanwhile."""
    unknown = extract.rows.filter(company__isnull=True)
    for inn, company in companies_by_inn(set(unknown.values_list("inn", flat=True)) - {""}).items():
        unknown.filter(inn=inn).update(company=company)


def _given(text: str, missing: str, *, field: str = "reason") -> str:
    if not text.strip():
        raise ValidationError({field: missing})
    return text.strip()
