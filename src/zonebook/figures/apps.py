from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "zonebook.figures"
    verbose_name = "Figures"
