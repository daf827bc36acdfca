"""Two extracts that never existed, of a tax authority and of a pension fund, held against the fictional reports.

They say what the companies reported for the first half of 2025, but for a few seeded differences, a company that is not
in them, numbers that nobody has, and one that cannot be one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from types import MappingProxyType

from zonebook.demo.cast import Part
from zonebook.demo.history import LAST, Account, report_values
from zonebook.demo.register import Stage
from zonebook.intake import write_table
from zonebook.measures import Period
from zonebook.methodology.extracts import months_of
from zonebook.reconciling import actions
from zonebook.reconciling.models import Extract
from zonebook.reconciling.queries import columns_of, disputes_of, table_of

_MADE_ON, _TAKEN_ON, _FOLLOWED_ON = date(2025, 9, 1), date(2025, 9, 3), date(2025, 9, 5)
_PERIOD = Period.year_to_date(LAST.last)
_TAXES = ("revenue", "tax_federal", "tax_regional", "tax_local", "insurance")
_TAX_HEADS = (
    "ИНН налогоплательщика", "Наименование налогоплательщика", "Выручка, руб.", "Федеральный бюджет, руб.",
    "Региональный бюджет, руб.", "Местный бюджет, руб.", "Страховые взносы, руб.",
)  # fmt: skip
_FUND_HEADS = ("ИНН страхователя", "Наименование страхователя", "Отчётный месяц", "Количество застрахованных лиц")
_OFFICER = "f001"
"""The company whose reporting officer has an account: one of those that differ, so that the officer has a task."""
_STRANGERS = (("0000999992", "ООО «Вымышленная чужая»"), ("0000111112", "ООО «Вымышленная опечатка»"))
_SHARES: Mapping[str, Sequence[str]] = MappingProxyType(
    {"revenue": ("1.12", "0.9"), "tax_federal": ("0.8", "1.35"), "insurance": ("0.7", "1.2")}
)
"""What part of a reported amount the tax authority has, in the lines that differ."""
_FEWER = Decimal("0.8")
_WAVE = (-1, 0, 1)
"""By how many people the months differ from their mean."""

Row = tuple[str | Decimal | int | date | None, ...]


def enter_extracts(stage: Stage, history: Mapping[str, Account], *, seed: int) -> None:
    """Take both extracts, and follow the first differences: asked, explained, closed."""
    draw = Random(seed + 7)  # noqa: S311 - a play, not a secret: the same seed must tell the same story
    reported = [one for one in history.values() if one.is_present(LAST) and one.player.part is not Part.LEFT]
    others = [one for one in reported if one.player.code != _OFFICER and one.player.part is not Part.NEVER_REPORTS]
    odd = draw.sample(others, 9)
    taxes = _tax_rows(draw, [one for one in reported if one is not odd[0]], odd=odd[1:6])
    people = _fund_rows([one for one in reported if one is not odd[0]], odd=odd[6:8], incomplete=odd[8])
    for source, title, content in (
        ("tax", "Вымышленная выгрузка налогового органа", _file(_TAX_HEADS, list(taxes))),
        ("pension-fund", "Вымышленная выгрузка пенсионного фонда", _file(_FUND_HEADS, list(people))),
    ):
        _take(stage, source, title=title, content=content)
    _follow(stage)


def _tax_rows(draw: Random, accounts: Sequence[Account], *, odd: Sequence[Account]) -> Iterator[Row]:
    """A payer a row. Each odd one has another number in one line, and so has the officer's company."""
    for account in accounts:
        values = dict(report_values(account, LAST))
        if account in odd or account.player.code == _OFFICER:
            line = draw.choice(sorted(_SHARES))
            values[line] = (values[line] * Decimal(draw.choice(_SHARES[line]))).quantize(Decimal("0.01"))
        yield account.player.inn, account.player.name, *(values[line] for line in _TAXES)
    for inn, name in _STRANGERS:
        yield inn, name, *(Decimal(100_000) for _line in _TAXES)


def _fund_rows(accounts: Sequence[Account], *, odd: Sequence[Account], incomplete: Account) -> Iterator[Row]:
    """An employer and a month a row. Odd ones insured fewer people than they reported; of one the last month lacks."""
    for account in accounts:
        mean = report_values(account, LAST)["headcount_average"]
        if account in odd:
            mean *= _FEWER
        months = months_of(_PERIOD)
        for number, month in enumerate(months):
            if account is incomplete and month == months[-1]:
                continue
            people = max(int(mean) + _WAVE[number % len(_WAVE)], 0)
            yield account.player.inn, account.player.name, month, people


def _file(heads: Sequence[str], rows: Sequence[Row]) -> bytes:
    notes = [("", "Вымышленные данные: такой выгрузки никто не делал.")]
    return write_table("Вымышленная выгрузка", heads, rows=rows, notes=notes)


def _take(stage: Stage, source: str, *, title: str, content: bytes) -> Extract:
    curator = stage.curator(_TAKEN_ON)
    described = {"title": title, "as_of": _MADE_ON, "period_code": str(_PERIOD)}
    extract = actions.bring_extract(
        curator, stage.zone, source=source, file=(f"vymyshlennaya-{source}.xlsx", content), **described
    )
    mapping, _rest = columns_of(extract, table_of(extract))
    return actions.take_extract(curator, extract, mapping=mapping)


def _follow(stage: Stage) -> None:
    """The officer's company is asked; of the others the largest are asked, explained and closed in turn."""
    curator = stage.curator(_FOLLOWED_ON)
    found = list(disputes_of(curator.user, stage.zone))
    for dispute in [one for one in found if one.company.code == _OFFICER][:1]:
        actions.ask_company(curator, dispute, reason="Сумма в выгрузке другая. Проверьте отчёт за полугодие.")
    asked, explained, closed = [one for one in found if one.company.code != _OFFICER][:3]
    actions.ask_company(curator, asked, reason="Почему сумма в выгрузке другая?")
    actions.explain_dispute(curator, explained, explanation="Платёж прошёл в июле (вымышленное объяснение).")
    actions.close_dispute(curator, closed, reason="Подтверждено актом сверки (вымышленным).")
