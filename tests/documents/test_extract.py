"""Does an extract say what the register held on a day, as it was known at a moment?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.documents.examples import AGREEMENT, EXTRACT, demonstration
from tests.documents.reading import opened, text_of
from zonebook.documents import IncompleteFacts, Issue, register_extract
from zonebook.measures import Text


@pytest.mark.parametrize(
    "said",
    [
        "Выписка из реестра Extract from the register ООО «Альфа»",
        "На дату As of 31 декабря 2025 г.",
        "Как было известно As known at 3 февраля 2026 г., 09:30 (UTC+3)",
        "Положение на эту дату Standing on that day резидент resident",
        "заявитель applicant не указано not stated 03.03.2025 10.09.2025 соглашение заключено",
        "резидент resident 77-2025-0118 11.09.2025 не окончено not ended —",
        "77-ТВТ/2025-018 09.09.2025 31.12.2054 действует in force Разработка и выпуск",
        "Печатники Pechatniki 01.10.2025 не окончено",
        "Выдал Issued by Борис Кравцов, куратор Выдано Issued 3 февраля 2026 г., 09:31 (UTC+3)",
    ],
)
def test_an_extract_says_each_fact_of_the_register(said):
    assert said in text_of(register_extract(EXTRACT))


def test_an_ended_status_whose_ground_nobody_stated_says_so():
    ended = replace(EXTRACT.statuses[0], ground="")

    assert "10.09.2025 не указано not stated" in text_of(register_extract(replace(EXTRACT, statuses=(ended,))))


def test_an_agreement_without_a_last_day_runs_until_it_ends():
    facts = replace(EXTRACT, agreements=(replace(AGREEMENT, valid_until=None),))

    assert "09.09.2025 окончания it ends" in text_of(register_extract(facts))


def test_where_the_register_holds_nothing_the_extract_says_so_under_each_heading():
    text = text_of(register_extract(replace(EXTRACT, statuses=(), agreements=(), sites=())))

    assert text.count("Записей нет. Nothing is entered.") == 3


def test_the_usual_extract_is_one_page():
    assert len(opened(register_extract(EXTRACT)).pages) == 1


def test_a_long_history_repeats_its_heads_on_each_page_and_counts_the_pages():
    facts = replace(EXTRACT, zone=demonstration(), statuses=EXTRACT.statuses * 40)

    pages = [" ".join(page.extract_text().split()) for page in opened(register_extract(facts)).pages]

    assert len(pages) > 2
    assert "Номер в реестре Register number" in pages[1]
    assert f"2 из {len(pages)}" in pages[1]
    assert all("Не имеет силы" in page for page in pages)
    assert sum(page.count("соглашение заключено") for page in pages) == 40


def test_an_extract_that_does_not_say_what_the_company_was_is_refused():
    with pytest.raises(IncompleteFacts, match="standing"):
        replace(EXTRACT, standing=Text("", "resident"))


@pytest.mark.parametrize("moment", ["known_at", "issued_at"])
def test_a_moment_that_does_not_know_its_offset_is_refused(moment):
    naive = datetime(2026, 2, 3, 9, 30)  # noqa: DTZ001 - the fault under test

    with pytest.raises(IncompleteFacts, match=moment):
        replace(EXTRACT, issue=Issue(at=naive, by="")) if moment == "issued_at" else replace(EXTRACT, known_at=naive)
