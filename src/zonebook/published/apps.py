"""How Django knows this room."""

from django.apps import AppConfig


class PublishedConfig(AppConfig):
    """The app `zonebook.published`."""

    name = "zonebook.published"
    verbose_name = "Published figures"
