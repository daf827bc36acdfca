"""Imported once by the process that workers of a fault test are forked from: they start at once, as if warmed up."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
django.setup()

from zonebook.config.worker import run_until_told  # noqa: E402 - settings come before whatever reads them

__all__ = ["run_until_told"]
