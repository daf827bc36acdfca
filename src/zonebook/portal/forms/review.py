"""What may a reviewer send: remarks on cells and on the whole report, a correction's reason, the days of an absence?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zonebook.accounts.models import User
from zonebook.portal.fields import TextField
from zonebook.reporting.models import FiledCell

_LONGEST = 2000
_ON = "on-"

Cell = tuple[str, str]


class ReturnForm(forms.Form):
    """What the company should mend: in the whole report, and cell by cell (fields named by line and site)."""

    remark = forms.CharField(
        label=_("What the company should mend in the whole report"),
        help_text=_("Leave it empty if your remarks on single cells say all."),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *arguments: object, cells: Iterable[FiledCell] = (), **named: object) -> None:
        super().__init__(*arguments, **named)
        self._cells: dict[str, Cell] = {field_of(cell): (cell.line, cell.site_code) for cell in cells}
        for name in self._cells:
            self.fields[name] = forms.CharField(
                label=_("What the company should mend here"),
                max_length=_LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def remarks(self) -> Mapping[Cell, str]:
        """The remarks on single cells, by line and site. Of a form that is filled in rightly."""
        return {cell: self.cleaned_data[name] for name, cell in self._cells.items() if self.cleaned_data[name]}


def field_of(cell: FiledCell) -> str:
    """The field of a remark on a cell."""
    return f"{_ON}{cell.line}@{cell.site_code}"


class CorrectionForm(forms.Form):
    """Why the zone corrects an accepted report."""

    reason = TextField(
        label=_("Why the accepted report is corrected"),
        max_length=1000,
        lines=3,
        missing=_("This report has been accepted: write why it is corrected."),
    )


class AbsenceForm(forms.Form):
    """From when to when somebody is away, and who decides in their place."""

    deputy = forms.ModelChoiceField(
        label=_("Who decides in your place"),
        queryset=User.objects.none(),
        error_messages={"required": _("Choose who decides in your place.")},
    )
    first_day = forms.DateField(
        label=_("First day of the absence"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=_("Last day of the absence"),
        help_text=_("Leave it empty if you do not know yet: you end the absence when you are back."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *arguments: object, people: QuerySet[User], **named: object) -> None:
        super().__init__(*arguments, **named)
        self.fields["deputy"].queryset = people
