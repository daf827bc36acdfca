"""The curator's pages of applications: what waits, each step with its form, and who may take it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.portal.life_book import passed_on
from tests.portal.life_steps import desk, judged, meeting, page, take, votes
from tests.portal.test_pages import text_of
from zonebook.agreements.models import Application, Step


def test_the_queue_lists_what_was_submitted_overdue_first_and_no_drafts(book, boris):
    Application.objects.filter(pk=book.lives["checked"].pk).update(due=localdate() + timedelta(days=1))
    said = text_of(boris.get("/desk/applications/"))

    assert "Дельта" not in said
    assert "2 заявки, сначала просроченные" in said
    assert said.index("Эпсилон") < said.index("✗") < said.index("Дзета")


@pytest.mark.parametrize(
    ("query", "found"),
    [("state=under_check", {"Дзета"}), ("state=on_agenda", {"Эпсилон"}), ("site=north", {"Дзета", "Эпсилон"}),
     ("site=south", set()), ("state=signing", set()), ("state=%00&site=atlantis", {"Дзета", "Эпсилон"})],
)  # fmt: skip
def test_the_queue_is_narrowed_by_state_and_site(boris, query, found):
    said = text_of(boris.get(f"/desk/applications/?{query}"))

    assert {name for name in ("Дзета", "Эпсилон") if name in said} == found


def test_one_page_shows_the_papers_the_plan_the_place_and_each_step_with_why_it_is_not_open(book, boris):
    said = text_of(boris.get(desk(book)))

    assert "business_plan.pdf" in said
    assert "40 000" in said
    assert "Что там свободно и подходит по площади" in said
    assert "Не все документы отмечены как проверенные." in said
    assert "Вернуть заявителю с замечаниями" in said


def test_papers_are_judged_one_by_one_and_the_next_step_opens(book, boris):
    assert boris.post(desk(book), judged(book)).status_code == 302

    assert set(book.lives["checked"].papers.values_list("verdict", flat=True)) == {"in_order"}
    take(boris, desk(book), "pass_on")
    book.lives["checked"].refresh_from_db()
    assert book.lives["checked"].state == "before_council"


def test_what_was_recorded_is_said_once_and_never_because_an_address_says_so(book, boris):
    assert boris.post(desk(book), judged(book))["Location"] == desk(book)

    assert "Записано." in text_of(boris.get(desk(book)))
    assert "Записано." not in text_of(boris.get(f"{desk(book)}?done=judge_papers"))
    assert "Записано." not in text_of(boris.get(f"{page(book.lives['agreement'])}?done=end"))


def test_a_defect_without_a_remark_is_refused_beside_the_paper_and_no_verdict_is_kept(book, boris):
    paper = book.lives["checked"].papers.first()

    response = boris.post(desk(book), judged(book, **{f"verdict_{paper.pk}": "defective"}))

    assert response.status_code == 400
    assert f'href="#id_remark_{paper.pk}">Напишите, что не так с документом.' in response.content.decode()
    assert not book.lives["checked"].papers.exclude(verdict="").exists()


def test_a_returned_application_shows_its_remarks_to_the_applicant_beside_the_papers(book, boris, signed_in):
    paper = book.lives["checked"].papers.first()
    marks = {f"verdict_{paper.pk}": "defective", f"remark_{paper.pk}": "Нет подписи."}
    boris.post(desk(book), judged(book, **marks))
    take(boris, desk(book), "return_with_remarks", remarks="Допишите выручку.")

    said = text_of(signed_in("dina").get(f"/apply/{book.lives['checked'].pk}/"))

    assert "Теперь ваш ход" in said
    assert "Допишите выручку." in said
    assert "Замечание куратора: Нет подписи." in said


@pytest.mark.parametrize(
    ("step", "fields", "status", "says"),
    [
        ("crown", {}, 400, "Шага «crown» нет. Возможны:"),
        ("", {}, 400, "Шага «» нет. Возможны:"),
        ("submit", {}, 409, "сейчас сделать нельзя: состояние — «Документы на проверке»"),
        ("support", {}, 409, "сейчас сделать нельзя: состояние — «Документы на проверке»"),
        ("prepare_agreement", {"number": "СТ-9"}, 409, "сейчас сделать нельзя"),
        ("withdraw", {}, 400, "Этот шаг делают не на этой странице"),
        ("pass_on", {}, 400, "Не все документы отмечены как проверенные."),
        ("return_with_remarks", {"remarks": " "}, 400, "Нет ни одного замечания."),
        ("refuse", {"reason": "Нет."}, 400, "Выберите основание."),
        ("refuse", {"ground": "by_court", "reason": "Нет."}, 400, "Выберите основание из списка."),
        ("refuse", {"ground": "no_place"}, 400, "Напишите, почему в заявке отказано."),
    ],
)
def test_a_step_that_may_not_be_taken_is_refused_in_words_and_nothing_is_written(
    book, boris, *, step, fields, status, says
):
    before = Step.objects.count()

    response = take(boris, desk(book), step, **fields)

    assert response.status_code == status
    assert "<title>Ошибка:" in response.content.decode()
    assert 'id="errors" autofocus' in response.content.decode()
    assert says in text_of(response)
    book.lives["checked"].refresh_from_db()
    assert (book.lives["checked"].state, Step.objects.count()) == ("under_check", before)


def test_a_refused_form_keeps_what_was_typed(book, boris):
    response = take(boris, desk(book), "refuse", reason="Нет места на площадке.")

    assert "Нет места на площадке." in response.content.decode()


def test_an_application_is_put_on_the_agenda_of_a_meeting_that_is_ahead_and_of_no_other(book, boris):
    checked = passed_on(book, book.lives["checked"])
    past = take(boris, desk(book), "put_on_agenda", meeting=str(book.lives["meeting"].pk))
    assert past.status_code == 400
    assert "Выберите заседание из списка." in text_of(past)

    tomorrow = localdate() + timedelta(days=1)
    boris.post("/desk/council/", {"act": "call", "call-number": "2", "call-day": str(tomorrow)})
    called = book.zone.meetings.get(number="2")
    take(boris, desk(book), "put_on_agenda", meeting=str(called.pk))

    checked.refresh_from_db()
    assert checked.state == "on_agenda"


@pytest.mark.parametrize("who", ["vera", "clara", "alice", "dina", "pavel", "zoe"])
def test_nobody_but_the_curator_takes_a_step(book, signed_in, who):
    client = signed_in(who)
    before = Step.objects.count()

    for address, step in ((desk(book), "pass_on"), (page(book.lives["agreement"]), "end")):
        assert take(client, address, step).status_code == 403
    assert client.post(meeting(book), votes(book, "for", "for", "for")).status_code == 403
    assert client.post("/desk/council/", {"act": "seat"}).status_code == 403
    assert Step.objects.count() == before


def test_a_viewer_sees_everything_and_is_offered_nothing(book, signed_in):
    vera = signed_in("vera")

    for address in (desk(book), desk(book, "heard"), meeting(book), page(book.lives["agreement"])):
        body = vera.get(address).content.decode()
        main = body.split("<main", 1)[1]
        assert 'method="post"' not in main, address


def test_a_resident_sees_their_own_agreement_and_no_other(book, entered, signed_in):
    alice = signed_in("alice")

    assert alice.get(page(book.lives["agreement"])).status_code == 200
    assert alice.get(page(entered)).status_code == 403
    assert "СТ-2" not in text_of(alice.get("/agreements/"))


def test_an_applicant_sees_the_agreement_that_came_of_the_application(entered, signed_in):
    egor = signed_in("egor")

    assert f"/agreements/{entered.pk}/" in egor.get(f"/apply/{entered.application_id}/").content.decode()
    assert egor.get(page(entered)).status_code == 200
    assert signed_in("dina").get(page(entered)).status_code == 403


def test_a_wrong_key_is_no_page(boris):
    for address in ("/desk/applications/", "/desk/council/", "/desk/council/minutes/", "/agreements/"):
        assert boris.get(f"{address}999999999999/").status_code == 404
