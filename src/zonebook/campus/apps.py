"""How Django knows this room."""

from django.apps import AppConfig


class CampusConfig(AppConfig):
    """The app `zonebook.campus`."""

    name = "zonebook.campus"
    verbose_name = "Campus"
