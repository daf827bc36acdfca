"""What may a curator write of the zone itself and of its sites?"""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.estate.queries import outline_is_usable
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import AmountField, PublishedDayField, SourceField, TextField
from zonebook.portal.forms.entries import NamedForm
from zonebook.portal.outlines import NoOutline, as_polygon, read_outline
from zonebook.registry.models import Zone

_LATITUDE = _("Latitude lies between -90 and 90 degrees.")
_LONGITUDE = _("Longitude lies between -180 and 180 degrees.")


class ZoneForm(NamedForm):
    """What the register says of the zone. Who may see its reports is settled with the book, not here."""

    kind = forms.ChoiceField(label=FIELD_NAMES["kind"], choices=Zone.Kind.choices)
    region = TextField(label=FIELD_NAMES["region"], max_length=200)
    status = TextField(label=FIELD_NAMES["status"], max_length=40)
    established = PublishedDayField(label=FIELD_NAMES["established"])
    ends = PublishedDayField(label=FIELD_NAMES["ends"])
    managing_company = TextField(label=FIELD_NAMES["managing_company"], max_length=300)
    authorised_body = TextField(label=FIELD_NAMES["authorised_body"], max_length=300)
    source_url = SourceField()


class OutlineField(TextField):
    """The ground of a site as GeoJSON; its value is the corners, as the register keeps them."""

    def __init__(self) -> None:
        super().__init__(
            label=FIELD_NAMES["outline"],
            max_length=100_000,
            lines=8,
            help_text=_("GeoJSON with one polygon, as a map editor exports it."),
        )

    def clean(self, value: Any) -> list[list[float]] | None:
        """The corners, or nothing."""
        text = super().clean(value)
        try:
            return read_outline(text) if text else None
        except NoOutline as error:
            raise forms.ValidationError(error.advice) from error

    def prepare_value(self, value: Any) -> Any:
        """Corners of the register as GeoJSON; what was typed comes back as it was typed."""
        return json.dumps(as_polygon(value)) if outline_is_usable(value) else value


class SiteForm(NamedForm):
    """What the register says of a site: its names, its ground, what it is for."""

    specialisation = TextField(
        label=FIELD_NAMES["specialisation"],
        max_length=300,
        help_text=_("Parted by commas; the tags of the book are shown in the reader's language."),
    )
    area_ha = AmountField(label=FIELD_NAMES["area_ha"], required=False, digits=10, decimals=4)
    area_note = TextField(label=FIELD_NAMES["area_note"], max_length=300)
    latitude = AmountField(
        label=_("Latitude of the centre, degrees"), required=False, digits=8, decimals=4,
        min_value=-90, max_value=90, error_messages={"min_value": _LATITUDE, "max_value": _LATITUDE},
    )  # fmt: skip
    longitude = AmountField(
        label=_("Longitude of the centre, degrees"), required=False, digits=8, decimals=4,
        min_value=-180, max_value=180, error_messages={"min_value": _LONGITUDE, "max_value": _LONGITUDE},
    )  # fmt: skip
    outline = OutlineField()
    is_planned = forms.BooleanField(label=_("Only announced, and not part of the zone yet"), required=False)
    source_url = SourceField()

    def clean(self) -> None:
        """A centre has both its degrees or none."""
        given = {name: self.cleaned_data.get(name) is not None for name in ("latitude", "longitude")}
        for name, is_given in given.items():
            if not is_given and any(given.values()) and name not in self.errors:
                self.add_error(name, _("Give both latitude and longitude, or neither."))
