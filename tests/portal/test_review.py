"""Does a reviewer see what awaits them, what changed and what they asked for, and decide from the page?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from tests.book import plausible
from tests.portal.book import SmallBook, moment, workbook
from tests.portal.test_cabinet import text_of
from zonebook.accounts.actions import record_absence
from zonebook.accounts.models import Absence, Role, User
from zonebook.campaigns.models import Campaign, Curatorship
from zonebook.reporting import actions as reporting
from zonebook.reporting.models import Remark, Version

RU = {"accept-language": "ru"}


def address(version: Version) -> str:
    return f"/review/{version.submission_id}/{version.number}/"


@pytest.fixture
def boris(signed_in):
    return signed_in("boris")


@pytest.fixture
def bruno(book: SmallBook) -> User:
    """A second curator."""
    user = User.objects.create(username="bruno", role=Role.CURATOR, zone_code="proba")
    book.users["bruno"] = user
    return user


@pytest.fixture
def quarter(book: SmallBook) -> Campaign:
    """Nine months, still open; nobody has reported."""
    from zonebook.campaigns.actions import open_campaign

    return open_campaign(
        book.act("boris", date(2025, 10, 5)), code="quarter-2025-9m", zone=book.zone, form_code="resident-quarter",
        period_code="2025-9M", opens=date(2025, 10, 5), due=date(2025, 11, 1),
    )  # fmt: skip


def file(book: SmallBook, campaign: Campaign, code: str, day: date = date(2025, 10, 20), **jobs: int) -> Version:
    """A report to which no check objects, unless the jobs give reason to."""
    company, usual = book.companies[code], plausible(campaign.period)
    answers = {line: int(amount) for line, amount in usual.items() if line != "jobs_created"}
    content = workbook(campaign, company, jobs=jobs, **answers)
    return reporting.file_workbook(book.act("boris", day), campaign, company=company, content=content)


def assign(book: SmallBook, code: str, username: str) -> None:
    Curatorship.objects.create(
        zone=book.zone, company=book.companies[code], username=username, first_day=date(2025, 1, 1)
    )


def test_the_queue_shows_what_is_complete_and_apart_what_awaits_the_company(book, boris, quarter):
    clean = file(book, quarter, "alfa", north=14, south=9)
    held_up = file(book, quarter, "beta", north=1)  # fewer than in the half-year: an error

    page = text_of(boris.get("/review/", headers=RU))

    assert clean.completed_at is not None
    assert held_up.completed_at is None
    mine, theirs = page.split("Поданы, но компании нужно что-то исправить или пояснить")
    assert "Альфа" in mine
    assert "1 ошибка" in theirs


def test_reports_of_another_curators_company_are_not_mine_but_can_be_seen(book, boris, bruno):
    assign(book, "beta", "bruno")

    assert "/review/accept/" not in text_of(boris.get("/review/", headers=RU))
    assert "Бета" not in text_of(boris.get("/review/", headers=RU))
    assert "Бета" in text_of(boris.get("/review/?of=all", headers=RU))


def test_a_deputy_finds_the_reports_of_who_is_away_and_in_whose_place(book, boris, bruno):
    assign(book, "beta", "bruno")
    today = localdate()
    record_absence(
        book.act("boris", date(2025, 9, 2)).__class__(bruno, moment(today)), bruno, deputy=book.users["boris"],
        first_day=today,
    )  # fmt: skip

    assert "вместо bruno" in text_of(boris.get("/review/", headers=RU))


@pytest.mark.parametrize(("only", "is_there"), [("corrections", True), ("late", False), ("clean", False)])
def test_the_queue_is_narrowed_to_what_one_wants_to_look_at(book, boris, only, is_there):
    page = text_of(boris.get(f"/review/?only={only}", headers=RU))

    assert ("Бета" in page) is is_there


def test_a_correction_shows_what_it_corrects_and_every_figure_that_it_changes(book, boris):
    page = text_of(boris.get(address(book.waiting), headers=RU))

    assert "Что исправлено в принятой версии 1" in page
    assert "Показатели, которые изменит принятие" in page
    assert "опубликовано" in page  # jobs of the half-year were released
    assert "Работа в зоне" in page  # and a text rests on them


def test_a_remark_on_a_cell_goes_to_the_company_with_the_report(book, boris, signed_in):
    cell = book.waiting.cells.get(line="jobs_created")
    sent = {"decision": "return", f"on-jobs_created@{cell.site_code}": "Приложите приказы о приёме."}

    assert boris.post(address(book.waiting), sent).status_code == 302

    (remark,) = Remark.objects.all()
    assert (remark.line, remark.site_code, remark.text) == ("jobs_created", "north", "Приложите приказы о приёме.")
    page = text_of(boris.get(f"/reports/{book.waiting.submission_id}/{book.waiting.number}/", headers=RU))
    assert f"Создано рабочих мест с начала года, Северная · {cell.address} : Приложите приказы о приёме." in page


def test_a_refiled_report_shows_what_became_of_each_remark_and_hides_what_was_looked_at(book, boris, quarter):
    first = file(book, quarter, "alfa", north=14, south=9)
    reporting.return_version(
        book.act("boris", date(2025, 10, 21)), first, remark="Проверьте места.",
        remarks={("jobs_created", "north"): "Много.", ("headcount", "north"): "Мало."},
    )  # fmt: skip
    second = file(book, quarter, "alfa", date(2025, 10, 22), north=13, south=9)

    page = text_of(boris.get(address(second), headers=RU))

    assert "Что стало с замечаниями к версии 1" in page
    assert "было «14», стало «13»" in page
    assert "Число прежнее." in page
    assert "не изменились с версии 1" in page


def test_clean_reports_are_looked_through_together_and_accepted_all_at_once(book, boris, quarter):
    versions = [file(book, quarter, "alfa", north=14, south=9)]
    preview = boris.get("/review/accept/", headers=RU)
    assert "Что изменится в итогах зоны" in text_of(preview)
    assert "Бета" not in text_of(preview)  # its correction is decided on by itself

    done = boris.post("/review/accept/", {"version": [one.pk for one in versions]})

    assert done["Location"] == "/review/"
    assert set(Version.objects.filter(submission__campaign=quarter).values_list("state", flat=True)) == {"accepted"}


def test_what_changed_between_preview_and_click_is_told_and_nothing_is_accepted(book, boris, quarter):
    alfa = file(book, quarter, "alfa", north=14, south=9)
    again = file(book, quarter, "alfa", date(2025, 10, 22), north=15, south=9)

    refused = boris.post("/review/accept/", {"version": [alfa.pk]}, headers=RU)

    assert refused.status_code == 400
    assert "Альфа: отчёт изменился, пока вы смотрели" in text_of(refused)
    again.refresh_from_db()
    assert again.state == "filed"


def test_a_correction_is_never_accepted_together_with_others(book, boris):
    refused = boris.post("/review/accept/", {"version": [book.waiting.pk]})

    assert refused.status_code == 400
    book.waiting.refresh_from_db()
    assert book.waiting.state == "filed"


def test_where_there_are_two_levels_the_company_agrees_and_the_city_accepts(book, boris, signed_in, quarter):
    Campaign.objects.filter(pk=quarter.pk).update(levels=2)
    gleb, version = signed_in("gleb"), file(book, quarter, "alfa", north=14, south=9)
    assert "Альфа" not in text_of(gleb.get("/review/", headers=RU))
    assert "Принять: внести числа в книгу" not in text_of(boris.get(address(version), headers=RU))

    boris.post(address(version), {"decision": "agree"})

    assert "Альфа" in text_of(gleb.get("/review/", headers=RU))
    assert "Город примет его или вернёт" in text_of(boris.get(address(version), headers=RU))
    gleb.post(address(version), {"decision": "accept"})
    version.refresh_from_db()
    assert (version.state, version.agreed_by, version.decided_by) == ("accepted", "boris", "gleb")


def test_an_absence_is_recorded_and_ended_on_its_page(book, boris, bruno):
    today = localdate()
    boris.post("/review/absence/", {"deputy": bruno.pk, "first_day": str(today - timedelta(days=2)), "last_day": ""})
    (absence,) = Absence.objects.all()
    assert (absence.user, absence.deputy, absence.last_day) == (book.users["boris"], bruno, None)
    assert "вместо вас решает bruno" in text_of(boris.get("/review/absence/", headers=RU))

    boris.post("/review/absence/", {"end": absence.pk})

    absence.refresh_from_db()
    assert absence.last_day == today - timedelta(days=1)


def test_an_absence_to_come_is_struck_out(book, boris, bruno):
    boris.post("/review/absence/", {"deputy": bruno.pk, "first_day": str(localdate() + timedelta(days=9))})

    boris.post("/review/absence/", {"end": Absence.objects.get().pk})

    assert not Absence.objects.exists()


def test_nobody_ends_the_absence_of_another(book, boris, bruno, signed_in):
    boris.post("/review/absence/", {"deputy": bruno.pk, "first_day": str(localdate())})

    assert signed_in("bruno").post("/review/absence/", {"end": Absence.objects.get().pk}).status_code == 404
    assert Absence.objects.exists()


def test_an_absence_without_a_deputy_is_refused_beside_the_field(book, boris, bruno):
    refused = boris.post("/review/absence/", {"first_day": str(localdate())}, headers=RU)

    assert refused.status_code == 400
    assert "Выберите, кто решает вместо вас." in text_of(refused)
