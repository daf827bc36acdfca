"""Keeping the engine's copy of the ledger up to date."""

from __future__ import annotations

from types import MappingProxyType

from zonebook.registry.tasks import refill_dirty
from zonebook.reporting.queries import observation_rows

LEDGER_TABLES = MappingProxyType({"observation": observation_rows})


def refill_ledger() -> int:
    """Refill the ledger's old partitions; how many there were."""
    return refill_dirty(LEDGER_TABLES)
