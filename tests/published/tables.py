"""Tables of published figures, said in one line."""

from __future__ import annotations

import csv
from io import StringIO

from zonebook.methodology.published import load_published
from zonebook.published.reading import COLUMNS, FactTable, fact_table

ROW = {
    "zone_id": "home",
    "sub_unit": "",
    "indicator": "residents",
    "period": "as_of 2024-12-31",
    "value": "118",
    "hedge": "exact",
    "unit": "count",
    "source_url": "https://example.org/residents",
    "source_domain": "example.org",
    "source_kind": "agency",
    "source_date": "2025-01-20",
    "source_date_precision": "day",
    "basis": "stated",
    "note": "",
}


def csv_of(*changes: dict[str, str]) -> str:
    """A table of one row for each change of the usual one."""
    stream = StringIO()
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    writer.writerows(ROW | change for change in changes)
    return stream.getvalue()


def table_of(*changes: dict[str, str]) -> FactTable:
    return fact_table(csv_of(*changes), definition=load_published())
