"""Builds the small book into the installation that the environment names: `python -m tests.e2e.building`.

Prints as JSON what the tests have to know of it: the keys of the reports, of the statement and of the lives.
"""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from tests.portal.book import build_small_book
    from zonebook.figures.queries import refill_everything

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    book = build_small_book()
    refill_everything()
    keys = {name: [getattr(book, name).submission_id, getattr(book, name).number] for name in ("accepted", "waiting")}
    lives = {name: book.lives[name].pk for name in ("draft", "checked", "heard", "meeting", "agreement")}
    sys.stdout.write(json.dumps({**keys, "statement": book.statement.pk, "lives": lives}))


if __name__ == "__main__":
    main()
