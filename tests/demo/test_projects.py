"""Are the demonstration's projects those that were published, and the others openly fictional?"""

from __future__ import annotations

from decimal import Decimal

BN = 10**9 * 100  # kopecks


def test_the_projects_of_renera_are_the_published_ones(demonstration):
    found = demonstration.rows(
        "SELECT p.code, s.name_ru, g.kind, g.actual FROM projects_project p"
        " JOIN registry_site s ON s.id = p.site_id LEFT JOIN projects_stage g ON g.project_id = p.id"
        " WHERE p.code LIKE 'renera%' ORDER BY p.code"
    )

    assert found == [
        ("renera-gigafactory", "Красная Пахра", None, None),
        ("renera-pilot", "Печатники", "pilot", "2024-12"),
    ]


def test_an_exact_announcement_is_a_number_and_more_than_a_billion_is_a_note(demonstration):
    rows = demonstration.rows("SELECT code, planned_investment, planned_jobs, note FROM projects_project")
    said = {code: tuple(rest) for code, *rest in rows}

    assert said["aeromaks-project"] == (540 * BN // 100, 2000, "")
    assert said["gemamed-project"] == (None, None, "объявлено инвестиций: больше 1 млрд ₽")
    assert said["neophotonics-project"] == (None, 45, "объявлено инвестиций: 15 млн долларов США")
    assert said["sputnik-tehnopolis-project"] == (None, None, "работает человек: 650")


def test_a_published_project_says_where_it_was_published(demonstration):
    unsaid = demonstration.rows("SELECT code FROM projects_project WHERE source_url = '' AND NOT is_fictional")

    assert unsaid == [("renera-pilot",)]  # the article of the seeds told of it


def test_a_dozen_joint_projects_are_openly_fictional_and_so_is_whoever_takes_part(demonstration):
    titles = demonstration.rows("SELECT title_ru, cluster_id FROM projects_project WHERE is_fictional")
    real = demonstration.rows(
        "SELECT c.name FROM projects_participation t JOIN projects_project p ON p.id = t.project_id"
        " JOIN registry_company c ON c.id = t.company_id WHERE p.is_fictional AND NOT c.is_fictional"
    )

    assert len(titles) == 12
    assert all(title.startswith("Вымышленный совместный проект") and cluster for title, cluster in titles)
    assert real == []


def test_no_project_gives_away_more_than_it_has(demonstration):
    shares = demonstration.rows(
        "SELECT project_id, SUM(share) FROM projects_participation WHERE share IS NOT NULL GROUP BY project_id"
    )

    assert len(shares) == 12
    assert all(0 < Decimal(together) <= 100 for _, together in shares)


def test_every_contract_is_between_fictional_members_and_every_cluster_has_some(demonstration):
    sides = demonstration.rows(
        "SELECT k.cluster_id, s.is_fictional, b.is_fictional FROM registry_cooperation k"
        " JOIN registry_company s ON s.id = k.supplier_id JOIN registry_company b ON b.id = k.customer_id"
    )

    assert len({cluster for cluster, *_ in sides}) == 6
    assert all(supplier and customer for _, supplier, customer in sides)


def test_some_stage_is_reached_some_is_late_and_some_is_ahead_on_the_day_of_the_book(demonstration):
    stages = demonstration.rows("SELECT planned, actual FROM projects_stage WHERE planned <> ''")

    assert any(actual for _, actual in stages)
    assert any(not actual and planned < "2025-09" for planned, actual in stages)
    assert any(not actual and planned > "2025-09" for planned, actual in stages)
