"""What becomes of the disputes when an extract is held against the book, the first time or anew?

A dispute is of a source, a company, a line and a period, whichever extract tells it: taken again, or told by a newer
extract, it is the same dispute. What was explained or closed stays so while both sides go on saying the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from zonebook.accounts.queries import Actor
from zonebook.measures import Unit
from zonebook.reconciling.comparing import Compared, Comparison, Outcome
from zonebook.reconciling.models import SAID, Dispute, DisputeStep, Extract

_State, _Kind = Dispute.State, DisputeStep.Kind
_SETTLED = frozenset({_State.EXPLAINED, _State.CORRECTED, _State.CLOSED})
_OVER = frozenset({_State.CORRECTED, _State.CLOSED})
_CHANGED = (*SAID, "row", "difference", "state", "changed_at")


def settle(actor: Actor, found: Comparison) -> Counter[str]:
    """Bring the disputes to what a comparison says, inside the transaction of an action; the steps by their kind."""
    settling = _Settling(actor, found.extract)
    for one in found.compared:
        settling.take(one)
    return settling.write()


def told(dispute: Dispute, kind: DisputeStep.Kind, *, actor: Actor, text: str = "") -> DisputeStep:
    """The step of a dispute as it stands now. Not saved."""
    return DisputeStep(dispute=dispute, kind=kind, text=text, by=actor.user.username, at=actor.at, **dispute.said)


class _Settling:
    """The disputes of one extract's source and period while they are brought up to date."""

    def __init__(self, actor: Actor, extract: Extract) -> None:
        self._actor, self._extract = actor, extract
        known = Dispute.objects.select_for_update().filter(
            zone=extract.zone_id, source=extract.source, period_code=extract.period_code
        )
        self._known = {(one.company_id, one.line): one for one in known}
        self._new: list[Dispute] = []
        self._changed: list[Dispute] = []
        self._steps: list[DisputeStep] = []

    def take(self, one: Compared) -> None:
        """One line or fact of one company."""
        dispute = self._known.get((one.company.pk, one.line))
        if one.outcome is Outcome.DIFFERENT:
            if dispute is None:
                self._open(one)
            else:
                self._differ(dispute, one)
        elif one.outcome is Outcome.EQUAL and dispute is not None and dispute.state not in _OVER:
            self._say(dispute, one)
            self._step(dispute, _Kind.CORRECTED, state=_State.CORRECTED)

    def write(self) -> Counter[str]:
        """Keep all of it; the steps by their kind."""
        Dispute.objects.bulk_create(self._new)
        Dispute.objects.bulk_update(self._changed, _CHANGED, batch_size=500)
        DisputeStep.objects.bulk_create(self._steps)
        return Counter(str(step.kind) for step in self._steps)

    def _open(self, one: Compared) -> None:
        extract = self._extract
        dispute = Dispute(
            zone=extract.zone, source=extract.source, company=one.company, line=one.line,
            period_code=extract.period_code, changed_at=self._actor.at,
        )  # fmt: skip
        self._say(dispute, one)
        self._new.append(dispute)
        self._steps.append(told(dispute, _Kind.OPENED, actor=self._actor))

    def _differ(self, dispute: Dispute, one: Compared) -> None:
        if dispute.said == one.as_said():
            if dispute.row_id != one.row.pk:
                self._say(dispute, one)
                self._changed.append(dispute)
            return
        self._say(dispute, one)
        if dispute.state in _SETTLED:
            self._step(dispute, _Kind.REOPENED, state=_State.OPEN)
        else:
            self._step(dispute, _Kind.CHANGED, state=_State(dispute.state))

    def _step(self, dispute: Dispute, kind: DisputeStep.Kind, *, state: Dispute.State) -> None:
        dispute.state, dispute.changed_at = state, self._actor.at
        self._changed.append(dispute)
        self._steps.append(told(dispute, kind, actor=self._actor))

    @staticmethod
    def _say(dispute: Dispute, one: Compared) -> None:
        """Say in the dispute what the comparison says."""
        said: Mapping[str, int | str | None] = one.as_said()
        for name, value in said.items():
            setattr(dispute, name, value)
        unit: Unit | None = one.unit
        dispute.row = one.row
        dispute.difference = None if one.difference is None or unit is None else unit.to_stored(one.difference)
