"""The officer gets the own workbook back with its faulty cells marked."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests.portal.book import workbook
from zonebook.campaigns.queries import form_of
from zonebook.intake import read_workbook
from zonebook.registry.models import Zone
from zonebook.reporting.models import Version

H1 = "/my/quarter-2025-h1/"


def filed(book, client, content: bytes) -> Version:
    """The version that was filed with this content."""
    file = SimpleUploadedFile("report.xlsx", content)
    assert client.post(H1, {"workbook": file, "reason": "Не учтён южный цех."}).status_code == 302
    return Version.objects.filter(submission=book.accepted.submission).order_by("-number").first()


def address(version: Version) -> str:
    return f"/reports/{version.submission_id}/{version.number}/marked.xlsx"


def test_the_faulty_cells_are_marked_in_the_officers_own_file(book, signed_in):
    alice = signed_in("alice")
    content = workbook(book.campaigns["2025-H1"], book.companies["alfa"], jobs={"north": 1, "south": 9})
    version = filed(book, alice, content)
    response = alice.get(address(version))
    found = load_workbook(io.BytesIO(response.content))
    cell = version.findings.filter(severity="error").first().address.rpartition("!")[2]

    assert found.sheetnames[0] == "Замечания"
    assert "Ошибка" in found["Форма 1"][cell].comment.text
    form = form_of(book.campaigns["2025-H1"])
    assert read_workbook(response.content, form) == read_workbook(content, form)


def test_the_marks_speak_the_readers_language(book, signed_in):
    alice = signed_in("alice")
    version = filed(book, alice, b"not a workbook")
    rows = load_workbook(io.BytesIO(alice.get(f"{address(version)}?lang=en").content))

    assert rows.worksheets[0]["B2"].value == "Error"


def test_where_nothing_was_found_there_is_nothing_to_mark(book, signed_in):
    version = Version.objects.get(pk=book.accepted.pk)
    version.pk, version.number, version.state = None, 9, Version.State.SUPERSEDED
    version.save(force_insert=True)

    assert signed_in("boris").get(address(version)).status_code == 404


def test_whoever_may_not_see_the_workbook_may_not_have_it_marked(book, signed_in):
    version = filed(book, signed_in("alice"), b"not a workbook")
    Zone.objects.filter(pk=book.zone.pk).update(trail_is_public=False)

    assert signed_in("zoe").get(address(version)).status_code == 403
    assert signed_in("boris").get(address(version)).status_code == 200
