"""How Django knows this room."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The app `zonebook.campaigns`."""

    name = "zonebook.campaigns"
    verbose_name = "Campaigns"
