"""The press office's pages: writing without a script, refusals in words, what the script asks for, files."""

from __future__ import annotations

import io
import json
import re
from datetime import date

import pytest
from docx import Document

from tests.portal.test_pages import text_of
from zonebook.newsroom import actions
from zonebook.newsroom.models import FoundChange, Release, Statement
from zonebook.newsroom.writing import Writing

TRUE = "За первое полугодие 2025 года компании зоны создали 25 рабочих мест."
FALSE = TRUE.replace("25 рабочих", "40 рабочих")
DAY = date(2025, 9, 10)


@pytest.fixture
def release(book):
    return actions.begin_release(book.act("pavel", DAY), book.zone, writing=Writing("Места", TRUE, "Занятость"))


@pytest.fixture
def approved(book, release):
    release = actions.check_release(book.act("pavel", DAY), release, seen=release.seen)
    return actions.approve_release(book.act("clara", DAY), release, seen=release.seen)


@pytest.fixture
def published(book, approved):
    return actions.publish_release(book.act("pavel", DAY), approved)


def sent(release: Release, **changed: str) -> dict[str, str]:
    return {"title": release.title, "rubric": "", "text": release.text, "seen": str(release.seen)} | changed


def live(client, release: Release, **changed: object):
    content = {"title": release.title, "rubric": "", "notice": "", "text": release.text, "seen": release.seen}
    address = f"/desk/releases/{release.pk}/live/"
    return client.post(address, json.dumps(content | changed), content_type="application/json")


def test_without_a_script_a_button_saves_and_shows_the_verdicts(signed_in, release):
    client, address = signed_in("pavel"), f"/desk/releases/{release.pk}/"
    assert client.post(address, sent(release, text=FALSE)).status_code == 302

    page = client.get(f"{address}?lang=ru")
    assert Release.objects.get().text == FALSE
    assert 'class="verdict contradicted"' in page.content.decode()
    assert "Так сказать верно, если в книге не меньше 39,5 и не больше 40,5" in text_of(page)


def test_without_a_script_a_second_tab_sees_both_texts_and_may_put_its_own_in_place(signed_in, release):
    client, address = signed_in("pavel"), f"/desk/releases/{release.pk}/"
    client.post(address, sent(release, text="Первая вкладка."))

    conflict = client.post(address, sent(release, text="Вторая вкладка."))
    assert conflict.status_code == 409
    assert {"Первая вкладка.", "Вторая вкладка."} <= set(re.findall(r"(?:Первая|Вторая) вкладка\.", text_of(conflict)))
    assert Release.objects.get().text == "Первая вкладка."

    seen = re.search(r'name="seen" value="(\d+)"', conflict.content.decode())[1]
    client.post(address, sent(release, text="Вторая вкладка.", seen=seen, over="yes"))
    assert Release.objects.get().text == "Вторая вкладка."


def test_the_script_is_told_the_marks_and_the_list(signed_in, release):
    answer = live(signed_in("pavel"), release, text=FALSE)

    told = answer.json()
    assert "".join(mark[0] for mark in told["marks"]) == FALSE
    assert [mark[1] for mark in told["marks"] if len(mark) > 1] == ["contradicted"]
    assert "claim-1" in told["panel"]
    assert told["seen"] == release.seen + 1
    assert "рабочих" in answer.content.decode()


def test_a_text_with_mark_up_comes_back_as_text(signed_in, release):
    hostile = "<script>alert(1)</script> 25 рабочих мест <img src=x onerror=alert(1)>"
    told = live(signed_in("pavel"), release, text=hostile).json()
    page = signed_in("pavel").get(f"/desk/releases/{release.pk}/").content.decode()

    assert "<img" not in told["panel"]
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("who", "status"), [("pavel", 200), ("clara", 403), ("vera", 403), ("alice", 403), (None, 401)]
)
def test_only_the_press_office_saves(signed_in, visitor, release, who, status):
    client = signed_in(who) if who else visitor

    assert live(client, release, text="Иначе.").status_code == status
    assert (Release.objects.get().text == "Иначе.") == (status == 200)


def test_what_somebody_wrote_meanwhile_is_told_with_their_text(signed_in, release):
    client = signed_in("pavel")
    live(client, release, text="Раз.")
    told = live(client, release, text="Два.")

    assert (told.status_code, told.json()["text"], told.json()["seen"]) == (409, "Раз.", release.seen + 1)
    assert live(client, release, text="Два.", seen=release.seen + 1, over=True).status_code == 200


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"seen": "x"}', "[" * 20_000])
def test_what_no_page_sends_is_refused(signed_in, release, body):
    address = f"/desk/releases/{release.pk}/live/"
    response = signed_in("pavel").post(address, body, content_type="application/json")

    assert response.status_code == 400


def test_a_contradicted_text_is_not_published_and_the_page_says_why(book, signed_in, release):
    release = actions.save_release(book.act("pavel", DAY), release, writing=Writing("Места", FALSE), seen=release.seen)
    release = actions.check_release(book.act("pavel", DAY), release, seen=release.seen)
    actions.approve_release(book.act("clara", DAY), release, seen=release.seen)
    address = f"/desk/releases/{release.pk}/step/publish/"

    refused = signed_in("pavel").post(address, {"visible_from": "", "reason": ""})
    assert refused.status_code == 400
    assert "40 рабочих мест" in text_of(refused)
    assert Release.objects.get().state == "approved"

    assert signed_in("pavel").post(address, {"visible_from": "", "reason": "Ждём исправления."}).status_code == 302
    assert Release.objects.get().state == "published"
    listed = text_of(signed_in("pavel").get("/desk/releases/changed/?lang=ru"))
    assert "Ждём исправления." in listed.partition("Вышли, хотя книга говорит иное")[2]


def test_the_author_has_no_button_to_approve_and_cannot_do_without(book, signed_in, release):
    actions.check_release(book.act("pavel", DAY), release, seen=release.seen)
    client, address = signed_in("pavel"), f"/desk/releases/{release.pk}/"

    assert "step/approve" not in client.get(address).content.decode()
    assert client.post(f"{address}step/approve/", {"seen": release.seen}).status_code == 403


def test_a_figure_comes_with_words_that_are_true_of_it(signed_in, release):
    address = f"/desk/releases/{release.pk}/figure/?measure=jobs_created&during=2025-H1&population=companies"
    page = signed_in("pavel").get(address)

    assert "25 рабочих мест" in text_of(page)
    assert "более 20 рабочих мест" in text_of(page)


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("Создали [?], а ещё [?].", "Создали 25\u00a0рабочих мест, а ещё [?]."),
        ("Создали", "Создали 25\u00a0рабочих мест"),
    ],
)
def test_without_a_script_the_words_for_a_figure_go_to_their_place_or_to_the_end(signed_in, release, text, then):
    client, address = signed_in("pavel"), f"/desk/releases/{release.pk}/"
    chooses = client.post(address, sent(release, text=text, act="figure"))
    page = client.get(f"{chooses.url}?measure=jobs_created&during=2025-H1&population=companies").content.decode()
    phrase = re.search(r'name="phrase" value="(25[^"]*)"', page)[1]

    client.post(f"{address}insert/", {"phrase": phrase})
    assert Release.objects.get().text == then


def test_nothing_is_put_into_a_text_that_is_not_being_written(signed_in, approved):
    client, address = signed_in("pavel"), f"/desk/releases/{approved.pk}/"
    client.post(f"{address}insert/", {"phrase": "25 рабочих мест"})

    assert Release.objects.get().text == TRUE
    assert 'name="phrase"' not in client.get(f"{address}figure/?during=2025-H1").content.decode()


def test_a_release_is_begun_from_a_word_file(signed_in):
    document, file = Document(), io.BytesIO()
    document.add_paragraph("О рабочих местах")
    document.add_paragraph(TRUE)
    document.save(file)
    file.seek(0)
    file.name = "текст.docx"

    assert signed_in("pavel").post("/desk/releases/new/", {"title": "", "file": file}).status_code == 302
    begun = Release.objects.get()
    assert (begun.title, begun.text) == ("О рабочих местах", TRUE)


def test_a_file_that_is_no_text_is_refused_beside_its_field(signed_in):
    file = io.BytesIO(b"PK\x03\x04 no package")
    file.name = "text.docx"
    response = signed_in("pavel").post("/desk/releases/new/?lang=ru", {"title": "Т", "file": file})

    assert response.status_code == 400
    assert "сохраните его заново в формате DOCX" in text_of(response)


@pytest.mark.parametrize(
    ("ending", "begins"), [("docx", b"PK"), ("html", b"<!doctype html>"), ("txt", "Места".encode())]
)
def test_the_text_is_taken_along(signed_in, release, ending, begins):
    response = signed_in("clara").get(f"/desk/releases/{release.pk}/text.{ending}")

    assert response.content.startswith(begins)
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_the_evidence_is_given_byte_for_byte_and_on_paper(signed_in, published):
    address = f"/desk/releases/{published.release_id}/evidence/1"

    assert signed_in("clara").get(f"{address}.json").content.decode() == published.evidence
    assert signed_in("clara").get(f"{address}.pdf").content.startswith(b"%PDF")
    assert signed_in("vera").get(f"{address}.json").status_code == 403
    assert signed_in("vera").get(f"{address}.pdf").status_code == 403


def test_everybody_reads_the_news_and_each_figure_leads_to_its_card(visitor, published):
    listed = visitor.get("/news/?lang=ru")
    assert "Места" in text_of(listed)

    page = visitor.get(f"/news/{published.release_id}/?lang=ru")
    assert 'class="claim holds"' in page.content.decode()
    assert "/figures/jobs_created/?of=zone:proba" in page.content.decode()


def test_the_feed_is_atom_with_the_address_of_each_release(visitor, published):
    feed = visitor.get("/news/feed.xml").content.decode()

    assert 'xmlns="http://www.w3.org/2005/Atom"' in feed
    assert f"/news/{published.release_id}/" in feed
    assert "<title>Места</title>" in feed


def test_what_is_read_is_counted_and_nothing_of_who_reads(visitor, published):
    for _ in range(3):
        visitor.get(f"/news/{published.release_id}/")

    assert published.release.readings.get().count == 3
    assert "sessionid" not in visitor.cookies
    assert "Места" in text_of(visitor.get("/news/?lang=ru")).partition("Читают чаще всего")[2]


def test_an_embargoed_release_is_nowhere_outside(book, visitor, approved, time_machine):
    time_machine.move_to("2026-11-02T12:00:00+03:00")
    embargo = book.act("pavel", date(2027, 6, 1)).at
    publication = actions.publish_release(book.act("pavel", date(2026, 11, 1)), approved, visible_from=embargo)

    for address in ("/news/", "/news/feed.xml", "/statements/"):
        assert "Места" not in text_of(visitor.get(address))
    assert visitor.get(f"/news/{approved.pk}/").status_code == 404
    assert visitor.get(f"/statements/{publication.statement_id}/").status_code == 404


def test_a_release_under_embargo_is_recalled_with_a_reason_and_published_for_another_moment(
    book, signed_in, approved, time_machine
):
    time_machine.move_to("2026-11-02T12:00:00+03:00")
    actions.publish_release(
        book.act("pavel", date(2026, 11, 1)), approved, visible_from=book.act("pavel", date(2027, 6, 1)).at
    )
    client, address = signed_in("pavel"), f"/desk/releases/{approved.pk}/"
    assert "Выйдет сам: 1 июня 2027 года" in text_of(client.get(f"{address}?lang=ru"))

    assert client.post(f"{address}step/recall/", {"reason": ""}).status_code == 400
    assert client.post(f"{address}step/recall/", {"reason": "Рано."}).status_code == 302
    client.post(f"{address}step/publish/", {"visible_from": "2027-07-01T10:00", "reason": ""})
    page = text_of(client.get(f"{address}?lang=ru"))
    assert "Выйдет сам: 1 июля 2027 года" in page
    assert "выход отменён: pavel" in page


def test_the_address_of_a_withdrawn_release_says_why_and_the_feed_tells_its_readers(signed_in, visitor, published):
    client, address = signed_in("pavel"), f"/desk/releases/{published.release_id}/"
    assert client.post(f"{address}step/withdraw/", {"reason": ""}).status_code == 400
    client.post(f"{address}step/withdraw/", {"reason": "Перепутаны <b>годы</b>."})

    page = visitor.get(f"/news/{published.release_id}/?lang=ru")
    assert page.status_code == 410
    assert "Перепутаны &lt;b&gt;годы&lt;/b&gt;." in page.content.decode()
    assert TRUE not in text_of(page)
    assert visitor.get(f"/news/{published.release_id}/1/").status_code == 302
    assert "Места" not in text_of(visitor.get("/news/"))
    feed = visitor.get("/news/feed.xml?lang=ru").content.decode()
    assert "Снято с публикации: Места" in feed
    assert TRUE not in feed
    assert visitor.get(f"/statements/{published.statement_id}/").status_code == 404
    assert "Взять назад" in text_of(client.get(f"{address}?lang=ru"))


def test_a_statement_is_shown_to_everybody_only_where_the_zone_wants_it(book, visitor, signed_in):
    address, desk, pavel = f"/statements/{book.statement.pk}/", "/desk/statements/", signed_in("pavel")
    assert pavel.post(desk, {}).status_code == 400
    pavel.post(desk, {"is_public": "no"})
    assert visitor.get(address).status_code == 404
    assert book.statement.title not in text_of(visitor.get("/statements/"))
    assert "Эту страницу видит только пресс-служба" in text_of(pavel.get(f"{address}?lang=ru"))

    pavel.post(f"{address}show/", {"public": "yes"})
    assert visitor.get(address).status_code == 200
    pavel.post(f"{address}show/", {"public": ""})
    assert Statement.objects.get(pk=book.statement.pk).is_public is None
    assert visitor.get(address).status_code == 404


def test_a_checked_text_is_kept_and_who_says_it_is_filled_in(signed_in, visitor):
    said = "О работе в зоне\n«За первое полугодие 2025 года компании зоны создали 25 рабочих мест», " \
           "— сообщил директор зоны Пётр Иванов."  # fmt: skip
    pavel, checked = signed_in("pavel"), {"text": said, "published": "2025-09-09"}
    assert "desk/statements/new" in pavel.post("/check/", checked).content.decode()
    assert "desk/statements/new" not in visitor.post("/check/", checked).content.decode()

    form = pavel.post("/desk/statements/new/", checked | {"act": "begin"}).content.decode()
    filled = dict(re.findall(r'name="(title|speaker|office)" value="([^"]*)"', form))
    assert filled == {"title": "О работе в зоне", "speaker": "Пётр Иванов", "office": "директор зоны"}

    kept = pavel.post("/desk/statements/new/", checked | filled | {"is_public": "no"})
    page = text_of(pavel.get(f"{kept.url}?lang=ru"))
    assert "кто говорит: Пётр Иванов, директор зоны" in page
    assert visitor.get(kept.url).status_code == 404


def test_the_list_of_texts_is_looked_through_on_the_page(book, signed_in, published):
    client = signed_in("pavel")
    Statement.objects.update(looked_at="an older state")
    assert "ещё не свер" in text_of(client.get("/desk/releases/changed/?lang=ru"))

    client.post("/desk/releases/changed/")
    page = text_of(client.get("/desk/releases/changed/?lang=ru"))
    assert "Ни один опубликованный текст не перестал быть верным" in page
    assert "книга говорит иное" not in page


def test_the_public_text_says_itself_when_the_book_has_other_figures_now(published, visitor):
    address, says = f"/news/{published.release_id}/?lang=ru", "После выхода текста книга исправлена"
    assert says not in text_of(visitor.get(address))
    claim = published.statement.claims.get()
    FoundChange.objects.create(
        claim=claim, found_at=claim.judged_at, before=claim.figure, after=claim.figure | {"value": 26},
        verdict_before="holds", verdict="stale", why_ru="…", why_en="…",
    )  # fmt: skip

    page = text_of(visitor.get(address))
    assert says in page
    assert "«25 рабочих мест»: теперь 26" in page
