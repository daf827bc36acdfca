"""What does somebody send who wants a text checked against the book, or kept with what the book says to it?"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.newsroom.writing import MAX_TEXT
from zonebook.portal.fields import DayField, TextField

AS_THE_ZONE, EVERYBODY, KEPT = "", "yes", "no"
SHOWING = {AS_THE_ZONE: None, EVERYBODY: True, KEPT: False}
"""Whether a statement is shown, as it is sent and as it is kept."""


class CheckForm(forms.Form):
    """A text to be held against the book, and the day it was published."""

    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={
            "required": _("Paste the text that is to be checked."),
            "max_length": _("The text has %(show_value)s characters; at most %(limit_value)s are checked."),
        },
    )
    published = DayField(
        label=_("Day of publication"),
        help_text=_("The words “now” and “this year” are read from it."),
        missing=_("Give the day of publication: without it “this year” means nothing."),
    )


class KeepForm(CheckForm):
    """A public text to be kept with its verdicts: by whom it was said, where, and who may see it."""

    title = TextField(label=_("Headline"), max_length=300, missing=_("Give the text a headline."))
    speaker = TextField(label=_("Who says it"), max_length=200)
    office = TextField(label=_("Office"), max_length=300)
    channel = TextField(label=_("Where it was published"), max_length=200)
    link = forms.URLField(
        label=_("Address of the publication"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Copy the address from the browser; it begins with https://.")},
    )
    is_public = forms.ChoiceField(
        label=_("Who sees the verdicts"),
        required=False,
        choices=[
            (AS_THE_ZONE, _("as the zone has it")),
            (EVERYBODY, _("everybody")),
            (KEPT, _("only the press office")),
        ],
    )
    field_order = ("title", "text", "published", "speaker", "office", "channel", "link", "is_public")

    def clean_is_public(self) -> bool | None:
        """As it is kept."""
        return SHOWING[self.cleaned_data["is_public"]]


class ShowingForm(forms.Form):
    """Whether everybody sees what others said of the zone with the verdicts."""

    is_public = forms.ChoiceField(
        label=_("What others said of the zone, with the verdicts of the book, is seen by"),
        choices=[(EVERYBODY, _("everybody")), (KEPT, _("only the press office"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who sees it."), "invalid_choice": _("Choose who sees it.")},
    )

    def clean_is_public(self) -> bool:
        """As it is kept."""
        return self.cleaned_data["is_public"] == EVERYBODY
