"""The portal as Django knows it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages, templates and static files; no models."""

    name = "zonebook.portal"
    verbose_name = "Portal"
