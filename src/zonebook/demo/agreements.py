"""The fictional agreements of the demonstration with what was promised in them, and applications at every step.

Only fictional companies promise and apply here: what a real firm promised, or that it applies, would be a statement
about it. What is promised lies a little above or below what the fictional history reports, so that some promises are
kept, some late and some at risk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import Protocol

from stdnum.ru import inn, ogrn

from zonebook.accounts.queries import Actor
from zonebook.agreements import actions
from zonebook.agreements.facts import the_life
from zonebook.agreements.models import AgendaItem, Agreement, Application, CouncilMember, Meeting, Vote
from zonebook.demo.history import Account
from zonebook.demo.register import Stage
from zonebook.demo.timeline import BOOK_BEGINS, moment
from zonebook.intake import write_table

Planned = dict[tuple[int, str], Decimal]

_FIRST_YEAR, _LAST_REPORTED, _LAST_YEAR = 2023, 2025, 2028
_GROWTH = Decimal("1.1")
_CAPITAL_SHARE = Decimal("0.55")
_LEAST, _MOST = 0.72, 1.18  # of what is reported, by company and line
_SIGNED_BEFORE = timedelta(days=2)
_ENDED_BY = "Соглашение сторон о расторжении (вымышленное)"


def enter_agreements(stage: Stage, history: Mapping[str, Account]) -> None:
    """The agreement of every fictional resident, and the end of those whose status ended."""
    draw = Random(1)  # noqa: S311 - a play, not a secret: the same seed must make the same promises
    for account in history.values():
        player = account.player
        if player.resident_from is None:
            continue
        agreement = actions.record_agreement(
            stage.curator(max(player.resident_from, BOOK_BEGINS)),
            stage.zone,
            company=stage.companies[player.code],
            planned=_promised(draw, account),
            number=f"ТВД-{player.code[1:]}/{player.resident_from.year}",
            register_number=f"Т-{player.code[1:]}",
            signed_on=player.resident_from - _SIGNED_BEFORE,
            entered_on=player.resident_from,
            activity="технико-внедренческая деятельность (вымышленная)",
        )
        if player.resident_to is not None:
            _end(stage, agreement, on=player.resident_to)


def _end(stage: Stage, agreement: Agreement, *, on: date) -> None:
    actions.end_agreement(stage.curator(on), agreement, ended_on=on, ground="by_agreement", end_document=_ENDED_BY)


def _promised(draw: Random, account: Account) -> Planned:
    """What the company promised by year; from the year after the last report on it grows by a tenth a year."""
    begun = account.player.resident_from
    first = max(begun.year if begun else _FIRST_YEAR, _FIRST_YEAR)
    lines = (
        ("investment", account.investment, 1000),
        ("jobs_created", account.jobs, 1),
        ("revenue", account.revenue, 1000),
    )
    planned: Planned = {}
    for line, flows, unit in lines:
        share = Decimal(str(round(draw.uniform(_LEAST, _MOST), 2)))
        for year in range(first, _LAST_YEAR + 1):
            planned[year, line] = _of_year(flows, year=year) * unit * share
    rounded = {key: _whole(amount, key[1]) for key, amount in planned.items()}
    capital = {
        (year, "capital_investment"): _whole(amount * _CAPITAL_SHARE, line)
        for (year, line), amount in rounded.items()
        if line == "investment"
    }
    return rounded | capital


def _of_year(flows: Mapping[str, int], *, year: int) -> Decimal:
    """What the year brings; of the last reported year only half is known, the later ones follow from it."""
    total = Decimal(sum(amount for code, amount in flows.items() if code.startswith(str(min(year, _LAST_REPORTED)))))
    return total if year < _LAST_REPORTED else total * 2 * _GROWTH ** (year - _LAST_REPORTED)


def _whole(amount: Decimal, line: str) -> Decimal:
    """People promise round numbers: whole jobs, and roubles by the hundred thousand."""
    step = Decimal(1) if line == "jobs_created" else Decimal(100_000)
    return (amount / step).to_integral_value() * step


# --- applications


_COUNCIL = ("Арсеньева В. П.", "Белозёров К. Н.", "Вишневский О. Д.", "Голубева М. С.", "Дроздов И. А.")
_MET_ON, _MEETS_ON = date(2025, 7, 24), date(2025, 9, 25)
_YEARS = range(2026, 2029)


@dataclass(slots=True)
class Case:
    """One fictional application: who applies, for what, since when, and its steps before and after the meeting."""

    number: int
    name: str
    activity: str
    begun: date
    steps: tuple[str, ...] = ()
    after_meeting: tuple[str, ...] = ()
    application: Application = field(default_factory=Application)


_CHECKED = ("submit", "pass_on")
_HEARD = (*_CHECKED, "agenda")
_CASES = (
    (1, "Вымышленная оптика", "серийный выпуск оптических модулей", date(2025, 9, 3)),
    (2, "Вымышленные приводы", "сервоприводы для станков", date(2025, 9, 1), ("submit",)),
    (3, "Вымышленная диагностика", "наборы для лабораторной диагностики", date(2025, 8, 4), ("submit",)),
    (4, "Вымышленные композиты", "детали корпусов из композитов", date(2025, 8, 11), ("submit", "return")),
    (5, "Вымышленная силовая электроника", "преобразователи для электротранспорта", date(2025, 8, 6), _CHECKED),
    (6, "Вымышленные датчики", "датчики давления и расхода", date(2025, 8, 5), (*_CHECKED, "agenda_ahead")),
    (7, "Вымышленные накопители", "накопители энергии для зданий", date(2025, 6, 16), _HEARD, ("support", "prepare")),
    (8, "Вымышленные роботы", "складские роботы", date(2025, 6, 17), _HEARD, ("support", "prepare", "sign")),
    (9, "Вымышленная полиграфия", "печать упаковки", date(2025, 6, 18), _HEARD, ("decline",)),
    (10, "Вымышленные дроны", "агродроны", date(2025, 7, 1), ("submit", "withdraw")),
)  # fmt: skip


def enter_applications(stage: Stage) -> None:
    """The council of experts, one meeting that was held and one that is called, and applications at every step."""
    first = stage.curator(date(2025, 6, 2))
    council = tuple(
        actions.seat_member(first, stage.zone, name=name, office="эксперт (вымышленный)") for name in _COUNCIL
    )
    met = actions.call_meeting(first, stage.zone, number="7/2025", day=_MET_ON)
    meets = actions.call_meeting(first, stage.zone, number="8/2025", day=_MEETS_ON)
    cases = [Case(*content) for content in _CASES]
    stages = _Stages(stage, council, met, meets)
    for case in cases:
        _begin(stage, case)
        for number, step in enumerate(case.steps):
            _STEPS[step](stages, case, day=case.begun + timedelta(days=3 + 4 * number))
    actions.hold_meeting(stage.curator(_MET_ON), met, minutes=("Протокол 7-2025.xlsx", _paper("Протокол")))
    for case in cases:
        for number, step in enumerate(case.after_meeting):
            _STEPS[step](stages, case, day=_MET_ON + timedelta(days=1 + 5 * number))


@dataclass(frozen=True, slots=True)
class _Stages:
    """The register, the council, its meeting that was held, and the one that is called."""

    stage: Stage
    council: tuple[CouncilMember, ...]
    met: Meeting
    meets: Meeting


def _begin(stage: Stage, case: Case) -> None:
    applicant = _applicant(stage, case.begun)
    stem = f"97{case.number:02}00001"
    number = f"1{case.number + 10:02}7700000{case.number:02}"
    case.application = actions.start_application(
        applicant,
        stage.zone,
        name=case.name,
        legal_form="ООО",
        inn=stem[:9] + inn.calc_company_check_digit(stem[:9]),
        ogrn=number + ogrn.calc_check_digit(number + "0"),
        activity=case.activity,
        site=stage.sites["Руднево" if case.number % 2 else "Алабушево"],
        place="premises",
        area_sqm=Decimal(800 + 150 * case.number),
        contact_name="Вымышленный заявитель",
        contact_email="applicant@example.org",
        contact_phone="+7 495 000-00-00",
        address="Москва, вымышленный адрес",
    )
    planned: Planned = {}
    for year in _YEARS:
        scale = case.number * (year - _YEARS.start + 1)
        planned[year, "investment"] = Decimal(20_000_000 * scale)
        planned[year, "capital_investment"] = Decimal(12_000_000 * scale)
        planned[year, "jobs_created"] = Decimal(4 * scale)
        planned[year, "revenue"] = Decimal(15_000_000 * scale)
    actions.save_draft(applicant, case.application, planned=planned)
    if case.steps:
        for kind in the_life().papers:
            if kind.required:
                title = kind.title.ru
                actions.attach_paper(
                    applicant, case.application, kind=kind.code, name=f"{title}.xlsx", content=_paper(title)
                )


def _applicant(stage: Stage, day: date) -> Actor:
    return Actor(stage.users["applicant"], moment(day))


def _paper(title: str) -> bytes:
    """A workbook that says what it is: nothing here pretends to be a real paper."""
    notes = [("", "Вымышленный документ демонстрационной книги")]
    return write_table(title, ("Документ",), rows=[(f"{title} (вымышленный документ)",)], notes=notes)


def _submit(stages: _Stages, case: Case, *, day: date) -> None:
    actions.submit_application(_applicant(stages.stage, day), case.application)


def _return(stages: _Stages, case: Case, *, day: date) -> None:
    remarks = "В бизнес-плане нет расчёта выручки за первый год: добавьте его."
    actions.return_application(stages.stage.curator(day), case.application, remarks=remarks)


def _pass_on(stages: _Stages, case: Case, *, day: date) -> None:
    curator = stages.stage.curator(day)
    for paper in case.application.papers.all():
        actions.judge_paper(curator, paper, verdict="in_order")
    actions.pass_on_application(curator, case.application)


def _agenda(stages: _Stages, case: Case, *, day: date) -> None:
    actions.put_on_agenda(stages.stage.curator(day), case.application, meeting=stages.met)


def _agenda_ahead(stages: _Stages, case: Case, *, day: date) -> None:
    actions.put_on_agenda(stages.stage.curator(day), case.application, meeting=stages.meets)


def _support(stages: _Stages, case: Case, *, day: date) -> None:
    _decide(stages, case, day=day, most=Vote.Choice.FOR, one=Vote.Choice.ABSTAINED)


def _decline(stages: _Stages, case: Case, *, day: date) -> None:
    _decide(stages, case, day=day, most=Vote.Choice.AGAINST, one=Vote.Choice.FOR)


def _decide(stages: _Stages, case: Case, *, day: date, most: Vote.Choice, one: Vote.Choice) -> None:
    """All members but one vote alike; who differs goes by turns. The decision follows from the votes."""
    curator = stages.stage.curator(day)
    item = AgendaItem.objects.get(application=case.application, meeting=stages.met)
    differs = case.number % len(stages.council)
    votes = {member: one if number == differs else most for number, member in enumerate(stages.council)}
    actions.record_votes(curator, item, votes=votes)
    actions.decide(curator, item, reasons="Заключение экспертного совета (вымышленное).")


def _prepare(stages: _Stages, case: Case, *, day: date) -> None:
    actions.prepare_agreement(
        stages.stage.curator(day), case.application, number=f"ТВД-Д{case.number}/2025", activity=case.activity
    )


def _sign(stages: _Stages, case: Case, *, day: date) -> None:
    """Two of the three parties have signed: what lacks is shown on the page of the agreement."""
    agreement = Agreement.objects.get(application=case.application)
    for number, party in enumerate(("resident", "managing_company")):
        actions.record_signature(
            stages.stage.curator(day + timedelta(days=number)),
            agreement,
            party=party,
            signed_on=day + timedelta(days=number),
            signatory="Вымышленный подписант",
        )


def _withdraw(stages: _Stages, case: Case, *, day: date) -> None:
    actions.withdraw_application(_applicant(stages.stage, day), case.application, reason="Планы изменились.")


class _Take(Protocol):
    """Takes one step of a case on a day."""

    def __call__(self, stages: _Stages, case: Case, *, day: date) -> None: ...


_STEPS: Mapping[str, _Take] = MappingProxyType(
    {
        "submit": _submit,
        "return": _return,
        "pass_on": _pass_on,
        "agenda": _agenda,
        "agenda_ahead": _agenda_ahead,
        "support": _support,
        "decline": _decline,
        "prepare": _prepare,
        "sign": _sign,
        "withdraw": _withdraw,
    }
)
