"""How Django knows this room."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The app `zonebook.newsroom`."""

    name = "zonebook.newsroom"
    verbose_name = "Newsroom"
