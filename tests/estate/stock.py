"""A little stock for the tests: a workshop and a laboratory in the building North-1, a plot beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.book import SmallBook
from zonebook.estate import actions
from zonebook.estate.models import Building, Lease, Premises
from zonebook.registry.models import Company

RATE = 900_000  # 9,000 roubles in kopecks


def building(book: SmallBook, code: str = "north-1", *, site: str = "north") -> Building:
    found = Building.objects.filter(code=code).first()
    return found or actions.add_building(book.actor("boris"), book.sites[site], code=code, name=f"Корпус {code}")


def workshop(book: SmallBook, code: str = "workshop", **changed: Any) -> Premises:
    """1,000 m² on the site North, 8 m high, 200 kW, for 9,000 roubles a square metre and year."""
    fields: dict[str, Any] = {
        "building": building(book),
        "code": code,
        "number": code,
        "area_sqm": Decimal(1000),
        "height_m": Decimal(8),
        "power_kw": Decimal(200),
        "rate": RATE,
    }
    return actions.add_premises(book.actor("boris"), book.sites["north"], **fields | changed)


def plot(book: SmallBook, code: str = "plot", **changed: Any) -> Premises:
    fields: dict[str, Any] = {"code": code, "number": code, "kind": "plot", "area_sqm": Decimal(20_000)}
    return actions.add_premises(book.actor("boris"), book.sites["north"], **fields | changed)


def let(book: SmallBook, premises: Premises, company: Company | None = None, **changed: Any) -> Lease:
    """Let for the whole of 2025 to Alfa, unless told otherwise."""
    terms: dict[str, Any] = {
        "number": "Д-1",
        "first_day": date(2025, 1, 1),
        "last_day": date(2025, 12, 31),
        "rate": RATE,
        "signed_on": date(2024, 12, 10),
    }
    return actions.let_premises(book.actor("boris"), premises, company=company or book.alfa, **terms | changed)
