"""The page of schedules: when is each form asked and due, of whom, and when is somebody reminded?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zonebook.methodology.loader import Methodology
from zonebook.methodology.reference.markdown import both, code, facts, page, source, status, table
from zonebook.regime import Addressee, ReminderStep, Schedule

ADDRESSEES: Mapping[Addressee, str] = MappingProxyType(
    {
        Addressee.COMPANY: "the contacts of a company that has not reported",
        Addressee.CURATOR: "the curator who looks after it",
    }
)
COVERS: Mapping[str, str] = MappingProxyType(
    {"year": "the year from 1 January to the end of the quarter", "everything": "everything to the end of the quarter"}
)
_INTRODUCTION = """\
Days are Russian working days, counted from the last day of the period reported on; reminders from the company's own
last day, an extension counted. A campaign may be opened with other days: the schedule is what its page proposes."""


def schedules_page(methodology: Methodology) -> str:
    """docs/reference/schedules.md"""
    return page("Schedules of reporting", _INTRODUCTION, *map(_section, methodology.schedules))


def _section(schedule: Schedule) -> str:
    reference = schedule.reference
    described = facts(
        {
            "rule": both(schedule.basis),
            "covers": COVERS[schedule.covers],
            "asks": schedule.asks,
            "levels of review": schedule.levels,
            "opens, working days after the period": schedule.opens_after,
            "due, working days after the period": schedule.due_after,
            "valid from": schedule.valid_from,
            "reference": f"{source(reference.title.en, reference.link)}<br>{reference.title.ru}",
            "status": status(schedule.status),
        }
    )
    reminders = table(
        ("reminder", "English", "Russian", "working days after the last day", "to"),
        [_reminder(step) for step in schedule.reminders],
    )
    examples = table(
        ("period ends", "opens", "due", "reminders"),
        [
            (
                example.period_ends,
                f"**{example.opens}**",
                f"**{example.due}**",
                ", ".join(f"{code(name)} {day}" for name, day in example.reminders.items()),
            )
            for example in schedule.examples
        ],
    )
    worked = f"Worked examples (the tests execute them):\n\n{examples}"
    return f"## {schedule.form}\n\n{described}\n\n{reminders}\n\n{worked}"


def _reminder(step: ReminderStep) -> tuple[object, ...]:
    to = "; ".join(ADDRESSEES[one] for one in step.to)
    return (code(step.code), step.title.en, step.title.ru, step.working_days, to)
