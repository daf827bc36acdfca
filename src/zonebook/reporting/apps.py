from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "zonebook.reporting"
    verbose_name = "Reporting"
