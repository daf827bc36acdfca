"""The pages for investors: what is free, where it is, what it costs, what a resident's taxes come to."""

from __future__ import annotations

import csv
import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from tests.portal.test_pages import text_of
from zonebook.estate.actions import let_premises
from zonebook.estate.models import Premises

ROOT = Path(__file__).parents[2]
PLAN = {
    "first_year": "2024",
    "years": "2",
    "revenue": "500",
    "profit": "100",
    "property_value": "50",
    "land_value": "10",
    "vehicles_tax": "0,03",
    "imports": "20",
    "duty_rate": "5",
}


def codes(visitor, address: str) -> list[str]:
    """The premises that a search lists, by the CSV of the same address."""
    lines = visitor.get(f"/invest/free.csv{address}").content.decode().splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return [row["code"] for row in rows]


def test_what_is_let_is_not_offered(visitor):
    page = text_of(visitor.get("/invest/?lang=ru"))

    assert "Свободны 2 объекта" in page
    assert codes(visitor, "") == ["laboratory", "field"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("?site=south", ["field"]),
        ("?kind=premises", ["laboratory"]),
        ("?area_from=501", ["field"]),
        ("?area_to=500", ["laboratory"]),
        ("?height=4,5", ["laboratory"]),
        ("?height=4.6", []),
        ("?rate=10+000", ["laboratory"]),
        ("?rate=9999.99", []),
        ("?sort=-area", ["field", "laboratory"]),
        ("?building=north-1", ["laboratory"]),
    ],
)
def test_each_field_narrows_or_sorts_the_list(visitor, address, found):
    assert codes(visitor, address) == found


def test_each_filter_is_a_chip_whose_link_takes_only_it_away(visitor):
    page = visitor.get("/invest/?site=north&area_from=100&lang=ru").content.decode()

    assert '<a href="?area_from=100&amp;lang=ru">Северная' in page
    assert '<a href="?site=north&amp;lang=ru">от 100 м²' in page


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("?area_from=many", "Введите число, например 1250,5."),
        ("?area_from=-1", "Число не может быть меньше нуля."),
        ("?area_from=200&area_to=100", "Это меньше площади, от которой вы ищете."),
        ("?site=atlantis", "В зоне нет такой площадки. Выберите из списка."),
        ("?site=%00", "есть знак, который не записать"),
        ("?sort=beauty", "Так список не упорядочить."),
        ("?rate=" + "9" * 30, "Число слишком длинное."),
        ("?power=NaN", "Введите число, например 1250,5."),
    ],
)
def test_a_wish_that_cannot_be_read_is_said_and_narrows_nothing(visitor, address, says):
    response = visitor.get(f"/invest/{address}", headers={"accept-language": "ru"})

    assert response.status_code == 400
    assert says in text_of(response)
    assert "Ошибка:" in text_of(response)


def test_the_map_of_the_zone_shows_each_site_with_its_number_as_a_link(visitor):
    page = visitor.get("/invest/?lang=ru").content.decode()

    assert "Северная\xa0—\xa01" in page
    assert "?lang=ru&amp;site=north#where" in page


def test_the_map_of_a_site_leads_from_a_building_to_its_free_premises(visitor):
    page = visitor.get("/invest/?site=north&lang=ru").content.decode()

    assert 'aria-label="Корпус 1: свободно 1"' in page
    assert "building=north-1#list" in page


def test_the_map_of_a_site_leads_from_a_plot_to_its_page(visitor):
    assert 'href="/invest/field/"' in visitor.get("/invest/?site=south").content.decode()


def test_a_building_without_anything_free_leads_nowhere(visitor):
    page = visitor.get("/invest/?site=north&area_from=501").content.decode()

    assert 'class="full"' in page
    assert "building=north-1" not in page


def test_numbers_of_the_drawing_have_a_point_in_russian_too(visitor):
    page = visitor.get("/invest/?site=north&lang=ru").content.decode()
    drawing = page[page.index("<svg") : page.index("</svg>")]

    assert 'points="' in drawing
    assert all("," not in pair.replace(",", "", 1) for pair in drawing.split('points="')[1].split('"')[0].split())


def test_geojson_has_closed_rings_and_the_facts(visitor):
    response = visitor.get("/invest/free.geojson?site=south")
    feature = json.loads(response.content)["features"][0]

    assert response["Content-Type"] == "application/geo+json"
    assert feature["geometry"]["coordinates"][0][0] == feature["geometry"]["coordinates"][0][-1] == [37.16, 55.44]
    assert feature["properties"]["area_sqm"] == "12000.00"
    assert feature["properties"]["height_m"] is None


@pytest.mark.parametrize("name", ["free.csv", "free.geojson", ""], ids=["csv", "geojson", "page"])
def test_a_wish_that_cannot_be_read_is_refused_alike_by_the_page_and_its_files(visitor, name):
    assert visitor.get(f"/invest/{name}?area_from=abc").status_code == 400
    assert visitor.get(f"/invest/{name}?area_from=100").status_code == 200


def test_csv_says_what_it_is(visitor):
    content = visitor.get("/invest/free.csv?site=north").content.decode()

    assert "# rate: RUB per m² and year" in content
    assert "laboratory,north,north-1,premises,1.2,,500.00,4.50,,,10000.00,False" in content


def test_the_page_of_premises_tells_what_a_year_costs_with_its_working(visitor):
    page = text_of(visitor.get("/invest/laboratory/?lang=ru"))

    assert "5,0 млн ₽ в год" in page
    assert "10 000 ₽ × 500 м² = 5 000 000 ₽" in page.replace("&nbsp;", " ")


def test_without_a_rate_the_year_is_not_said_to_cost_nothing(visitor):
    page = text_of(visitor.get("/invest/field/?lang=ru"))

    assert "ставка не внесена" in page
    assert "0 ₽" not in page


def test_what_is_let_says_so_and_not_to_whom(visitor):
    page = text_of(visitor.get("/invest/hall/?lang=ru"))

    assert "сдано" in page
    assert "Альфа" not in page


def test_what_is_let_from_a_later_day_on_is_said_to_be_let(book, visitor):
    today = localdate()
    laboratory, boris = Premises.objects.get(code="laboratory"), book.act("boris", today)
    later = today + timedelta(days=60)
    let_premises(boris, laboratory, company=book.companies["beta"], number="А-9", first_day=later)

    assert codes(visitor, "") == ["field"]
    assert "сдано" in text_of(visitor.get("/invest/laboratory/?lang=ru"))


@pytest.mark.parametrize("path", ["/invest/nothing/", "/invest/free.xml"])
def test_premises_that_are_not_there_are_not_found(visitor, path):
    assert visitor.get(path).status_code == 404


def test_the_calculator_adds_up_what_a_resident_saves_with_its_working(visitor):
    page = text_of(visitor.get("/invest/calculator/", PLAN | {"lang": "ru"}))

    assert "Экономия за 2 года 45,6 млн ₽" in page
    assert "Прибыль 100 000 000 ₽. Вне зоны 20 %: 20 000 000 ₽. В зоне 2 %: 2 000 000 ₽. Экономия 18 000 000 ₽." in page
    assert "20 % с 2009 года , 25 % с 2025 года" in page.replace("года,", "года ,")
    assert "иллюстративное" in page


def test_the_table_of_the_explanation_adds_up(visitor):
    page = (ROOT / "docs/explanation/benefits-calculator.md").read_text(encoding="utf-8")
    rows = re.findall(r"\| (\w+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|", page)
    told = {tax: tuple(Decimal(amount.replace(",", "")) for amount in amounts) for tax, *amounts in rows}
    content = visitor.get("/invest/calculator/", PLAN).context

    reckoned = {one["tax"].code: (one["outside"], one["inside"], one["saved"]) for one in content["taxes"]}
    assert told == reckoned | {"all": tuple(content["total"].values())}


def test_an_empty_calculator_asks_and_answers_nothing(visitor):
    response = visitor.get("/invest/calculator/?lang=ru")

    assert response.status_code == 200
    assert "Экономия за" not in text_of(response)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"profit": "600"}, "Прибыль больше выручки."),
        ({"profit": ""}, "Введите число; если ничего нет — 0."),
        ({"years": "51"}, "Укажите от 1 до 50 лет."),
        ({"first_year": "1990"}, "Укажите год от 2006"),
        ({"duty_rate": "101"}, "Ставка пошлины больше 100 %."),
        ({"imports": "-1"}, "Число не может быть меньше нуля."),
        ({"revenue": "много"}, "Введите число, например 1250,5."),
        ({"years": "9" * 400}, "Укажите от 1 до 50 лет."),
    ],
)
def test_a_plan_that_cannot_be_reckoned_is_refused_beside_its_field(visitor, changed, says):
    response = visitor.get("/invest/calculator/", PLAN | changed | {"lang": "ru"})

    assert response.status_code == 400
    assert says in text_of(response)
    assert "Экономия за" not in text_of(response)


def test_a_loss_is_written_with_a_minus_and_pays_no_profit_tax(visitor):
    page = text_of(visitor.get("/invest/calculator/", PLAN | {"profit": "−5", "lang": "ru"}))

    assert "Прибыль 0 ₽. Вне зоны 20 %: 0 ₽." in page
