"""Does a report agree with what the register and the agreement say of the company?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zonebook.intake.amounts import amount_text, number_text
from zonebook.intake.check import Check, Hit, Situation
from zonebook.intake.hits import given, hit_of, percent, saying, times_said
from zonebook.measures import Text

_HUNDRED = Decimal(100)


def residents_only(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone; above zero though the company held the status on no day of the report."""
    if seen.known.is_resident is False:
        for line, value in given(check, seen):
            if value > 0:
                yield hit_of(seen, line, value=value)


def gone_from_site(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone; above zero at the period's end on a site that the company had left before."""
    left_on = seen.known.left_on
    if left_on is None:
        return
    day = Text(f"{left_on:%d.%m.%Y}", f"{left_on}")
    for line, value in given(check, seen):
        if value > 0:
            yield saying(hit_of(seen, line, value=value), day=day)


def flag_as_registered(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: yes-or-no answers about foreign investors, against the foreign share that the register has."""
    share = seen.known.foreign_share
    if share is None:
        return
    for line, value in given(check, seen):
        if (value > 0) != (share > 0):
            yield saying(hit_of(seen, line, value=value), share=percent(share / _HUNDRED))


def room_for_people(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: people, each line alone. Params: square_metres; less than so much is let for each of them."""
    area = seen.known.area_sqm
    if area is None:
        return
    for line, value in given(check, seen):
        if value > 0 and area < value * check.params["square_metres"]:
            said = Text(f"{number_text(area, 'ru')}\u00a0м²", f"{number_text(area, 'en')}\u00a0m²")
            yield saying(hit_of(seen, line, value=value), area=said)


def above_plan(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, all sites together; more than `times` what is agreed for the year. Params: times."""
    for line, value, plan in _planned(check, seen):
        if value > plan * check.params["times"]:
            yield saying(_against(seen, line, value=value, plan=plan), times=times_said(value / plan))


def below_plan(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, all sites together; at the year's end less than `share` of the plan. Params: share."""
    if seen.known.months < _WHOLE_YEAR:
        return
    for line, value, plan in _planned(check, seen):
        if value < plan * check.params["share"]:
            yield saying(_against(seen, line, value=value, plan=plan), share=percent(value / plan))


_WHOLE_YEAR = 12


def _planned(check: Check, seen: Situation) -> Iterator[tuple[str, Decimal, Decimal]]:
    """The lines that the agreement has a plan for, with the amount of all sites and the year's plan."""
    whole = seen.whole or {}
    for line in check.lines:
        plan = seen.known.promised.get(line)
        if plan and line in whole:
            yield line, whole[line], plan


def _against(seen: Situation, line: str, *, value: Decimal, plan: Decimal) -> Hit:
    return saying(hit_of(seen, line, value=value), plan=amount_text(plan, seen.form.by_code[line]))
