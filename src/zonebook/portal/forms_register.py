"""What may a curator write of a company, of its place on a site and of its people?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import AmountField
from zonebook.portal.templatetags.zonebook import named
from zonebook.registry.models import Cluster, Company, Industry, Presence, Site, Zone
from zonebook.registry.numbers import number_faults

COMPANY_FIELDS = (
    "name", "other_names", "legal_form", "inn", "ogrn", "kpp", "okved", "industry", "foreign_share", "address",
    "product", "source_url",
)  # fmt: skip
_DAY = {"invalid": _("Write the day as 2025-05-20.")}


class Named(forms.ModelChoiceField):
    """A choice among entries of the register, each called as the page calls it."""

    def label_from_instance(self, entry: Any) -> str:
        return named(entry)


def _text(name: str, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=FIELD_NAMES[name], max_length=length, **{"required": False, **more})


def _day(name: str, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=FIELD_NAMES[name], widget=widget, error_messages=_DAY, **{"required": False, **more})


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Why the register is changed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the history beside your name."),
        error_messages={"required": _("Write why the register is changed.")},
    )


def _share() -> AmountField:
    return AmountField(label=FIELD_NAMES["foreign_share"], required=False, max_value=100, digits=5)


def _industry() -> Named:
    return Named(Industry.objects.all(), label=FIELD_NAMES["industry"], required=False, to_field_name="code")


class CompanyForm(forms.Form):
    """What the register says of a company."""

    name = _text("name", 300, required=True, error_messages={"required": _("Write the name of the company.")})
    other_names = _text("other_names", 500, help_text=_("By which texts call it, parted by semicolons."))
    legal_form = _text("legal_form", 60, help_text=_("ООО, АО …"))
    inn = _text("inn", 12)
    ogrn = _text("ogrn", 15)
    kpp = _text("kpp", 9)
    okved = _text("okved", 8)
    industry = _industry()
    foreign_share = _share()
    address = _text("address", 300)
    product = _text("product", 300)
    source_url = forms.URLField(
        label=FIELD_NAMES["source_url"],
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("The address of the publication that this is taken from."),
    )

    def facts(self) -> dict[str, Any]:
        """What was written of the company, field by field."""
        return {name: self.cleaned_data[name] for name in COMPANY_FIELDS}


class NewCompanyForm(CompanyForm):
    """A company that the register does not have yet, with the code that its page will be found under."""

    code = forms.SlugField(
        label=FIELD_NAMES["code"],
        max_length=60,
        help_text=_("Latin letters, digits and hyphens: the end of the address of its page. It stays for good."),
        error_messages={
            "required": _("Write a code, such as “renera”."),
            "invalid": _("Write the code in Latin letters, digits and hyphens."),
        },
    )
    field_order = ("name", "code")

    def facts(self) -> dict[str, Any]:
        """What was written of the company, with its code."""
        return {"code": self.cleaned_data["code"], **super().facts()}


class EditCompanyForm(CompanyForm):
    """A change of what the register says, and why. `seen` is what the curator saw when the form was opened."""

    reason = _reason()
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, company: Company, **named_arguments: Any) -> None:
        self.newest = company.history.values_list("history_id", flat=True).first()
        now = {name: getattr(company, name) for name in COMPANY_FIELDS} | {"seen": self.newest}
        now["industry"] = company.industry.code if company.industry else None
        super().__init__(*arguments, initial=now, **named_arguments)

    def clean(self) -> None:
        """Refuse what was written over an entry that somebody changed meanwhile."""
        if self.cleaned_data.get("seen") != self.newest:
            said = _("Somebody changed this company while you wrote. Open the form anew and compare.")
            raise forms.ValidationError(said)


class PlaceForm(forms.Form):
    """That a company works on a site, from a day, until a day."""

    site = Named(
        Site.objects.none(),
        label=FIELD_NAMES["site"],
        to_field_name="code",
        error_messages={"required": _("Choose the site.")},
    )
    first_day = _day("first_day", help_text=_("Leave it empty where nobody recorded it."))
    last_day = _day("last_day", help_text=_("Leave it empty while the company works there."))

    def __init__(self, *arguments: Any, zone: Zone, **named_arguments: Any) -> None:
        super().__init__(*arguments, **named_arguments)
        self.fields["site"].queryset = Site.objects.filter(zone=zone)


class DaysForm(forms.Form):
    """A correction of the days of a stay, and why."""

    first_day = _day("first_day")
    last_day = _day("last_day", help_text=_("Leave it empty while the company works there."))
    reason = _reason()

    def __init__(self, *arguments: Any, presence: Presence, **named_arguments: Any) -> None:
        now = {"first_day": presence.first_day, "last_day": presence.last_day}
        super().__init__(*arguments, initial=now, **named_arguments)


class ContactForm(forms.Form):
    """A person of the company whom the zone writes to."""

    name = _text("name", 200, required=True, error_messages={"required": _("Write the person's name.")})
    office = _text("office", 200)
    email = forms.EmailField(label=FIELD_NAMES["email"], required=False)
    phone = _text("phone", 40)


class ReasonForm(forms.Form):
    """Why the register is changed."""

    reason = _reason()


class BulkForm(forms.Form):
    """What several companies are to have in common; what is left empty stays as it is."""

    industry = _industry()
    legal_form = _text("legal_form", 60)
    okved = _text("okved", 8)
    foreign_share = _share()
    address = _text("address", 300)
    cluster = Named(Cluster.objects.none(), label=_("They join the cluster"), required=False, to_field_name="code")
    first_day = _day("first_day", help_text=_("The first day of the membership."))
    reason = _reason()

    def __init__(self, *arguments: Any, zone: Zone, **named_arguments: Any) -> None:
        super().__init__(*arguments, **named_arguments)
        self.fields["cluster"].queryset = Cluster.objects.filter(zone=zone)

    def clean_okved(self) -> str:
        """The code of activity; one that is malformed is told once, not for each of the companies."""
        okved: str = self.cleaned_data["okved"]
        if faults := number_faults(okved=okved):
            raise forms.ValidationError(faults["okved"])
        return okved

    def facts(self) -> dict[str, Any]:
        """What the companies are to say, field by field."""
        chosen = {name: self.cleaned_data.get(name) for name in self.fields if name in COMPANY_FIELDS}
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
