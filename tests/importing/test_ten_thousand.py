"""Ten thousand companies: every planted fault found in its cell; corrected, taken in; undone, as it was before."""

from __future__ import annotations

import sys
import time

import pytest
from django.core.exceptions import ValidationError

from tests.book import SmallBook
from tests.importing.bringing import clean, looked_at, take_in, uploaded
from tests.importing.planting import Planted, as_csv, as_workbook, inn_of, planted
from tests.importing.register import register_hash
from zonebook.importing.actions import undo_import
from zonebook.importing.models import Batch
from zonebook.registry.models import Company

COUNT, FAULTS = 10_000, 500


@pytest.mark.parametrize(
    ("write", "name", "count"), [(as_workbook, "companies.xlsx", COUNT), (as_csv, "companies.csv", COUNT // 5)]
)
def test_each_of_five_hundred_faults_is_found_in_its_cell_and_nothing_else(book, write, name, count) -> None:
    registered = tuple(inn_of(2 * COUNT + nth) for nth in range(50))
    for nth, inn in enumerate(registered):
        Company.objects.create(code=f"known-{nth}", name=f"Известная {nth}", search_name="", inn=inn)
    rows, faults = planted(clean(count), FAULTS, registered=registered)
    before, began = register_hash(), time.monotonic()

    upload = uploaded(book, write(rows), name=name)
    found = looked_at(book, upload).findings
    sys.stdout.write(f"{name}: read and checked in {time.monotonic() - began:.1f} s\n")
    with pytest.raises(ValidationError, match=str(FAULTS)):
        take_in(book, upload)

    assert {Planted(finding.row, finding.column, finding.rule) for finding in found} == faults
    assert len(found) == len(faults) == FAULTS
    assert len({fault.rule for fault in faults}) >= 15
    assert register_hash() == before
    assert not Batch.objects.exists()


def test_corrected_it_goes_in_and_undone_the_register_is_as_it_was(book: SmallBook) -> None:
    before, entries, began = register_hash(), Company.objects.count(), time.monotonic()

    batch = take_in(book, uploaded(book, as_workbook(clean(COUNT)), name="companies.xlsx"))
    imported_in, after, made = time.monotonic() - began, register_hash(), Company.objects.count() - entries
    began = time.monotonic()
    undo_import(book.actor("boris", "2025-09-10"), batch, reason="не тот файл")
    undone_in = time.monotonic() - began
    sys.stdout.write(f"read, checked and imported in {imported_in:.1f} s, undone in {undone_in:.1f} s\n")

    assert made == COUNT
    assert after != before
    assert register_hash() == before
