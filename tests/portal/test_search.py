"""One search over the book: what finds what, and in which order?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.portal.test_pages import text_of
from zonebook.portal.finding import Fit, find, fit_of
from zonebook.registry import actions as registry
from zonebook.registry.queries import searchable, wanted_words


@pytest.mark.parametrize(
    ("wanted", "name", "fit"),
    [
        ("технополис", "Технополис", Fit.WHOLE_NAME),
        ("ТЕХНОПОЛИС", "Технополис Москва", Fit.BEGINNING),
        ("москва", "ОЭЗ «Технополис Москва»", Fit.BEGINNING_OF_WORD),
        ("технополис", "ОЭЗ «Технополис»", Fit.BEGINNING_OF_WORD),
        ("полис", "Технополис", Fit.PART),
        ("рэнера", "Ренера", Fit.WHOLE_NAME),
        ("ренера", "РЭНЕРА", Fit.WHOLE_NAME),
        ("рёнера", "Рэнера", Fit.WHOLE_NAME),
        ("лассард лазеры", "Лазеры НПП «Лассард»", Fit.EVERY_WORD),
        ("ан", "Банан", Fit.PART),
        ("лифты", "Технополис", None),
    ],
)
def test_a_name_fits_as_it_is_written_or_not_at_all(wanted, name, fit):
    found = fit_of(searchable(wanted), names=[name], numbers=[])

    assert found == (None if fit is None else (fit, name))


@pytest.mark.parametrize(
    ("wanted", "number", "fit"),
    [
        ("ТВД-1", "ТВД-1", Fit.EXACT_NUMBER),
        ("твд 1", "№ ТВД-1", Fit.EXACT_NUMBER),
        ("твд", "ТВД-17", Fit.BEGINNING),
        ("17", "ТВД-17", Fit.PART),
        ("7707083893", "7707083893", Fit.EXACT_NUMBER),
        ("8", "ТВД-17", None),
    ],
)
def test_a_number_fits_whatever_stands_between_its_parts(wanted, number, fit):
    found = fit_of(searchable(wanted), names=[], numbers=[number])

    assert found == (None if fit is None else (fit, number))


@given(st.text(alphabet="абвгдеёэ АБ", min_size=1, max_size=20).filter(searchable))
def test_every_name_is_found_by_itself_in_any_case(name):
    for wanted in (name, name.upper(), name.swapcase()):
        assert fit_of(searchable(wanted), names=[name], numbers=[]) == (Fit.WHOLE_NAME, name)


@given(st.text(max_size=30), st.lists(st.text(max_size=30)))
def test_whatever_is_looked_for_the_search_answers(text, names):
    found = fit_of(searchable(text), names=names, numbers=names)

    assert found is None or found[1] in names


@pytest.fixture
def technopolis(book):
    """A company whose name begins with the word, one that has it inside, and a site that is called so."""
    boris = book.act("boris", date(2025, 6, 1))
    registry.enter_company(boris, book.zone, code="inside", name="Завод «Технополис»")
    registry.enter_company(boris, book.zone, code="begins", name="Технополис-Сервис", other_names="ТПС; Сервис")
    registry.open_site(boris, book.zone, code="tech", name_ru="Технополис", name_en="Technopolis")


def test_a_whole_name_comes_before_a_beginning_and_that_before_a_word_inside(book, technopolis):
    found = [(hit.kind, hit.title) for hit in find("ТЕХНОполис", book.zone)]

    assert found == [("site", "Технополис"), ("company", "Технополис-Сервис"), ("company", "Завод «Технополис»")]


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("7707083893", "company", "Альфа"),
        ("тпс", "company", "Технополис-Сервис"),
        ("рэнера", "company", "Рёнера"),
        ("ренера", "company", "Рёнера"),
        ("№ 1", "agreement", "Альфа"),
        ("фармкластер", "cluster", "Фармкластер"),
        ("завод", "project", "Завод"),
        ("plant", "project", "Завод"),
        ("южная", "site", "Южная"),
        ("south", "site", "Южная"),
        ("проба", "zone", "Проба"),
    ],
)
def test_each_kind_is_found(book, technopolis, text, kind, title):
    assert (kind, title) in {(hit.kind, hit.title) for hit in find(text, book.zone)}


MARKED = ["«Рэнера»", '"Рэнера"', "ООО Рэнера", "Рэнера.", "ООО «РЕНЕРА»", "(ренера),"]


@pytest.mark.parametrize("text", MARKED)
def test_quotes_points_and_the_legal_form_do_not_hide_a_company(book, visitor, text):
    assert find(text, book.zone)[0].title == "Рёнера"
    assert 'href="/companies/gamma/"' in visitor.get("/companies/", {"q": text}).content.decode()


@pytest.mark.parametrize(("text", "words"), [("ООО", "ооо"), ("Завод-2", "завод-2"), ("«ООО» АО Завод", "завод")])
def test_a_legal_form_counts_only_where_nothing_else_is_written(text, words):
    assert wanted_words(text) == words


@pytest.mark.parametrize("text", ["ТВД 001/2020", "№ твд-001/2020", "«ТВД-001/2020»"])
def test_the_list_finds_a_company_by_the_number_of_its_agreement_as_the_search_does(book, visitor, text):
    beta = book.companies["beta"]
    registry.grant_residency(
        book.act("boris", date(2025, 6, 1)), beta, zone=book.zone, agreement="ТВД-001/2020", first_day=date(2024, 2, 1)
    )

    assert [hit.title for hit in find(text, book.zone)] == ["Бета"]
    page = visitor.get("/companies/", {"q": text}).content.decode()
    assert 'href="/companies/beta/"' in page
    assert 'href="/companies/alfa/"' not in page


def test_premises_are_found_by_their_number(book):
    premises = book.lease.premises
    hits = find(premises.number, book.zone)

    assert any(hit.kind == "premises" and premises.number in hit.title for hit in hits)


@pytest.mark.parametrize("text", ["", "  ", "%", "_", "«»", "--", "\0"])
def test_a_text_without_a_letter_or_a_digit_finds_nothing(book, text):
    assert find(text, book.zone) == []


def test_every_hit_leads_to_a_page(book, technopolis, visitor):
    hits = [hit for text in ("а", "1", "е") for hit in find(text, book.zone)]
    pages = {hit.address.partition("#")[0] for hit in hits if hit.address}

    assert pages
    assert {visitor.get(page).status_code for page in pages} == {200}


def test_the_head_of_every_page_asks_and_the_answer_links_the_page(visitor):
    assert 'action="/search/"' in visitor.get("/").content.decode()

    page = visitor.get("/search/?q=РЕНЕРА&lang=ru")
    assert 'href="/companies/gamma/"' in page.content.decode()
    assert "По запросу «РЕНЕРА» — 1 запись" in text_of(page)


def test_nothing_found_says_what_can_be_written(visitor):
    assert "номер соглашения" in text_of(visitor.get("/search/?q=ничего+такого&lang=ru"))
    assert "номер соглашения" in text_of(visitor.get("/search/?lang=ru"))
