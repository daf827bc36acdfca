"""The command line: a stable surface that others script against.

Every command takes `--format table|json`; exit code 0 is success, 1 a negative answer, 2 input that cannot be used,
with one clear line on the error stream.
"""

import sys

import typer

from zonebook.cli import backing_up, book, checking, comparing, editions, reading, serving, working
from zonebook.cli.app import app
from zonebook.cli.output import UnusableInput, fail

__all__ = ["app", "backing_up", "book", "checking", "comparing", "editions", "main", "reading", "serving", "working"]


def main() -> None:
    """Run the command line; input that cannot be used becomes one line and exit code 2."""
    arguments = sys.argv[1:] or ["--help"]
    try:
        sys.exit(app(arguments, standalone_mode=False))
    except UnusableInput as error:
        fail(str(error))
    except typer.TyperException as error:  # an option or a command that does not exist, a value of the wrong kind
        fail(f"{error.format_message()} See `zonebook --help`.")
    except (typer.Abort, KeyboardInterrupt):
        fail("stopped")
