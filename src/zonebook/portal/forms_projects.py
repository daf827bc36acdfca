"""What does a curator send of projects and clusters, and what are they told when it cannot be used?

The rules of the register are the actions'; a form only reads what was written.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zonebook.archive.queries import MAX_ATTACHMENT
from zonebook.measures import Unit
from zonebook.projects.models import Participation, Project, Stage
from zonebook.registry.models import Cluster, Company, Membership, Site, Zone
from zonebook.registry.queries import searchable

MILLION = Decimal(10) ** 6
_MOST = 10_000_000
_DAY_HINT = _("2024, 2024-12 or 2024-12-05: as precisely as it is known.")
_NO_DAY = {"invalid": _("Write the day as 2025-09-09.")}
_DECIMAL = {"inputmode": "decimal"}
_NO_MEMBER = _("Choose a member of the cluster.")
_NO_NUMBER = {"invalid": _("Write a number, such as 1250 or 12.5.")}


class Million(forms.DecimalField):
    """Money written in millions of roubles; its value is kopecks, as the book stores them."""

    def __init__(self, **named: Any) -> None:
        limits: dict[str, Any] = {"max_value": _MOST, "min_value": 0, "decimal_places": 8, "max_digits": 16}
        widget = forms.TextInput(attrs=_DECIMAL)
        super().__init__(required=False, localize=True, error_messages=_NO_NUMBER, widget=widget, **limits, **named)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):  # kopecks of the register; what was typed comes back as it was typed
            return f"{(Unit.of('RUB').from_stored(value) / MILLION).normalize():f}"
        return value

    def clean(self, value: Any) -> int | None:
        """Kopecks, or nothing."""
        millions = super().clean(value)
        return None if millions is None else Unit.of("RUB").to_stored(millions * MILLION)


class NamedCompany(forms.CharField):
    """A company by its taxpayer number, its code, or as much of its name as leaves no doubt."""

    def __init__(self, **named: Any) -> None:
        required = {"required": _("Write the company: its name, taxpayer number or code.")}
        super().__init__(max_length=200, error_messages=required, **named)

    def clean(self, value: Any) -> Company:
        """The company. Raises ValidationError when nobody is called so, or several are."""
        name = super().clean(value)
        found = Company.objects.filter(Q(code=name) | Q(inn=name)).first() if name else None
        if found is not None:
            return found
        alike = list(Company.objects.filter(search_name__contains=searchable(name))[:4])
        exact = [company for company in alike if searchable(company.name) == searchable(name)]
        if len(exact or alike) == 1:
            return (exact or alike)[0]
        if not alike:
            raise forms.ValidationError(_("The register has no such company: enter it first, or write its number."))
        names = ", ".join(company.name for company in alike)
        raise forms.ValidationError(
            _("Several companies are called so (%(names)s): write the whole name or the taxpayer number."),
            params={"names": names},
        )


class _Reasoned(forms.Form):
    """A form that asks why, when it changes what is in the register already."""

    reason = forms.CharField(
        label=_("Why the register is changed"),
        max_length=1000,
        error_messages={"required": _("Write why the register is changed.")},
    )
    only_new: tuple[str, ...] = ()

    def __init__(self, *arguments: Any, is_change: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        dropped = self.only_new if is_change else ("reason",)
        for name in dropped:
            del self.fields[name]
        if is_change:
            self.order_fields([name for name in self.fields if name != "reason"])


class ProjectForm(_Reasoned):
    """A project as the curator enters it."""

    only_new = ("code",)
    code = forms.SlugField(
        label=_("Code for the address of its page"),
        max_length=60,
        error_messages={
            "required": _("Write a short code, such as battery-plant."),
            "invalid": _("Latin letters, figures, - and _ only, such as battery-plant."),
        },
    )
    title_ru = forms.CharField(
        label=_("Name in Russian"), max_length=300, error_messages={"required": _("Write the name in Russian.")}
    )
    title_en = forms.CharField(
        label=_("Name in English"), max_length=300, error_messages={"required": _("Write the name in English.")}
    )
    product = forms.CharField(label=_("Product"), max_length=300, required=False)
    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), required=False, to_field_name="code")
    cluster = forms.ModelChoiceField(Cluster.objects.none(), label=_("Cluster"), required=False, to_field_name="code")
    planned_investment = Million(label=_("Planned investment, million ₽"))
    actual_investment = Million(label=_("Invested so far, million ₽"))
    planned_jobs = forms.IntegerField(
        label=_("Planned jobs"), min_value=0, max_value=1_000_000, required=False, error_messages=_NO_NUMBER
    )
    actual_jobs = forms.IntegerField(
        label=_("Jobs so far"), min_value=0, max_value=1_000_000, required=False, error_messages=_NO_NUMBER
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("What was published without an exact number.")
    )
    source_url = forms.URLField(
        label=_("Where it was published"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *arguments: Any, zone: Zone, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["site"].queryset = Site.objects.filter(zone=zone)
        self.fields["cluster"].queryset = Cluster.objects.filter(zone=zone)

    @classmethod
    def fields_of(cls, project: Project) -> dict[str, Any]:
        """What the register says of a project, to begin a change from."""
        said = {name: getattr(project, name) for name in cls.base_fields if name not in ("reason", "site", "cluster")}
        places = {name: getattr(getattr(project, name), "code", "") for name in ("site", "cluster")}
        return said | places


class StageForm(_Reasoned):
    """A stage, planned or reached."""

    kind = forms.ChoiceField(label=_("Kind of stage"), choices=Stage.Kind.choices)
    title_ru = forms.CharField(
        label=_("Name in Russian"), max_length=300, error_messages={"required": _("Write the name in Russian.")}
    )
    title_en = forms.CharField(
        label=_("Name in English"), max_length=300, error_messages={"required": _("Write the name in English.")}
    )
    planned = forms.CharField(label=_("Planned for"), max_length=10, required=False, help_text=_DAY_HINT)
    actual = forms.CharField(label=_("Reached"), max_length=10, required=False, help_text=_DAY_HINT)

    @classmethod
    def fields_of(cls, stage: Stage) -> dict[str, Any]:
        """What the register says of a stage."""
        return {name: getattr(stage, name) for name in cls.base_fields if name != "reason"}


class ParticipationForm(_Reasoned):
    """Who takes part, and with which share."""

    only_new = ("company",)
    company = NamedCompany(label=_("Company"), help_text=_("Name, taxpayer number or code."))
    share = forms.DecimalField(
        label=_("Share, %"),
        required=False,
        localize=True,
        widget=forms.TextInput(attrs=_DECIMAL),
        error_messages=_NO_NUMBER,
        help_text=_("Leave it empty while it is not agreed. All shares together are at most 100 %."),
    )
    part = forms.CharField(label=_("What it does in the project"), max_length=200, required=False)

    @classmethod
    def fields_of(cls, participation: Participation) -> dict[str, Any]:
        """What the register says of a participation."""
        return {"share": participation.share, "part": participation.part}


class FileForm(forms.Form):
    """A photograph or a paper of a project."""

    file = forms.FileField(
        label=_("File: PDF, DOCX, XLSX, PNG or JPEG up to 10 MB"),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty: choose another."),
            "max_length": _("The name of the file is too long: shorten it to 200 characters."),
        },
        max_length=200,
    )
    caption = forms.CharField(
        label=_("What is to be seen"),
        max_length=300,
        error_messages={"required": _("Write what is to be seen: it is read to those who do not see the picture.")},
    )

    def clean_file(self) -> UploadedFile:
        """The file, unless it is larger than what is kept."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_ATTACHMENT:
            raise forms.ValidationError(_("The file is larger than 10 MB: make it smaller or split it."))
        return file


class _Days(forms.Form):
    first_day = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False,
        help_text=_("Empty: nobody recorded the beginning."), error_messages=_NO_DAY,
    )  # fmt: skip
    last_day = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False,
        help_text=_("Empty: still in force."), error_messages=_NO_DAY,
    )  # fmt: skip


class ClusterForm(_Reasoned):
    """A cluster as the curator enters it."""

    only_new = ("code",)
    code = forms.SlugField(
        label=_("Code for the address of its page"),
        max_length=60,
        error_messages={
            "required": _("Write a short code, such as battery-plant."),
            "invalid": _("Latin letters, figures, - and _ only, such as battery-plant."),
        },
    )
    name_ru = forms.CharField(
        label=_("Name in Russian"), max_length=200, error_messages={"required": _("Write the name in Russian.")}
    )
    name_en = forms.CharField(
        label=_("Name in English"), max_length=200, error_messages={"required": _("Write the name in English.")}
    )
    other_names = forms.CharField(
        label=_("Other names that texts use, parted by semicolons"), max_length=500, required=False
    )
    kind = forms.ChoiceField(label=_("Kind of cluster"), choices=Cluster.Kind.choices)
    coordinator = forms.CharField(label=_("Co-ordinator"), max_length=300, required=False)

    @classmethod
    def fields_of(cls, cluster: Cluster) -> dict[str, Any]:
        """What the register says of a cluster."""
        return {name: getattr(cluster, name) for name in cls.base_fields if name != "reason"}


class MembershipForm(_Reasoned, _Days):
    """Who belongs to a cluster, from when to when."""

    only_new = ("company",)
    company = NamedCompany(
        label=_("Company"), help_text=_("Name, taxpayer number or code. It need not be in the zone.")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.order_fields(["company", "first_day", "last_day"])

    @classmethod
    def fields_of(cls, membership: Membership) -> dict[str, Any]:
        """What the register says of a membership."""
        return {"first_day": membership.first_day, "last_day": membership.last_day}


class ContractForm(_Days):
    """Which member of a cluster supplies which."""

    supplier = forms.ModelChoiceField(
        Company.objects.none(), label=_("Supplier"), to_field_name="code",
        error_messages={"required": _("Choose who supplies."), "invalid_choice": _NO_MEMBER},
    )  # fmt: skip
    customer = forms.ModelChoiceField(
        Company.objects.none(), label=_("Customer"), to_field_name="code",
        error_messages={"required": _("Choose who is supplied."), "invalid_choice": _NO_MEMBER},
    )  # fmt: skip
    subject = forms.CharField(
        label=_("What is supplied"), max_length=300, error_messages={"required": _("Write what is supplied.")}
    )

    def __init__(self, *arguments: Any, cluster: Cluster, **named: Any) -> None:
        super().__init__(*arguments, **named)
        members = Company.objects.filter(pk__in=Membership.objects.filter(cluster=cluster).values("company"))
        for name in ("supplier", "customer"):
            self.fields[name].queryset = members
        self.order_fields(["supplier", "customer", "subject", "first_day", "last_day"])
