"""How far is a project on a day, as known at a moment? Only what is certain is called reached or late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.book import at
from tests.projects.plants import PHOTO, part, part_of_alfa, plant, start
from zonebook.projects import actions
from zonebook.projects.models import Stage
from zonebook.projects.queries import late_stages, papers, photos, progress, projects_of, standing
from zonebook.registry import actions as registry

DAY = date(2025, 9, 9)


@pytest.mark.parametrize(
    ("planned", "actual", "expected"),
    [
        ("", "", "undated"),
        ("2025-09-09", "", "planned"),
        ("2025-09-08", "", "late"),
        ("2025-09", "", "planned"),
        ("2025-08", "", "late"),
        ("2025", "", "planned"),
        ("2024", "", "late"),
        ("2024", "2025-09-09", "reached"),
        ("2024", "2025", "reached"),
        ("", "2025-09", "reached"),
        ("2024", "2025-09-10", "late"),
        ("2026", "2025-10", "planned"),
        ("", "2025-10", "undated"),
    ],
)
def test_a_stage_stands_as_is_certain_on_the_day(planned, actual, expected):
    assert standing(Stage(planned=planned, actual=actual), on=DAY) == expected


def test_stages_come_in_the_order_of_their_days_and_those_without_a_day_last(book):
    project = plant(book)
    for planned in ("", "2027", "2026-03", "2026"):
        start(project, book, planned=planned)

    [found] = progress([project], on=DAY)
    assert [one.stage.planned for one in found.stages] == ["2026-03", "2026", "2027", ""]


def test_progress_tells_what_is_reached_what_is_late_and_what_comes_next(book):
    project = plant(book)
    start(project, book, planned="2024", actual="2024-12")
    late = start(project, book, planned="2025-06")
    start(project, book, planned="2026")

    [found] = progress([project], on=DAY)
    assert (found.reached, found.late, found.next_stage) == (1, (late,), late)


def test_a_project_of_two_companies_is_joint_and_lists_the_largest_share_first(book):
    project = plant(book)
    part_of_alfa(project, book, "30")
    part(project, book.companies["beta"], book=book, share="55.5")
    part(project, book.newcomer("gamma", first_day=DAY), book=book, share=None)

    [found] = progress([project], on=DAY)
    assert found.is_joint
    assert found.shares == Decimal("85.5")
    assert [one.company.code for one in found.participations] == ["beta", "alfa", "gamma"]


def test_shares_that_nobody_agreed_are_missing_and_not_zero(book):
    project = plant(book)
    part_of_alfa(project, book, None)

    [found] = progress([project], on=DAY)
    assert (found.is_joint, found.shares) == (False, None)


def test_projects_are_found_by_zone_site_cluster_and_company_and_no_others(book):
    cluster = registry.form_cluster(book.actor("boris"), book.zone, code="pharma", name_ru="Ф", name_en="P")
    of_cluster = plant(book, code="of-cluster", cluster=cluster, site=None)
    on_south = plant(book, code="on-south", site=book.sites["south"])
    part_of_alfa(of_cluster, book)

    assert list(projects_of(book.zone)) == [of_cluster, on_south]
    assert list(projects_of(book.zones["away"])) == []
    assert list(projects_of(book.sites["south"])) == [on_south]
    assert list(projects_of(cluster)) == list(projects_of(book.alfa)) == [of_cluster]


def test_the_past_knows_only_what_had_been_entered_by_then(book):
    project = plant(book)
    boris = book.actor("boris", "2025-10-01")
    stage = start(project, book, planned="2025-06")
    actions.reach_stage(boris, stage, actual="2025-07")
    actions.take_part(boris, project, company=book.alfa, share=Decimal(10))
    before, after = at("2025-09-30"), at("2025-10-02")

    [then] = progress(projects_of(book.zone, known_at=before), on=DAY, known_at=before)
    [later] = progress(projects_of(book.alfa, known_at=after), on=DAY, known_at=after)
    assert ([one.standing for one in then.stages], then.participations) == (["late"], ())
    assert ([one.standing for one in later.stages], len(later.participations)) == (["reached"], 1)
    assert list(projects_of(book.alfa, known_at=before)) == []
    assert list(projects_of(book.zone, known_at=at("2025-09-01"))) == []


def test_late_stages_are_those_of_the_zone_the_longest_late_first(book):
    project = plant(book)
    second, first = (start(project, book, planned=planned) for planned in ("2025-06", "2024"))
    start(project, book, planned="2025-05", actual="2025-06")

    assert late_stages(book.zone, on=DAY) == [first, second]
    assert late_stages(book.zones["away"], on=DAY) == []


def test_a_paper_is_no_photo(book):
    project, boris = plant(book), book.actor("boris")
    picture = actions.attach_file(boris, project, name="цех.png", content=PHOTO)
    plan = actions.attach_file(boris, project, name="план.pdf", content=b"%PDF-1.7 plan")

    assert list(photos(project)) == [picture]
    assert list(papers(project)) == [plan]


def test_five_projects_take_no_more_queries_than_one(book, django_assert_num_queries):
    for number in range(5):
        part_of_alfa(plant(book, code=f"plant-{number}"), book)

    with django_assert_num_queries(3):
        progress(projects_of(book.zone), on=DAY)
