"""The command line itself: the modules beside this one put their commands on it."""

from __future__ import annotations

import typer

app = typer.Typer(add_completion=False, help="The book of a special economic zone.", rich_markup_mode=None)
