"""The SQL of every expression, for each shape of question that differs in kind, as files to read and to compare."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from zonebook.engine.compiling import Dialect, statement
from zonebook.engine.expressions import Shape

FOLDER = Path(__file__).parent
DIALECTS = get_args(Dialect)

_ZONE, _SITES = (("zone", 1),), (("site", 3),)
_MIXED = (("cluster", 2), ("company", 1), ("industry", 1))
_SUM_OF_A_ZONE = Shape("companies", _ZONE, lines=1, windows=1)
_SUM_OF_SITES = Shape("residents", _SITES, lines=1, windows=1)
_THREE_LINES_OF_A_UNION = Shape("cluster", _MIXED, lines=3, windows=1)
_CHANGE_IN_A_ZONE = Shape("companies", _ZONE, lines=1, windows=2)

SHAPES = MappingProxyType(
    {
        "totals-sum-of-a-zone": ("totals", _SUM_OF_A_ZONE),
        "totals-sum-of-sites": ("totals", _SUM_OF_SITES),
        "totals-three-lines-of-a-union": ("totals", _THREE_LINES_OF_A_UNION),
        "totals-change-in-a-zone": ("totals", _CHANGE_IN_A_ZONE),
        "cells-sum-of-sites": ("cells", _SUM_OF_SITES),
        "cells-change-in-a-zone": ("cells", _CHANGE_IN_A_ZONE),
        "cells-three-lines-of-a-union": ("cells", _THREE_LINES_OF_A_UNION),
        "members_present-companies-of-a-zone": ("members_present", Shape("companies", _ZONE)),
        "members_present-residents-of-sites": ("members_present", Shape("residents", _SITES)),
        "members_present-union": ("members_present", Shape("cluster", _MIXED)),
        "cluster_members-of-a-zone": ("cluster_members", Shape("cluster", _ZONE)),
        "cluster_members-of-clusters": ("cluster_members", Shape("cluster", (("cluster", 2),))),
        "site_areas-of-a-zone": ("site_areas", Shape("sites", _ZONE)),
        "site_areas-of-sites": ("site_areas", Shape("sites", _SITES)),
        "editions-of-a-rating": ("editions", Shape("zones", (("rating", 1), ("zone", 1)))),
        "register_names": ("register_names", Shape("companies", ())),
    }
)


def texts() -> Iterator[tuple[Path, str]]:
    """Each snapshot's file with what it should hold."""
    for title, (name, shape) in SHAPES.items():
        for dialect in DIALECTS:
            yield FOLDER / f"{title}.{dialect}.sql", statement(name, shape, dialect=dialect) + "\n"


def write() -> None:
    """Write every snapshot anew and remove those of shapes that are gone."""
    wanted = dict(texts())
    for path in FOLDER.glob("*.sql"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")
