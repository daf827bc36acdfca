"""What does an analyst write of two published figures that contradict each other?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.portal.contradiction_words import CAUSES
from zonebook.portal.fields import TextField
from zonebook.published.models import Ruling
from zonebook.published.ruling import MAX_TEXT


class RulingForm(forms.Form):
    """Do they contradict each other, is one of them wrong, what was taken for what, and why.

    `sides`: the two figures by number, each as it was said.
    """

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Your ruling"),
        choices=Ruling.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the two contradict each other.")},
    )
    wrong = forms.TypedChoiceField(
        label=_("Is one of the two wrong?"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_("No edition of a rating that is made from now on takes a figure that is named wrong."),
        error_messages={"invalid_choice": _("Name one of the two figures.")},
    )
    cause = forms.ChoiceField(
        label=_("What was taken for what"),
        required=False,
        choices=lambda: [("", "—"), *((cause.value, title) for cause, title in CAUSES.items())],
        error_messages={"invalid_choice": _("Choose one of the causes.")},
    )
    text = TextField(
        label=_("Why"),
        max_length=MAX_TEXT,
        lines=4,
        missing=_("Write why: the explanation stays beside the two figures."),
        help_text=_("Everybody reads it, with your name. A later ruling does not take it away."),
    )

    def __init__(self, *arguments: Any, sides: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["wrong"].choices = [("", _("neither is named")), *sides]
