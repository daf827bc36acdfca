"""Until when is a report taken: the campaign's day, a company's extension, the closing, a correction after it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.book import SmallBook
from zonebook.audit.queries import sealed_details
from zonebook.campaigns.actions import (
    close_campaign,
    extend_deadline,
    open_campaign,
    reopen_campaign,
    withdraw_extension,
)
from zonebook.campaigns.models import Campaign, Extension
from zonebook.campaigns.queries import due_for, dues_of, extended_dues_of, extensions_of, must_take_filings

DUE = date(2025, 4, 28)
EXTENDED = date(2025, 5, 15)


@pytest.fixture
def campaign(book) -> Campaign:
    """The first quarter of 2025: open from 1 April, due on 28 April."""
    return open_campaign(
        book.actor("boris", "2025-04-01"), zone=book.zone, form_code="resident-quarter", period_code="2025-Q1"
    )


def extend(book: SmallBook, campaign: Campaign, *, due: date = EXTENDED, when: str = "2025-04-25") -> Extension:
    return extend_deadline(
        book.actor("boris", when), campaign, company=book.alfa, due=due, reason="Бухгалтер в больнице."
    )


def test_every_company_is_due_on_the_day_of_the_campaign(book, campaign):
    assert due_for(campaign, book.alfa) == DUE


def test_an_extension_moves_the_day_of_its_company_alone(book, campaign):
    extend(book, campaign)

    assert due_for(campaign, book.alfa) == EXTENDED
    assert due_for(campaign, book.companies["beta"]) == DUE


def test_of_several_extensions_the_last_counts_and_all_are_kept(book, campaign):
    extend(book, campaign)
    extend(book, campaign, due=date(2025, 5, 30), when="2025-05-14")

    assert due_for(campaign, book.alfa) == date(2025, 5, 30)
    assert [one.due for one in campaign.extensions.all()] == [EXTENDED, date(2025, 5, 30)]
    assert dues_of(campaign, on=date(2025, 5, 13)) == {book.alfa.pk: EXTENDED}  # as it was known then


def test_an_extension_is_sealed_with_its_reason_and_the_day_before(book, campaign):
    extend(book, campaign)

    assert sealed_details("extend_deadline")[f"campaigns.campaign:{campaign.pk}"] == {
        "company": "alfa",
        "before": "2025-04-28",
        "due": "2025-05-15",
        "reason": "Бухгалтер в больнице.",
    }


def withdraw(book: SmallBook, extension: Extension, *, when: str = "2025-05-05", reason: str = "Не та компания."):
    return withdraw_extension(book.actor("boris", when), extension, reason=reason)


def test_a_withdrawn_extension_is_kept_and_does_not_count_from_its_day_on(book, campaign):
    extension = withdraw(book, extend(book, campaign))

    assert due_for(campaign, book.alfa) == DUE
    assert dues_of(campaign, on=date(2025, 5, 4)) == {book.alfa.pk: EXTENDED}  # as it was known then
    assert dues_of(campaign, on=date(2025, 5, 5)) == extended_dues_of(book.alfa) == {}
    assert [(one.due, counts) for one, counts in extensions_of(campaign)] == [(EXTENDED, False)]
    assert (extension.withdrawn_by, extension.withdrawn_because) == ("boris", "Не та компания.")


def test_when_the_later_extension_is_withdrawn_the_one_before_it_counts_again(book, campaign):
    first = extend(book, campaign)
    second = extend(book, campaign, due=date(2025, 5, 30), when="2025-04-28")
    with pytest.raises(ValidationError, match="не действует"):
        withdraw(book, first)
    withdraw(book, second)

    assert due_for(campaign, book.alfa) == EXTENDED
    with pytest.raises(ValidationError, match="не действует"):
        withdraw(book, second)


def test_a_withdrawal_is_sealed_with_its_reason_and_asks_for_one(book, campaign):
    extension = extend(book, campaign)
    with pytest.raises(ValidationError, match="Напишите"):
        withdraw(book, extension, reason=" ")
    withdraw(book, extension)

    assert sealed_details("withdraw_extension")[f"campaigns.campaign:{campaign.pk}"] == {
        "company": "alfa",
        "before": "2025-05-15",
        "due": "2025-04-28",
        "extension": extension.pk,
        "reason": "Не та компания.",
    }


def test_a_closed_campaign_takes_nothing_on_a_withdrawn_extension(book, campaign):
    close_campaign(book.actor("boris", "2025-05-02"), campaign)
    withdraw(book, extend(book, campaign, when="2025-05-03"))

    with pytest.raises(ValidationError, match="закрыта"):
        must_take_filings(campaign, book.alfa, by=book.actor("alice", "2025-05-12"))


@pytest.mark.parametrize(
    ("due", "reason", "field"),
    [
        (DUE, "причина", "due"),  # no later than now
        (date(2025, 5, 2), "причина", "due"),  # a day off
        (date(2025, 4, 24), "причина", "due"),  # past
        (EXTENDED, "  ", "reason"),
    ],
)
def test_an_extension_that_helps_nobody_is_refused_beside_the_field(book, campaign, due, reason, field):
    with pytest.raises(ValidationError) as refused:
        extend_deadline(book.actor("boris", "2025-04-25"), campaign, company=book.alfa, due=due, reason=reason)

    assert list(refused.value.message_dict) == [field]
    assert due_for(campaign, book.alfa) == DUE


def test_a_company_that_is_not_asked_gets_no_extension(book, campaign):
    late = book.newcomer("late", first_day=date(2025, 4, 2))

    with pytest.raises(ValidationError, match="не запрашивает"):
        extend_deadline(book.actor("boris", "2025-04-25"), campaign, company=late, due=EXTENDED, reason="опоздал")


def test_a_report_is_taken_from_the_first_day_and_late_until_the_campaign_is_closed(book, campaign):
    with pytest.raises(ValidationError, match="Кампания начинается"):
        must_take_filings(campaign, book.alfa, by=book.actor("alice", "2025-03-31"))
    must_take_filings(campaign, book.alfa, by=book.actor("alice", "2025-04-01"))
    must_take_filings(campaign, book.alfa, by=book.actor("alice", "2025-12-31"))


def test_a_closed_campaign_takes_no_report(book, campaign):
    closed = close_campaign(book.actor("boris", "2025-05-20"), campaign)

    assert (closed.is_closed, closed.closed_by) == (True, "boris")
    with pytest.raises(ValidationError, match="закрыта"):
        must_take_filings(campaign, book.alfa, by=book.actor("alice", "2025-05-21"))


def test_what_was_read_before_the_closing_does_not_let_a_report_in(book, campaign):
    stale = Campaign.objects.get(pk=campaign.pk)
    close_campaign(book.actor("boris", "2025-05-20"), campaign)

    with pytest.raises(ValidationError, match="закрыта"):
        must_take_filings(stale, book.alfa, by=book.actor("alice", "2025-05-21"))


def test_a_closed_campaign_takes_the_report_of_a_company_with_an_extension_until_its_day(book, campaign):
    close_campaign(book.actor("boris", "2025-05-05"), campaign)
    extend(book, campaign, when="2025-05-06")

    must_take_filings(campaign, book.alfa, by=book.actor("alice", "2025-05-15"))
    with pytest.raises(ValidationError, match="закрыта"):
        must_take_filings(campaign, book.alfa, by=book.actor("alice", "2025-05-16"))


def test_after_the_closing_the_zone_corrects_and_the_company_does_not(book, campaign):
    close_campaign(book.actor("boris", "2025-05-05"), campaign)

    must_take_filings(campaign, book.alfa, by=book.actor("boris", "2025-06-01"), is_correction=True)
    for name, is_correction in (("boris", False), ("alice", True)):
        with pytest.raises(ValidationError, match="закрыта"):
            must_take_filings(campaign, book.alfa, by=book.actor(name, "2025-06-01"), is_correction=is_correction)


def test_a_report_before_the_first_day_or_of_somebody_not_asked_is_refused_in_words(book, campaign):
    late = book.newcomer("late", first_day=date(2025, 4, 2))

    with pytest.raises(ValidationError, match="начинается"):
        must_take_filings(campaign, book.alfa, by=book.actor("alice", "2025-03-31"))
    with pytest.raises(ValidationError, match="не требуется"):
        must_take_filings(campaign, late, by=book.actor("boris", "2025-04-10"))


def test_a_campaign_is_not_closed_while_companies_have_time(book, campaign):
    with pytest.raises(ValidationError, match="могут сдать"):
        close_campaign(book.actor("boris", "2025-04-28"), campaign)


def test_a_campaign_is_closed_once_and_opened_again_with_a_reason(book, campaign):
    close_campaign(book.actor("boris", "2025-05-05"), campaign)
    with pytest.raises(ValidationError, match="уже закрыта"):
        close_campaign(book.actor("boris", "2025-05-06"), campaign)
    with pytest.raises(ValidationError, match="Напишите"):
        reopen_campaign(book.actor("boris", "2025-05-06"), campaign, reason=" ")

    reopen_campaign(book.actor("boris", "2025-05-06"), campaign, reason="Закрыли по ошибке.")

    must_take_filings(campaign, book.alfa, by=book.actor("alice", "2025-05-07"))
    assert sealed_details("reopen_campaign")[f"campaigns.campaign:{campaign.pk}"]["closed_by"] == "boris"
    with pytest.raises(ValidationError, match="уже принимает"):
        reopen_campaign(book.actor("boris", "2025-05-08"), campaign, reason="ещё раз")
