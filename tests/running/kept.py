"""Prints, as JSON, every version in this installation's book: company, receipt, hash, whether it was accepted."""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
    import django

    django.setup()
    from zonebook.reporting.models import Version

    versions = Version.objects.select_related("submission__company").order_by("submission", "number")
    accepted = (Version.State.ACCEPTED, Version.State.SUPERSEDED)
    kept = [
        {
            "company": version.submission.company.code,
            "receipt": version.receipt,
            "sha256": version.file_id,
            "accepted": version.state in accepted and version.decided_at is not None,
        }
        for version in versions
    ]
    sys.stdout.write(json.dumps(kept))


if __name__ == "__main__":
    main()
