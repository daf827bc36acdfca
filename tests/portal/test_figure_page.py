"""Does a figure's page show the number, what it means, and its way back to the cells?"""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.portal.book import filed
from tests.portal.test_pages import text_of
from zonebook.campaigns.queries import Break
from zonebook.measures import Text
from zonebook.portal import charts
from zonebook.portal.views import figures
from zonebook.registry.models import Zone
from zonebook.reporting.actions import accept_version

JOBS = "/figures/jobs_created/?during=2025-H1&population=companies&lang=ru"


@pytest.fixture
def confidential(book):
    """The zone does not open its trail to everybody."""
    Zone.objects.filter(pk=book.zone.pk).update(trail_is_public=False)


def test_the_cells_of_the_trail_add_up_to_the_figure(visitor):
    content = visitor.get(f"{JOBS}&format=json").json()

    assert content["value"] == 25
    assert sum(cell["amount"] for cell in content["lineage"]["cells"]) == 25
    assert content["coverage"] == {"reported": 2, "expected": 3, "absent": ["gamma"]}


def test_the_page_names_who_is_absent_and_links_every_cell_of_the_trail(book, visitor):
    page = visitor.get(JOBS)
    links = re.findall(r'href="(/reports/[^"#]+)#(cell-[A-Z]+[0-9]+)"', page.content.decode())

    assert "учтено 2 из 3" in text_of(page)
    assert "Рёнера" in text_of(page)
    assert len(links) == 6  # Alfa: two sites in two quarters, Beta: one site in two quarters
    for address, anchor in links:
        assert f'id="{anchor}"' in visitor.get(address).content.decode()


@pytest.fixture
def explained(book):
    """Beta's correction counts more jobs than people; it was explained and accepted."""
    version = filed(book, "2025-H1", "beta", jobs={"north": 60}, day=date(2025, 9, 2), reason="Забыли.")
    accept_version(book.act("boris", date(2025, 9, 3)), version)


def test_a_warning_and_its_explanation_stand_by_the_cell_in_the_page_and_in_the_files(visitor, explained):
    page, told = text_of(visitor.get(JOBS)), visitor.get(f"{JOBS}&format=json").json()

    (cell,) = [cell for cell in told["lineage"]["cells"] if "explained" in cell]
    assert (cell["company"], cell["cell"]) == ("beta", "Форма 1!D12")
    assert cell["explained"][0]["explanation"] == "Проверено."
    assert " ".join(cell["explained"][0]["warning"].split()) in page
    assert "Проверено." in page
    assert "Проверено." in visitor.get(f"{JOBS}&format=csv").content.decode()


def test_who_may_not_walk_the_trail_reads_no_explanation(visitor, explained, confidential):
    for form in ("html", "json", "csv"):
        assert "Проверено." not in visitor.get(f"{JOBS}&format={form}").content.decode()


def test_the_csv_says_what_it_is_and_adds_up(visitor):
    lines = visitor.get(f"{JOBS}&format=csv").content.decode().splitlines()
    facts = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))

    assert facts["measure"] == "jobs_created"
    assert (facts["reported"], facts["expected"], facts["value"]) == ("2", "3", "25")
    assert sum(Decimal(row["amount"]) for row in rows) == 25


def test_the_permanent_address_gives_the_same_figure_as_it_was_known(book, visitor):
    page = visitor.get(JOBS).content.decode()
    permanent = re.search(r'href="http://testserver([^"]+known_at=[^"]+)"', page)[1].replace("&amp;", "&")

    assert visitor.get(f"{permanent}&format=json").json()["value"] == 25


def test_a_figure_known_at_an_earlier_moment_counts_what_was_accepted_by_then(visitor):
    early = visitor.get(f"{JOBS}&known_at=2025-07-20&format=json").json()

    assert (early["value"], early["coverage"]["reported"]) == (20, 1)


def test_a_missing_answer_says_why_and_is_no_zero(visitor):
    page = text_of(visitor.get("/figures/jobs_created/?during=2024&lang=ru"))

    assert "в книге нет цифры" in page
    assert "«Нет данных» не значит «ноль»" in page


def test_without_the_right_to_see_reports_only_the_sites_are_shown_and_the_page_says_why(visitor, confidential):
    page = visitor.get(JOBS)

    assert "Северная" in text_of(page)
    assert "не публикуются" in text_of(page)
    assert "/reports/" not in page.content.decode()
    for form in ("json", "csv"):
        assert "Форма" not in visitor.get(f"{JOBS}&format={form}").content.decode()


def test_staff_walks_the_trail_of_a_confidential_zone(signed_in, confidential):
    assert "/reports/" in signed_in("vera").get(JOBS).content.decode()


def test_the_figure_of_one_company_is_confidential_where_its_reports_are(visitor, signed_in, confidential):
    address = f"{JOBS}&of=company:alfa"

    assert visitor.get(address).status_code == 403
    assert signed_in("zoe").get(address).status_code == 403
    assert signed_in("alice").get(address).status_code == 200


def test_the_measures_are_listed_with_their_titles(visitor):
    assert "Создано рабочих мест" in text_of(visitor.get("/figures/?lang=ru"))


NOTE = Text("Теперь считаются только новые места.", "New jobs alone count now.")


@pytest.fixture
def broken(monkeypatch) -> list[Break]:
    """The series of every measure breaks in the middle of the half-year; more breaks may be added to the list."""
    breaks = [Break(date(2025, 4, 1), "resident-quarter@2", NOTE)]
    for module in (figures, charts):
        monkeypatch.setattr(module, "breaks_of", lambda measure, zone: breaks)
    return breaks


def test_a_figure_says_where_its_series_breaks_and_when_it_lies_on_both_sides(visitor, broken):
    both_sides = visitor.get("/figures/jobs_created/?during=2025-H1").content.decode()
    after = visitor.get("/figures/jobs_created/?during=2025-Q2").content.decode()

    assert "1 апреля 2025 года определение изменилось (resident-quarter@2)" in both_sides
    assert "1 апреля 2025 года определение изменилось" not in after
    form = "форма «Квартальный отчёт компании особой экономической зоны», редакция 2"
    assert f"С 1 апреля 2025 года — {form}: {NOTE.ru}" in after


def test_the_cells_of_a_trail_are_parted_where_the_series_breaks(visitor, broken):
    tables = re.findall(r"<tbody>(.*?)</tbody>", visitor.get(JOBS).content.decode(), re.S)
    table = next(one for one in tables if NOTE.ru in one)
    first, parting, second = re.findall(r"<tr.*?</tr>", table, re.S)[:3]

    assert ("I квартал 2025" in first, "II квартал 2025" in second) == (True, True)
    assert parting.startswith('<tr class="break">')
    assert NOTE.ru in parting


def test_the_breaks_of_a_series_leave_the_book_with_its_numbers(visitor, broken):
    told = visitor.get(f"{JOBS}&format=json").json()
    table = visitor.get(f"{JOBS}&format=csv").content.decode()

    assert told["breaks"] == [{"since": "2025-04-01", "definition": "resident-quarter@2", "note": NOTE.ru}]
    assert f"# break: 2025-04-01 resident-quarter@2: {NOTE.ru}\r\n" in table


def test_a_chart_says_where_its_series_breaks_on_the_page_in_the_image_and_in_the_table(visitor, broken):
    broken.append(Break(date(2026, 1, 1), "resident-quarter@3", Text("Ещё одно.", "One more.")))
    page = visitor.get("/?lang=ru").content.decode()
    image, plain = (visitor.get(f"/charts/jobs-by-industry.svg?during=2025-H1&lang=ru{more}").content.decode()
                    for more in ("&notes=yes", ""))  # fmt: skip
    table = visitor.get("/charts/jobs-by-industry.csv?during=2025-H1&lang=ru").content.decode()

    assert [page.count(one.note.ru) for one in broken] == [2, 0]
    assert ("редакция 2" in image, "редакция 2" in plain) == (True, False)
    assert f"# break: 2025-04-01 resident-quarter@2: {NOTE.ru}" in table


def test_more_breaks_take_no_more_queries(visitor, broken):
    def taken(address: str) -> int:
        visitor.get(address)
        with CaptureQueriesContext(connection) as queries:
            visitor.get(address)
        return len(queries)

    one = [taken(address) for address in ("/", JOBS)]
    broken.extend(Break(date(2025, month, 1), "resident-quarter@2", NOTE) for month in (5, 6))
    assert [taken(address) for address in ("/", JOBS)] == one
