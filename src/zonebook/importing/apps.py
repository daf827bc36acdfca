"""How Django knows this room."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    """The app `zonebook.importing`."""

    name = "zonebook.importing"
    verbose_name = "Importing"
