"""How a curator's form is sent: the action's refusals stand beside the fields that they are about.

What was done is said once, on the page that follows, by a receipt that no address can forge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.messages import success
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from zonebook.portal.faults import faults_by_field

_RECEIPT = "receipt"
"""The tag by which templates know the portal's own messages from those of the login."""


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def is_done(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do what a form asks for. False when it is not filled in rightly, or the action refuses it: see its errors."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ValidationError as error:
        _take_in(form, error)
        return False
    return True


def _take_in(form: forms.Form, error: ValidationError) -> None:
    """Put an action's refusal beside the fields; what is about no field of the form stands above it."""
    for name, messages in faults_by_field(error).items():
        form.add_error(name if name in form.fields else None, messages)


def leave_receipt(request: HttpRequest, said: str = "") -> None:
    """Say on the next page that something was done: in words of its own, or that it is recorded."""
    said = said or _("It is recorded. What comes next is below.")
    success(request, said, extra_tags=_RECEIPT)


@dataclass(frozen=True, slots=True)
class Page:
    """The words around a form: its heading, its button, where one comes back to, and a second button if it has one."""

    title: str
    button: str
    back: str
    back_title: str
    other_button: str = ""


def shown(request: HttpRequest, form: forms.Form, *, page: Page) -> HttpResponse:
    """The form with what is wrong beside its fields, if anything is."""
    status = 400 if form.errors else 200
    return render(request, "portal/curator_form.html", {"form": form, "page": page}, status=status)
