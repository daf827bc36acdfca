"""What is on offer, and where?"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zonebook.audit.models import Entry
from zonebook.campus.actions import list_amenity
from zonebook.campus.queries import amenities


def listed(book, site: str | None, name: str, status: str = "open"):
    where = book.sites[site] if site else None
    return list_amenity(book.actor("boris"), book.zone, site=where, name=name, category="sport", status=status)


def test_a_site_shows_its_own_amenities_and_the_zone_all_of_them(book):
    listed(book, "north", "Корт")
    listed(book, "south", "Кафе")
    listed(book, None, "Автобус")

    assert [one.name for one in amenities(book.zone, book.sites["north"])] == ["Корт"]
    assert [one.name for one in amenities(book.zone)] == ["Автобус", "Кафе", "Корт"]


def test_what_is_planned_is_not_open(book):
    assert listed(book, "north", "Корт").is_open
    assert not listed(book, "north", "Парк", status="planned").is_open


def test_listing_is_recorded(book):
    listed(book, "north", "Корт")

    entry = Entry.objects.last()
    assert (entry.action, entry.details) == ("list_amenity", {"name": "Корт", "site": "north", "status": "open"})


def test_an_amenity_without_a_name_is_refused(book):
    with pytest.raises(ValidationError, match="name"):
        listed(book, "north", "")


def test_nobody_lists_an_amenity_on_a_site_of_another_zone(book):
    with pytest.raises(PermissionDenied):
        list_amenity(
            book.actor("zoe"),
            book.zones["away"],
            site=book.sites["north"],
            name="Корт",
            category="sport",
            status="open",
        )
