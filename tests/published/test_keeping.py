"""Are published figures kept as they were said, all or none, and given back as plain facts?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from tests.published.tables import table_of
from zonebook.audit.models import Entry
from zonebook.measures import Hedge
from zonebook.measures.published import Basis, DatedTo, SourceKind
from zonebook.published.actions import keep_facts
from zonebook.published.models import Fact
from zonebook.published.queries import facts_by_number, facts_of


def kept(book, *changes):
    table = table_of(*changes)
    return keep_facts(book.actor("pavel"), table.facts, texts=table.texts)


def test_a_fact_comes_back_as_it_was_said(book):
    kept(book, {"hedge": "more_than", "value": "230"})

    (fact,) = facts_of(["home"])
    assert (fact.about, fact.indicator, fact.period) == ("home", "residents", "as_of:2024-12-31")
    assert (fact.value, fact.hedge, fact.basis) == (Decimal(230), Hedge.MORE_THAN, Basis.STATED)
    assert (fact.source, fact.said_on, fact.dated_to) == (SourceKind.AGENCY, date(2025, 1, 20), DatedTo.DAY)
    assert (fact.allowed.low, fact.allowed.high) == (230, 240)
    assert fact.link == "https://example.org/residents"


def test_facts_are_found_by_zone_by_indicator_and_by_number(book):
    first, second, third = kept(
        book, {}, {"zone_id": "away"}, {"indicator": "area_ha", "unit": "ha", "zone_id": "russia-all"}
    )

    assert [fact.number for fact in facts_of()] == [first.pk, second.pk, third.pk]
    assert [fact.number for fact in facts_of(["home", "away"], ["area"])] == []
    assert [fact.number for fact in facts_of(None, ["residents"])] == [first.pk, second.pk]
    assert set(facts_by_number([third.pk])) == {third.pk}


def test_a_fact_about_a_group_of_zones_belongs_to_no_zone(book):
    zone, group = kept(book, {}, {"zone_id": "russia-all"})

    assert (zone.zone, group.zone, group.about) == (book.zone, None, "russia-all")


def test_a_table_is_kept_with_one_entry_that_names_its_texts(book):
    first, second = kept(book, {}, {"indicator": "location_claim", "unit": "text", "value": "на западе"}, {})

    entry = Entry.objects.last()
    assert (entry.actor, entry.action) == ("pavel", "keep_facts")
    assert entry.subject == f"published.fact:{first.pk}..{second.pk}"
    assert entry.details == {"facts": 2, "texts": ["3: home location_claim на западе"]}


def test_one_fact_that_cannot_be_kept_keeps_the_others_out_and_is_named_by_its_place(book):
    with pytest.raises(ValidationError, match="Число 2: link"):
        kept(book, {}, {"source_url": "no link"})

    assert not Fact.objects.exists()


def test_what_is_said_to_be_published_tomorrow_is_refused(book):
    with pytest.raises(ValidationError, match="ещё не наступил"):
        kept(book, {"source_date": "2025-09-10"})

    assert len(kept(book, {"source_date": "2025-09", "source_date_precision": "month"})) == 1


def test_a_kept_fact_is_never_changed(book):
    (fact,) = kept(book, {})

    with pytest.raises(DatabaseError), transaction.atomic():
        Fact.objects.filter(pk=fact.pk).update(value=1)
