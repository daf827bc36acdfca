"""Projects on the pages: what everybody sees, what a curator changes, and what they are told when it cannot be."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.test_pages import text_of
from tests.projects.plants import PHOTO
from zonebook.projects.models import Participation, Project, Stage

STAGE = {"kind": "pilot", "title_ru": "Опытное производство", "title_en": "Pilot production"}


def fields_wrong(response) -> set[str]:
    """The fields that a form's summary of errors links to; "" for what is about no field."""
    summary = re.search(r'<div class="summary".*?</div>', response.content.decode(), re.DOTALL)
    entries = re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL) if summary else []
    links = [re.search(r'href="#id_(\w+)"', entry) for entry in entries]
    return {found[1] if found else "" for found in links}


@pytest.fixture
def boris(signed_in):
    return signed_in("boris")


def test_a_project_shows_its_place_its_money_its_participants_and_its_photo(visitor, book):
    page = visitor.get("/projects/plant/?lang=ru")
    photo = book.plant.attachments.get(name="цех.png")

    words = text_of(page).replace("&nbsp;", " ").replace("\u00a0", " ")
    for said in ("Завод", "Южная", "5 000", "120", "Альфа 60 % строит завод", "всего определено: 90 %", "январь 2026"):
        assert said in words, said
    assert f'src="/projects/plant/files/{photo.pk}/" alt="Цех с воздуха"' in page.content.decode()
    assert "план.pdf" not in page.content.decode()


def test_a_stage_is_late_once_its_planned_month_is_over(visitor):
    assert "опаздывает" not in text_of(visitor.get("/projects/plant/?on=2026-01-31&lang=ru"))
    assert "опаздывает" in text_of(visitor.get("/projects/plant/?on=2026-02-01&lang=ru"))


def test_projects_are_narrowed_by_what_the_address_says(visitor):
    for query, is_found in (
        ("site=south", True),
        ("site=north", False),
        ("cluster=pharma", True),
        ("state=joint", True),
        ("state=finished", False),
        ("state=late&on=2026-02-01", True),
        ("state=late&on=2026-01-31", False),
        ("site=atlantis&state=king", True),
        ("known=2025-01-09", False),
    ):
        assert ("Завод" in text_of(visitor.get(f"/projects/?{query}&lang=ru"))) is is_found, query


@pytest.mark.parametrize("page", ["/projects/", "/projects/plant/", "/clusters/", "/clusters/pharma/"])
def test_a_day_that_is_none_is_named_and_today_is_shown(visitor, page):
    response = visitor.get(f"{page}?on=завтра")

    assert response.status_code == 400
    assert "завтра" in text_of(response)


def test_a_photo_is_served_as_what_it_is_and_nothing_is_guessed(visitor, book):
    photo = book.plant.attachments.get(name="цех.png")
    response = visitor.get(f"/projects/plant/files/{photo.pk}/")

    assert response.content == PHOTO
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")


def test_a_paper_is_for_those_who_may_see_papers_and_is_never_opened_in_the_page(book, visitor, signed_in):
    address = f"/projects/plant/files/{book.plant.attachments.get(name='план.pdf').pk}/"

    assert visitor.get(address).status_code == 403
    assert signed_in("zoe").get(address).status_code == 403
    for who in ("boris", "vera", "clara"):
        response = signed_in(who).get(address)
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment")


def test_a_file_is_found_under_its_own_project_only(book, visitor):
    photo = book.plant.attachments.get(name="цех.png")

    assert visitor.get(f"/projects/other/files/{photo.pk}/").status_code == 404
    assert visitor.get("/projects/plant/files/999999/").status_code == 404


def test_a_curator_enters_a_project_in_millions_and_the_book_keeps_kopecks(boris, book):
    sent = {
        "code": "mill",
        "title_ru": "Цех",
        "title_en": "Mill",
        "site": "north",
        "planned_investment": "1250,5",
        "planned_jobs": "40",
    }
    response = boris.post("/desk/projects/new/", sent)

    project = Project.objects.get(code="mill")
    assert response["Location"] == "/projects/mill/"
    assert (project.zone, project.site) == (book.zone, book.sites["north"])
    assert project.planned_investment == 1_250_500_000_00
    assert (project.actual_investment, project.planned_jobs) == (None, 40)


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, {"code", "title_ru", "title_en"}),
        ({"code": "цех"}, {"code", "title_ru", "title_en"}),
        ({"code": "plant", "title_ru": "Цех", "title_en": "Mill"}, {"code"}),
        (
            {"code": "mill", "title_ru": "Цех", "title_en": "Mill", "planned_investment": "много"},
            {"planned_investment"},
        ),
        ({"code": "mill", "title_ru": "Цех", "title_en": "Mill", "planned_investment": "-1"}, {"planned_investment"}),
        ({"code": "mill", "title_ru": "Цех", "title_en": "Mill", "planned_jobs": "1.5"}, {"planned_jobs"}),
        ({"code": "mill", "title_ru": "Цех", "title_en": "Mill", "site": "atlantis"}, {"site"}),
        ({"code": "mill", "title_ru": "Цех", "title_en": "Mill", "source_url": "сайт зоны"}, {"source_url"}),
    ],
)
def test_a_project_that_cannot_be_entered_comes_back_with_the_reason_beside_the_field(boris, sent, wrong):
    response = boris.post("/desk/projects/new/", sent)

    assert response.status_code == 400
    assert fields_wrong(response) == wrong
    assert not Project.objects.exclude(code="plant").exists()


def test_a_changed_project_asks_why_and_keeps_what_it_said(boris, book):
    page = boris.get("/desk/projects/plant/edit/").content.decode()
    assert 'value="5000"' in page

    sent = {
        "title_ru": "Завод",
        "title_en": "Plant",
        "planned_investment": "6000",
        "site": "south",
        "cluster": "pharma",
    }
    assert fields_wrong(boris.post("/desk/projects/plant/edit/", sent)) == {"reason"}
    assert boris.post("/desk/projects/plant/edit/", {**sent, "reason": "новый план"}).status_code == 302

    newest, before = Project.history.filter(code="plant")[:2]
    assert (before.planned_investment, newest.planned_investment) == (5_000_000_000_00, 6_000_000_000_00)
    assert newest.history_change_reason == "новый план"


def test_shares_above_a_hundred_per_cent_are_refused_beside_the_share_and_nothing_is_written(boris):
    response = boris.post("/desk/projects/plant/participants/new/", {"company": "gamma", "share": "10,01"})

    assert fields_wrong(response) == {"share"}
    assert "свободно не больше 10" in text_of(response)
    assert not Participation.objects.filter(company__code="gamma").exists()


@pytest.mark.parametrize("name", ["gamma", "Рёнера", "рене", " рэнера "])
def test_a_participant_is_found_by_code_or_by_name_however_it_is_written(boris, name):
    boris.post("/desk/projects/plant/participants/new/", {"company": name, "share": "10"})

    assert Participation.objects.get(company__code="gamma").share == Decimal(10)


@pytest.mark.parametrize(
    ("name", "says"), [("", "Напишите компанию"), ("Омега", "Такой компании"), ("а", "несколько компаний")]
)
def test_a_participant_that_nobody_or_several_are_called_is_refused(boris, name, says):
    response = boris.post("/desk/projects/plant/participants/new/", {"company": name})

    assert fields_wrong(response) == {"company"}
    assert says in text_of(response)


def test_a_share_is_changed_and_a_participant_leaves_by_the_other_button(boris):
    part = Participation.objects.get(company__code="beta")
    address = f"/desk/projects/plant/participants/{part.pk}/"

    assert fields_wrong(boris.post(address, {"share": "41", "reason": "выкуп"})) == {"share"}
    boris.post(address, {"share": "40", "reason": "выкуп"})
    assert Participation.objects.get(pk=part.pk).share == Decimal(40)
    assert fields_wrong(boris.post(address, {"act": "leave"})) == {"reason"}
    boris.post(address, {"act": "leave", "reason": "вышла"})
    assert not Participation.objects.filter(pk=part.pk).exists()


def test_a_stage_is_entered_and_reached(boris, book):
    boris.post("/desk/projects/plant/stages/new/", {**STAGE, "planned": "2024-12"})
    stage = Stage.objects.get(kind="pilot")
    address = f"/desk/projects/plant/stages/{stage.pk}/"

    boris.post(address, {**STAGE, "planned": "2024-12", "actual": "2024-12-05", "reason": "пуск"})

    stage.refresh_from_db()
    assert (stage.planned, stage.actual) == ("2024-12", "2024-12-05")


@pytest.mark.parametrize(("field", "day"), [("planned", "скоро"), ("actual", "2024-13"), ("actual", "2999")])
def test_a_stage_with_a_day_that_cannot_be_is_refused_beside_the_day(boris, field, day):
    response = boris.post("/desk/projects/plant/stages/new/", {**STAGE, field: day})

    assert fields_wrong(response) == {field}
    assert not Stage.objects.filter(kind="pilot").exists()


def test_a_photo_is_attached_with_words_for_those_who_do_not_see_it(boris, book):
    file = SimpleUploadedFile("цех 2.png", PHOTO, content_type="text/html")
    response = boris.post("/desk/projects/plant/files/new/", {"file": file, "caption": "Станки"})

    assert response.status_code == 302
    kept = book.plant.attachments.get(name="цех 2.png")
    assert (kept.media_type, kept.caption, kept.added_by) == ("image/png", "Станки", "boris")


@pytest.mark.parametrize(
    ("file", "caption", "wrong"),
    [
        (None, "Станки", {"file"}),
        (SimpleUploadedFile("x.png", PHOTO), "", {"caption"}),
        (SimpleUploadedFile("x.png", b"<svg/>"), "Станки", {"file"}),
        (SimpleUploadedFile("x.png", b""), "Станки", {"file"}),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_beside_the_field(boris, book, file, caption, wrong):
    if file:
        file.seek(0)
    sent = {"caption": caption} | ({"file": file} if file else {})
    response = boris.post("/desk/projects/plant/files/new/", sent)

    assert fields_wrong(response) == wrong
    assert book.plant.attachments.count() == 2


@pytest.mark.parametrize("who", ["alice", "clara", "pavel", "vera", "zoe"])
def test_nobody_but_a_curator_of_the_zone_changes_a_project(signed_in, book, who):
    sent = {"title_ru": "Чужой", "title_en": "Foreign", "reason": "хочу"}
    response = signed_in(who).post("/desk/projects/plant/edit/", sent)

    assert response.status_code == 403
    assert Project.objects.get(code="plant").title_ru == "Завод"
