"""Five technology zones and what was published of them, small enough to follow.

Home leads by jobs and investment; North has the most residents; of West only its residents are known, of Bare nothing;
Shut was closed, and Young is founded in 2025.
"""

from __future__ import annotations

from tests.book import SmallBook
from tests.published.tables import table_of
from zonebook.figures.actions import make_edition
from zonebook.figures.comparing import Comparison
from zonebook.figures.models import Edition
from zonebook.published.actions import keep_facts
from zonebook.registry import actions as registry

OTHERS = (("north", ""), ("west", ""), ("bare", ""), ("shut", "closed 2016"), ("young", "active"))
IN_UNITS = {
    "residents": ("residents", "count"),
    "jobs": ("jobs_cumulative", "jobs"),
    "investment": ("investment_cumulative_bn_rub", "bn RUB"),
}
NUMBERS = {
    2023: {"home": (90, 9000, 87), "away": (40, 6000, 40), "north": (150, 5000, 60), "west": (20, None, None)},
    2024: {"home": (118, 18600, 125), "away": (45, 6500, 42), "north": (160, 5200, 65), "shut": (9, 99, 9)},
}


def publish(book: SmallBook, *more: dict[str, str]) -> None:
    """Let the zones be, and keep all that was published of them."""
    for code, status in OTHERS:
        registry.found_zone(
            book.actor("frida"),
            code=code,
            name_ru=f"Зона {code}",
            name_en=f"Zone {code}",
            kind="technology",
            status=status,
            established="2025" if code == "young" else "2010",
        )
    rows = [
        {"zone_id": zone, "indicator": slug, "unit": unit, "value": str(value), "period": f"as_of {year}-12-31"}
        for year, zones in NUMBERS.items()
        for zone, values in zones.items()
        for (slug, unit), value in zip(IN_UNITS.values(), values, strict=True)
        if value is not None
    ]
    keep_facts(book.actor("pavel"), table_of(*rows, *more).facts)


def edition_of(book: SmallBook, year: int = 2024, *, reason: str = "", draws: int = 64) -> Edition:
    return make_edition(
        book.actor("clara"), Comparison("zone-balance", "technology", year, seed=7, draws=draws), reason=reason
    )
