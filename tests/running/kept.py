"""Prints, as JSON, every version in this book: company, receipt, hash, whether it was accepted, whether it corrects."""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def kept() -> list[dict[str, Any]]:
    """Every version in this process's book, report by report."""
    from zonebook.reporting.models import Version

    versions = Version.objects.select_related("submission__company").order_by("submission", "number")
    accepted = (Version.State.ACCEPTED, Version.State.SUPERSEDED)
    return [
        {
            "company": version.submission.company.code,
            "receipt": version.receipt,
            "sha256": version.file_id,
            "accepted": version.state in accepted and version.decided_at is not None,
            "corrects": bool(version.reason),
        }
        for version in versions
    ]


def written() -> set[tuple[str, str, str, str]]:
    """Every writing in every draft: company, line, site, text."""
    from zonebook.drafting.models import DraftEntry

    return set(DraftEntry.objects.values_list("draft__company__code", "line", "site_code", "after"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(kept()))


if __name__ == "__main__":
    main()
