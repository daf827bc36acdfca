from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "zonebook.portal"
    verbose_name = "Portal"
