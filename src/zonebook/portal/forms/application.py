"""What does an applicant write of themselves, of what they need and of what they plan?

An empty field is no fault of a draft: what is still lacking is said before the application is submitted. Money is
written in thousands of roubles, as in the quarterly reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zonebook.agreements.models import Application, PlannedLine
from zonebook.agreements.plans import UNITS, Planned, field_of
from zonebook.measures.numbers import plain_number
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import AmountField, AttachmentField, EntryField, TextField, TypedField
from zonebook.portal.forms.entries import InZone, said_of
from zonebook.portal.plan_table import factor_of, written
from zonebook.portal.templatetags.zonebook import say
from zonebook.regime import Life
from zonebook.registry.models import Industry, Site
from zonebook.registry.numbers import number_faults
from zonebook.registry.wording import language

YEARS_AHEAD = 5
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_MOST_YEARS = _LAST_YEAR - _FIRST_YEAR + 1
_TORN = _("The plan came without some of its years. Open the page again and send it whole: nothing was changed.")
_NAMES_AND_NUMBERS = ("name", "legal_form", "inn", "ogrn", "kpp", "address")
_PEOPLE = ("contact_name", "contact_email", "contact_phone")
_BUSINESS = ("industry", "activity")
_NEEDS = ("site", "place", "area_sqm", "power_kw", "wishes")
SECTIONS = (
    ("company", _("The company"), _NAMES_AND_NUMBERS),
    ("contact", _("Whom to write to"), _PEOPLE),
    ("business", _("What the company will do"), _BUSINESS),
    ("needs", _("Which place is needed"), _NEEDS),
)
"""The parts of the application: anchor, title, fields."""


class StartForm(forms.Form):
    """Who applies."""

    name = TextField(
        label=_("Name of the company that applies"),
        max_length=300,
        missing=_("Write the name of the company that applies."),
    )


class ApplicationForm(InZone):
    """The answers of an application; all of them may wait but the name."""

    use_required_attribute = False

    name = TextField(
        label=FIELD_NAMES["name"], max_length=300, missing=_("Write the name of the company that applies.")
    )
    legal_form = TextField(label=FIELD_NAMES["legal_form"], max_length=60, help_text=_("ООО, АО …"))
    inn = TextField(label=FIELD_NAMES["inn"], max_length=12, help_text=_("Ten digits, or twelve for a sole trader."))
    ogrn = TextField(label=FIELD_NAMES["ogrn"], max_length=15)
    kpp = TextField(label=FIELD_NAMES["kpp"], max_length=9)
    address = TextField(label=FIELD_NAMES["address"], max_length=300)
    contact_name = TextField(label=FIELD_NAMES["contact_name"], max_length=200)
    contact_email = forms.EmailField(label=FIELD_NAMES["contact_email"], required=False)
    contact_phone = TextField(label=FIELD_NAMES["contact_phone"], max_length=40)
    industry = EntryField(Industry, label=FIELD_NAMES["industry"], empty_label=_("not chosen yet"))
    activity = TextField(
        label=FIELD_NAMES["activity"],
        max_length=5000,
        lines=4,
        help_text=_("What you will make or develop in the zone, and for whom."),
    )
    site = EntryField(Site, within="zone", label=FIELD_NAMES["site"], empty_label=_("not chosen yet"))
    place = forms.ChoiceField(
        label=FIELD_NAMES["place"], required=False,
        choices=[("", _("not chosen yet")), *Application.Place.choices],
        error_messages={"invalid_choice": _("Choose premises or a plot.")},
    )  # fmt: skip
    area_sqm = AmountField(label=FIELD_NAMES["area_sqm"], required=False)
    power_kw = AmountField(label=FIELD_NAMES["power_kw"], required=False, decimals=1)
    wishes = TextField(
        label=FIELD_NAMES["wishes"],
        max_length=5000,
        lines=4,
        help_text=_("Height, load on the floor, cleanness, rail: whatever the place must have."),
    )

    def clean_area_sqm(self) -> Decimal | None:
        """An area of nothing is no need of a place."""
        area: Decimal | None = self.cleaned_data["area_sqm"]
        if area is not None and area < 1:
            raise ValidationError(_("Write how many square metres you need: one at least."))
        return area

    def clean(self) -> None:
        """Say of a wrong digit at once, together with all else that is wrong."""
        written = {name: self.cleaned_data.get(name, "") for name in ("inn", "ogrn", "kpp")}
        for name, fault in number_faults(**written).items():
            self.add_error(name, fault)

    def sections(self) -> Iterator[tuple[str, Any, list[forms.BoundField]]]:
        """The parts of the form: anchor, title, fields."""
        for anchor, title, names in SECTIONS:
            yield anchor, title, [self[name] for name in names]


def answers_of(application: Application) -> dict[str, Any]:
    """What an application says now, as the form shows it: numbers with their thousands parted."""
    now = said_of(application, ApplicationForm.base_fields)
    return {
        name: plain_number(value, language()) if isinstance(value, Decimal) else value for name, value in now.items()
    }


class YearForm(forms.Form):
    """What is planned for one year, money in thousands of roubles."""

    use_required_attribute = False

    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=_FIRST_YEAR, max_value=_LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Write a year from 2000 to 2100.")),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for line in PlannedLine:
            decimals = 0 if UNITS[line] == "jobs" else 5
            whole = {"max_decimal_places": _("Write a whole number of jobs.")} if UNITS[line] == "jobs" else {}
            self.fields[line.value] = AmountField(
                label=line.label, required=False, decimals=decimals, error_messages=whole
            )

    def amounts(self) -> dict[str, Decimal]:
        """What was written, in roubles and in jobs; blank cells are not planned."""
        written = {line: self.cleaned_data.get(line) for line in PlannedLine.values}
        return {line: amount * factor_of(line) for line, amount in written.items() if amount is not None}

    def clean(self) -> None:
        """An amount belongs to a year, and capital investment is part of investment."""
        if self.amounts() and self.cleaned_data.get("year") is None and "year" not in self.errors:
            self.add_error("year", _("Write the year that this line is of."))
        whole, capital = self.cleaned_data.get("investment"), self.cleaned_data.get("capital_investment")
        if whole is not None and capital is not None and capital > whole:
            said = _("Capital investment is part of investment and cannot be above it. Correct one of the two.")
            self.add_error("capital_investment", said)


class _Years(forms.BaseFormSet):  # type: ignore[type-arg]  # the stubs know no form that has fields of its own
    """The plan by year; no year stands in it twice, and no year that is planned goes missing on the way."""

    planned_years = 0

    def clean(self) -> None:
        """Say which row repeats a year. A year is taken out by emptying its row, not by a row that never came."""
        sent = [row for row in self.forms if row.add_prefix("year") in self.data]
        if len(sent) < self.planned_years:
            raise ValidationError(_TORN)
        seen: set[int] = set()
        for row in self.forms:
            year = getattr(row, "cleaned_data", {}).get("year")
            if year in seen:
                row.add_error("year", _("This year stands in the plan already. Correct the year or empty the row."))
            if year is not None:
                seen.add(year)

    def planned(self) -> Planned:
        """The plan in roubles and in jobs, by year and line."""
        filled = [row for row in self.forms if row.cleaned_data.get("year")]
        return {(row.cleaned_data["year"], line): amount for row in filled for line, amount in row.amounts().items()}

    def take_in(self, faults: Mapping[str, list[str]]) -> set[str]:
        """Put what an action says of amounts (`investment_2026`) beside their cells; the fields that were placed."""
        placed = set()
        for row in self.forms:
            year = row.cleaned_data.get("year") if hasattr(row, "cleaned_data") else None
            for line in PlannedLine.values if year else ():
                if messages := faults.get(field_of(year, line)):
                    placed.add(field_of(year, line))
                    if line not in row.errors:
                        row.add_error(line, messages)
        return placed


PlanFormSet = forms.formset_factory(
    YearForm, formset=_Years, extra=0, max_num=_MOST_YEARS, absolute_max=_MOST_YEARS, validate_max=True
)


def plan_form(data: Any | None, planned: Planned, *, first_year: int) -> _Years:
    """The table of the plan: what is planned already, room for five years, and one more row than is filled in."""
    years = sorted({year for year, _line in planned})
    begin = years[-1] + 1 if years else first_year
    ahead = range(begin, min(begin + max(1, YEARS_AHEAD - len(years)), _LAST_YEAR + 1))
    rows = [{"year": year, **_shown(planned, year)} for year in (*years, *ahead)]
    messages = {"missing_management_form": _TORN}
    table: _Years = PlanFormSet(data, initial=rows, prefix="plan", error_messages=messages)
    table.planned_years = len(years)
    return table


def _shown(planned: Planned, year: int) -> dict[str, str]:
    """What is planned for a year as people write it.

    As text: a row whose numbers are sent back unchanged would count as one that nobody filled in.
    """
    amounts = {line.value: written(planned, year, line=line) for line in PlannedLine}
    return {line: plain_number(amount, language()) for line, amount in amounts.items() if amount is not None}


class PapersForm(forms.Form):
    """A file for each kind of paper; what is not chosen stays as it is."""

    use_required_attribute = False

    def __init__(self, *arguments: Any, life: Life, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for paper in life.papers:
            self.fields[f"paper_{paper.code}"] = AttachmentField(label=say(paper.title), help_text="")

    def chosen(self) -> dict[str, tuple[str, bytes]]:
        """The files that were chosen, by the kind of paper: name and bytes."""
        return {name.removeprefix("paper_"): file for name, file in self.cleaned_data.items() if file}


class WithdrawForm(forms.Form):
    """Withdrawing cannot be undone: the number is typed."""

    typed = TypedField(
        label=_("Number of the application"),
        max_length=300,
        missing=_("Type the number to show that you mean this application."),
        other=_("This is not the number of the application. Nothing was withdrawn."),
    )

    def __init__(self, *arguments: Any, expected: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["typed"].expected = expected
