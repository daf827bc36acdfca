"""How Django knows this room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The app `zonebook.registry`."""

    name = "zonebook.registry"
    verbose_name = "Registry"
