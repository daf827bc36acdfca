from django.apps import AppConfig


class CampusConfig(AppConfig):
    name = "zonebook.campus"
    verbose_name = "Campus"
