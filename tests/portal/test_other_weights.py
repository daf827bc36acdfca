"""Places under the reader's own weights: the engine's own answer, with a script or without one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.portal.test_pages import text_of
from tests.rating.test_reweighing import with_points
from zonebook.figures.editions import edition
from zonebook.methodology.ratings import rating_from_yaml
from zonebook.rating import assess
from zonebook.rating.keeping import matrix_from_dict

PAGE = "/ratings/zone-balance/technology/2024/what-if/"
OTHER = {"size": 80, "yield": 20, "residents": 90, "jobs": 5, "investment": 5}
NAMES = {"proba": "Проба", "other": "Другая", "third": "Третья", "fourth": "Четвёртая"}


def address(weights) -> str:
    return f"{PAGE}?" + "&".join(f"w-{code}={points}" for code, points in weights.items())


def shown(text: str) -> list[tuple[str, str, str]]:
    """Place, name and score of each row."""
    return re.findall(r'place">(\d+)</td><th scope="row">([^<]+)</th><td class="num"[^>]*>([^<]+)</td>', text)


def test_the_places_are_those_of_a_definition_with_these_weights(book, visitor):
    kept = edition("zone-balance", "technology", year=2024)
    rating = rating_from_yaml(kept.definition_written, name="edition")
    points = OTHER | {"investment_per_resident": 1}
    said = assess(replace(rating, root=with_points(rating.root, points)), matrix_from_dict(kept.matrix))

    found = shown(visitor.get(address(OTHER)).content.decode())

    expected = zip(said.places, said.zones, said.scores, strict=True)
    assert found == [
        (str(int(place)), NAMES[zone], f"{score:.1f}".replace(".", ",")) for place, zone, score in sorted(expected)
    ]
    assert found[0][1] == "Третья"


def test_beside_each_place_stands_how_sure_it_is_by_replays_around_these_weights(visitor):
    said = text_of(visitor.get(address(OTHER)))

    assert re.search(r"1 Третья \d+,\d 1(–\d)? >?\d+\s% 3 ↑ выше на 2 места", said)
    assert "512 пересчётов вокруг этих весов" in said


def test_a_script_gets_the_same_answer_alone(visitor):
    whole = visitor.get(address(OTHER)).content.decode()
    alone = visitor.get(address(OTHER), headers={"x-fragment": "1"}).content.decode()

    assert alone.strip() in whole
    assert "<html" not in alone


def test_without_weights_the_edition_stands_as_it_is(visitor):
    said = text_of(visitor.get(PAGE))

    assert "Это веса и места самого выпуска." in said
    assert "выше на" not in said


def test_a_weight_says_who_is_first_and_how_far_each_zone_moved(visitor):
    said = text_of(visitor.get(address(OTHER)))

    assert "При этих весах первое место занимает Третья. Место изменилось у 3 зон." in said
    assert "выше на 2 места" in said
    assert "ниже на 1 место" in said


def test_the_sliders_stand_where_the_address_says_and_tell_their_shares(visitor):
    page = visitor.get(address({"residents": 60, "jobs": 20, "investment": 20})).content.decode()

    assert re.search(r'name="w-residents"[^>]* value="60"', page)
    assert re.search(r'data-of="residents">60\s%<', page)


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ({"residents": "много"}, "Вес показателя «Резиденты» — «много»: напишите целое число от 0 до 100."),
        ({"residents": 101}, "«101»: напишите целое число"),
        ({"residents": "-1"}, "«-1»: напишите целое число"),
        ({"residents": "9" * 500}, "напишите целое число"),
        ({"size": 0, "yield": 0}, "В этой группе ничто не имеет веса: Размер, Отдача."),
    ],
)
def test_a_weight_that_cannot_be_read_is_named_and_the_edition_shown(visitor, weights, says):
    response = visitor.get(address(weights))
    alone = visitor.get(address(weights), headers={"x-fragment": "1"})

    for answer in (response, alone):
        assert answer.status_code == 400
        assert says in text_of(answer)
        assert "Это веса и места самого выпуска." in text_of(answer)
