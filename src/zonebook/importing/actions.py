"""Bringing a table, saying which column is which, taking it into the register whole, and undoing that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.archive.actions import keep_bytes
from zonebook.importing.entries import Made, entries_of, lake_tables_of
from zonebook.importing.fitting import must_fit
from zonebook.importing.models import Batch, BatchEntry, RememberedMapping, Upload
from zonebook.importing.queries import import_definitions, preview, read_upload, table_of
from zonebook.importing.undoing import entries_made, obstacles, strike_all
from zonebook.intake.imports import ColumnMapping, headers_name
from zonebook.intake.tables import TableRefused
from zonebook.registry.actions import mark_dirty, seal
from zonebook.registry.keeping import locked, written
from zonebook.registry.models import Company, Zone
from zonebook.registry.wording import say

_CHUNK = 1000
_MOST_OBSTACLES = 20


def take_file(actor: Actor, zone: Zone, *, kind: str, name: str, content: bytes) -> Upload:
    """Keep a file that holds a table, for the steps that follow. Brought twice, it is the same upload.

    Raises ValidationError by field for an unknown kind and for a file without a readable table.
    """
    require(actor.user, Permission.KEEP_REGISTER, zone=zone.code)
    if kind not in import_definitions():
        raise ValidationError({"kind": _("Choose what the table lists.")})
    try:
        read_upload(content, name)
    except TableRefused as refused:
        raise ValidationError({"file": f"{say(refused.message)} {say(refused.advice)}"}) from refused
    return _keep_file(actor, zone, kind=kind, name=name, content=content)


@transaction.atomic
def _keep_file(actor: Actor, zone: Zone, *, kind: str, name: str, content: bytes) -> Upload:
    made = {"name": name[-200:], "uploaded_by": actor.user.username, "uploaded_at": actor.at}
    upload, is_new = Upload.objects.get_or_create(zone=zone, kind=kind, file_id=keep_bytes(content), defaults=made)
    if is_new:
        seal(actor, "take_file", entry=upload, details={"kind": kind, "name": name, "file": upload.file_id})
    return upload


@transaction.atomic
def remember_mapping(actor: Actor, upload: Upload, *, columns: Mapping[str, str]) -> RememberedMapping:
    """Keep which header of the file is which column ("" for none), for this file and all with equal headers.

    Raises ValidationError where a column is chosen twice, or a required one not at all.
    """
    require(actor.user, Permission.KEEP_REGISTER, zone=upload.zone.code)
    headers = table_of(upload).headers
    chosen = {header: columns.get(header, "") for header in headers if header}
    must_fit(chosen, import_definitions()[upload.kind])
    mapping, _is_new = RememberedMapping.objects.update_or_create(
        zone=upload.zone, kind=upload.kind, headers_sha256=headers_name(headers), defaults={"columns": chosen}
    )
    seal(actor, "remember_mapping", entry=mapping, details={"kind": upload.kind, "columns": chosen})
    return mapping


def import_table(actor: Actor, upload: Upload, *, mapping: ColumnMapping) -> Batch:
    """Take a table into the register, whole or not at all. It only makes entries and changes none.

    Raises ValidationError where the dry run has a finding that blocks, also one that has come up since it was shown.
    """
    require(actor.user, Permission.KEEP_REGISTER, zone=upload.zone.code)
    table_of(upload)  # read before the transaction: unpacking takes seconds, and others wait for its end
    try:
        return _import(actor, upload, mapping=mapping)
    except IntegrityError as error:
        said = _("Somebody has just entered one of these in the register: check the table again.")
        raise ValidationError(said) from error


@transaction.atomic
def _import(actor: Actor, upload: Upload, *, mapping: ColumnMapping) -> Batch:
    zone = Zone.objects.select_for_update().get(pk=upload.zone_id)  # of two who import at once one waits
    if upload.kind == "residencies":
        # whoever enters a residency by hand locks its company; both must not write overlapping days
        list(Company.objects.select_for_update().order_by("pk").values_list("pk"))
    found = preview(actor.user, upload, mapping=mapping)
    if found.errors:
        said = _("The table has %(count)s findings: correct the file, or check it again.")
        raise ValidationError(said % {"count": found.errors})
    batch = Batch.objects.create(
        zone=zone,
        kind=upload.kind,
        file_id=upload.file_id,
        name=upload.name,
        columns=dict(mapping.places),
        row_count=len(found.rows),
        imported_by=actor.user.username,
        imported_at=actor.at,
    )
    groups = entries_of(upload.kind, zone, rows=found.rows)
    for made in filter(None, groups):
        _write(actor, batch, made=made)
    _mark_dirty(batch)
    counts = {made[0].entry._meta.label_lower: len(made) for made in groups if made}
    details = {"kind": batch.kind, "file": batch.file_id, "name": batch.name, "rows": batch.row_count}
    seal(actor, "import_table", entry=batch, details={**details, "entries": counts})
    return batch


def _write(actor: Actor, batch: Batch, *, made: Sequence[Made]) -> None:
    """Write entries of one sort with their histories, and note that the batch made them."""
    entries = [one.entry for one in made]
    bulk_create_with_history(
        entries,
        type(entries[0]),
        batch_size=_CHUNK,
        default_user=actor.user,
        default_date=actor.at,
        default_change_reason=_("import %(number)s: %(name)s") % {"number": batch.pk, "name": batch.name},
    )
    label = entries[0]._meta.label_lower
    noted = [BatchEntry(batch=batch, row=one.row, model=label, key=one.entry.pk) for one in made]
    BatchEntry.objects.bulk_create(noted, batch_size=_CHUNK)


def _mark_dirty(batch: Batch) -> None:
    for table in lake_tables_of(batch.kind):
        mark_dirty(table, batch.zone.code)


def undo_import(actor: Actor, batch: Batch, *, reason: str) -> Batch:
    """Take out of the register exactly what a batch wrote; the histories keep that it was there.

    Raises ValidationError without a reason, for a batch undone already, and with a list where entries of the batch
    were changed since or something refers to them.
    """
    require(actor.user, Permission.KEEP_REGISTER, zone=batch.zone.code)
    try:
        return _undo(actor, batch, reason=reason)
    except IntegrityError as error:
        said = _("Somebody has just referred to one of these entries: look again what stands in the way.")
        raise ValidationError(said) from error


@transaction.atomic
def _undo(actor: Actor, batch: Batch, *, reason: str) -> Batch:
    batch = locked(batch)
    if batch.state == Batch.State.UNDONE:
        raise ValidationError(_("This import has been undone already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Write why the import is undone.")})
    made = entries_made(batch)
    if in_the_way := list(islice(obstacles(made), _MOST_OBSTACLES)):
        raise ValidationError(in_the_way)
    counts = {
        model._meta.label_lower: strike_all(actor, keys, model=model, reason=reason) for model, keys in made.items()
    }
    batch.state, batch.undone_by, batch.undone_at = Batch.State.UNDONE, actor.user.username, actor.at
    batch.reason = reason
    written(batch)
    _mark_dirty(batch)
    seal(actor, "undo_import", entry=batch, details={"reason": reason, "entries": counts})
    return batch
