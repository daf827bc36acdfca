"""How Django knows this room."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The app `zonebook.oversight`."""

    name = "zonebook.oversight"
    verbose_name = "Oversight"
