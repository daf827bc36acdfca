"""How Django knows this room."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The app `zonebook.letters`."""

    name = "zonebook.letters"
    verbose_name = "Letters"
