"""What every form that enters or changes something of the register has in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import CodeField, DayField, EntryField, ReasonField, TextField
from zonebook.registry.models import Zone


class ReasonForm(forms.Form):
    """Why the register is changed."""

    reason = ReasonField()


class EntryForm(ReasonForm):
    """What the register says of an entry: to enter one, or filled in with what it says of `entry`, to change it.

    What is `only_new` stays as it was entered. A reason is asked for a change only, after all else.
    """

    only_new: tuple[str, ...] = ()

    def __init__(self, *arguments: Any, entry: models.Model | None = None, **options: Any) -> None:
        said = {} if entry is None else said_of(entry, self.base_fields)
        super().__init__(*arguments, **{"initial": said, **options})
        for name in ("reason",) if entry is None else self.only_new:
            del self.fields[name]
        self.order_fields([name for name in self.fields if name != "reason"])


class InZone(forms.Form):
    """A form whose choices are the entries of one zone."""

    def __init__(self, *arguments: Any, zone: Zone, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for field in self.fields.values():
            if isinstance(field, EntryField):
                field.narrow(zone)


class DatedForm(forms.Form):
    """From which day until which something holds."""

    first_day = DayField(
        label=FIELD_NAMES["first_day"], required=False, help_text=_("Leave it empty where nobody recorded it.")
    )
    last_day = DayField(label=FIELD_NAMES["last_day"], required=False, help_text=_("Leave it empty where none is set."))


class NamedForm(EntryForm):
    """An entry that is called in two languages and found under its code: the zone, a site, a cluster."""

    only_new = ("code",)
    field_order = ("code", "name_ru", "name_en", "other_names")

    code = CodeField()
    name_ru = TextField(label=_("Name in Russian"), max_length=200, missing=_("Write the name in Russian."))
    name_en = TextField(label=_("Name in English"), max_length=200, missing=_("Write the name in English."))
    other_names = TextField(label=_("Other names that texts use, parted by semicolons"), max_length=500)


class TitledForm(EntryForm):
    """An entry that has a title in two languages: a project, a stage of one."""

    title_ru = TextField(label=_("Name in Russian"), max_length=300, missing=_("Write the name in Russian."))
    title_en = TextField(label=_("Name in English"), max_length=300, missing=_("Write the name in English."))


def said_of(entry: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """What an entry says in its fields of these names, as forms take it: other entries by their codes."""
    said = {name: getattr(entry, name) for name in names if hasattr(entry, name)}
    return {name: getattr(value, "code", value) for name, value in said.items()}
