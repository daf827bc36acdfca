from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "zonebook.newsroom"
    verbose_name = "Newsroom"
