"""Does the API give the schema of the command line, and say clearly what it cannot use?"""

from __future__ import annotations

import json

import pytest
from django.core.cache import caches

from tests.portal.book import ARTICLE
from zonebook.claims import read_claims
from zonebook.claims.plain import claim_as_dict
from zonebook.newsroom.models import AskedInMinute
from zonebook.newsroom.writing import MAX_TEXT


def asked(client, path: str, content: object):
    body = content if isinstance(content, str) else json.dumps(content)
    return client.post(path, body, content_type="application/json")


def test_a_text_is_held_against_the_book_without_signing_in(visitor):
    answer = asked(visitor, "/api/check", {"text": ARTICLE, "published": "2025-09-09"})

    assert answer.status_code == 200
    told = answer.json()
    assert (told["zone"], told["published"]) == ("proba", "2025-09-09")
    assert [claim["verdict"] for claim in told["claims"]] == ["holds", "contradicted"]
    assert told["claims"][0]["figure"]["value"] == 25
    assert "рабочих мест" in answer.content.decode()


def test_programs_are_told_nothing_of_what_agreements_oblige_to(visitor):
    text = "По соглашению компании ОЭЗ «Проба» создадут 40 рабочих мест в 2026 году."
    (told,) = asked(visitor, "/api/check", {"text": text, "published": "2025-09-09"}).json()["claims"]

    assert (told["verdict"], told["figure"], told["measure"]) == ("cannot_check", None, "jobs_planned")
    assert {one["value"] for one in told["readings"]} == {None}
    assert "is not shown here" in told["why_en"]


def test_the_claims_of_a_text_are_those_of_the_command_line(visitor):
    told = asked(visitor, "/api/claims", {"id": 7, "text": ARTICLE}).json()

    assert told == {"id": 7, "claims": [claim_as_dict(one) for one in read_claims(ARTICLE)]}


@pytest.mark.parametrize("path", ["/api/check", "/api/claims"])
@pytest.mark.parametrize(
    ("content", "status"),
    [("{", 400), ("[]", 422), ("{}", 422), ({"text": 5}, 422), ({"text": "я" * (MAX_TEXT + 1)}, 422),
     ({"text": "", "colour": "red"}, 422), ("[" * 50_000, 400), ('{"text": "\\ud800"}', 422)],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_words(visitor, path, content, status):
    answer = asked(visitor, path, content)

    assert answer.status_code == status
    assert answer.json()["detail"]


def test_an_unknown_zone_and_a_day_that_nobody_can_mean_are_told(visitor):
    assert asked(visitor, "/api/check", {"text": "", "zone": "atlantis"}).status_code == 404
    assert asked(visitor, "/api/check", {"text": "", "published": "0001-01-01"}).status_code == 400


def test_a_page_is_not_asked_for_where_a_program_asks(visitor):
    assert visitor.get("/api/check").status_code == 405
    assert visitor.get("/api/nothing").status_code == 404


def test_who_asks_too_often_is_told_when_to_ask_again(visitor, time_machine):
    time_machine.move_to("2026-11-20T10:00:20+03:00", tick=False)
    answers = [asked(visitor, "/api/claims", {"text": "Да."}) for _ in range(61)]

    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    assert (answers[-1].headers["Retry-After"], answers[-1].json()["detail"]) == (
        "40",
        "At most 60 questions a minute: ask again in 40 s.",
    )
    forged = visitor.post("/api/claims", "{}", "application/json", headers={"X-Forwarded-For": "10.0.0.9"})
    assert forged.status_code == 429
    time_machine.shift(40)
    assert asked(visitor, "/api/claims", {"text": "Да."}).status_code == 200
    assert AskedInMinute.objects.count() == 1, "of the minute before nothing is kept"


def test_what_one_process_counted_another_counts_on(visitor, time_machine):
    """Whatever a process keeps in its own memory is thrown away between the questions, as if each met another one."""
    time_machine.move_to("2026-11-20T10:00:20+03:00", tick=False)
    for _ in range(2):
        asked(visitor, "/api/claims", {"text": "Да."})
        caches["default"].clear()

    (counted,) = AskedInMinute.objects.all()
    assert counted.count == 2
    assert "127.0.0.1" not in counted.asker


def test_the_api_describes_itself(visitor):
    described = visitor.get("/api/openapi.json").json()

    assert set(described["paths"]) == {"/api/check", "/api/claims"}
