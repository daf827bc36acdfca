"""Editions of other kinds than the shipped one: gaps that stay, classes, no common weights, a shared first place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from zonebook.figures.models import Edition
from zonebook.methodology.ratings import rating_from_yaml
from zonebook.portal.rating_profile import profile_of
from zonebook.portal.ratings import engine_of, league
from zonebook.rating.keeping import matrix_from_dict
from zonebook.rating.results import as_dict, rated

PAGE = "/ratings/plain/technology/2024/"
DEFINITION = """
code: plain
title: {{ru: Простой, en: Plain}}
valid_from: 2020-01-01
status: illustrative
reference: {{title: a test}}
{more}
root:
  code: all
  title: {{ru: Всё, en: All}}
  {group}
  members:
    - {{code: residents, title: {{ru: Резиденты, en: Residents}}}}
    - {{code: jobs, title: {{ru: Места, en: Jobs}}}}
    - {{code: area, title: {{ru: Площадь, en: Area}}}}
"""


@pytest.fixture(autouse=True)
def in_russian():
    with translation.override("ru"):
        yield


def kept_edition(values, *, more: str = "", group: str = "") -> Edition:
    """An edition of zones by residents, jobs and area."""
    written = DEFINITION.format(more=more, group=group)
    zones = ["proba", "other", "third", "fourth"]
    matrix = {"zones": zones, "columns": ["residents", "jobs", "area"], "values": values, "kinds": [], "earlier": [],
              "low": None, "high": None}  # fmt: skip
    found = rated(rating_from_yaml(written, name="plain"), matrix_from_dict(matrix), draws=64, seed=1)
    return Edition.objects.create(
        rating="plain", definition="plain@2020-01-01", definition_written=written, zone_class="technology", year=2024,
        as_of=date(2024, 12, 31), seed=1, draws=64, matrix=matrix, taken={}, result=as_dict(found), sha256="0" * 64,
        made_by="clara", made_at=datetime(2025, 3, 1, tzinfo=UTC),
    )  # fmt: skip


def test_a_gap_that_nothing_stands_in_for_has_no_value_mark_nor_place(book, visitor):
    kept = kept_edition([[9, None, 4], [5, 8, 2], [1, 3, 9], [2, 5, 1]])
    jobs = profile_of(league(kept), engine_of(kept), zone="proba").compared[1]

    assert (jobs.value, jobs.mark, jobs.place, jobs.at) == ("…", None, None, None)
    assert len(jobs.others) == 3
    for path in ("", "proba/", "what-if/", "?format=csv", "?format=pdf", "intervals.svg"):
        assert visitor.get(f"{PAGE}{path}").status_code == 200, path


def test_classes_stand_in_the_table_and_on_paper(book, visitor):
    classes = "classes: [{code: high, title: {ru: Высший, en: High}, least: 60}]"
    kept_edition([[9, 8, 4], [5, 8, 2], [1, 3, 9], [2, 5, 1]], more=classes)
    shown = visitor.get(PAGE).content.decode()

    assert "Высший" in shown
    assert visitor.get(f"{PAGE}?format=xlsx").status_code == 200
    assert b"%PDF" in visitor.get(f"{PAGE}?format=pdf").content


def test_where_each_zone_has_its_own_weights_there_are_none_to_change(book, visitor):
    group = "weighting: benefit_of_the_doubt"
    kept_edition([[9, 8, 4], [5, 8, 2], [1, 3, 9], [2, 5, 1]], group=group)
    shown = visitor.get(PAGE).content.decode()

    assert "А если веса другие?" not in shown
    assert "Что дали бы любые веса, не вычислено" in shown
    assert visitor.get(f"{PAGE}what-if/").status_code == 404
    assert "вычислить нельзя" in visitor.get(f"{PAGE}fourth/").content.decode()


def test_a_shared_first_place_is_said_of_both(book, visitor):
    kept = kept_edition([[9, 8, 4], [9, 8, 4], [1, 3, 2], [2, 5, 1]])
    shown = visitor.get(PAGE).content.decode()

    assert [row.name for row in league(kept).leaders] == ["Другая", "Проба"]
    assert "Другая: место 1" in shown
    assert "Проба: место 1" in shown
    assert "хватит перенести" not in shown
