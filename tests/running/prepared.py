"""Imported once by the process from which those of a test are forked: they start at once, as if warmed up.

The environment says of which installation they are.
"""

import os
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
django.setup()
for name in ("granian.server", "zonebook.cli", "zonebook.config.urls", "zonebook.config.worker"):
    import_module(name)
import_module("zonebook.methodology").load_methodology()
