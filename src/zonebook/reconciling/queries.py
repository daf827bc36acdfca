"""Reading extracts and disputes: curators see those of their zone, an officer the disputes of the own company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import F, QuerySet
from django.db.models.functions import Abs

from zonebook.accounts.queries import Asker, Permission, require
from zonebook.archive.models import StoredFile
from zonebook.importing.queries import read_upload, remembered_columns
from zonebook.intake.imports import ColumnMapping, Unmatched, mapping_for
from zonebook.intake.tables import Table
from zonebook.reconciling.comparing import Comparison, as_it_stands, compare
from zonebook.reconciling.models import Dispute, DisputeStep, Extract
from zonebook.reconciling.reading import Reading, read_rows
from zonebook.registry.models import Company, Zone
from zonebook.reporting.models import Version

_State, _Kind = Dispute.State, DisputeStep.Kind
LEADS_TO: Mapping[DisputeStep.Kind, Dispute.State] = MappingProxyType(
    {_Kind.ASKED: _State.ASKED, _Kind.EXPLAINED: _State.EXPLAINED, _Kind.CLOSED: _State.CLOSED}
)
"""The state that each step of a person leads to."""
_FROM: Mapping[DisputeStep.Kind, frozenset[str]] = MappingProxyType(
    {
        _Kind.ASKED: frozenset({_State.OPEN, _State.EXPLAINED}),
        _Kind.EXPLAINED: frozenset({_State.OPEN, _State.ASKED}),
        _Kind.CLOSED: frozenset({_State.OPEN, _State.ASKED, _State.EXPLAINED}),
    }
)
UNSETTLED = (Dispute.State.OPEN, Dispute.State.ASKED)
"""What waits for the company."""


@dataclass(frozen=True)
class Preview:
    """What an extract would say (`found`), and what of it cannot be read. Nothing has been written."""

    reading: Reading
    found: Comparison


def extracts_of(asker: Asker, zone: Zone) -> QuerySet[Extract]:
    """The extracts of a zone, the newest first. Raises PermissionDenied."""
    require(asker, Permission.DECIDE_REPORTS, zone=zone.code)
    return Extract.objects.filter(zone=zone).select_related("zone")


def table_of(extract: Extract) -> Table:
    """The table of an extract's file. Raises TableRefused."""
    content = StoredFile.objects.values_list("content", flat=True).get(pk=extract.file_id)
    return read_upload(bytes(content), extract.name)


def remembered_as(extract: Extract) -> str:
    """Under which name the choice of columns is remembered for files of this source."""
    return f"extract.{extract.source}"


def columns_of(extract: Extract, table: Table) -> tuple[ColumnMapping, tuple[Unmatched, ...]]:
    """Which column is which: as chosen the last time for these headers, else by their names."""
    remembered = remembered_columns(extract.zone, kind=remembered_as(extract), headers=table.headers)
    return mapping_for(table.headers, extract.definition.table, remembered=remembered)


def preview(asker: Asker, extract: Extract, *, mapping: ColumnMapping) -> Preview:
    """The dry run: what would be compared, with what outcome. Raises PermissionDenied, ValueError."""
    require(asker, Permission.DECIDE_REPORTS, zone=extract.zone.code)
    reading = read_rows(extract, table_of(extract), mapping=mapping)
    return Preview(reading, compare(extract, reading.rows))


def comparison_of(asker: Asker, extract: Extract) -> Comparison:
    """A taken extract beside the book as it is now. Raises PermissionDenied."""
    require(asker, Permission.DECIDE_REPORTS, zone=extract.zone.code)
    return as_it_stands(extract)


def newest_of(extract: Extract) -> Extract | None:
    """The extract that speaks for its source and period: of those taken the one made last."""
    same = Extract.objects.filter(
        zone=extract.zone_id, source=extract.source, period_code=extract.period_code, taken_at__isnull=False
    )
    return same.order_by("-as_of", "-taken_at", "-pk").first()


def disputes_of(asker: Asker, zone: Zone) -> QuerySet[Dispute]:
    """The disputes of a zone, the largest first. Raises PermissionDenied."""
    require(asker, Permission.DECIDE_REPORTS, zone=zone.code)
    return _by_size(Dispute.objects.filter(zone=zone))


def disputes_with(extract: Extract) -> Mapping[tuple[int, str], Dispute]:
    """The disputes of an extract's source and period, by company (its key) and line."""
    same = Dispute.objects.filter(zone=extract.zone_id, source=extract.source, period_code=extract.period_code)
    return {(one.company_id, one.line): one for one in same}


def counted_by_state(disputes: QuerySet[Dispute]) -> Sequence[tuple[Dispute.State, int]]:
    """How many there are in each state, in the order of the states."""
    counts = Counter(disputes.order_by().values_list("state", flat=True))
    return [(state, counts[state]) for state in Dispute.State if counts[state]]


def waiting_for_company(asker: Asker, company: Company, *, zone: Zone) -> list[Dispute]:
    """The disputes that wait for an explanation or a correction by a company. Raises PermissionDenied."""
    require(asker, Permission.FILE_REPORTS, zone=zone.code, company=company.code)
    return list(_by_size(Dispute.objects.filter(zone=zone, company=company, state__in=UNSETTLED)))


def dispute_seen_by(asker: Asker, key: int) -> Dispute:
    """One dispute. Raises Dispute.DoesNotExist, and PermissionDenied where it is none of the asker's."""
    dispute = Dispute.objects.select_related("zone", "company", "row__extract__zone").get(pk=key)
    require(asker, Permission.FILE_REPORTS, zone=dispute.zone.code, company=dispute.company.code)
    return dispute


def steps_from(dispute: Dispute) -> frozenset[DisputeStep.Kind]:
    """The steps that a person can take with a dispute as it stands; who may is another question."""
    return frozenset(kind for kind, states in _FROM.items() if dispute.state in states)


def report_behind(dispute: Dispute) -> Version | None:
    """The accepted report that says our side of a dispute; none where facts of the register differ."""
    return Version.objects.filter(
        state=Version.State.ACCEPTED,
        submission__company=dispute.company_id,
        submission__campaign__zone=dispute.zone_id,
        submission__campaign__form_code=dispute.row.extract.definition.form,
        submission__campaign__period_code=dispute.period_code,
    ).first()


def _by_size(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    sized = disputes.select_related("company", "row__extract").annotate(size=Abs("difference"))
    return sized.order_by(F("size").desc(nulls_last=True), "pk")
