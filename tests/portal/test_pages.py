"""Does every page answer, in both languages, with what it is for?"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.portal.pages import NO_PAGES, pages, rooms
from zonebook.accounts.models import User
from zonebook.registry.models import Zone


def text_of(response) -> str:
    """The words of a page, its no-break spaces as spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_every_public_page_answers_in_russian_and_in_english(book, visitor):
    for path in set(pages(book).values()) - NO_PAGES:
        for language, banner in (("ru", "Демонстрационная книга."), ("en", "A demonstration book.")):
            visitor.cookies["django_language"] = language
            response = visitor.get(path)

            assert response.status_code == 200, path
            assert f'<html lang="{language}">' in response.content.decode(), path
            assert banner in text_of(response), path


def test_every_room_answers_to_whom_it_belongs(book, signed_in):
    for who, path in rooms(book).values():
        assert signed_in(who).get(path).status_code == 200, path


def test_a_page_is_in_russian_until_the_reader_or_the_address_chooses(visitor):
    assert "О чём можно спросить" in text_of(visitor.get("/figures/", headers={"accept-language": "en"}))
    assert "What can be asked" in text_of(visitor.get("/figures/?lang=en"))
    visitor.cookies["django_language"] = "en"
    assert "What can be asked" in text_of(visitor.get("/figures/"))
    assert "О чём можно спросить" in text_of(visitor.get("/figures/?lang=ru"))


def test_the_switch_of_language_keeps_the_address(visitor):
    page = visitor.get("/companies/?q=альфа&lang=ru").content.decode()
    back = re.search(r'name="next" value="([^"]+)"', page)[1]

    assert back == "/companies/?q=%D0%B0%D0%BB%D1%8C%D1%84%D0%B0"
    assert visitor.post(reverse("set_language"), {"language": "en", "next": back})["Location"] == back


def test_the_switch_of_language_is_kept_for_whoever_has_signed_in_and_not_for_a_visitor(book, visitor, signed_in):
    for client, language in ((visitor, "en"), (signed_in("vera"), "en"), (signed_in("vera"), "tlh")):
        assert client.post(reverse("set_language"), {"language": language, "next": "/"})["Location"] == "/"

    assert set(User.objects.exclude(language="").values_list("username", "language")) == {("vera", "en")}


def test_the_home_page_sets_the_released_figures_and_tells_a_story_with_a_table(visitor):
    page = text_of(visitor.get("/", headers={"accept-language": "ru"}))

    assert "25 рабочих мест" in page
    assert "Фармацевтика дали 100 % новых рабочих мест" in page
    assert "учтено 2 из 3" in page


def test_a_chart_is_drawn_in_both_themes_and_its_numbers_are_there_as_csv(visitor):
    address = "/charts/jobs-by-industry"
    light = visitor.get(f"{address}.svg?during=2025-H1&lang=ru")
    dark = visitor.get(f"{address}.svg?during=2025-H1&lang=ru&theme=dark&width=narrow")
    table = visitor.get(f"{address}.csv?during=2025-H1&lang=ru").content.decode()

    assert light["Content-Type"] == dark["Content-Type"] == "image/svg+xml"
    assert b"<svg" in light.content
    assert light.content != dark.content
    assert "# measure: jobs_created" in table
    assert "pharma,Фармацевтика,25" in table


def test_a_company_is_found_whatever_the_case_and_the_letter_yo(visitor):
    page = text_of(visitor.get("/companies/?q=РЕНЕРА&lang=ru"))

    assert "Рёнера" in page
    assert "Альфа" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("status=resident", {"Альфа"}), ("status=company", {"Бета", "Рёнера"}), ("cluster=pharma", {"Альфа"}),
     ("site=south", {"Альфа"}), ("industry=none", {"Альфа", "Бета", "Рёнера"})],
)  # fmt: skip
def test_companies_are_narrowed_by_what_the_address_says(visitor, query, found):
    page = text_of(visitor.get(f"/companies/?{query}&lang=ru"))

    assert {name for name in ("Альфа", "Бета", "Рёнера") if name in page} == found


def test_a_report_has_an_anchor_at_every_cell_and_lists_what_a_correction_changes(book, visitor):
    waiting = book.waiting
    page = visitor.get(f"/reports/{waiting.submission_id}/{waiting.number}/?lang=ru").content.decode()

    for address in waiting.cells.values_list("address", flat=True):
        assert f'id="cell-{address.rpartition("!")[2]}"' in page
    assert "Забыли четверых." in page
    assert "Чем отличается от версии 1" in page


def test_the_stored_workbook_comes_back_byte_for_byte(book, visitor):
    accepted = book.accepted
    response = visitor.get(f"/reports/{accepted.submission_id}/{accepted.number}/workbook.xlsx")

    assert response.content == bytes(accepted.file.content)


def test_before_there_is_a_book_the_first_page_says_how_to_make_one(book, visitor):
    Zone.objects.filter(pk=book.zone.pk).update(keeps_book=False)

    assert "zonebook demo" in text_of(visitor.get("/"))
    assert visitor.get("/figures/").status_code == 404
