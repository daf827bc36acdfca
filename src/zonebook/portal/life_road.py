"""How does a status come about, as people follow it: which steps lead there, within what time, and who is next?

Everything is read from the table of the life of a status and its deadlines; nothing of either is repeated here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from zonebook.measures import Text
from zonebook.methodology.regime import RegimeDefinitions
from zonebook.regime import Deadline, Life, Subject, Transition

_RECORDED = Text("Записано: заключено до начала этой книги", "Recorded: concluded before this book began")


@dataclass(frozen=True, slots=True)
class Stage:
    """A step that is still to come, and the deadline that runs while it is waited for; none if none runs."""

    step: Transition
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody stands: the state of which subject, and the code of the deadline that runs."""

    subject: Subject
    state: str
    due_code: str = ""


def whole_road(regime: RegimeDefinitions) -> tuple[Stage, ...]:
    """Every step from the draft of an application to the entry in the register, by the shortest way."""
    life = regime.life()
    return road_ahead(regime, Position(Subject.APPLICATION, life.first_state(Subject.APPLICATION)))


def road_ahead(regime: RegimeDefinitions, position: Position) -> tuple[Stage, ...]:
    """The steps that lead on from where somebody stands to the entry in the register; none from a state beyond it."""
    life = regime.life()
    prepared = life.first_state(Subject.AGREEMENT)
    steps: list[Transition] = []
    agreement = position
    if position.subject is Subject.APPLICATION:
        steps += _shortest(life, position, is_there=lambda state: state == prepared)
        if not steps:
            return ()
        agreement = Position(Subject.AGREEMENT, prepared)
    if agreement.state == prepared:
        steps += _shortest(life, agreement, is_there=lambda state: state != prepared)
    return tuple(_timed(regime, steps, running=position.due_code))


def state_title(life: Life, code: str, *, subject: Subject) -> Text:
    """What a state is called; one that the table does not have any more stays as its code."""
    named = (state.title for state in life.states if (state.subject, state.code) == (subject, code))
    return next(named, Text(code, code))


def deadline_title(regime: RegimeDefinitions, code: str) -> Text:
    """What is to be done within a deadline; one that is not defined any more stays as its code."""
    return next((deadline.act for deadline in all_deadlines(regime) if deadline.code == code), Text(code, code))


def step_title(life: Life, code: str) -> Text:
    """What a step is called; one that is no step of the table was recorded from before the book."""
    return next((step.title for step in life.transitions if step.code == code), _RECORDED)


def ground_title(life: Life, code: str) -> Text:
    """What a ground is called; one that somebody wrote in words stays as it is."""
    return next((ground.title for ground in life.grounds if ground.code == code), Text(code, code))


def all_deadlines(regime: RegimeDefinitions) -> tuple[Deadline, ...]:
    """Every deadline as it is counted now, in the order of the definitions."""
    return tuple(regime.deadline(code) for code in dict.fromkeys(deadline.code for deadline in regime.deadlines))


def _shortest(life: Life, position: Position, *, is_there: Callable[[str], bool]) -> list[Transition]:
    """The fewest steps to a state that is looked for, those that must be repeated in a state before it leaves it."""
    ways: list[tuple[str, list[Transition]]] = [(position.state, [])]
    seen = {position.state}
    for state, way in ways:
        if way and is_there(state):
            return way
        onward = life.open_from(position.subject, state)
        repeated = [one for one in onward if one.target == state and one.last_starts not in (None, position.due_code)]
        for step in onward:
            if step.target not in seen:
                seen.add(step.target)
                ways.append((step.target, [*way, *repeated, step]))
    return []


def _timed(regime: RegimeDefinitions, steps: Iterable[Transition], *, running: str) -> Iterable[Stage]:
    for step in steps:
        yield Stage(step, regime.deadline(running) if running else None)
        running = "" if step.stops else step.starts or step.last_starts or running
