"""The pages of the tables that the zone owes others: what they show, to whom, and that each number can be walked."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from zonebook.registry.models import Zone

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


def counted(client, path: str) -> list[str]:
    """The counts of reporters beside the numbers of a table's workbook, and what is said under it."""
    sheet = load_workbook(io.BytesIO(client.get(f"{path}&format=xlsx&lang=ru").content)).worksheets[0]
    return [str(said) for row in sheet.iter_rows(values_only=True) for said in row if said is not None]


def test_where_reports_are_not_public_a_number_of_one_company_is_marked_and_the_paper_says_why(signed_in, book):
    path, clara = "/desk/returns/residents/?during=2025-H1", signed_in("clara")
    before = counted(clara, path)
    Zone.objects.filter(pk=book.zone.pk).update(trail_is_public=False)
    after, page = counted(clara, path), clara.get(f"{path}&lang=ru").content.decode()

    assert not any("*" in said for said in before)
    marked = [said for said in after if said.endswith(" *")]
    assert marked
    assert {said.split(" ")[0] for said in marked} == {"1"}
    assert len(marked) == page.count(f"{marked[0]}<")
    for told in (page, " ".join(after)):
        assert "числа одной компании" in told


def test_what_the_register_counts_is_no_report_and_is_not_marked(signed_in, book):
    Zone.objects.filter(pk=book.zone.pk).update(trail_is_public=False)
    sheet = load_workbook(
        io.BytesIO(signed_in("clara").get("/desk/returns/residents/?during=2025-H1&format=xlsx").content)
    ).worksheets[0]

    (residents,) = (row for row in sheet.iter_rows(values_only=True) if row[0] == "1")
    assert not any("*" in str(said) for said in residents)


def test_a_bridge_names_companies_and_warns_of_it_where_their_reports_are_not_public(signed_in, book):
    path, clara, warning = "/desk/bridges/jobs/?during=2025-H1", signed_in("clara"), "публиковать их нельзя"
    before = [clara.get(f"{path}&lang=ru").content.decode(), *counted(clara, path)]
    Zone.objects.filter(pk=book.zone.pk).update(trail_is_public=False)

    assert not any(warning in said for said in before)
    assert warning in clara.get(f"{path}&lang=ru").content.decode()
    assert any(warning in said for said in counted(clara, path))
