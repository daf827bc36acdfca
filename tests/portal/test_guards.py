"""Who gets which page? One matrix: 200 for who may, 302 to the sign-in for a stranger, 403 for everyone else."""

from __future__ import annotations

import pytest

from tests.portal.book import STAFF
from zonebook.registry.models import Zone

EVERYBODY = {"nobody", *STAFF, "chief"}
MATRIX = {
    "/my/": {"alice"},
    "/my/quarter-2025-h1/": {"alice"},
    "/my/quarter-2025-h1/workbook.xlsx": {"alice"},
    "/review/": {"boris", "gleb", "chief"},
    "/review/{waiting}/": {"boris", "gleb", "chief"},
    "/reports/{accepted}/": {"alice", "boris", "clara", "pavel", "vera", "gleb", "chief"},
    "/reports/{accepted}/workbook.xlsx": {"alice", "boris", "clara", "pavel", "vera", "gleb", "chief"},
    "/reports/{waiting}/": {"boris", "clara", "pavel", "vera", "gleb", "chief"},
    "/figures/jobs_created/?of=company:alfa&during=2025-H1": {
        "alice", "boris", "clara", "pavel", "vera", "gleb", "chief",
    },
    "/figures/jobs_created/?of=company:beta&during=2025-H1": {"boris", "clara", "pavel", "vera", "gleb", "chief"},
}  # fmt: skip
"""Page → who may see it in a zone that does not open its trail to everybody."""


@pytest.fixture
def confidential(book):
    Zone.objects.filter(pk=book.zone.pk).update(trail_is_public=False)


@pytest.fixture
def as_somebody(book, visitor, signed_in, django_user_model):
    book.users["chief"] = django_user_model.objects.get(username="chief")
    return lambda name: visitor if name == "nobody" else signed_in(name)


def address(book, template: str) -> str:
    keys = {
        name: f"{getattr(book, name).submission_id}/{getattr(book, name).number}" for name in ("waiting", "accepted")
    }
    return template.format(**keys)


@pytest.mark.parametrize("who", sorted(EVERYBODY))
@pytest.mark.parametrize("page", MATRIX)
def test_a_guarded_page_opens_for_who_may_and_for_no_other(book, confidential, as_somebody, page, who):
    status = as_somebody(who).get(address(book, page)).status_code

    is_room = page.startswith(("/my/", "/review/"))
    refused = 302 if who == "nobody" and is_room else 403
    assert status == (200 if who in MATRIX[page] else refused)


@pytest.mark.parametrize("who", ["nobody", "vera"])
def test_where_the_trail_is_public_everybody_walks_to_the_cells(book, as_somebody, who):
    for page in ("/reports/{accepted}/", "/reports/{waiting}/", "/reports/{accepted}/workbook.xlsx"):
        assert as_somebody(who).get(address(book, page)).status_code == 200


@pytest.mark.parametrize("who", sorted(EVERYBODY - {"boris", "chief"}))
def test_nobody_else_decides_on_a_report(book, as_somebody, who):
    response = as_somebody(who).post(address(book, "/review/{waiting}/"), {"decision": "accept"})

    book.waiting.refresh_from_db()
    assert response.status_code == (302 if who == "nobody" else 403)
    assert book.waiting.state == "filed"


@pytest.mark.parametrize("who", sorted(EVERYBODY - {"alice"}))
@pytest.mark.parametrize("page", ["/my/quarter-2025-h1/", "/my/quarter-2025-h1/explain/"])
def test_nobody_else_files_or_explains_in_the_cabinet(as_somebody, page, who):
    assert as_somebody(who).post(page, {}).status_code == (302 if who == "nobody" else 403)


def test_a_refusal_says_what_is_open_to_whom_and_offers_to_sign_in(book, confidential, visitor):
    response = visitor.get(address(book, "/reports/{accepted}/"), headers={"accept-language": "ru"})

    assert "Это вам не открыто" in response.content.decode()
    assert "/account/login/?next=/reports/" in response.content.decode()
