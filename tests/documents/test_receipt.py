"""Does a receipt say which report was filed, when, by whom, and the hash of its workbook?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.documents.examples import ALFA, ISSUED_AT, ZONE, demonstration
from tests.documents.reading import opened, text_of
from zonebook.documents import IncompleteFacts, ReceiptFacts, receipt
from zonebook.measures import Text

HASH = "0123456789abcdef" * 4
RECEIPT = ReceiptFacts(
    zone=ZONE,
    company=ALFA,
    form=Text("Квартальный отчёт", "Quarterly report"),
    period=Text("9 месяцев 2025 года", "nine months of 2025"),
    number="17-2-01234567",
    version=2,
    filed_at=ISSUED_AT,
    filed_by="Алиса Петрова",
    sha256=HASH,
    answers=38,
    asked=40,
    explained=1,
)


@pytest.mark.parametrize(
    "said",
    [
        "№ 17-2-01234567",
        "ООО «Альфа»",
        "Квартальный отчёт Quarterly report",
        "9 месяцев 2025 года nine months of 2025",
        "12 сентября 2025 г., 14:05 (UTC+3)",
        "Алиса Петрова",
        "38 из 40",
        "01234567 89abcdef",
    ],
)
def test_a_receipt_says_each_fact_of_the_filing(said):
    assert said in text_of(receipt(RECEIPT))


def test_the_whole_hash_can_be_read_from_the_paper():
    assert HASH in text_of(receipt(RECEIPT)).replace(" ", "")


def test_a_correction_says_its_reason_and_a_first_report_has_no_such_line():
    corrected = text_of(receipt(replace(RECEIPT, reason="Ошиблись в приказе.")))

    assert "Причина исправления Reason of the correction Ошиблись в приказе." in corrected
    assert "Причина исправления" not in text_of(receipt(RECEIPT))


def test_a_receipt_of_a_demonstration_says_that_it_has_no_force():
    assert "Не имеет силы" in text_of(receipt(replace(RECEIPT, zone=demonstration())))


def test_the_same_facts_give_the_same_bytes_and_one_page():
    assert receipt(RECEIPT) == receipt(RECEIPT)
    assert len(opened(receipt(RECEIPT)).pages) == 1


def test_a_receipt_without_its_hash_is_no_receipt():
    with pytest.raises(IncompleteFacts, match="sha256"):
        replace(RECEIPT, sha256="")


def test_a_moment_without_its_offset_is_refused():
    with pytest.raises(IncompleteFacts, match="filed_at"):
        replace(RECEIPT, filed_at=datetime(2025, 9, 12, 14, 5))  # noqa: DTZ001 - the point of the test
