"""A small lake from the facts of a worked example."""

from datetime import datetime
from pathlib import Path

from zonebook.engine import OPEN_DAY, OPEN_MOMENT, UNKNOWN_DAY, Lake
from zonebook.measures import Period, Unit
from zonebook.methodology.definition import Given, GivenInterval

ZONE = "demo"
KNOWN_FROM = datetime(2020, 1, 1)


def lake_of(given: Given, root: Path, *, unit: str) -> Lake:
    """Write what is given as the partitions of the zone `demo`."""
    lake = Lake(root)
    dated = {"presence": given.presence, "residency": given.residency, "membership": given.membership}
    middle = {"presence": lambda e: e.site, "residency": lambda e: "agreement", "membership": lambda e: e.cluster}
    for table, entries in dated.items():
        lake.refill(table, ZONE, [(e.company, middle[table](e), ZONE, *_days(e)) for e in entries])
    lake.refill("observation", ZONE, [_observation(entry, unit) for entry in given.observation])
    area = Unit.of("ha")
    lake.refill("site", ZONE, [(s.site, area.to_stored(s.area_ha), ZONE, UNKNOWN_DAY, OPEN_DAY) for s in given.site])
    lake.refill("edition", ZONE, [(ZONE, e.rating, e.year, e.place, e.published) for e in given.edition])
    return lake


def _days(entry: GivenInterval):
    return entry.from_ or UNKNOWN_DAY, entry.to or OPEN_DAY


def _observation(entry, unit: str):
    period = Period.parse(entry.period)
    amount = Unit.of(unit).to_stored(entry.amount)
    where = (ZONE, entry.site, entry.company, entry.line, period.first, period.last)
    return (*where, amount, KNOWN_FROM, OPEN_MOMENT, 1, 1, "Форма 1!D14")
