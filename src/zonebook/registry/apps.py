from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "zonebook.registry"
    verbose_name = "Registry"
