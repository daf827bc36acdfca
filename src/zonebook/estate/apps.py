"""How Django knows this room."""

from django.apps import AppConfig


class EstateConfig(AppConfig):
    """The app `zonebook.estate`."""

    name = "zonebook.estate"
    verbose_name = "Estate"
