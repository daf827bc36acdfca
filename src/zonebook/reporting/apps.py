"""How Django knows this room."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The app `zonebook.reporting`."""

    name = "zonebook.reporting"
    verbose_name = "Reporting"
