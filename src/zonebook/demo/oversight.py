"""Fictional inspections of the demonstration: held, planned, and never planned, with orders remedied and overdue.

Only agreements of fictional companies are inspected: what an inspection found at a real firm would be a statement about
it. The same agreements give the same inspections.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from zonebook.agreements.models import Agreement
from zonebook.demo.register import Stage
from zonebook.demo.timeline import BOOK_BEGINS, BOOK_DAY
from zonebook.intake import write_table
from zonebook.oversight import actions
from zonebook.oversight.models import Inspection
from zonebook.oversight.queries import earliest_inspection, in_register_on

_HELD, _AHEAD = 0.55, 0.15  # the rest was never planned and is on the watch list
_BREACHES, _REMEDIED = 0.35, 0.6
_PLANNED_BEFORE, _RECORDED_WITHIN = timedelta(days=30), timedelta(days=60)
_TIMES = (60, 180, 365)  # days that an order leaves
_FOUND = (
    ("Испытательный стенд куплен, но не введён в работу.", "Ввести испытательный стенд в работу."),
    ("Рабочих мест создано меньше, чем обещано на этот год.", "Создать недостающие рабочие места."),
    ("Раздельный учёт доходов по соглашению не ведётся.", "Наладить раздельный учёт доходов по соглашению."),
    ("Отчёты подавались с опозданием.", "Подать недостающие отчёты и назначить ответственного."),
)
_IN_ORDER = "Нарушений не установлено."
_REMEDY = "Исполнено, подтверждающие документы приложены к переписке."


def enter_oversight(stage: Stage) -> None:
    """Inspect a part of the agreements whose first inspection may be held. Call after the agreements were entered."""
    fictional = Agreement.objects.filter(zone=stage.zone, company__is_fictional=True).select_related("company", "zone")
    for agreement in in_register_on(fictional, on=BOOK_DAY).order_by("number"):
        first = earliest_inspection(agreement, on=BOOK_DAY)
        if first is None or first > BOOK_DAY - _RECORDED_WITHIN:
            continue
        draw = Random(agreement.number)  # noqa: S311 - a play, not a secret: the same agreement, the same inspection
        lot = draw.random()
        if lot < _HELD:
            _hold(stage, agreement, first=first, draw=draw)
        elif lot < _HELD + _AHEAD:
            day = BOOK_DAY + timedelta(days=draw.randrange(7, 120))
            actions.plan_inspection(stage.curator(BOOK_DAY - _PLANNED_BEFORE), agreement, planned_on=day)


def _hold(stage: Stage, agreement: Agreement, *, first: date, draw: Random) -> None:
    """An inspection on a day between the first that is allowed and the last weeks, and what it ordered."""
    first = max(first, BOOK_BEGINS + _PLANNED_BEFORE)
    day = first + timedelta(days=draw.randrange((BOOK_DAY - _RECORDED_WITHIN - first).days + 1))
    planned = actions.plan_inspection(stage.curator(day - _PLANNED_BEFORE), agreement, planned_on=day)
    breach = draw.choice(_FOUND) if draw.random() < _BREACHES else None
    result = Inspection.Result.BREACHES if breach else Inspection.Result.KEPT
    findings = breach[0] if breach else _IN_ORDER
    held = actions.record_inspection(
        stage.curator(day), planned, held_on=day, found=(result, findings), act=_act(planned, findings)
    )
    if breach:
        _order(stage, held, text=breach[1], draw=draw)


def _act(inspection: Inspection, findings: str) -> tuple[str, bytes]:
    """The act as a file."""
    rows = [
        ("Компания", inspection.agreement.company.name),
        ("Соглашение", inspection.agreement.number),
        ("День проверки", str(inspection.planned_on)),
        ("Установлено", findings),
    ]
    notes = [("Акт вымышленный", "Такой проверки не было, такой компании нет.")]
    return "act.xlsx", write_table("Акт проверки", ("Сведения", "Значение"), rows=rows, notes=notes)


def _order(stage: Stage, held: Inspection, *, text: str, draw: Random) -> None:
    """An order, and its remedy if it was remedied by the book's day."""
    assert held.held_on is not None  # noqa: S101 - it was recorded just now
    due = held.held_on + timedelta(days=draw.choice(_TIMES))
    order = actions.issue_order(stage.curator(held.held_on), held, text=text, due=due)
    remedied = due - timedelta(days=draw.randrange(1, 30))
    if draw.random() < _REMEDIED and remedied <= BOOK_DAY:
        actions.record_remedy(stage.curator(remedied), order, remedied_on=remedied, remedy=_REMEDY)
