"""What does somebody send who wants a text checked against the book?"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.newsroom.writing import MAX_TEXT
from zonebook.portal.fields import DayField


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
