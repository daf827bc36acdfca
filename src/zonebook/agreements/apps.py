"""How Django knows this room."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The app `zonebook.agreements`."""

    name = "zonebook.agreements"
    verbose_name = "Agreements"
