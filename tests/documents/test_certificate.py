"""Does a certificate say what the register says, and say so where the register knows nothing?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.documents.examples import AGREEMENT, ALFA, CERTIFICATE, ZONE, demonstration
from tests.documents.reading import opened, text_of
from zonebook.documents import IncompleteFacts, certificate
from zonebook.measures import Text

WORTHLESS = "Демонстрационный документ. Не имеет силы."


@pytest.mark.parametrize(
    "said",
    [
        "ОЭЗ «Технополис Москва» Technopolis Moscow SEZ",
        "Свидетельство о включении в реестр резидентов",
        "№ 77-2025-0118",
        "ООО «Альфа»",
        "Дата внесения в реестр Day of entry 11 сентября 2025 г. 11 September 2025",
        "7707083893",
        "1027700132195",
        "77-ТВТ/2025-018",
        "9 сентября 2025 г.",
        "Разработка и выпуск литий-ионных аккумуляторов",
        "Действует до Valid until 31 декабря 2054 г.",
        "Департамент инвестиционной и промышленной политики города Москвы",
        "АО «Технополис Москва»",
        "Борис Кравцов, куратор",
        "12 сентября 2025 г., 14:05 (UTC+3)",
    ],
)
def test_a_certificate_says_each_fact_of_the_entry(said):
    assert said in text_of(certificate(CERTIFICATE))


def test_a_certificate_of_a_demonstration_says_that_it_has_no_force():
    facts = replace(CERTIFICATE, zone=demonstration())

    assert WORTHLESS in text_of(certificate(facts))


def test_a_certificate_of_a_real_zone_bears_no_such_banner():
    assert "Демонстрационный" not in text_of(certificate(CERTIFICATE))


def test_an_agreement_without_a_last_day_is_valid_until_it_ends():
    facts = replace(CERTIFICATE, agreement=replace(AGREEMENT, valid_until=None))

    assert "Действует до Valid until окончания соглашения the agreement ends" in text_of(certificate(facts))


def test_what_the_book_does_not_know_is_said_to_be_not_stated():
    facts = replace(
        CERTIFICATE,
        company=replace(ALFA, inn=""),
        agreement=replace(AGREEMENT, signed_on=None),
    )

    text = text_of(certificate(facts))

    assert "(INN) не указано not stated" in text
    assert "Day of the agreement не указано not stated" in text


def test_a_name_without_english_words_stands_once():
    facts = replace(CERTIFICATE, zone=replace(ZONE, name=Text("ОЭЗ «Дубна»", "")))

    assert text_of(certificate(facts)).startswith("ОЭЗ «Дубна» Свидетельство")


def test_the_usual_certificate_is_one_page():
    assert len(opened(certificate(CERTIFICATE)).pages) == 1


def test_a_very_long_activity_runs_on_to_a_second_page_that_bears_the_banner_too():
    activity = "Разработка и выпуск литий-ионных аккумуляторов. " * 40
    facts = replace(CERTIFICATE, zone=demonstration(), agreement=replace(AGREEMENT, activity=activity))

    pages = [page.extract_text() for page in opened(certificate(facts)).pages]

    assert len(pages) == 2
    assert all(WORTHLESS in page for page in pages)
    assert "2 из 2" in pages[1]


@pytest.mark.parametrize("blank", ["", "  ", "\u200b"])
def test_a_certificate_without_its_number_is_refused(blank):
    with pytest.raises(IncompleteFacts, match="register_number") as refused:
        replace(CERTIFICATE, register_number=blank)

    assert refused.value.missing == ("register_number",)


def test_a_certificate_without_the_agreements_number_is_refused():
    with pytest.raises(IncompleteFacts, match="agreement_number"):
        replace(CERTIFICATE, agreement=replace(AGREEMENT, number=""))


@pytest.mark.parametrize(("facts", "field"), [(ALFA, {"name": " "}), (ZONE, {"name": Text("", "SEZ")})])
def test_a_company_or_a_zone_without_a_name_is_refused(facts, field):
    with pytest.raises(IncompleteFacts):
        replace(facts, **field)


def test_a_moment_that_does_not_know_its_offset_is_refused():
    with pytest.raises(IncompleteFacts, match="issued_at"):
        replace(CERTIFICATE, issued_at=datetime(2025, 9, 12, 14, 5))  # noqa: DTZ001 - the fault under test
