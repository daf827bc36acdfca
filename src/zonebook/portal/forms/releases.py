"""What is sent on the way of a release: its text, a file to begin from, a remark, the moment and the reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.newsroom.deciding import MAX_REASON
from zonebook.newsroom.writing import MAX_TEXT, Writing
from zonebook.portal.fields import TextField, UploadField

MAX_FILE = 4 * 1024 * 1024


class WritingForm(forms.Form):
    """What stands in the editor. The notice is asked for only in a correction."""

    title = TextField(label=_("Headline"), max_length=300, missing=_("Give the release a headline."))
    rubric = TextField(label=_("Rubric"), max_length=100, help_text=_("Under which the news are ordered."))
    notice = TextField(
        label=_("Notice of the correction"),
        lines=3,
        help_text=_("Readers see it at the head of the text. A proposal is filled in: change it as you need."),
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "true"}),
        error_messages={"max_length": _("The text has %(show_value)s characters; at most %(limit_value)s are taken.")},
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": _("The page is out of date: load it again.")}
    )

    def __init__(self, *args: Any, is_correction: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_correction:
            del self.fields["notice"]

    def writing(self) -> Writing:
        """What was sent, once it is valid."""
        return Writing(**{name: said for name, said in self.cleaned_data.items() if name != "seen"})


class BeginForm(forms.Form):
    """A release is begun with a headline, from a blank page or from a file."""

    title = TextField(
        label=_("Headline"), max_length=300, help_text=_("Without one the first line of the file is taken.")
    )
    rubric = TextField(label=_("Rubric"), max_length=100, help_text=_("Under which the news are ordered."))
    file = UploadField(
        label=_("A text to begin from"),
        most=MAX_FILE,
        too_large=_("The file is larger than 4 MB: keep its text and leave the pictures out."),
        help_text=_("DOCX, HTML or plain text, if there is one. Only its words are taken."),
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm,.txt"}),
    )


class ReturnForm(forms.Form):
    """Why a text goes back."""

    remark = TextField(
        label=_("What should be mended"), lines=3, max_length=2000, missing=_("Write what should be mended.")
    )


class RecallForm(forms.Form):
    """Why a text does not go out at its moment."""

    reason = TextField(
        label=_("Why it is recalled"),
        lines=2,
        max_length=MAX_REASON,
        missing=_("Write the reason: it stays with the release."),
        help_text=_("Stays with the release; nobody outside reads it."),
    )


class WithdrawForm(forms.Form):
    """Why a text is public no more."""

    reason = TextField(
        label=_("Why it is withdrawn"),
        lines=2,
        max_length=MAX_REASON,
        missing=_("Write the reason: it stays with the release."),
        help_text=_("Everybody reads it in the place of the text."),
    )


class PublishForm(forms.Form):
    """From when on everybody sees the text, and on what ground it goes out if the book does not bear it out."""

    visible_from = forms.DateTimeField(
        label=_("Embargo until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: at once. Nobody outside sees the text before this moment."),
        error_messages={"invalid": _("Write the moment as 2025-09-09T10:00.")},
    )
    reason = TextField(
        label=_("Signed reason"),
        lines=3,
        max_length=MAX_REASON,
        help_text=_(
            "Only where a figure is contradicted or could not be checked. It stays in the evidence with your name."
        ),
    )
