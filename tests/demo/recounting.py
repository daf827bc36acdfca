"""Recounts the tables of the demonstration that the environment names: `python -m tests.demo.recounting`.

Prints as JSON how many numbers were compared, and those that differ: what the file holds, what the workbooks say. It
makes the files as the pages do, without a visitor: nothing is written into the book.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date

ASKED = ("2025-H1", "2024")
ENDS = (date(2022, 12, 31), date(2023, 12, 31), date(2024, 6, 30), date(2024, 12, 31), date(2025, 6, 30))
"""The last days of the reports that these tables rest on; a report that is missing here is missing in the recount."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
    import django

    django.setup()
    from django.utils.timezone import now
    from django.utils.translation import override

    from tests.returns.recount import archive_of
    from zonebook.registry.models import Zone

    zone, moment = Zone.objects.get(keeps_book=True), now()
    archive = archive_of(zone, moment, ends=ENDS)
    with override("ru"):
        compared = [one for table in ("zone", "residents") for one in _compared(table, zone, archive, moment=moment)]
    differing = [one for one in compared if one["file"] != one["workbooks"]]
    sys.stdout.write(json.dumps({"compared": len(compared), "differing": differing}, ensure_ascii=False))


def _compared(table, zone, archive, *, moment):
    """Each number of a table's files beside what the workbooks say."""
    from tests.returns.tables import recounted, rows_of_workbook
    from zonebook.accounts.models import User
    from zonebook.intake import write_summary
    from zonebook.measures import Period
    from zonebook.methodology import load_methodology
    from zonebook.portal.handing_over import printed_summary
    from zonebook.returns.queries import summary

    chief = User(username="recount", is_superuser=True)
    for during in map(Period.parse, ASKED):
        definition = load_methodology().table(table, on=during.last)
        found = summary(chief, zone, table=definition, during=during, known_at=moment)
        sheet = {row[0]: row for row in rows_of_workbook(write_summary(printed_summary(found, made_by=chief)))}
        for number, nth, said in recounted(archive, table, during):
            held = [sheet[number][3 + 2 * nth], sheet[number][4 + 2 * nth] or ""]
            yield {"where": [table, str(during), number, nth], "file": held, "workbooks": list(said.exact)}


if __name__ == "__main__":
    main()
