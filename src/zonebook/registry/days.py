"""Can a day of the register be meant, has it come, and how is it said to the reader?"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor
from zonebook.measures.period_names import day_in
from zonebook.registry.wording import language

_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


def day_faults(entry: models.Model) -> dict[str, str]:
    """What is wrong with the days of an entry, by field: those that nobody can mean."""
    said = _("Give a day between the years %(first)s and %(last)s: the year may be a slip of the keyboard.")
    years = {"first": _FIRST.year, "last": _LAST.year}
    return {name: said % years for name, day in _days_of(entry).items() if not _FIRST <= day <= _LAST}


def day_said(day: date | None) -> str:
    """A day in the reader's language, «9 сентября 2025 года»; an ellipsis where nobody recorded it."""
    if day is None:
        return "…"
    return day_in(day, language())


def must_have_come(actor: Actor, **days: date | None) -> None:
    """What has happened is recorded on its day or later, not ahead of it. Raises ValidationError by field."""
    today = localdate(actor.at)
    if ahead := [name for name, day in days.items() if day is not None and day > today]:
        raise ValidationError({name: _("This day is still ahead: record it when it has come.") for name in ahead})


def must_not_be_past(actor: Actor, **days: date) -> None:
    """What is called or planned lies on the day of the entry or later. Raises ValidationError by field."""
    today = localdate(actor.at)
    if past := [name for name, day in days.items() if day < today]:
        raise ValidationError({name: _("This day is past: choose today or a later day.") for name in past})


def _days_of(entry: models.Model) -> dict[str, date]:
    """The days that an entry gives; moments, which the clock writes, are none of them."""
    fields = [field for field in entry._meta.concrete_fields if isinstance(field, models.DateField)]
    written = {field.name: getattr(entry, field.attname) for field in fields}
    return {name: day for name, day in written.items() if isinstance(day, date) and not isinstance(day, datetime)}
