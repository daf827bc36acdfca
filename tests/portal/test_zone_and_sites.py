"""Keeping the zone itself and its sites: entered, changed with a reason, refused beside the field."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest

from tests.portal.test_pages import text_of
from zonebook.audit.models import Entry
from zonebook.portal.outlines import as_polygon
from zonebook.registry.models import Site, Zone

CORNERS = [[37.61, 55.75], [37.63, 55.75], [37.63, 55.77]]
EAST = {
    "code": "east", "name_ru": "Восток", "name_en": "East", "specialisation": "фотоника", "area_ha": "12,5",
    "latitude": "55,75", "longitude": "37,62", "outline": json.dumps(as_polygon(CORNERS)),
}  # fmt: skip


@pytest.fixture
def boris(signed_in):
    return signed_in("boris")


def held(boris, address: str, **changed: str) -> dict[str, str]:
    """What the form at an address is filled in with, with some fields changed."""
    form = boris.get(address).context["form"]
    now = {field.name: field.value() for field in form}
    return {name: value for name, value in now.items() if value not in (None, False)} | changed


# --- a site


def test_a_site_is_entered_with_its_centre_and_its_outline(book, boris):
    assert boris.post("/desk/sites/new/", EAST)["Location"] == "/sites/east/"

    east = Site.objects.get(code="east")
    assert (east.zone, east.area_ha, east.latitude) == (book.zone, Decimal("12.5"), Decimal("55.75"))
    assert east.outline == CORNERS
    assert "Восток" in text_of(boris.get("/sites/"))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("code", "north", "уже занято"),
        ("code", "восток", "латинскими буквами"),
        ("name_ru", "", "Напишите название"),
        ("area_ha", "-1", "меньше нуля"),
        ("latitude", "95", "от −90 до 90"),
        ("longitude", "", "и широту, и долготу"),
        ("outline", "37.6, 55.7", "Это не GeoJSON"),
        ("outline", json.dumps({"type": "Point", "coordinates": [37.6, 55.7]}), "нет многоугольника"),
        ("outline", json.dumps({"type": "Polygon", "coordinates": [[[200, 55], [1, 1], [2, 2], [200, 55]]]}), "точки"),
        ("source_url", "не адрес", "адрес страницы целиком"),
    ],
)
def test_what_is_wrong_with_a_site_is_said_beside_its_field_and_nothing_is_written(boris, field, value, says):
    sites, sealed = Site.objects.count(), Entry.objects.count()
    response = boris.post("/desk/sites/new/?lang=ru", EAST | {field: value})

    assert response.status_code == 400
    assert re.search(rf'id="id_{field}_error">[^\n]*{says}', response.content.decode())
    assert (Site.objects.count(), Entry.objects.count()) == (sites, sealed)


def test_a_site_is_changed_with_a_reason_that_its_history_keeps(boris):
    boris.post("/desk/sites/new/", EAST)
    sent = held(boris, "/desk/sites/east/edit/", area_ha="14", reason="по межевому плану")

    assert json.loads(sent["outline"]) == as_polygon(CORNERS)
    assert boris.post("/desk/sites/east/edit/", sent)["Location"] == "/sites/east/"
    east = Site.objects.get(code="east")
    assert (east.area_ha, east.outline) == (Decimal(14), CORNERS)
    assert east.history.first().history_change_reason == "по межевому плану"


def test_a_change_of_a_site_without_a_reason_or_without_a_change_is_refused(boris):
    nothing = held(boris, "/desk/sites/north/edit/", reason="сверка")

    assert "так и записано" in text_of(boris.post("/desk/sites/north/edit/?lang=ru", nothing))
    silent = boris.post("/desk/sites/north/edit/?lang=ru", nothing | {"specialisation": "фотоника", "reason": ""})
    assert silent.status_code == 400
    assert "почему меняется реестр" in text_of(silent)
    assert Site.objects.get(code="north").specialisation != "фотоника"


def test_the_code_of_a_site_stays_what_it_was(boris):
    sent = held(boris, "/desk/sites/north/edit/", code="west", specialisation="фотоника", reason="сверка")

    assert boris.post("/desk/sites/north/edit/", sent).status_code == 302
    assert not Site.objects.filter(code="west").exists()


def test_the_site_of_another_zone_is_not_there(book, boris):
    other = Zone.objects.exclude(pk=book.zone.pk).first() or Zone.objects.create(
        code="far", name_ru="Дальняя", name_en="Far", kind=book.zone.kind
    )
    Site.objects.create(zone=other, code="far-site", name_ru="Даль", name_en="Far")

    assert boris.get("/desk/sites/far-site/edit/").status_code == 404


# --- the zone


def test_the_zone_is_changed_with_a_reason_that_its_history_keeps(book, boris):
    sent = held(boris, "/desk/zone/", region="Москва", established="2005-12", reason="по постановлению")

    assert boris.post("/desk/zone/", sent)["Location"] == "/desk/"
    zone = Zone.objects.get(pk=book.zone.pk)
    assert (zone.region, zone.established) == ("Москва", "2005-12")
    assert zone.history.first().history_change_reason == "по постановлению"


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"established": "21.12.2005"}, "established", "не дата"),
        ({"kind": "kingdom"}, "kind", "Выберите из списка"),
        ({"region": "Москва", "reason": ""}, "reason", "почему меняется реестр"),
    ],
)
def test_what_is_wrong_with_the_zone_is_said_beside_its_field(book, boris, changed, field, says):
    sent = held(boris, "/desk/zone/", reason="сверка") | changed
    response = boris.post("/desk/zone/?lang=ru", sent)

    assert response.status_code == 400
    assert re.search(rf'id="id_{field}_error">[^\n]*{says}', response.content.decode())
    assert Zone.objects.get(pk=book.zone.pk).history.count() == book.zone.history.count()


def test_nobody_opens_the_reports_of_the_zone_by_its_form(book, boris):
    Zone.objects.filter(pk=book.zone.pk).update(trail_is_public=False)
    boris.post("/desk/zone/", held(boris, "/desk/zone/", region="Москва", reason="сверка", trail_is_public="on"))

    assert Zone.objects.get(pk=book.zone.pk).trail_is_public is False


# --- who may


@pytest.mark.parametrize("who", ["alice", "clara", "pavel", "vera", "zoe"])
def test_nobody_but_who_keeps_the_register_changes_the_zone_or_a_site(signed_in, who):
    client, sites = signed_in(who), Site.objects.count()

    assert client.post("/desk/sites/new/", EAST).status_code == 403
    assert client.post("/desk/sites/north/edit/", {"name_ru": "Юг", "reason": "x"}).status_code == 403
    assert client.post("/desk/zone/", {"name_ru": "Моя", "reason": "x"}).status_code == 403
    assert Site.objects.count() == sites


def test_the_ways_to_the_forms_are_shown_to_who_may_go_them(boris, signed_in):
    ways = {"/desk/": "/desk/zone/", "/sites/": "/desk/sites/new/", "/sites/north/": "/desk/sites/north/edit/"}

    for page, way in ways.items():
        assert f'href="{way}"' in boris.get(page).content.decode()
        assert f'href="{way}"' not in signed_in("vera").get(page).content.decode()
