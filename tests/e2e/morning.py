"""The worker on the morning of a day, whenever a test is run: `python -m tests.e2e.morning 2026-11-24`.

It writes and sends what is due in the installation that the environment names, as `zonebook worker --once` does at ten.
"""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta

import time_machine


def main(day: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
    import django

    django.setup()
    from tests.book import at
    from zonebook.config.worker import Worker

    with time_machine.travel(at(day, 10), tick=True):
        Worker().run_once()


def worked_days_from(day: date, *, count: int) -> list[date]:
    """The first working days from a day on, that day included if it is worked."""
    from zonebook.regime import russian_working_days

    calendar, found = russian_working_days(), []
    while len(found) < count:
        found += [day] if calendar.is_worked(day) else []
        day += timedelta(days=1)
    return found


if __name__ == "__main__":
    main(sys.argv[1])
