"""How Django knows this room."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """The app `zonebook.drafting`."""

    name = "zonebook.drafting"
    verbose_name = "Drafting"
