"""How Django knows this room."""

from django.apps import AppConfig


class RemindingConfig(AppConfig):
    """The app `zonebook.reminding`: it has no tables, what it writes lies in `letters`."""

    name = "zonebook.reminding"
    verbose_name = "Reminding"
