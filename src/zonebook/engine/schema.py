"""What do the tables of the lake hold? The names that register, reporting and engine meet at.

Two clocks: `from` and `to` are the days that an entry holds, both included; it was what the book said while
`known_from <= moment < known_to`. A correction closes the row that was wrong and adds another; rows that say different
things of the same are never known at the same moment, which is for the owner of the table to see to.
Open ends are far days instead of nulls, so that every as-of question is two comparisons. Money is an integer number
of kopecks, area an integer number of square metres' worth of ha · 10⁻⁴; moments are UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

UNKNOWN_DAY = date(1900, 1, 1)
"""Since a day that nobody recorded: earlier than anything the book speaks of."""
OPEN_DAY = date(9999, 12, 31)
OPEN_MOMENT = datetime(9999, 12, 31)  # noqa: DTZ001 - the lake's moments are UTC without a zone mark

_KNOWN = {"known_from": "timestamp", "known_to": "timestamp"}
_INTERVAL = {"zone": "string", "from": "date", "to": "date", **_KNOWN}

TABLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "observation": {
            "zone": "string",
            "site": "string",
            "company": "string",
            "line": "string",
            "period_from": "date",
            "period_to": "date",
            "amount": "int64",
            **_KNOWN,
            "submission": "int64",
            "version": "int64",
            "cell": "string",
        },
        "presence": {"company": "string", "site": "string", **_INTERVAL},
        "residency": {"company": "string", "agreement": "string", **_INTERVAL},
        "membership": {"company": "string", "cluster": "string", **_INTERVAL},
        "company": {
            "zone": "string",
            "company": "string",
            "name": "string",
            "inn": "string",
            "industry": "string",
            **_KNOWN,
        },
        "site": {"site": "string", "area": "int64", **_INTERVAL},
        "edition": {
            "zone": "string",
            "rating": "string",
            "year": "int64",
            "place": "int64",
            "published": "date",
        },
    }
)

SORTED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"observation": ("line", "period_to", "company", "site")},
)
"""Observations lie by line, then quarter: a question reads a few row groups instead of all (measured 4–16 × faster)."""
