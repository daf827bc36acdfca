"""The page of the status: its states and steps, what each step wants, by when, with which papers, on what grounds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zonebook.methodology.loader import Methodology
from zonebook.methodology.reference.markdown import both, code, codes, facts, page, source, status, table
from zonebook.regime import Counting, Deadline, LastDay, Life, Reference, Subject, Transition

COUNTINGS: Mapping[Counting, str] = MappingProxyType(
    {
        Counting.WORKING_DAYS: "working days",
        Counting.CALENDAR_DAYS: "calendar days",
        Counting.MONTHS: "months",
    }
)
LAST_DAYS: Mapping[LastDay, str] = MappingProxyType(
    {
        LastDay.STAYS: "stays where it is",
        LastDay.NEXT_WORKING_DAY: "moves to the next working day",
    }
)
_INTRODUCTION = """\
A step is taken only from one of its states and only when all its guards hold; each guard that does not hold is told in
its own words. A step that says nothing of the clock leaves the deadline that runs as it is; in a final state none runs.
No step can be skipped: see [the life of a status](../explanation/life-of-a-status.md)."""
_DEADLINES = """\
The day of the event is not counted. Working days follow the Russian production calendar with its exchanged Saturdays; a
year whose calendar is not published yet is reckoned with its holidays alone, and a day that rests on it is called
provisional. Days declared non-working with pay kept (spring 2020, May and November 2021) count as worked."""


def status_page(methodology: Methodology) -> str:
    """docs/reference/status.md"""
    regime = methodology.regime
    return page(
        "The status of a resident",
        _INTRODUCTION,
        *(block for life in regime.lives for block in _life(life)),
        f"## Deadlines\n\n{_DEADLINES}",
        *map(_deadline, regime.deadlines),
    )


def _life(life: Life) -> list[str]:
    described = facts(
        {
            "version": life.version,
            "valid from": life.valid_from,
            "reference": _source(life.reference),
            "status": status(life.status),
            "note": None if life.note is None else both(life.note),
        }
    )
    subjects = [f"## The {subject}\n\n{_states(life, subject)}\n\n{_steps(life, subject)}" for subject in Subject]
    guards = table(
        ("guard", "asked by", "says"),
        [(code(guard.code), _asked_by(life, guard.code), both(guard.says)) for guard in life.guards],
    )
    return [described, *subjects, f"## Guards\n\n{guards}", _council(life), *_lists(life)]


def _states(life: Life, subject: Subject) -> str:
    rows = [
        (code(state.code), state.title.en, state.title.ru, "first" * state.is_first + "final" * state.is_final)
        for state in life.states
        if state.subject == subject
    ]
    return table(("state", "English", "Russian", ""), rows)


def _steps(life: Life, subject: Subject) -> str:
    rows = [
        (
            code(step.code),
            both(step.title),
            codes(step.sources),
            code(step.target),
            step.actor,
            codes(step.guards),
            _clock(step),
        )
        for step in life.transitions
        if step.subject == subject
    ]
    return table(("step", "on its button", "from", "to", "who", "guards", "clock"), rows)


def _clock(step: Transition) -> str | None:
    """What the step does to the deadline that runs; nothing where that goes on."""
    if step.last_starts is not None:
        return f"starts [{code(step.last_starts)}](#{step.last_starts}) with the last one"
    if step.starts is not None:
        return f"starts [{code(step.starts)}](#{step.starts})"
    return "stops" if step.stops else None


def _asked_by(life: Life, guard: str) -> str:
    return codes([step.code for step in life.transitions if guard in step.guards])


def _council(life: Life) -> str:
    """When a meeting decides, and which way."""
    council = life.council
    described = facts(
        {
            "quorum, of the seated members at least": council.quorum,
            "majority, of those who take part more than": council.majority,
            "reference": _source(council.reference),
            "status": status(council.status),
        }
    )
    rows = [(one.seated, one.taking_part, one.in_favour, f"**{one.outcome}**") for one in council.examples]
    examples = table(("seated", "taking part", "in favour", "outcome"), rows)
    return f"## Votes of the expert council\n\n{described}\n\nWorked examples (the tests execute them):\n\n{examples}"


def _lists(life: Life) -> list[str]:
    papers = [(code(paper.code), paper.title.en, paper.title.ru, _yes(paper.required)) for paper in life.papers]
    parties = [(code(party.code), party.title.en, party.title.ru) for party in life.parties]
    grounds = [(code(ground.code), code(ground.of), ground.title.en, ground.title.ru) for ground in life.grounds]
    return [
        f"## Papers\n\n{table(('paper', 'English', 'Russian', 'required'), papers)}",
        f"## Signatories\n\n{table(('party', 'English', 'Russian'), parties)}",
        f"## Grounds\n\n{table(('ground', 'of the step', 'English', 'Russian'), grounds)}",
    ]


def _yes(required: bool) -> str:
    return "yes" if required else "no"


def _deadline(deadline: Deadline) -> str:
    described = facts(
        {
            "to do": both(deadline.act),
            "who": deadline.actor,
            "length": f"{deadline.length} {COUNTINGS[deadline.counting]}",
            "counted from": both(deadline.counted_from),
            "a last day that is not worked": LAST_DAYS[deadline.last_day],
            "note": None if deadline.note is None else both(deadline.note),
            "valid from": deadline.valid_from,
            "reference": _source(deadline.reference),
            "status": status(deadline.status),
        }
    )
    examples = table(("event on", "act by"), [(example.since, f"**{example.due}**") for example in deadline.examples])
    return f"### {deadline.code}\n\n{described}\n\nWorked examples (the tests execute them):\n\n{examples}"


def _source(reference: Reference) -> str:
    return f"{source(reference.title.en, reference.link)}<br>{reference.title.ru}"
