"""How Django knows this room."""

from django.apps import AppConfig


class ReconcilingConfig(AppConfig):
    """The app `zonebook.reconciling`."""

    name = "zonebook.reconciling"
    verbose_name = "Reconciling"
