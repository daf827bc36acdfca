"""The comparison of zones on its pages: places with how sure they are, and where the numbers come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.portal.rated_book import comparison, made_again, publish
from tests.portal.test_pages import text_of
from zonebook.figures.actions import make_edition
from zonebook.figures.editions import edition
from zonebook.methodology.ratings import shipped_ratings
from zonebook.published.models import Fact

LEAGUE = "/ratings/zone-balance/technology/2024/"


@pytest.fixture
def result(book):
    return edition("zone-balance", "technology", year=2024).result


def page(visitor, path: str) -> str:
    return text_of(visitor.get(path, headers={"accept-language": "ru"})).replace("&quot;", '"')


def test_our_rating_opens_with_its_leader_and_how_sure_it_is(visitor, result):
    ours, others = page(visitor, "/ratings/").split("Рейтинги других")
    share = round(100 * result["intervals"]["proba"]["first"])

    assert "Баланс зоны: технико-внедренческие зоны, 2024" in ours
    assert f"Проба: место 1, интервал 1, остаётся на первом месте в {share} % взвешиваний" in ours
    assert "Проба: на первом месте не меньше чем 2-й год подряд (2023–2024; место за 2022 год не записано)" in ours
    assert "Оценка эффективности (№ 643)" not in ours
    assert "Оценка эффективности (№ 643)" in others


def test_ratings_of_others_stand_apart_each_with_its_own_history_and_source(visitor):
    _ours, others = page(visitor, "/ratings/").split("Рейтинги других")

    assert "Проба 1 1 балл 96 Проба: на первом месте не меньше чем 2-й год подряд (2023–2024" in others
    assert 'href="https://example.ru/rating"' in visitor.get("/ratings/").content.decode()


def test_the_league_table_gives_each_place_its_interval_and_names_who_has_none(visitor, result):
    shown = page(visitor, LEAGUE)

    for zone, name in (("proba", "Проба"), ("other", "Другая"), ("third", "Третья"), ("fourth", "Четвёртая")):
        interval = result["intervals"][zone]
        low, high = interval["low"], interval["high"]
        score = f"{result['scores'][zone]:.1f}".replace(".", ",")
        assert f"{result['ranks'][zone]} {name} {score} {low if low == high else f'{low}–{high}'} " in shown
    assert "1 зона без места: о ней известно меньше 65 % того, что сравнивается." in shown
    assert "Пятая 25 %" in shown


def test_the_page_says_whether_the_indicators_belong_together(visitor, result):
    said = page(visitor, LEAGUE)
    size = result["coherence"]["size"]

    assert f"(альфа Кронбаха {size['alpha']:.2f})".replace(".", ",") in said
    assert f"По {size['zones']} зонам" in said
    together = size["correlations"]["residents"]["jobs"]
    assert f"{together:.2f}".replace(".", ",").replace("-", "−") in said


def test_under_the_table_stands_what_would_cost_the_first_place(visitor, result):
    moved = f"{100 * result['overtaking']['moved']:.1f}".replace(".", ",")

    assert f"хватит перенести {moved} % всего веса: убавить «" in page(visitor, LEAGUE)
    assert "вровень встанет Третья" in page(visitor, LEAGUE)


@pytest.mark.parametrize("path", ["", "what-if/", "proba/", "third/"])
def test_every_page_of_a_result_says_that_the_method_is_an_illustration(visitor, path):
    assert "это не официальная оценка" in page(visitor, f"{LEAGUE}{path}")


def test_the_picture_has_a_table_that_says_the_same(visitor, result):
    table = page(visitor, LEAGUE).split("Рисунок в виде таблицы")[1]
    chances = [round(100 * one) for one in result["probabilities"]["other"]]

    assert "Другая " + " ".join(f"{one} %" if one else "—" for one in chances) in table


def test_a_profile_shows_what_each_number_was_taken_from(visitor):
    shown = visitor.get(f"{LEAGUE}proba/").content.decode()
    said = page(visitor, f"{LEAGUE}proba/")

    assert "Резиденты: 97 резидентов на 31 декабря 2024 года · example.ru , 1 февраля 2025 года" in said
    assert "почему взято: самое позднее" in said
    assert "90 резидентов на 31 декабря 2023 года" in said
    assert "есть более позднее" in said
    assert 'href="https://example.ru/news"' in shown
    assert "По отчётам этой книги: 1 резидент . В сравнение не взято" in said
    assert 'href="/figures/residents/?of=zone:proba&amp;population=residents&amp;during=@2024-12-31' in shown


def test_a_number_that_contradicts_the_one_taken_widens_the_interval_in_sight(book, visitor):
    other = {"zone_id": "third", "indicator": "residents", "unit": "count", "value": 160, "period": "as_of 2024-12-31",
             "source_kind": "regional_or_reprint", "source_domain": "reprint.ru"}  # fmt: skip
    publish(book, [other])
    made_again(book)

    said = page(visitor, f"{LEAGUE}third/")

    assert "Резиденты: 152 резидента" in said
    assert "Истинное значение может быть от 151,5 резидента до 160,5 резидента. Границы раздвинуло другое" in said
    assert "160 резидентов на 31 декабря 2024 года · reprint.ru" in said


def test_a_number_that_an_analyst_ruled_out_stands_aside_with_the_reason(book, visitor):
    first = Fact.objects.get(about="third", indicator="residents", last_day=date(2024, 12, 31))
    asked = replace(comparison(2024), without={first.pk: "считает компании"})
    make_edition(book.act("clara", date(2025, 3, 4)), asked, reason="Число было ошибочным.")

    said = page(visitor, f"{LEAGUE}third/")

    assert "Резиденты: 150 резидентов на 31 декабря 2023 года" in said
    assert "исключено аналитиком: считает компании" in said


def test_an_edition_made_again_shows_why_and_the_earlier_one_stays(book, visitor):
    before = page(visitor, LEAGUE)
    made_again(book)

    assert "выпуск № 2 за этот год: Опубликовано новое число." in page(visitor, LEAGUE)
    assert page(visitor, f"{LEAGUE}?number=1").split("Проба 8")[1][:200] == before.split("Проба 8")[1][:200]
    assert "выпуск № 2" not in page(visitor, f"{LEAGUE}?number=1")


def test_a_profile_takes_the_change_since_the_edition_before_apart(book, visitor):
    publish(
        book,
        [{"zone_id": "other", "indicator": "residents", "unit": "count", "value": 180, "period": "as_of 2024-12-31",
          "source_kind": "official_or_reference"}],
    )  # fmt: skip
    made_again(book)

    said = page(visitor, f"{LEAGUE}other/").split("С выпуска за 2023 год")[1]

    assert "Место 2 → 2, балл" in said
    assert "Что изменило балл На сколько Резиденты +" in said
    assert "Её оценки не изменились." in page(visitor, f"{LEAGUE}fourth/")


def test_whoever_is_not_first_is_told_what_would_make_it_so(visitor):
    assert "Третья сравняется с лидером, если перенести" in page(visitor, f"{LEAGUE}third/")
    assert "Никакие веса не принесут ей первое место." in page(visitor, f"{LEAGUE}fourth/")


@pytest.mark.parametrize(
    "path",
    [
        "/ratings/zone-balance/technology/2020/",
        "/ratings/zone-balance/technology/99999999999/",
        "/ratings/zone-balance/tourism/2024/",
        "/ratings/beauty/technology/2024/",
        "/ratings/beauty/method/",
        "/ratings/zone-balance/method/?version=1999-01-01",
        f"{LEAGUE}fifth/",
        f"{LEAGUE}nobody/",
        f"{LEAGUE}?number=9",
        f"{LEAGUE}nothing.svg",
        f"{LEAGUE}intervals.gif",
    ],
)
def test_what_is_not_in_the_book_is_answered_with_a_page_that_says_so(visitor, path):
    response = visitor.get(path)

    assert response.status_code == 404
    assert "Такой страницы нет" in text_of(response)


@pytest.mark.parametrize("rating", shipped_ratings(), ids=lambda rating: rating.code)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_method_of_every_rating_is_told_from_its_definition(visitor, rating, language):
    said = text_of(visitor.get(f"/ratings/{rating.code}/method/?lang={language}"))

    members = [member for group in rating.root.groups() for member in group.members]
    assert all(member.title.say(language) in said for member in members)
    assert f"{rating.coverage:.0%}".replace("%", " %" if language == "ru" else "%") in said.replace("\u00a0", " ")


def test_the_method_says_which_published_number_is_taken(visitor):
    assert "и не старше 4 лет" in page(visitor, "/ratings/zone-balance/method/")
    assert "и не старше" not in page(visitor, "/ratings/ru-643-year/method/")


def test_the_pages_lead_to_each_other(visitor):
    for path, to in (
        ("/", "/ratings/"),
        ("/ratings/", LEAGUE),
        (LEAGUE, f"{LEAGUE}what-if/"),
        (LEAGUE, f"{LEAGUE}third/"),
        (LEAGUE, "/ratings/zone-balance/method/?version="),
        ("/ratings/zone-balance/method/", LEAGUE),
    ):
        assert f'href="{to}' in visitor.get(path).content.decode(), (path, to)
