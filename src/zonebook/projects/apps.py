"""How Django knows this room."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """The app `zonebook.projects`."""

    name = "zonebook.projects"
    verbose_name = "Projects"
