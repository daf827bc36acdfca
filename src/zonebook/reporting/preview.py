"""What will acceptance change in the ledger? Reckoned without writing anything.

Acceptance brings the ledger to what the accepted reports say; the same reckoning, with the versions in question counted
as accepted, tells beforehand which rows it will close and which it will open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zonebook.engine import OPEN_MOMENT
from zonebook.reporting.ledger import Entry, Source
from zonebook.reporting.models import Observation, Version
from zonebook.reporting.queries import in_utc, observation_rows
from zonebook.reporting.settling import by_year, turns_of


@dataclass(frozen=True, slots=True)
class Change:
    """One row that acceptance closes or opens: whose, what it says, and (of one that opens) where it comes from."""

    zone: str
    company: str
    entry: Entry
    source: Source | None
    """The version and cell that it opens by; None for a row that closes."""

    @property
    def opens(self) -> bool:
        """Whether the row will be there after acceptance."""
        return self.source is not None


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """All that the acceptance of some versions does to the ledger; `closing` are the keys of rows."""

    changes: tuple[Change, ...]
    closing: frozenset[int]

    @property
    def lines(self) -> frozenset[str]:
        """The lines of which anything changes."""
        return frozenset(change.entry.line for change in self.changes)


def ledger_change(versions: Sequence[Version]) -> LedgerChange:
    """What accepting these versions together will close and open. Empty for what changes nothing."""
    changes: list[Change] = []
    closing: set[int] = set()
    for year, of_year in by_year(versions):
        companies = {version.submission.company.code for version in of_year}
        for turn in turns_of(year, companies, accepting=of_year):
            closing |= set(turn.closing.values())
            changes += [Change(year.zone, turn.company, entry, None) for entry in turn.closing]
            changes += [Change(year.zone, turn.company, entry, source) for entry, source in turn.opening.items()]
    return LedgerChange(tuple(changes), frozenset(closing))


def rows_after(zone_code: str, change: LedgerChange) -> list[tuple[Any, ...]]:
    """The ledger of a zone as the engine would read it after acceptance, without what is known no more."""
    standing = Observation.objects.filter(known_to__isnull=True).exclude(pk__in=change.closing)
    opening = [(one, one.source) for one in change.changes if one.source is not None and one.zone == zone_code]
    versions = Version.objects.in_bulk({source.version for _, source in opening})
    return [
        *observation_rows(zone_code, among=standing),
        *(_as_engine_reads(one, source, version=versions[source.version]) for one, source in opening),
    ]


def _as_engine_reads(change: Change, source: Source, *, version: Version) -> tuple[Any, ...]:
    """A row that is not there yet, as known from when it was filed: the engine reads it as known now."""
    entry = change.entry
    return (
        change.zone, entry.site, change.company, entry.line, entry.first, entry.last, entry.amount,
        in_utc(version.filed_at), OPEN_MOMENT, version.submission_id, version.number, source.address,
    )  # fmt: skip
