"""Which limits do the checks set to one line, in words that can be read before anything is typed?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from django.utils.translation import gettext as _

from zonebook.intake import Check, Form, Line, Rule
from zonebook.intake.amounts import amount_text
from zonebook.measures.numbers import plain_number
from zonebook.registry.wording import language


class Wording(Protocol):
    """How the checks of one rule are said of the line `code`; blank where there is nothing to say of it."""

    def __call__(self, check: Check, form: Form, *, code: str) -> str: ...


def limits_of(line: Line, *, checks: tuple[Check, ...], form: Form) -> list[str]:
    """The limits of a line, each said once, in the order of the checks; a check without plain words says nothing."""
    return list(dict.fromkeys(_said(line, checks=checks, form=form)))


def _said(line: Line, *, checks: tuple[Check, ...], form: Form) -> Iterator[str]:
    for check in checks:
        wording = _WORDINGS.get(check.rule)
        if wording is None or line.code not in check.lines or any(code not in form.by_code for code in check.lines[:2]):
            continue
        if said := wording(check, form, code=line.code):
            yield said


def _not_negative(check: Check, form: Form, *, code: str) -> str:
    return _("Not less than zero.")


def _required(check: Check, form: Form, *, code: str) -> str:
    return _("An answer is expected: nothing to report is a written 0.") if form.by_code[code].required else ""


def _part(check: Check, form: Form, *, code: str) -> str:
    part, whole = check.lines
    if code == part:
        return _("Not more than “%(whole)s”.") % {"whole": _title(form, whole)}
    return _("Not less than “%(part)s”.") % {"part": _title(form, part)}


def _share(check: Check, form: Form, *, code: str) -> str:
    part, whole = check.lines
    share = plain_number((check.params["share"] * 100).normalize(), language())
    said = _("“%(part)s” is usually %(share)s%% or more of “%(whole)s”.")
    return said % {"part": _title(form, part), "whole": _title(form, whole), "share": share}


def _within(check: Check, form: Form, *, code: str) -> str:
    low, high = (amount_text(check.params[name], form.by_code[code]).say(language()) for name in ("low", "high"))
    return _("Usually from %(low)s to %(high)s.") % {"low": low, "high": high}


def _not_falling(check: Check, form: Form, *, code: str) -> str:
    return _("Adds up from the start of the year: not less than in the last report.")


def _jump(check: Check, form: Form, *, code: str) -> str:
    return _("%(times)s times more or less than in the last report has to be explained.") % _times(
        check.params["times"]
    )


def _jump_of_year(check: Check, form: Form, *, code: str) -> str:
    said = _("%(times)s times more or less than a year before has to be explained.")
    return said % _times(check.params["times"])


def _residents(check: Check, form: Form, *, code: str) -> str:
    return _("For residents only; others leave it empty.")


def _registered(check: Check, form: Form, *, code: str) -> str:
    return _("Has to agree with the foreign share in the register.")


def _room(check: Check, form: Form, *, code: str) -> str:
    said = _("Less than %(area)s m² let for each has to be explained.")
    return said % {"area": plain_number(check.params["square_metres"], language())}


def _above_plan(check: Check, form: Form, *, code: str) -> str:
    said = _("More than %(times)s times the agreement's plan for the year, all sites together, has to be explained.")
    return said % _times(check.params["times"])


def _below_plan(check: Check, form: Form, *, code: str) -> str:
    said = _("At the year's end less than %(share)s%% of the agreement's plan has to be explained.")
    return said % {"share": plain_number((check.params["share"] * 100).normalize(), language())}


def _unusual(check: Check, form: Form, *, code: str) -> str:
    said = _("What is far from the earlier quarters (%(least)s or more) has to be explained.")
    return said % {"least": plain_number(check.params["least"], language())}


_WORDINGS: Mapping[Rule, Wording] = MappingProxyType(
    {
        Rule.NOT_NEGATIVE: _not_negative,
        Rule.REQUIRED_GIVEN: _required,
        Rule.PART_WITHIN_WHOLE: _part,
        Rule.SHARE_AT_LEAST: _share,
        Rule.WITHIN: _within,
        Rule.NOT_FALLING: _not_falling,
        Rule.JUMP_FROM_PREVIOUS: _jump,
        Rule.JUMP_FROM_YEAR_BEFORE: _jump_of_year,
        Rule.RESIDENTS_ONLY: _residents,
        Rule.FLAG_AS_REGISTERED: _registered,
        Rule.ROOM_FOR_PEOPLE: _room,
        Rule.ABOVE_PLAN: _above_plan,
        Rule.BELOW_PLAN: _below_plan,
        Rule.UNLIKE_OWN_QUARTERS: _unusual,
    }
)


def _title(form: Form, code: str) -> str:
    return form.by_code[code].title.say(language())


def _times(times: Decimal) -> dict[str, str]:
    return {"times": plain_number(times, language())}
