"""Builds the small book into the installation that the environment names: `python -m tests.e2e.building`.

Prints as JSON what the tests have to know of it: the keys of the reports, of the statement and of the lives.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.portal.book import SmallBook


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from tests.portal.book import build_small_book
    from tests.portal.released_book import published, release
    from zonebook.figures.queries import refill_everything

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    book = build_small_book()
    ask_for_nine_months(book)
    refill_everything()
    keys = {name: [getattr(book, name).submission_id, getattr(book, name).number] for name in ("accepted", "waiting")}
    news = {"written": release(book).pk, "news": published(book).release_id}
    lives = {name: book.lives[name].pk for name in ("draft", "checked", "heard", "meeting", "agreement")}
    sys.stdout.write(json.dumps({**keys, **news, "statement": book.statement.pk, "lives": lives}))


def ask_for_nine_months(book: SmallBook) -> None:
    """A campaign that nobody has reported in yet, and Anna, who reports for Alfa beside Alice."""
    from tests.portal.book import PASSWORD
    from zonebook.accounts.actions import open_account
    from zonebook.accounts.models import Role, User
    from zonebook.campaigns.actions import open_campaign

    boris = book.act("boris", date(2025, 10, 6))
    open_campaign(
        boris, code="quarter-2025-9m", zone=book.zone, form_code="resident-quarter", period_code="2025-9M",
        opens=date(2025, 10, 6), due=date(2025, 10, 30),
    )  # fmt: skip
    open_account(
        by=User.objects.get(username="chief"), at=boris.at, username="anna", password=PASSWORD,
        belongs_to=(Role.RESIDENT, book.zone.code, "alfa"),
    )  # fmt: skip


if __name__ == "__main__":
    main()
