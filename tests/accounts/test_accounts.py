"""Are accounts given out as the zone wants them?"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.book import at
from zonebook.accounts.actions import choose_language, drop_view, open_account, save_view
from zonebook.accounts.models import Role, SavedView, User
from zonebook.accounts.queries import Permission, may
from zonebook.audit.models import Entry


def test_the_first_account_is_opened_from_the_command_line(db, own_lake):
    user = open_account(
        by=None, at=at("2024-01-01"), username="ivan", password="a-long-phrase", belongs_to=(Role.VIEWER, "home", "")
    )

    assert user.check_password("a-long-phrase")
    assert Entry.objects.get().actor == "command line"


def test_an_account_is_recorded_without_its_password(book):
    assert "long-enough-phrase" not in str(list(Entry.objects.values_list("details", flat=True)))


def test_a_reporting_officer_belongs_to_a_company(book):
    with pytest.raises(ValidationError, match="reporting_officer_has_a_company"):
        open_account(
            by=book.users["frida"], at=at("2024-01-01"), username="ivan", password="x" * 12,
            belongs_to=(Role.RESIDENT, "home", ""),
        )  # fmt: skip


def test_two_accounts_of_one_name_are_refused(book):
    with pytest.raises(ValidationError, match="username"):
        open_account(
            by=book.users["frida"], at=at("2024-01-01"), username="boris", password="x" * 12,
            belongs_to=(Role.VIEWER, "home", ""),
        )  # fmt: skip
    assert User.objects.filter(username="boris").count() == 1


def test_a_reporting_officer_sees_their_own_company_and_no_other(book):
    alice = book.users["alice"]

    assert may(alice, Permission.SEE_REPORTS, zone="home", company="alfa")
    assert not may(alice, Permission.SEE_REPORTS, zone="home", company="beta")
    assert not may(alice, Permission.SEE_REPORTS, zone="home")


@pytest.mark.parametrize("name", ["boris", "clara", "pavel", "vera"])
def test_the_others_see_every_report_of_their_zone_and_none_of_another(book, name):
    assert may(book.users[name], Permission.SEE_REPORTS, zone="home")
    assert not may(book.users[name], Permission.SEE_REPORTS, zone="away")


def test_a_view_is_kept_for_its_owner_and_replaced_under_the_same_name(book):
    clara = book.actor("clara")
    save_view(clara, page="companies", name="Север", query="site=north")
    save_view(clara, page="companies", name="Север", query="site=north&status=resident")

    assert [(view.user, view.query) for view in SavedView.objects.all()] == [(clara.user, "site=north&status=resident")]


def test_nobody_drops_the_view_of_another(book):
    view = save_view(book.actor("clara"), page="companies", name="Север", query="site=north")

    with pytest.raises(PermissionDenied, match="boris may not drop a view of clara"):
        drop_view(book.actor("boris"), view)
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_whoever_chooses_a_language_is_written_to_in_it_and_the_audit_keeps_the_choice_once(book):
    alice = book.users["alice"]
    before = alice.reads_in
    for _click in range(2):
        choose_language(book.actor("alice"), "en")

    alice.refresh_from_db()
    assert (before, alice.reads_in) == ("ru", "en")
    assert Entry.objects.get(action="choose_language").details == {"before": "", "language": "en"}


def test_a_language_that_the_book_is_not_written_in_is_refused(book):
    with pytest.raises(ValidationError, match="language"):
        choose_language(book.actor("alice"), "tlh")
    assert User.objects.get(username="alice").language == ""
