"""What does a curator send of projects, and what are they told when it cannot be used?"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import (
    MILLION,
    AmountField,
    AttachmentField,
    CodeField,
    CompanyField,
    EntryField,
    MoneyField,
    PublishedDayField,
    SourceField,
    TextField,
)
from zonebook.portal.forms.entries import EntryForm, InZone, TitledForm
from zonebook.projects.models import Stage
from zonebook.registry.models import Cluster, Site

_MOST_JOBS = 1_000_000


class ProjectForm(TitledForm, InZone):
    """A project as the curator enters it."""

    only_new = ("code",)
    field_order = ("code", "title_ru", "title_en")

    code = CodeField()
    product = TextField(label=_("Product"), max_length=300)
    site = EntryField(Site, within="zone", label=FIELD_NAMES["site"])
    cluster = EntryField(Cluster, within="zone", label=FIELD_NAMES["cluster"])
    planned_investment = MoneyField(of=MILLION, label=_("Planned investment, million ₽"), required=False)
    actual_investment = MoneyField(of=MILLION, label=_("Invested so far, million ₽"), required=False)
    planned_jobs = forms.IntegerField(label=_("Planned jobs"), min_value=0, max_value=_MOST_JOBS, required=False)
    actual_jobs = forms.IntegerField(label=_("Jobs so far"), min_value=0, max_value=_MOST_JOBS, required=False)
    note = TextField(label=_("Note"), max_length=300, help_text=_("What was published without an exact number."))
    source_url = SourceField()


class StageForm(TitledForm):
    """A stage, planned or reached."""

    field_order = ("kind", "title_ru", "title_en")

    kind = forms.ChoiceField(label=_("Kind of stage"), choices=Stage.Kind.choices)
    planned = PublishedDayField(label=_("Planned for"))
    actual = PublishedDayField(label=_("Reached"))


class ParticipationForm(EntryForm):
    """Who takes part, and with which share."""

    only_new = ("company",)

    company = CompanyField(label=_("Company"), help_text=_("Name, taxpayer number or code."))
    share = AmountField(
        label=_("Share, %"),
        required=False,
        help_text=_("Leave it empty while it is not agreed. All shares together are at most 100 %."),
    )
    part = TextField(label=_("What it does in the project"), max_length=200)


class FileForm(forms.Form):
    """A photograph or a paper of a project."""

    file = AttachmentField(label=_("File"), missing=_("Choose a file."))
    caption = TextField(
        label=_("What is to be seen"),
        max_length=300,
        missing=_("Write what is to be seen: it is read to those who do not see the picture."),
    )
