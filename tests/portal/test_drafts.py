"""A report is written on the page, with its script and without it, checked and sent."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now
from pypdf import PdfReader

from tests.portal.book import workbook
from tests.portal.pages import begin_writing
from tests.portal.test_pages import text_of
from zonebook.accounts.queries import Actor
from zonebook.drafting.models import Draft, DraftCell, DraftEntry
from zonebook.reporting.actions import accept_version, correct_report
from zonebook.reporting.correcting import correction_of
from zonebook.reporting.models import Version

RU = {"accept-language": "ru"}
TASK = "/my/quarter-2025-h1/"
DRAFT = f"{TASK}draft/"
CELLS = f"{DRAFT}cells/"
CHECK = f"{DRAFT}check/"
JOBS = "jobs_created:north"


@pytest.fixture
def draft(book) -> Draft:
    """Alfa's draft, begun with the answers of its accepted report: 12 jobs on North, 8 on South."""
    return begin_writing(book)


@pytest.fixture
def alice(signed_in):
    return signed_in("alice")


def typed(draft: Draft, text: str, *, seen: str = "12", key: str = JOBS) -> dict[str, str]:
    """One cell of the page as a browser without the script sends it."""
    return {"draft": str(draft.pk), f"v:{key}": text, f"s:{key}": seen}


def saved(client, draft: Draft, *, text: str, seen: str = "12", stamp: int = 0, pk: int | None = None):
    """One cell as the page's script sends it."""
    cells = [{"line": "jobs_created", "site": "north", "text": text, "seen": seen}]
    sent = {"draft": pk or draft.pk, "stamp": stamp, "cells": cells}
    return client.post(CELLS, json.dumps(sent), content_type="application/json", headers=RU)


def standing(draft: Draft, line: str = "jobs_created", site: str = "north") -> str:
    return DraftCell.objects.get(draft=draft, line=line, site_code=site).written


def field(page, name: str) -> str:
    (found,) = re.findall(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found


def explained(client) -> dict[str, str]:
    """What the check page asks for, with a word for each warning."""
    page = client.get(CHECK, headers=RU)
    names = re.findall(r'<textarea [^>]*name="(explain[^"]*)"', page.content.decode())
    return dict.fromkeys(names, "Проверено.") | {"stamp": field(page, "stamp"), "reason": "Нашли ещё приказ."}


def test_the_task_page_offers_to_begin_and_the_grid_shows_the_last_version(book, alice):
    assert "Начать с ответов прошлой версии" in text_of(alice.get(TASK, headers=RU))

    begun = alice.post(f"{DRAFT}begin/", {"from": "version"})

    assert begun["Location"] == DRAFT
    assert field(alice.get(DRAFT), f"v:{JOBS}") == "12"


def test_a_draft_begun_from_nothing_is_empty(book, alice):
    alice.post(f"{DRAFT}begin/", {"from": "nothing"})

    assert field(alice.get(DRAFT), f"v:{JOBS}") == ""


def test_a_page_sent_without_the_script_is_saved(draft, alice):
    response = alice.post(DRAFT, typed(draft, "14"))

    assert response["Location"] == DRAFT
    assert standing(draft) == "14"


def test_the_button_of_the_check_saves_first(draft, alice):
    response = alice.post(DRAFT, typed(draft, "15") | {"check": ""})

    assert response["Location"] == CHECK
    assert standing(draft) == "15"


def corrected_by_the_zone(book, **changed: object) -> None:
    """Boris corrects Alfa's accepted report now, and it is accepted."""
    boris, accepted = Actor(book.users["boris"], now()), book.accepted
    texts = {("jobs_created", "north"): str(changed["north"])}
    correction = correction_of(accepted, typed=texts)
    said = {(one.rule, one.address): "Проверено." for one in correction.warnings}
    seen = accepted.submission.versions.order_by("-number")[0].number
    version = correct_report(boris, correction, seen=seen, reason="По приказу № 7.", explanations=said)
    accept_version(Actor(boris.user, now()), version)


def test_a_correction_of_the_zone_is_shown_beside_the_cell_and_taken_with_its_button(book, draft, alice):
    corrected_by_the_zone(book, north=11)

    page = text_of(alice.get(DRAFT, headers=RU))
    assert "Управляющая компания исправила это на 11" in page
    assert "По приказу № 7." in page
    assert "Пока вы пишете, управляющая компания исправила принятый отчёт" in text_of(alice.get(CHECK, headers=RU))
    assert standing(draft) == "12"

    taken = alice.post(DRAFT, typed(draft, "12") | {"take": JOBS})
    assert (taken["Location"], standing(draft)) == (f"{DRAFT}#line-jobs_created", "11")
    assert "исправила" not in text_of(alice.get(DRAFT, headers=RU))


def test_who_writes_another_number_after_a_correction_knew_of_it(book, draft, alice):
    corrected_by_the_zone(book, north=11)
    alice.post(DRAFT, typed(draft, "14"))

    assert "исправила" not in text_of(alice.get(DRAFT, headers=RU))
    alice.post(DRAFT, typed(draft, "14", seen="14") | {"take": JOBS})
    assert standing(draft) == "14"


def test_who_writes_over_a_colleague_is_told_whom_and_what(book, draft, alice):
    alice.post(DRAFT, typed(draft, "14"))
    page = text_of(alice.post(DRAFT, typed(draft, "13"), headers=RU))

    assert "теперь «13», до этого стояло «14» (alice" in page
    assert [one.after for one in DraftEntry.objects.filter(line="jobs_created", site_code="north")] == [
        "12",
        "14",
        "13",
    ]


def test_what_is_no_number_is_shown_as_typed_with_its_finding(draft, alice):
    alice.post(DRAFT, typed(draft, "дюжина"))
    page = alice.get(DRAFT, headers=RU)

    assert field(page, f"v:{JOBS}") == "дюжина"
    assert "Введите число цифрами" in text_of(page)


def test_what_cannot_be_saved_is_shown_again_as_it_was_typed(draft, alice):
    page = alice.post(DRAFT, typed(draft, "9" * 301), headers=RU)

    assert page.status_code == 400
    assert "не больше 300 знаков" in text_of(page)
    assert field(page, f"v:{JOBS}") == "9" * 301
    assert standing(draft) == "12"


def test_the_script_saves_a_cell_and_learns_what_stands_and_the_total_of_the_sites(draft, alice):
    news = saved(alice, draft, text="1014").json()

    assert news["cells"][JOBS] == "1\u00a0014"
    assert news["totals"]["jobs_created"] == {"amount": "1\u00a0022", "counted": ""}
    assert news["stamp"] == DraftEntry.objects.latest("pk").pk


def test_the_script_learns_what_is_wrong_with_a_cell(draft, alice):
    (found,) = saved(alice, draft, text="дюжина").json()["findings"][JOBS]

    assert found["severity"] == "error"
    assert "Введите число цифрами" in found["said"]


def test_the_script_learns_what_colleagues_wrote_since_it_last_asked(draft, alice):
    stamp = saved(alice, draft, text="14").json()["stamp"]
    saved(alice, draft, text="15", seen="14")
    asked = {"draft": draft.pk, "stamp": stamp, "cells": []}

    assert alice.post(CELLS, json.dumps(asked), content_type="application/json").json()["cells"] == {JOBS: "15"}


def test_the_script_is_told_whose_writing_it_replaced(draft, alice):
    saved(alice, draft, text="14")
    (said,) = saved(alice, draft, text="13").json()["overtaken"]

    assert "теперь «13»" in said
    assert "стояло «14» (alice" in said


def test_after_the_session_has_ended_the_script_is_told_to_sign_in(draft, visitor):
    response = saved(visitor, draft, text="14")

    assert response.status_code == 401
    assert standing(draft) == "12"


def test_another_draft_than_the_one_on_the_page_is_never_written_into(draft, alice):
    assert saved(alice, draft, text="14", pk=draft.pk + 1).status_code == 409
    assert standing(draft) == "12"


@pytest.mark.parametrize("text", ["1\0", "\ud800"])
def test_signs_that_no_database_keeps_are_refused_in_words(draft, alice, text):
    response = saved(alice, draft, text=text)

    assert (response.status_code, response.json()["message"]) == (400, "Это не текст: введите ещё раз.")


def test_a_stamp_larger_than_any_key_asks_for_nothing(draft, alice):
    assert saved(alice, draft, text="12", stamp=10**30).status_code == 200


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"draft": "x"}', '{"draft": 1, "stamp": 0, "cells": [1]}'])
def test_what_the_script_never_sends_is_refused_in_words(draft, alice, body):
    response = alice.post(CELLS, body, content_type="application/json", headers=RU)

    assert (response.status_code, response.json()["message"]) == (400, "Страница устарела: загрузите её заново.")


def test_a_curator_has_no_draft_of_a_company_on_their_pages(draft, signed_in):
    boris = signed_in("boris")

    assert boris.get(DRAFT).status_code == 403
    assert saved(boris, draft, text="14").status_code == 403


def test_a_workbook_fills_the_draft(book, draft, alice):
    content = workbook(book.campaigns["2025-H1"], book.companies["alfa"], jobs={"north": 20, "south": 9})
    response = alice.post(f"{DRAFT}workbook/", {"workbook": SimpleUploadedFile("report.xlsx", content)})

    assert response["Location"] == DRAFT
    assert standing(draft) == "20"


def test_a_file_that_is_no_workbook_is_explained_and_the_draft_stays(draft, alice):
    page = alice.post(f"{DRAFT}workbook/", {"workbook": SimpleUploadedFile("report.xlsx", b"no")}, headers=RU)

    assert "Книга прочитана не вся" in text_of(page)
    assert standing(draft) == "12"


def test_beside_a_cell_stand_earlier_reports_limits_and_who_wrote_what(draft, alice):
    saved(alice, draft, text="14")
    page = text_of(alice.get(f"{CELLS}jobs_created/north/", headers=RU))

    assert "I квартал 2025 года 7" in page
    assert "Не меньше нуля" in page
    assert "14 вместо 12" in page


def test_the_script_gets_what_stands_beside_a_cell_as_a_part_of_a_page(draft, alice):
    part = alice.get(f"{CELLS}jobs_created/north/", headers={"X-Fragment": "1"}).content.decode()

    assert "<html" not in part


def test_a_cell_that_the_form_does_not_have_is_not_found(draft, alice):
    assert alice.get(f"{CELLS}jobs_created/nowhere/").status_code == 404


def test_the_check_names_each_error_with_the_way_back_to_its_cell_and_offers_no_sending(draft, alice):
    saved(alice, draft, text="дюжина")
    page = alice.get(CHECK, headers=RU)

    assert "Исправьте 1 ошибку" in text_of(page)
    assert re.search(rf'href="{DRAFT}#cell-D\d+"', page.content.decode())
    assert 'name="send"' not in page.content.decode()


def test_a_report_is_sent_with_its_explanations_and_a_receipt_is_given(book, draft, alice):
    saved(alice, draft, text="14")
    response = alice.post(CHECK, explained(alice) | {"send": ""}, headers=RU)

    assert response["Location"] == f"{TASK}#found"
    version = Version.objects.get(draft=draft)
    page = text_of(alice.get(TASK, headers=RU))
    assert version.receipt in page
    assert version.file_id in page
    assert not version.findings.filter(severity="warning", explanation="").exists()
    assert version.reason == "Нашли ещё приказ."


def test_a_second_click_leads_to_the_same_receipt(draft, alice):
    saved(alice, draft, text="14")
    sent = explained(alice) | {"send": ""}
    alice.post(CHECK, sent)

    assert alice.post(CHECK, sent)["Location"] == TASK
    assert Version.objects.filter(submission__company__code="alfa", number__gt=1).count() == 1


def test_a_refused_sending_keeps_what_was_explained(draft, alice):
    saved(alice, draft, text="14")
    page = alice.post(CHECK, explained(alice) | {"send": "", "reason": ""}, headers=RU)

    assert page.status_code == 400
    assert not Version.objects.filter(draft=draft).exists()
    assert set(draft.explanations.values_list("text", flat=True)) <= {"Проверено."}


def test_the_receipt_on_paper_names_the_report_and_the_hash_of_its_workbook(book, alice):
    version = book.accepted
    response = alice.get(f"/reports/{version.submission_id}/{version.number}/receipt.pdf")
    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()

    assert response["Content-Type"] == "application/pdf"
    assert version.receipt in text
    assert version.file_id in re.sub(r"\s", "", text)


def test_the_task_list_says_that_a_draft_is_begun_and_who_wrote_in_it(draft, alice):
    saved(alice, draft, text="14")
    page = text_of(alice.get("/my/", headers=RU))

    assert "Дозаполнить отчёт" in page
    assert "последняя запись: alice" in page
