"""An import comes out again as if it had never been there, unless somebody has built on it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from tests.book import SmallBook
from tests.importing.bringing import clean, imported
from tests.importing.planting import inn_of
from tests.importing.register import register_hash
from zonebook.accounts.actions import open_account
from zonebook.audit.models import Entry
from zonebook.audit.queries import chain_faults
from zonebook.estate.models import Premises
from zonebook.importing.actions import undo_import
from zonebook.importing.models import Batch
from zonebook.importing.undoing import SORTS, relations_to
from zonebook.registry.actions import amend_company, grant_residency, name_contact
from zonebook.registry.models import Company, Presence, Residency
from zonebook.registry.queries import known
from zonebook.registry.tasks import refill_register

LATER = "2025-09-10"


def undo(book: SmallBook, batch: Batch, *, by: str = "boris", reason: str = "не тот файл") -> Batch:
    return undo_import(book.actor(by, LATER), batch, reason=reason)


def first_of(batch: Batch) -> Company:
    return Company.objects.get(pk=batch.entries.filter(model="registry.company").first().key)


def refusal(book: SmallBook, batch: Batch) -> str:
    """Why the batch cannot be undone; the register stays as it is."""
    before = register_hash()
    with pytest.raises(ValidationError) as refused:
        undo(book, batch)
    assert register_hash() == before
    return " ".join(refused.value.messages)


def test_an_undone_import_leaves_the_register_as_it_was(book: SmallBook) -> None:
    before = register_hash()
    batch = imported(book, clean())
    assert register_hash() != before

    undone = undo(book, batch)

    assert register_hash() == before
    assert (undone.state, undone.undone_by, undone.reason) == ("undone", "boris", "не тот файл")
    assert Entry.objects.get(action="undo_import").details["entries"]["registry.company"] == 3
    assert list(chain_faults()) == []


def test_the_histories_keep_what_was_there_in_between(book: SmallBook) -> None:
    batch = imported(book, clean(1))
    company = first_of(batch)
    undo(book, batch)

    said = list(Company.history.filter(id=company.pk).order_by("history_date").values_list("history_type", flat=True))
    struck = Company.history.filter(id=company.pk, history_type="-").get()
    assert said == ["+", "-"]
    assert (struck.history_user.username, struck.history_change_reason) == ("boris", "не тот файл")
    assert known(Company, book.actor("boris").at).filter(inn=inn_of(0)).exists()
    assert not known(Company, book.actor("boris", LATER).at).filter(inn=inn_of(0)).exists()


def test_the_same_file_can_be_imported_anew_after_it_was_undone(book: SmallBook) -> None:
    undo(book, imported(book, clean()))

    assert imported(book, clean()).row_count == 3


def test_an_import_is_undone_once(book: SmallBook) -> None:
    batch = imported(book, clean())
    undo(book, batch)

    with pytest.raises(ValidationError):
        undo(book, batch)


def test_an_import_is_not_undone_without_a_reason(book: SmallBook) -> None:
    batch = imported(book, clean())

    with pytest.raises(ValidationError) as refused:
        undo(book, batch, reason=" ")
    assert list(refused.value.error_dict) == ["reason"]
    assert first_of(batch).inn == inn_of(0)


def test_a_company_that_became_a_resident_since_keeps_the_import_in_place(book: SmallBook) -> None:
    batch = imported(book, clean())
    company = first_of(batch)
    grant_residency(book.actor("boris"), company, zone=book.zone, agreement="ТВД-9", first_day=date(2025, 1, 1))

    assert company.name in refusal(book, batch)


def test_what_refers_to_a_company_is_named_in_the_language_of_the_reader(book: SmallBook) -> None:
    batch = imported(book, clean())
    name_contact(book.actor("boris"), first_of(batch), zone=book.zone, name="Ольга")

    with override("ru"):
        assert "на запись ссылается контакт «Ольга»" in refusal(book, batch)


@pytest.mark.parametrize("model", [Company, Presence, Residency, Premises])
def test_every_sort_of_entry_that_may_refer_to_an_import_has_a_name(model: type) -> None:
    assert {relation.related_model._meta.label_lower for relation in relations_to(model)} <= set(SORTS)


def test_a_company_changed_since_keeps_the_import_in_place(book: SmallBook) -> None:
    batch = imported(book, clean())
    company = first_of(batch)
    amend_company(book.actor("boris"), company, zone=book.zone, reason="переезд", address="Зеленоград")

    said = refusal(book, batch)
    assert company.name in said
    assert "boris" in said


def test_a_company_that_somebody_reports_for_keeps_the_import_in_place(book: SmallBook) -> None:
    batch = imported(book, clean())
    open_account(
        by=book.users["frida"],
        at=book.actor("frida").at,
        username="mara",
        password="long-enough-phrase",
        belongs_to=("resident", "home", first_of(batch).code),
    )

    assert "mara" in refusal(book, batch)


@pytest.mark.parametrize("who", ["alice", "clara", "pavel", "vera", "zoe"])
def test_nobody_but_a_curator_of_the_zone_undoes(book: SmallBook, who: str) -> None:
    batch = imported(book, clean())

    with pytest.raises(PermissionDenied):
        undo(book, batch, by=who)
    assert first_of(batch).inn == inn_of(0)


@pytest.mark.django_db(transaction=True)
def test_the_engines_copy_follows_an_import_and_its_undoing(committed_book: SmallBook) -> None:
    refill_register()
    batch = imported(committed_book, clean())

    assert refill_register() == 2
    undo(committed_book, batch)
    assert refill_register() == 2
