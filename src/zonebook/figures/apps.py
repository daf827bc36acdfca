"""How Django knows this room."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The app `zonebook.figures`."""

    name = "zonebook.figures"
    verbose_name = "Figures"
