"""The demonstration's stock is as large as is said, the same each time, and says nothing of a real firm."""

from __future__ import annotations

import pytest
from django.db import transaction

from zonebook.demo import register
from zonebook.demo.cast import players
from zonebook.demo.estate import enter_estate
from zonebook.demo.timeline import BOOK_DAY
from zonebook.estate.models import Building, Lease, Premises
from zonebook.estate.queries import outline_is_usable


@pytest.fixture
def stage(db, settings, tmp_path) -> register.Stage:
    """The zones, the sites, the named firms and the fictional ones."""
    settings.LAKE_ROOT = tmp_path / "lake"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    entered = register.Stage()
    for step in (register.enter_zones, register.enter_sites, register.enter_named_firms):
        step(entered)
    register.enter_players(entered, players(2025, named_on_site=register.named_on_site(entered)))
    return entered


def terms() -> list[tuple[object, ...]]:
    return list(
        Lease.objects.order_by("number").values_list("number", "company__code", "first_day", "last_day", "rate")
    )


def test_the_stock_is_fictional_whole_and_the_same_each_time(stage):
    before = transaction.savepoint()
    enter_estate(stage)
    first = terms()
    transaction.savepoint_rollback(before)
    enter_estate(stage)

    assert terms() == first
    assert (Building.objects.count(), Premises.objects.filter(kind="premises").count()) == (25, 400)
    assert Premises.objects.filter(kind="plot").count() == 12
    assert not Premises.objects.filter(is_fictional=False).exists()
    assert not Building.objects.filter(is_fictional=False).exists()
    assert not Lease.objects.filter(company__is_fictional=False).exists()
    assert all(outline_is_usable(outline) for outline in Premises.objects.values_list("outline", flat=True))


def test_most_is_let_on_the_books_day_and_not_all(demonstration):
    """Of what is built: the rest is free or reserved."""
    [(built,)] = demonstration.rows("SELECT count(*) FROM estate_premises WHERE kind = 'premises' AND ready_on IS NULL")
    leases = demonstration.rows("SELECT premises_id, first_day, last_day FROM estate_lease")
    let = {premises for premises, first, last in leases if str(first) <= str(BOOK_DAY) <= str(last)}

    assert 0.75 < len(let) / built < 0.95


def test_rates_lie_in_the_stated_range_and_some_were_amended(demonstration):
    [(least, most)] = demonstration.rows("SELECT min(rate), max(rate) FROM estate_lease")
    [(amendments,)] = demonstration.rows("SELECT count(*) FROM estate_leaseamendment")

    assert least >= 6_000_00
    assert most <= 18_000_00
    assert amendments


def test_a_lease_begins_when_its_company_has_come_to_the_site(demonstration):
    early = """
        SELECT lease.number FROM estate_lease lease
        JOIN estate_premises premises ON premises.id = lease.premises_id
        JOIN registry_presence presence
          ON presence.company_id = lease.company_id AND presence.site_id = premises.site_id
        WHERE lease.first_day < presence.first_day
    """

    assert demonstration.rows("SELECT count(*) FROM estate_lease") > [(200,)]
    assert demonstration.rows(early) == []
