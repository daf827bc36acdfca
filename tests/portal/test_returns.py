"""The pages of the tables that the zone owes others: what they show, to whom, and that each number can be walked."""

from __future__ import annotations

import re

import pytest

PAGES = ("/desk/returns/", "/desk/returns/zone/?during=2025-H1", "/desk/bridges/jobs/?during=2025-H1")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["boris", "clara", "vera"])
def test_the_staff_of_the_zone_sees_the_tables(signed_in, path, who):
    assert signed_in(who).get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["alice", "zoe"])
def test_a_reporting_officer_and_a_stranger_do_not(signed_in, path, who):
    assert signed_in(who).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/desk/returns/zone/?during=2025-H1", "/desk/bridges/jobs/?during=2025-H1"])
def test_each_number_leads_to_the_page_of_its_figure(signed_in, path):
    clara = signed_in("clara")
    links = re.findall(r'href="(/figures/[^"]+)"', clara.get(path).content.decode())[1:]

    assert links
    for link in {re.sub("&amp;", "&", link) for link in links if "during" in link}:
        assert clara.get(link).status_code == 200, link


@pytest.mark.parametrize("path", ["/desk/returns/zone/", "/desk/bridges/jobs/", "/desk/bridges/investment/"])
@pytest.mark.parametrize("form", ["xlsx", "docx", "pdf"])
def test_each_table_can_be_taken_as_a_file(signed_in, path, form):
    response = signed_in("clara").get(f"{path}?during=2025-H1&format={form}")

    assert response.status_code == 200
    assert f".{form}" in response["Content-Disposition"]
    assert response.content[:2] == (b"%P" if form == "pdf" else b"PK")


@pytest.mark.parametrize("query", ["during=soon", "during=..2025-06-30", "during=2024..2025", "known_at=soon"])
@pytest.mark.parametrize("path", ["/desk/returns/zone/", "/desk/bridges/jobs/"])
def test_an_address_that_cannot_be_read_is_answered_with_what_to_write(signed_in, path, query):
    response = signed_in("clara").get(f"{path}?{query}&lang=en")

    assert response.status_code == 400
    assert "The question cannot be read" in response.content.decode()


def test_a_population_that_a_bridge_does_not_have_is_refused(signed_in):
    assert signed_in("clara").get("/desk/bridges/jobs/?during=2025-H1&population=zones").status_code == 400


@pytest.mark.parametrize("path", ["/desk/returns/none/", "/desk/bridges/none/", "/desk/returns/zone/?during=2021"])
def test_a_table_that_is_not_defined_is_not_there(signed_in, path):
    assert signed_in("clara").get(path).status_code == 404
