"""Which step of a status may be taken now, and if it may not, why?

The life of a status is a dated table of transitions between the states of two subjects: the application, and the
agreement that it leads to. A transition has guards: facts that must hold. Who takes a step establishes the facts
and asks `refusals`; an empty answer means that the step may be taken. The method follows the order of 116-ФЗ, as far
as it could be read; the table (`definitions/regime/life.yaml`) says so of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from zonebook.measures import Text
from zonebook.regime.council import CouncilRule
from zonebook.regime.definition import Reference, RegimeDefinitionError, Status, must_be_known, must_be_single


class Subject(StrEnum):
    """What has a state: the application until an agreement is prepared, then the agreement."""

    APPLICATION = "application"
    AGREEMENT = "agreement"


class Actor(StrEnum):
    """Who takes a step."""

    APPLICANT = "applicant"
    CURATOR = "curator"


class FactMissing(LookupError):
    """A step was asked for without one of the facts that its guards are about: a mistake of the program."""


class UnknownTransition(LookupError):
    """A step that the table does not have; `says` tells people which steps there are."""

    def __init__(self, says: Text) -> None:
        super().__init__(says.en)
        self.says = says


@dataclass(frozen=True, slots=True)
class State:
    """One state of a subject. Each subject begins in its first state; no step leads out of a final one."""

    subject: Subject
    code: str
    title: Text
    is_first: bool = False
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A fact that must hold before a step; `says` is the refusal: what is wrong and what to do."""

    code: str
    says: Text


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: from any of `sources` to `target`, taken by `actor` when all guards hold.

    `title` is the words on its button. `starts` is the deadline that begins with the step; without one the clock that
    runs goes on, unless the step `stops` it (a final state always does). `last_starts` begins with the last of several
    such steps: the third signature.
    """

    code: str
    subject: Subject
    sources: tuple[str, ...]
    target: str
    actor: Actor
    title: Text
    guards: tuple[str, ...] = ()
    starts: str | None = None
    last_starts: str | None = None
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """One of those who sign the agreement."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of document that comes with the application."""

    code: str
    title: Text
    required: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a status ends, is suspended, or an application is refused: `of` names the step it is a ground of."""

    code: str
    of: Literal["refuse", "suspend", "end"]
    title: Text


@dataclass(frozen=True, slots=True)
class Life:
    """A version of the table of the life of a status, in force from a day on."""

    version: int
    valid_from: date
    reference: Reference
    status: Status
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    guards: tuple[Guard, ...]
    parties: tuple[Party, ...]
    papers: tuple[Paper, ...]
    grounds: tuple[Ground, ...]
    council: CouncilRule
    note: Text | None = None

    def __post_init__(self) -> None:
        _must_be_whole(self)

    def transition(self, code: str, *, subject: Subject | None = None, state: str | None = None) -> Transition:
        """The step of a code. Raises UnknownTransition, which lists what is possible (from the state, if given)."""
        for step in self.transitions:
            if step.code == code and subject in (None, step.subject):
                return step
        offered = self.transitions if subject is None or state is None else self.open_from(subject, state)
        listed = _listed(offered)
        raise UnknownTransition(
            Text(f"Шага «{code}» нет. Возможны: {listed.ru}.", f"There is no step “{code}”. Possible: {listed.en}.")
        )

    def open_from(self, subject: Subject, state: str) -> tuple[Transition, ...]:
        """The steps that lead on from a state, in the order of the table; none from a final one."""
        return tuple(step for step in self.transitions if step.subject == subject and state in step.sources)

    def refusals(self, transition: Transition, *, state: str, holds: Mapping[str, bool]) -> tuple[Text, ...]:
        """Why the step may not be taken; empty when it may.

        `holds`: whether each guard's fact holds, by the guard's code. Raises FactMissing for a fact that was not
        established. In a wrong state that alone is said, because the other facts mean nothing there.
        """
        unknown = [code for code in transition.guards if code not in holds]
        if unknown:
            raise FactMissing(f"step {transition.code}: no word of {', '.join(unknown)}")
        if state not in transition.sources:
            return (self._wrong_state(transition, state),)
        return tuple(self.guard(code).says for code in transition.guards if not holds[code])

    def guard(self, code: str) -> Guard:
        """The guard of a code. Raises FactMissing for one that the table does not have."""
        for guard in self.guards:
            if guard.code == code:
                return guard
        raise FactMissing(f"no guard {code}")

    def title_of(self, subject: Subject, state: str) -> Text:
        """What people call a state."""
        return self.state(subject, state).title

    def state(self, subject: Subject, code: str) -> State:
        """The state of a code. Raises LookupError for one that the subject does not have."""
        for state in self.states:
            if (state.subject, state.code) == (subject, code):
                return state
        raise LookupError(f"{subject} has no state {code}")

    def first_state(self, subject: Subject) -> str:
        """The state that the subject begins in."""
        return next(state.code for state in self.states if state.subject == subject and state.is_first)

    def grounds_of(self, step: str) -> tuple[Ground, ...]:
        """The grounds that a step may be taken on."""
        return tuple(ground for ground in self.grounds if ground.of == step)

    def _wrong_state(self, transition: Transition, state: str) -> Text:
        now, possible = self.title_of(transition.subject, state), self.open_from(transition.subject, state)
        asked = transition.title
        if not possible:
            return Text(
                f"Шаг «{asked.ru}» сделать нельзя: состояние «{now.ru}» — последнее.",
                f"The step “{asked.en}” cannot be taken: the state “{now.en}” is the last one.",
            )
        listed = _listed(possible)
        return Text(
            f"Шаг «{asked.ru}» сейчас сделать нельзя: состояние — «{now.ru}». Возможны: {listed.ru}.",
            f"The step “{asked.en}” cannot be taken now: the state is “{now.en}”. Possible: {listed.en}.",
        )


def _listed(steps: tuple[Transition, ...]) -> Text:
    if not steps:
        return Text("ни одного", "none")
    return Text(
        ", ".join(f"«{step.title.ru}»" for step in steps),
        ", ".join(f"“{step.title.en}”" for step in steps),
    )


def _must_be_whole(life: Life) -> None:
    """Every code is defined once and used, no state is out of reach, every state but the final ones has a way out."""
    must_be_single("transition", (step.code for step in life.transitions))
    must_be_single("guard", (guard.code for guard in life.guards))
    must_be_single("party", (party.code for party in life.parties))
    must_be_single("paper", (paper.code for paper in life.papers))
    must_be_single("ground", (ground.code for ground in life.grounds))
    guards = {guard.code for guard in life.guards}
    for step in life.transitions:
        must_be_known(f"transition {step.code}: guards", step.guards, known=guards)
    idle = guards - {code for step in life.transitions for code in step.guards}
    if idle:
        raise RegimeDefinitionError(f"guards that no transition asks: {', '.join(sorted(idle))}")
    for subject in Subject:
        _must_lead_on(life, subject)


def _must_lead_on(life: Life, subject: Subject) -> None:
    states = [state for state in life.states if state.subject == subject]
    must_be_single(f"{subject}: state", (state.code for state in states))
    known = {state.code for state in states}
    for step in (step for step in life.transitions if step.subject == subject):
        must_be_known(f"transition {step.code}: states", (*step.sources, step.target), known=known)
    firsts = [state.code for state in states if state.is_first]
    if len(firsts) != 1:
        raise RegimeDefinitionError(f"{subject}: {len(firsts)} first states, where there must be one")
    lost = known - reachable(life, subject, start=firsts[0])
    if lost:
        raise RegimeDefinitionError(f"{subject}: no way leads to {', '.join(sorted(lost))}")
    for state in states:
        if state.is_final is bool(life.open_from(subject, state.code)):
            says = "is final and has a way out" if state.is_final else "has no way out and is not called final"
            raise RegimeDefinitionError(f"{subject}: the state {state.code} {says}")


def reachable(life: Life, subject: Subject, *, start: str, without: str | None = None) -> frozenset[str]:
    """The states that some way of steps leads to from a state; `without`: ways that take that step do not count."""
    found, ahead = {start}, [start]
    while ahead:
        for step in life.open_from(subject, ahead.pop()):
            if step.code != without and step.target not in found:
                found.add(step.target)
                ahead.append(step.target)
    return frozenset(found)
