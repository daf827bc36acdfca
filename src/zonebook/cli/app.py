"""All commands together."""

from __future__ import annotations

import typer

from zonebook.cli import book, reading, serving
from zonebook.cli.output import UnusableInput, fail

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="The book of a special economic zone.", rich_markup_mode=None
)
app.command("demo")(serving.demo)
app.command("serve")(serving.serve)
app.command("claims")(reading.claims)
app.command("intake")(reading.intake)
app.command("check")(book.check)
app.command("figure")(book.figure)
app.command("verify")(book.verify)


def main() -> None:
    """Run the command line; input that cannot be used becomes one line and exit code 2."""
    try:
        app()
    except UnusableInput as error:
        fail(str(error))
