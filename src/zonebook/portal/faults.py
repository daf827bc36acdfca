"""What is wrong with what was sent, as the summary at the head of the page lists it: each fault leads to its field."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


@dataclass(frozen=True, slots=True)
class Fault:
    """A message and the anchor of its field; no anchor where it is about the whole."""

    message: str
    anchor: str = ""


def faults_of(*sent: forms.BaseForm | forms.BaseFormSet) -> list[Fault]:
    """The faults of forms and tables of forms, in the order of the page."""
    return [fault for one in sent for fault in _faults(one)]


def faults_by_field(error: ValidationError) -> dict[str, list[str]]:
    """What an action refused, by field; what is about no field stands under the empty name."""
    if not hasattr(error, "error_dict"):
        return {"": list(error.messages)}
    return {"" if name == NON_FIELD_ERRORS else name: messages for name, messages in error.message_dict.items()}


def take_in(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what an action refused beside the fields; what is about no field of the form stands above it."""
    faults = faults_by_field(error)
    placed = placed_beside(form, faults)
    for name, messages in faults.items():
        if name not in placed:
            form.add_error(None, messages)


def placed_beside(form: forms.BaseForm, faults: dict[str, list[str]]) -> set[str]:
    """Put what an action refused beside the fields that a form has; their names."""
    placed = {name for name in faults if name in form.fields}
    for name in placed:
        form.add_error(name, faults[name])
    return placed


def without(error: ValidationError, placed: Container[str]) -> ValidationError:
    """What an action refused, but for the fields whose faults have their place already."""
    left = {name: texts for name, texts in faults_by_field(error).items() if name not in placed}
    return ValidationError({name or NON_FIELD_ERRORS: texts for name, texts in left.items()})


def _faults(sent: forms.BaseForm | forms.BaseFormSet) -> Iterator[Fault]:
    if isinstance(sent, forms.BaseFormSet):
        for row in sent.forms:
            yield from _faults(row)
        yield from _whole(sent.non_form_errors())
        return
    for field in sent:
        for message in field.errors:
            yield Fault(str(message), field.id_for_label or f"{field.auto_id}_0")  # of several choices the first
    yield from _whole(sent.non_field_errors())


def _whole(messages: Iterable[str]) -> Iterator[Fault]:
    return (Fault(str(message)) for message in messages)
