"""How a form is sent: what it asks for is done, or the page shows it again with what is wrong beside its fields.

What was done is said once, on the page that follows, by a receipt that no address can forge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.messages import success
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from zonebook.portal.faults import take_in

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
        take_in(form, error)
        return False
    return True


def leave_receipt(request: HttpRequest, said: str = "") -> None:
    """Say on the next page that something was done: in words of its own, or that it is recorded."""
    said = said or _("It is recorded. What comes next is below.")
    success(request, said, extra_tags=_RECEIPT)


@dataclass(frozen=True, slots=True)
class Page:
    """The words around a form of the desk.

    Its heading, what exactly it is `about`, its button, where one comes back to, a second button if it has one.
    """

    title: str
    button: str
    back: str
    back_title: str = ""
    about: str = ""
    other_button: str = ""


def answer(
    request: HttpRequest,
    form: forms.Form,
    *,
    page: Page,
    act: Callable[[dict[str, Any]], Any],
    onward: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Do what a form of the desk asks for and go on, or show it with what is wrong.

    `act` takes what was sent; `onward` makes the next address of what came of it, without one the way leads back.
    """
    outcome: list[Any] = []
    if request.method == "POST" and is_done(form, lambda sent: outcome.append(act(sent))):
        return HttpResponseRedirect(page.back if onward is None else onward(outcome[0]))
    return shown(request, form, page=page)


def shown(request: HttpRequest, form: forms.Form, *, page: Page) -> HttpResponse:
    """The form with what is wrong beside its fields, if anything is."""
    content = {"form": form, "page": page}
    return render(request, "portal/desk_form.html", content, status=400 if form.errors else 200)
