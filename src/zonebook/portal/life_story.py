"""What became of an application or an agreement so far, what comes next and who must act: for the pages of a life."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from zonebook.agreements.models import Agreement, Application, Step
from zonebook.agreements.queries import Waiting, waiting_on
from zonebook.measures import Text
from zonebook.methodology import load_methodology
from zonebook.portal.life_road import Position, Stage, ground_title, road_ahead, step_title
from zonebook.regime import State, Subject


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, in words."""

    step: Step
    title: Text
    state: Text
    ground: Text | None


@dataclass(frozen=True, slots=True)
class Story:
    """A life so far: the steps taken, the present state, who is waited for, and the steps to come."""

    taken: tuple[Taken, ...]
    state: State
    waiting: Waiting | None
    ahead: tuple[Stage, ...]


def story_of(entry: Application | Agreement, *, on: date, known_at: datetime | None = None) -> Story:
    """The life of an application with that of its agreement, or of an agreement with what came before it.

    The steps are those of the day and the moment that are asked for; what is waited for is of today.
    """
    regime = load_methodology().regime
    application, agreement = _both(entry)
    steps = _steps(application, agreement, on=on, known_at=known_at)
    subject, state = _state_after(steps, entry)
    present = regime.life().state(subject, state)
    newest = agreement if agreement is not None else entry
    waiting = waiting_on(newest, on=on)
    ahead = road_ahead(regime, Position(subject, state, waiting.deadline.code if waiting else ""))
    return Story(_in_words(steps), present, waiting, ahead)


def _both(entry: Application | Agreement) -> tuple[Application | None, Agreement | None]:
    if isinstance(entry, Agreement):
        return entry.application, entry
    return entry, Agreement.objects.filter(application=entry).first()


def _steps(
    application: Application | None, agreement: Agreement | None, *, on: date, known_at: datetime | None
) -> list[Step]:
    """In the order in which their days came; of one day in the order in which they were recorded."""
    found: list[Step] = []
    for owner in (application, agreement):
        if owner is not None:
            recorded = owner.steps.filter(day__lte=on)
            found += recorded if known_at is None else recorded.filter(at__lte=known_at)
    return found


def _state_after(steps: list[Step], entry: Application | Agreement) -> tuple[Subject, str]:
    of_agreement = [step for step in steps if step.agreement_id is not None]
    subject = Subject.AGREEMENT if isinstance(entry, Agreement) or of_agreement else Subject.APPLICATION
    of_subject = of_agreement if subject is Subject.AGREEMENT else steps
    life = load_methodology().regime.life()
    return subject, of_subject[-1].to_state if of_subject else life.first_state(subject)


def _in_words(steps: Iterable[Step]) -> tuple[Taken, ...]:
    life = load_methodology().regime.life()
    return tuple(
        Taken(
            step,
            step_title(life, step.transition),
            life.title_of(Subject.AGREEMENT if step.agreement_id else Subject.APPLICATION, step.to_state),
            ground_title(life, step.ground) if step.ground else None,
        )
        for step in steps
    )
