"""How Django knows this room."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The app `zonebook.archive`."""

    name = "zonebook.archive"
    verbose_name = "Archive"
