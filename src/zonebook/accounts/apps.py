from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "zonebook.accounts"
    verbose_name = "Accounts"
