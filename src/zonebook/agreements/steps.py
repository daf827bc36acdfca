"""How is a step of a status taken? Every state of the book is set here, and nowhere else.

Called by actions, inside their transaction and after they asked who acts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor
from zonebook.agreements.facts import Lived, Situation, facts_of, subject_of, the_life, unsigned_parties
from zonebook.agreements.models import Agreement, Step
from zonebook.methodology import load_methodology
from zonebook.regime import Transition, due_day
from zonebook.registry.actions import keep
from zonebook.registry.keeping import written
from zonebook.registry.wording import say

RECORDED = "recorded"
"""The step of an agreement that was concluded before the book began: no step of the table, and its only one then."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: a step by its code, with what was `given` for it, and why.

    `day` is judged by the guards; the state that the step leads to holds from `since` on, which is `day` when it is
    not given. Without a day the step is of the day on which it is recorded.
    """

    step: str
    day: date | None = None
    since: date | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def take(actor: Actor, entry: Lived, *, asked: Asked, carry_out: Callable[[], object] = lambda: None) -> Step:
    """Take a step with a locked entry, or raise ValidationError with every reason why it may not be taken.

    `carry_out` does what the step does beside: after its guards were found to hold, before the entry is kept.
    """
    transition = the_life().transition(asked.step, subject=subject_of(entry), state=entry.state)
    _must_name_ground(asked)
    day = asked.day or localdate(actor.at)
    _must_be_open(transition, Situation(entry, day, {**asked.given, "reason": asked.reason}))
    due, due_code = _clock(transition, entry, day=day, party=asked.given.get("party"))
    carry_out()
    came_from, entry.state = entry.state, transition.target
    is_final = the_life().state(transition.subject, transition.target).is_final
    entry.due, entry.due_code = (None, "") if is_final else (due, due_code)
    keep(actor, entry, action=asked.step, reason=asked.reason, details=_beside(entry, asked.given))
    return append(
        actor,
        entry,
        step=Step(
            transition=asked.step,
            from_state=came_from,
            day=asked.since or day,
            ground=asked.given.get("ground", ""),
            reason=asked.reason,
            due=due,
        ),
    )


def append(actor: Actor, entry: Lived, *, step: Step) -> Step:
    """Add a step to the life of an entry that is in its new state already."""
    life = "agreement" if isinstance(entry, Agreement) else "application"
    setattr(step, life, entry)
    step.to_state, step.by, step.at = entry.state, actor.user.username, actor.at
    return written(step)


def _must_name_ground(asked: Asked) -> None:
    """A ground is one of the table's; that one is given at all is the matter of a guard."""
    ground = asked.given.get("ground")
    if ground and ground not in {known.code for known in the_life().grounds_of(asked.step)}:
        raise ValidationError({"ground": _("Choose one of the grounds in the list.")})


def _must_be_open(transition: Transition, situation: Situation) -> None:
    """Facts mean nothing in a wrong state, so there they are not looked for."""
    state = situation.entry.state
    out_of_turn = state not in transition.sources
    holds = dict.fromkeys(transition.guards, True) if out_of_turn else facts_of(transition, situation)
    if refusals := the_life().refusals(transition, state=state, holds=holds):
        raise ValidationError([say(refusal) for refusal in refusals])


def _clock(transition: Transition, entry: Lived, *, day: date, party: str | None) -> tuple[date | None, str]:
    """By when the next step must be taken, and by which deadline: the clock of the step, or the one that runs on."""
    code = transition.starts
    if transition.last_starts and isinstance(entry, Agreement) and unsigned_parties(entry) == (party,):
        code = transition.last_starts
    if code is None:
        return (None, "") if transition.stops else (entry.due, entry.due_code)
    return due_day(load_methodology().regime.deadline(code, on=day), day), code


def _beside(entry: Lived, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given for a step and is not said by the fields of the entry, for the audit chain."""
    return {name: value for name, value in given.items() if not hasattr(entry, name)}
