"""What may a curator write of a company, of its place on a site and of its people?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import AmountField, CodeField, DayField, EntryField, ReasonField, SourceField, TextField
from zonebook.portal.forms.entries import DatedForm, EntryForm, InZone
from zonebook.registry.models import Cluster, Company, Industry, Site
from zonebook.registry.numbers import number_faults


class SharedFactsForm(forms.Form):
    """What one company may say like another."""

    industry = EntryField(Industry, label=FIELD_NAMES["industry"])
    legal_form = TextField(label=FIELD_NAMES["legal_form"], max_length=60, help_text=_("ООО, АО …"))
    okved = TextField(label=FIELD_NAMES["okved"], max_length=8)
    foreign_share = AmountField(label=FIELD_NAMES["foreign_share"], required=False, max_value=100, digits=5)
    address = TextField(label=FIELD_NAMES["address"], max_length=300)


class CompanyForm(EntryForm, SharedFactsForm):
    """What the register says of a company. `seen` is what the curator saw when a change was begun."""

    only_new = ("code",)
    field_order = (
        "name", "code", "other_names", "legal_form", "inn", "ogrn", "kpp", "okved", "industry", "foreign_share",
        "address", "product", "source_url",
    )  # fmt: skip

    name = TextField(label=FIELD_NAMES["name"], max_length=300, missing=_("Write the name of the company."))
    code = CodeField()
    other_names = TextField(
        label=FIELD_NAMES["other_names"],
        max_length=500,
        help_text=_("By which texts call it, parted by semicolons."),
    )
    inn = TextField(label=FIELD_NAMES["inn"], max_length=12)
    ogrn = TextField(label=FIELD_NAMES["ogrn"], max_length=15)
    kpp = TextField(label=FIELD_NAMES["kpp"], max_length=9)
    product = TextField(label=FIELD_NAMES["product"], max_length=300)
    source_url = SourceField()
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, entry: Company | None = None, **options: Any) -> None:
        super().__init__(*arguments, entry=entry, **options)
        if entry is None:
            del self.fields["seen"]
        else:
            self.newest = entry.history.values_list("history_id", flat=True).first()
            self.initial["seen"] = self.newest

    def clean(self) -> dict[str, Any]:
        """Refuse what was written over an entry that somebody changed meanwhile."""
        said = super().clean()
        if "seen" in self.fields and said.pop("seen", None) != self.newest:
            raise forms.ValidationError(
                _("Somebody changed this company while you wrote. Open the form anew and compare.")
            )
        return said


class PlaceForm(InZone, DatedForm):
    """That a company works on a site, from a day, until a day."""

    field_order = ("site", "first_day", "last_day")

    site = EntryField(Site, within="zone", label=FIELD_NAMES["site"], missing=_("Choose the site."))


class StayForm(EntryForm, DatedForm):
    """A correction of the days of a stay, and why."""


class ContactForm(forms.Form):
    """A person of the company whom the zone writes to."""

    name = TextField(label=FIELD_NAMES["name"], max_length=200, missing=_("Write the person's name."))
    office = TextField(label=FIELD_NAMES["office"], max_length=200)
    email = forms.EmailField(label=FIELD_NAMES["email"], required=False)
    phone = TextField(label=FIELD_NAMES["phone"], max_length=40)


class BulkForm(SharedFactsForm, InZone):
    """What several companies are to have in common; what is left empty stays as it is."""

    cluster = EntryField(Cluster, within="zone", label=_("They join the cluster"))
    first_day = DayField(
        label=FIELD_NAMES["first_day"], required=False, help_text=_("The first day of the membership.")
    )
    reason = ReasonField()

    def clean_okved(self) -> str:
        """The code of activity; one that is malformed is told once, not for each of the companies."""
        okved: str = self.cleaned_data["okved"]
        if faults := number_faults(okved=okved):
            raise forms.ValidationError(faults["okved"])
        return okved

    def facts(self) -> dict[str, Any]:
        """What the companies are to say, field by field."""
        chosen = {name: self.cleaned_data.get(name) for name in SharedFactsForm.base_fields}
        return {name: value for name, value in chosen.items() if value not in (None, "")}

    def clean(self) -> None:
        """Ask for one sort of change: each is carried out whole or not at all."""
        cluster, first_day = self.cleaned_data.get("cluster"), self.cleaned_data.get("first_day")
        if cluster and self.facts():
            raise forms.ValidationError(_("Change the facts first and the cluster after that: each is one step."))
        if cluster and not first_day:
            self.add_error("first_day", _("Write from which day they belong to the cluster."))
        if not cluster and not self.facts() and not self.errors:
            raise forms.ValidationError(_("Nothing is to be changed yet: fill in what the companies shall have."))
