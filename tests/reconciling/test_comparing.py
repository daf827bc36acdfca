"""An extract beside the book: equal, different, spoken of by one side only, unreadable."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.book import SmallBook, plausible
from tests.reconciling.extracting import ALFA, BETA, STRANGER, compared, insured, months, outcomes, taken, taxes
from zonebook.reconciling.comparing import Outcome
from zonebook.reconciling.models import Dispute, Extract, ExtractRow
from zonebook.registry import actions as registry

TWO_TAXES = "ИНН;Плательщик;Выручка;Налоги в федеральный бюджет"


def test_the_same_number_is_equal_and_makes_no_dispute(book: SmallBook) -> None:
    book.report("2024-Q1")
    extract = taken(book, taxes(f"{ALFA};ООО «Альфа»;100000000,00"))

    assert outcomes(book, extract) == {("alfa", "revenue"): Outcome.EQUAL}
    assert not Dispute.objects.exists()


def test_a_difference_beyond_the_tolerance_is_a_dispute_with_both_numbers(book: SmallBook) -> None:
    book.report("2024-Q1")
    taken(book, taxes(f"{ALFA};ООО «Альфа»;120000000,00"))

    dispute = Dispute.objects.get()
    assert (dispute.company, dispute.line, dispute.period_code, dispute.state) == (
        book.alfa, "revenue", "2024-Q1", "open",
    )  # fmt: skip
    assert (dispute.ours, dispute.theirs, dispute.difference) == (100_000_000_00, 120_000_000_00, 20_000_000_00)


@pytest.mark.parametrize(("theirs", "outcome"), [("101000000", Outcome.EQUAL), ("102000000", Outcome.DIFFERENT)])
def test_the_tolerance_of_the_definition_decides(book: SmallBook, theirs: str, outcome: Outcome) -> None:
    book.report("2024-Q1")

    assert outcomes(book, taken(book, taxes(f"{ALFA};;{theirs}"))) == {("alfa", "revenue"): outcome}


def test_numbers_are_held_against_the_report_for_the_same_period(book: SmallBook) -> None:
    book.report("2024-Q1")
    book.report("2024-H1")
    extract = taken(book, taxes(f"{ALFA};;200000000"), period_code="2024-H1", as_of=book.actor("boris").at.date())

    assert outcomes(book, extract) == {("alfa", "revenue"): Outcome.EQUAL}


def test_a_company_on_two_sites_is_held_against_both_together(book: SmallBook) -> None:
    book.place(book.alfa, "south", first_day=book.actor("boris", "2024-01-01").at.date())
    campaign = book.campaign("2024-Q1")
    halves = {
        (line, site): amount / 2
        for line, amount in plausible(campaign.period).items()
        for site in ("north", "south")
        if line not in ("average_pay", "foreign_investors")
    }
    book.report("2024-Q1", values=halves)

    assert outcomes(book, taken(book, taxes(f"{ALFA};;100000000"))) == {("alfa", "revenue"): Outcome.EQUAL}


def test_without_an_accepted_report_there_is_no_report_and_no_difference(book: SmallBook) -> None:
    book.file("2024-Q1")  # filed, not accepted

    assert outcomes(book, taken(book, taxes(f"{ALFA};;5"))) == {("alfa", "revenue"): Outcome.NO_REPORT}
    assert not Dispute.objects.exists()


def test_a_line_that_the_report_leaves_blank_is_not_nought(book: SmallBook) -> None:
    book.report("2024-Q1", tax_federal=None)
    extract = taken(book, taxes(f"{ALFA};;100000000;7000000", columns=TWO_TAXES))

    assert outcomes(book, extract)["alfa", "tax_federal"] == Outcome.NOT_OURS
    assert not Dispute.objects.exists()


def test_a_blank_cell_of_the_extract_is_not_nought(book: SmallBook) -> None:
    book.report("2024-Q1")
    extract = taken(book, taxes(f"{ALFA};;100000000;", columns=TWO_TAXES))

    assert outcomes(book, extract)["alfa", "tax_federal"] == Outcome.NOT_THEIRS
    assert ExtractRow.objects.get(line="tax_federal").amount is None


def test_a_cell_that_is_no_number_is_kept_as_written_and_compared_with_nothing(book: SmallBook) -> None:
    book.report("2024-Q1")
    extract = taken(book, taxes(f"{ALFA};;100000000;много", columns=TWO_TAXES))

    assert outcomes(book, extract) == {
        ("alfa", "revenue"): Outcome.EQUAL,
        ("alfa", "tax_federal"): Outcome.UNREADABLE,
    }
    row = ExtractRow.objects.get(line="tax_federal")
    assert (row.written, row.fault, row.amount) == ("много", "number.none", None)


def test_two_rows_of_one_company_are_not_guessed_at(book: SmallBook) -> None:
    book.report("2024-Q1")

    assert outcomes(book, taken(book, taxes(f"{ALFA};;60000000", f"{ALFA};;40000000"))) == {
        ("alfa", "revenue"): Outcome.UNREADABLE
    }


def test_every_row_is_kept_and_strangers_are_listed(book: SmallBook) -> None:
    extract = taken(book, taxes(f"{STRANGER};Чужая;1", f"{ALFA[:-1]};Без цифры;2", f"{ALFA};Альфа;3", ";Никто;4"))

    listed = [(row.row, row.inn, row.name) for row in compared(book, extract).strangers]
    assert listed == [(2, STRANGER, "Чужая"), (3, ALFA[:-1], "Без цифры"), (5, "", "Никто")]
    assert extract.rows.count() == extract.row_count == 4


def test_a_wrong_control_digit_matches_nobody(book: SmallBook) -> None:
    wrong = ALFA[:-1] + str((int(ALFA[-1]) + 1) % 10)
    extract = taken(book, taxes(f"{wrong};Альфа;1"))

    assert compared(book, extract).matched == 0
    assert extract.rows.get().fault == "inn.control"


def test_residents_of_whom_the_extract_says_nothing_are_listed(book: SmallBook) -> None:
    extract = taken(book, taxes(f"{ALFA};;1"))

    assert [company.code for company in compared(book, extract).missing] == ["beta"]


def test_the_largest_difference_comes_first(book: SmallBook) -> None:
    book.report("2024-Q1")
    book.report("2024-Q1", "beta")
    found = compared(book, taken(book, taxes(f"{ALFA};;110000000", f"{BETA};;20000000")))

    assert [one.difference for one in found.by_outcome[Outcome.DIFFERENT]] == [
        Decimal(-80_000_000),
        Decimal(10_000_000),
    ]


def test_the_mean_of_the_months_is_held_against_the_average_headcount(book: SmallBook) -> None:
    book.report("2024-Q1")  # 100 people
    fund = {"source": "pension-fund"}
    equal = taken(book, insured(*months(ALFA, 98, 101, 103)), **fund)
    assert outcomes(book, equal) == {("alfa", "headcount_average"): Outcome.EQUAL}

    different = taken(book, insured(*months(ALFA, 80, 80, 90)), **fund)
    assert [(one.ours, one.theirs) for one in compared(book, different).compared] == [
        (Decimal("100.0"), Decimal("83.3"))
    ]


def test_a_missing_month_leaves_nothing_to_compare(book: SmallBook) -> None:
    book.report("2024-Q1")
    extract = taken(book, insured(*months(ALFA, 100, 100)), source="pension-fund")

    assert outcomes(book, extract) == {("alfa", "headcount_average"): Outcome.MONTHS_MISSING}


def test_two_rows_for_one_month_are_not_guessed_at(book: SmallBook) -> None:
    book.report("2024-Q1")
    extract = taken(book, insured(*months(ALFA, 100, 100, 100), f"{ALFA};Альфа;31.03.2024;500"), source="pension-fund")

    assert outcomes(book, extract) == {("alfa", "headcount_average"): Outcome.UNREADABLE}


def entry_of(book: SmallBook, **facts: str) -> Extract:
    columns = {"ИНН": ALFA, "Сокращённое наименование": 'ООО "АЛЬФА"', **facts}
    content = "\r\n".join((";".join(columns), ";".join(columns.values()))).encode()
    return taken(book, content, source="company-register", period_code="")


def test_facts_of_the_register_are_compared_in_our_words(book: SmallBook) -> None:
    boris = book.actor("boris")
    registry.amend_company(
        boris, book.alfa, zone=book.zone, reason="внесли", kpp="773601001", address="Москва, улица Лесная, дом 5"
    )
    extract = entry_of(book, КПП="773601002", Адрес="г. Москва, ул. Лесная, д. 5", Состояние="действует")

    assert outcomes(book, extract) == {
        ("alfa", "name"): Outcome.EQUAL,
        ("alfa", "kpp"): Outcome.DIFFERENT,
        ("alfa", "address"): Outcome.EQUAL,
        ("alfa", "state"): Outcome.EQUAL,
    }
    dispute = Dispute.objects.get()
    assert (dispute.ours_written, dispute.theirs_written, dispute.difference) == ("773601001", "773601002", None)


def test_a_resident_that_exists_no_more_is_a_dispute(book: SmallBook) -> None:
    assert outcomes(book, entry_of(book, Состояние="ликвидировано"))["alfa", "state"] == Outcome.DIFFERENT


def test_what_the_register_leaves_blank_is_no_difference(book: SmallBook) -> None:
    assert outcomes(book, entry_of(book, КПП="773601002"))["alfa", "kpp"] == Outcome.NOT_OURS
