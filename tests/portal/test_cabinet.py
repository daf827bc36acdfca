"""A report from the officer's cabinet to the curator's decision, with everything that can go wrong on the way."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.book import workbook
from tests.portal.test_pages import text_of
from zonebook.campaigns.queries import form_of
from zonebook.intake import read_workbook
from zonebook.reporting.models import Version

RU = {"accept-language": "ru"}
H1 = "/my/quarter-2025-h1/"
CORRECTION = "Не учтён южный цех."


def send(client, content: bytes, **fields):
    file = SimpleUploadedFile("report.xlsx", content)
    return client.post(H1, {"workbook": file, **fields}, headers=RU)


def newest(book) -> Version:
    return Version.objects.filter(submission=book.accepted.submission).order_by("-number").first()


def alfas(book, *, jobs, **other) -> bytes:
    return workbook(book.campaigns["2025-H1"], book.companies["alfa"], jobs=jobs, **other)


def test_the_task_list_says_what_is_done_and_names_the_receipt(book, signed_in):
    page = text_of(signed_in("alice").get("/my/", headers=RU))

    assert "Делать нечего" in page
    assert book.accepted.receipt in page


def test_the_workbook_to_fill_in_is_the_companys_own_with_last_quarters_values_beside(book, signed_in):
    content = signed_in("alice").get(f"{H1}workbook.xlsx").content
    reading = read_workbook(content, form_of(book.campaigns["2025-H1"]))

    assert (reading.identity.company, reading.identity.period) == ("alfa", "2025-H1")
    assert {site for site, _name in reading.identity.sites} == {"north", "south"}
    assert all(cell.is_blank for cell in reading.cells)


def test_a_correction_without_a_reason_is_asked_for_one_and_nothing_is_filed(book, signed_in):
    response = send(signed_in("alice"), alfas(book, jobs={"north": 12, "south": 9}))

    assert response.status_code == 400
    assert "напишите, почему он исправляется" in text_of(response)
    assert newest(book) == book.accepted


def test_errors_are_said_first_each_with_its_cell_value_and_remedy(book, signed_in):
    alice = signed_in("alice")
    sent = send(alice, alfas(book, jobs={"north": 1, "south": 9}), reason=CORRECTION)
    page = alice.get(H1, headers=RU)

    assert sent["Location"] == f"{H1}#found"
    assert "<title>Ошибка:" in page.content.decode()
    assert "Исправьте 1 ошибку" in text_of(page)
    finding = newest(book).findings.get(severity="error")
    anchor = f"cell-{finding.address.rpartition('!')[2]}"
    assert f'href="#{anchor}"' in page.content.decode()
    assert f'id="{anchor}"' in page.content.decode()
    assert f"«{finding.value}»" in text_of(page)


def test_what_is_no_workbook_is_kept_and_explained(book, signed_in):
    alice = signed_in("alice")
    send(alice, b"not a workbook", reason=CORRECTION)

    assert bytes(newest(book).file.content) == b"not a workbook"
    assert "Исправьте 1 ошибку" in text_of(alice.get(H1, headers=RU))


def test_no_file_an_empty_file_and_a_huge_file_are_refused_in_words(book, signed_in):
    alice = signed_in("alice")

    for content, says in ((b"", "Файл пуст"), (b"x" * (5 * 1024 * 1024 + 1), "Файл больше 5 МБ")):
        assert says in text_of(send(alice, content, reason=CORRECTION))
    assert "Выберите заполненную" in text_of(alice.post(H1, {"reason": CORRECTION}, headers=RU))
    assert newest(book) == book.accepted


def test_a_warning_is_explained_and_then_the_report_waits_with_its_receipt(book, signed_in):
    alice = signed_in("alice")
    send(alice, alfas(book, jobs={"north": 12, "south": 9}, average_pay=900_000), reason=CORRECTION)
    version = newest(book)
    warnings = list(version.findings.filter(severity="warning", explanation=""))
    assert warnings
    assert "Поясните" in text_of(alice.get(H1, headers=RU))

    sent = {f"explain-{finding.pk}": "Крупный заказ." for finding in warnings}
    alice.post(f"{H1}explain/", sent)

    page = text_of(alice.get(H1, headers=RU))
    assert "Отчёт у управляющей компании" in page
    assert version.receipt in page


def test_an_accepted_correction_changes_the_figure_at_once(book, signed_in, visitor):
    alice, boris = signed_in("alice"), signed_in("boris")
    send(alice, alfas(book, jobs={"north": 12, "south": 9}), reason=CORRECTION)
    version = newest(book)
    asked = "/figures/jobs_created/?during=2025-H1&format=json"
    before = visitor.get(asked).json()["value"]
    version.findings.filter(severity="warning").update(explanation="Проверено.")

    decided = boris.post(f"/review/{version.submission_id}/{version.number}/", {"decision": "accept"})

    assert decided.status_code == 302
    assert visitor.get(asked).json()["value"] == before + 1


def test_the_curator_sees_what_changed_and_returns_with_a_remark(book, signed_in):
    boris, waiting = signed_in("boris"), book.waiting
    address = f"/review/{waiting.submission_id}/{waiting.number}/"
    page = text_of(boris.get(address, headers=RU))
    assert "Что изменилось с прошлого отчёта" in page
    assert "+7" in page  # nine jobs since January, two of them in the first quarter

    refused = boris.post(address, {"decision": "return", "remark": " "}, headers=RU)
    assert refused.status_code == 400
    assert "Напишите, что исправить" in text_of(refused)

    boris.post(address, {"decision": "return", "remark": "Приложите приказ."})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.remark) == ("returned", "Приложите приказ.")


def test_deciding_twice_is_refused_with_a_message(book, signed_in):
    boris, waiting = signed_in("boris"), book.waiting
    address = f"/review/{waiting.submission_id}/{waiting.number}/"
    boris.post(address, {"decision": "accept"})

    again = boris.post(address, {"decision": "accept"}, headers=RU)

    assert again.status_code == 400
    assert "Решение не записано" in text_of(again)
