"""Whatever file an officer sends, the pages answer: it is filed with its findings, and can be had back marked."""

from __future__ import annotations

import random

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.intake.damage import HARMS
from tests.portal.book import workbook
from zonebook.reporting.models import Version

H1 = "/my/quarter-2025-h1/"
FILES = 50


def test_fifty_damaged_workbooks_are_each_answered_with_a_page_and_a_marked_copy(book, signed_in):
    alice, chance = signed_in("alice"), random.Random(4)
    sound = workbook(book.campaigns["2025-H1"], book.companies["alfa"], jobs={"north": 12, "south": 9})
    for nth in range(FILES):
        harm = HARMS[nth % len(HARMS)]
        content, _ = harm(sound, chance)
        sent = alice.post(H1, {"workbook": SimpleUploadedFile("r.xlsx", content or b" "), "reason": f"Правка {nth}."})
        assert sent.status_code == 302, (nth, harm.__name__)
    versions = Version.objects.filter(submission=book.accepted.submission).order_by("number")[1:]
    assert len(versions) == FILES
    assert alice.get(H1).status_code == 200
    for version in versions:
        page = f"/reports/{version.submission_id}/{version.number}/"
        assert alice.get(page).status_code == 200, version
        if version.findings.exists():
            assert alice.get(f"{page}marked.xlsx").content.startswith(b"PK"), version
