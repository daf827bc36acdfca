"""What the register does not take is refused beside its field, in words that a reader understands."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from tests.refusal import refusal
from zonebook.audit.queries import entry_count
from zonebook.intake.imports.values import OKVED
from zonebook.registry import actions
from zonebook.registry.days import day_said
from zonebook.registry.models import Cluster, Company
from zonebook.registry.numbers import number_faults


def test_a_code_that_another_entry_has_is_told_without_the_names_of_tables(book):
    boris = book.actor("boris")
    names = {"name_ru": "Фарма", "name_en": "Pharma"}
    actions.form_cluster(boris, book.zone, code="pharma", **names)

    with override("ru"):
        assert refusal(lambda: actions.form_cluster(boris, book.zone, code="pharma", **names)) == {
            "code": ["«pharma» уже занято: укажите другое."]
        }
        assert list(refusal(lambda: actions.open_site(boris, book.zone, code="north", **names))) == ["code"]
    actions.form_cluster(boris, book.zone, code="pharma-2", **names)
    assert Cluster.objects.count() == 2


@pytest.mark.parametrize("okved", ["zz<", "2", "261", "26.", "26.511", "26.51.1.1", "26,51", "٢٦", "26.51 "])
def test_a_malformed_code_of_activity_is_refused_by_field(okved):
    assert list(number_faults(okved=okved)) == ["okved"]
    assert not OKVED.fullmatch(okved)


@pytest.mark.parametrize("okved", ["", "26", "26.5", "26.51", "26.51.1", "01.10"])
def test_a_code_of_activity_has_two_digits_and_up_to_two_pairs(okved):
    assert number_faults(okved=okved) == {}
    assert not okved or OKVED.fullmatch(okved)


def test_no_company_is_written_with_a_malformed_code_of_activity(book):
    boris = book.actor("boris")

    amended = refusal(lambda: actions.amend_company(boris, book.alfa, zone=book.zone, reason="сверка", okved="zz<"))
    entered = refusal(lambda: actions.enter_company(boris, book.zone, code="gamma", name="Гамма", okved="zz<"))

    assert (list(amended), list(entered)) == (["okved"], ["okved"])
    assert not Company.objects.filter(okved="zz<").exists()


def test_an_amendment_that_changes_nothing_writes_nothing_and_says_so(book):
    boris, alfa, before = book.actor("boris"), Company.objects.get(code="alfa"), entry_count()
    records = alfa.history.count()

    with override("ru"):
        said = refusal(lambda: actions.amend_company(boris, alfa, zone=book.zone, reason="сверка", name=alfa.name))

    assert said == {"": ["В реестре так и записано: измените что-нибудь или оставьте всё как есть."]}
    assert (entry_count(), alfa.history.count()) == (before, records)


def test_an_amendment_of_one_field_among_many_that_stay_is_written(book):
    boris, alfa = book.actor("boris"), Company.objects.get(code="alfa")

    actions.amend_company(boris, alfa, zone=book.zone, reason="сверка", name=alfa.name, product="станки")
    assert Company.objects.get(code="alfa").product == "станки"


def test_days_of_a_stay_that_stay_as_they_are_are_refused_too(book):
    boris, stay = book.actor("boris"), book.alfa.presences.get()

    assert list(refusal(lambda: actions.amend_presence(boris, stay, reason="сверка", first_day=stay.first_day))) == [""]
    assert stay.history.count() == 1


def test_overlapping_stays_are_told_with_days_as_people_say_them(book):
    boris, north = book.actor("boris"), book.sites["north"]

    with override("ru"):
        said = refusal(lambda: actions.place_company(boris, book.alfa, site=north, first_day=date(2025, 1, 1)))
    assert "с 1 марта 2020 года по …" in said["first_day"][0]


@pytest.mark.parametrize(("language", "said"), [("ru", "9 сентября 2025 года"), ("en", "9 September 2025")])
def test_a_day_is_said_in_the_language_of_the_reader(language, said):
    with override(language):
        assert day_said(date(2025, 9, 9)) == said
        assert day_said(None) == "…"


@pytest.mark.parametrize(
    ("kpp", "faults"),
    [
        ("", []),
        ("770101001", []),
        ("7701AB001", []),
        ("7701 0100", ["kpp"]),
        ("7701АБ001", ["kpp"]),
        ("7701AB00x", ["kpp"]),
    ],
)
def test_a_kpp_is_digits_but_for_two_latin_capitals(kpp, faults):
    assert list(number_faults(kpp=kpp)) == faults
