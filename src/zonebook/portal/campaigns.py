"""A campaign as its page shows it: which companies an address asks for, their rows, the same as a table.

`?by=site&group=north&show=missing&on=2025-08-04`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from zonebook.campaigns.queries import contacts_of
from zonebook.measures import Period, quarter_of
from zonebook.portal import words
from zonebook.portal.clocks import Clock, read_clock
from zonebook.portal.templatetags.zonebook import named
from zonebook.regime import Schedule
from zonebook.registry.models import Contact
from zonebook.reporting.standing import Grouping, Standing, Step, groups_of

MISSING, ALL = "missing", "all"
_QUARTERS_BACK = 8


@dataclass(frozen=True, slots=True)
class Search:
    """Which companies of a campaign are shown, told by which grouping, as of which day."""

    by: Grouping
    group: str
    show: str
    clock: Clock

    def finds(self, standing: Standing) -> bool:
        """Whether a company is shown."""
        if self.group and self.group not in [code_of(group) for group in groups_of(standing, self.by)]:
            return False
        if self.show == ALL:
            return True
        return not standing.has_reported if self.show == MISSING else standing.step == self.show


@dataclass(frozen=True, slots=True)
class Row:
    """A company with the people whom the zone writes to there."""

    standing: Standing
    contacts: Sequence[Contact]
    days_left: int


def read_search(asked: QueryDict, *, today: date) -> Search:
    """What an address asks for; what it names and is not there counts as not written."""
    by, show = asked.get("by", ""), asked.get("show", "")
    return Search(
        by=Grouping(by) if by in list(Grouping) else Grouping.SITE,
        group=asked.get("group", "")[:150],
        show=show if show == ALL or show in list(Step) else MISSING,
        clock=read_clock(asked, today=today),
    )


def code_of(group: Any) -> str:
    """How an address names a group: an entry of the register by its code, a curator by user name, `-` for none."""
    return "-" if group is None else getattr(group, "code", group)


def steps_counted(standings: Sequence[Standing]) -> list[tuple[Step, int]]:
    """How many reports stand at each step, in the order of a report's way; steps without one are left out."""
    counts = Counter(standing.step for standing in standings)
    return [(step, counts[step]) for step in Step if counts[step]]


def rows_of(standings: Sequence[Standing], *, on: date) -> list[Row]:
    """The rows of some companies."""
    contacts = contacts_of(standing.company.pk for standing in standings)
    return [Row(one, contacts.get(one.company.pk, []), (one.due - on).days) for one in standings]


def pressing_first(standing: Standing) -> tuple[int, str]:
    """Who is latest comes first, then those with the least time left."""
    return (-standing.days_late or standing.due.toordinal(), standing.company.search_name)


def headers() -> list[str]:
    """The heads of the table that leaves the book."""
    return [
        _("Company"), _("Taxpayer number"), _("Site"), _("Industry"), _("Curator"), _("Due"), _("Step"), _("In time"),
        _("Days late"), _("Filed"), _("Complete"), _("Accepted"), _("Contact"), _("E-mail"), _("Telephone"),
    ]  # fmt: skip


def as_table(rows: Sequence[Row]) -> Iterator[list[Any]]:
    """The rows for another program: days and moments as ISO writes them."""
    for row in rows:
        one = row.standing
        yield [
            one.company.name,
            one.company.inn,
            ", ".join(map(named, one.sites)),
            named(one.company.industry) if one.company.industry else "",
            one.curator,
            one.due.isoformat(),
            str(words.REPORT_STEPS[one.step]),
            str(words.TIMELINESS[one.timeliness]),
            one.days_late,
            *(moment and localtime(moment).isoformat(timespec="minutes") for moment in _moments(one)),
            "; ".join(contact.name for contact in row.contacts),
            "; ".join(contact.email for contact in row.contacts if contact.email),
            "; ".join(contact.phone for contact in row.contacts if contact.phone),
        ]


def _moments(one: Standing) -> tuple[Any, ...]:
    return one.filed_at, one.completed_at, one.accepted_at


def period_choices(schedule: Schedule, *, today: date) -> list[Period]:
    """The periods that a form can be asked for, the newest first: those that ended with the last quarters."""
    last = quarter_of(today).start - timedelta(days=1)
    found = []
    for _step in range(_QUARTERS_BACK):
        found.append(schedule.period_ending(last))
        last = quarter_of(last).start - timedelta(days=1)
    return found
