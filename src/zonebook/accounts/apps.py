"""How Django knows this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app `zonebook.accounts`."""

    name = "zonebook.accounts"
    verbose_name = "Accounts"
