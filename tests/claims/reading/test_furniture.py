"""What of a page is the article?"""

from __future__ import annotations

from zonebook.claims import article_body, read_claims

ARTICLE = "Зона растёт.\n\nСоздано 40 рабочих мест.\n"
TEASERS = "Город\nКуда пойти в субботу\nКафе\nДевять завтраков до 500 рублей\nСпорт\n"


def test_a_plain_article_is_all_body():
    assert ARTICLE[article_body(ARTICLE)] == ARTICLE


def test_a_heading_of_links_ends_the_article():
    page = ARTICLE + "Самое популярное\n" + TEASERS

    assert page[article_body(page)] == ARTICLE


def test_a_run_of_teasers_without_a_heading_ends_it_too():
    page = ARTICLE + TEASERS

    assert page[article_body(page)] == ARTICLE


def test_a_page_of_links_only_has_no_article():
    page = "Самое популярное\n" + TEASERS

    assert page[article_body(page)] == ""


def test_numbers_in_the_furniture_are_not_read():
    assert [claim.quote for claim in read_claims(ARTICLE + TEASERS)] == ["40 рабочих мест"]
