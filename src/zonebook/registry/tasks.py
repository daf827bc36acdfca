"""Keeping the engine's copy of the register up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from zonebook.engine import Lake
from zonebook.registry import queries
from zonebook.registry.models import LakePartition

Rows = Callable[[str], Sequence[Sequence[Any]]]

REGISTER_TABLES: Mapping[str, Rows] = MappingProxyType(
    {
        "presence": queries.presence_rows,
        "residency": queries.residency_rows,
        "membership": queries.membership_rows,
        "company": queries.company_rows,
        "site": queries.site_rows,
    }
)


def refill_register() -> int:
    """Refill the partitions of the register's own tables that are old."""
    return refill_dirty(REGISTER_TABLES)


def refill_dirty(tables: Mapping[str, Rows]) -> int:
    """Refill each old partition of these tables from its owner's rows; how many there were.

    The row of the partition stays locked while it is read and written: a change that commits meanwhile finds the
    lock or leaves a newer generation, so that no answer is silently old. Safe to call at any time, from anywhere.
    """
    dirty = LakePartition.objects.filter(table__in=list(tables)).exclude(filled_generation=F("generation"))
    keys = list(dirty.values_list("table", "zone_code"))
    for table, zone_code in keys:
        _refill(table, zone_code, rows=tables[table])
    return len(keys)


@transaction.atomic(durable=True)  # within a change that may still be undone the lake would hold what never was
def _refill(table: str, zone_code: str, *, rows: Rows) -> None:
    partition = LakePartition.objects.select_for_update().get(table=table, zone_code=zone_code)
    if partition.filled_generation == partition.generation:
        return
    written = Lake(settings.LAKE_ROOT).refill(table, zone_code, rows=rows(zone_code))
    partition.filled_generation = partition.generation
    partition.sha256 = written.sha256
    partition.save(update_fields=["filled_generation", "sha256"])
