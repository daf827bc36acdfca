"""Does a field without words of its own refuse in plain Russian, and not in those of the framework?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django import forms
from django.core import validators
from django.db.models import fields
from django.forms import models
from django.utils import translation

from zonebook.portal.stock_phrases import STOCK_PHRASES
from zonebook.registry.models import Industry

STOCK = ("обязательн", "корректн", "введите", "убедитесь")


class Bare(forms.Form):
    """A field of each sort that the portal uses, with no message of its own."""

    text = forms.CharField(max_length=3, required=False)
    number = forms.DecimalField(min_value=0, max_value=9)
    choice = forms.ChoiceField(choices=[("a", "A")])
    entry = models.ModelChoiceField(Industry.objects.none())
    day = forms.DateField()
    email = forms.EmailField()
    link = forms.URLField(assume_scheme="https")


@pytest.mark.parametrize(
    ("field", "written", "says"),
    [
        ("text", "четыре", "Напишите короче: здесь помещаются 3 знака, а написано 6."),
        ("number", "", "Заполните это поле."),
        ("number", "много", "Напишите число, например 12,5."),
        ("number", "10", "Это слишком много: напишите не больше 9."),
        ("number", "-1", "Это слишком мало: напишите не меньше 0."),
        ("choice", "let", "Выберите из списка: «let» в нём нет."),
        ("entry", "let", "Выберите из списка: того, что прислано, в нём нет."),
        ("day", "вчера", "Напишите день как 2025-09-09."),
        ("email", "почта", "Напишите адрес почты как name@example.com."),
        ("link", "не адрес", "Напишите адрес страницы целиком, например https://example.com/news."),
    ],
)
@pytest.mark.django_db
def test_a_field_without_words_of_its_own_says_what_to_do(field, written, says):
    with translation.override("ru"):
        assert Bare({field: written}).errors[field] == [says]


def test_every_phrase_that_is_named_is_one_that_django_says():
    sources = (forms.fields, models, validators, fields)
    written = "".join(Path(source.__file__).read_text(encoding="utf-8") for source in sources)

    assert [phrase for phrase in STOCK_PHRASES if f'"{phrase}"' not in written] == []


@pytest.mark.parametrize("phrase", STOCK_PHRASES)
def test_no_phrase_of_the_framework_is_left(phrase):
    with translation.override("ru"):
        said = translation.gettext(phrase).lower()

    assert not [word for word in STOCK if word in said]
