"""How commands answer: tables for people, JSON for programs, one line for a mistake."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

Made = TypeVar("Made")


class Format(StrEnum):
    """How a command answers."""

    TABLE = "table"
    JSON = "json"


class UnusableInput(Exception):
    """Something was given that cannot be used; the message tells what to give instead."""


def print_json(content: Any) -> None:
    """Write JSON and nothing else to standard output."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def print_json_line(content: Any) -> None:
    """Write one line of JSON to standard output."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False) + "\n")


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    """Write a table as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    width = None if sys.stdout.isatty() else 160
    Console(width=width, highlight=False, markup=False).print(table)


def fail(message: str) -> NoReturn:
    """One clear line on the error stream, and exit code 2."""
    sys.stderr.write(f"zonebook: {' '.join(message.split())}\n")
    raise SystemExit(2)


def with_progress(work: Callable[[Callable[..., None]], Made]) -> Made:
    """Show the steps of long work as bars on the error stream, and hand on its result.

    The work is given `tell(step, done, total=…)`; each name of a step has its own bar.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=4) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, *, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step, total=total)
            progress.update(tasks[step], completed=done, total=total)

        return work(tell)


@contextmanager
def book_open() -> Iterator[None]:
    """Make the database of this installation usable; turn what a user can mend into one clear line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    from zonebook.config.environment import ConfigurationError
    from zonebook.engine import LakeError

    try:
        django.setup()
        yield
    except (ImproperlyConfigured, ConfigurationError) as error:
        raise UnusableInput(str(error)) from error
    except (OperationalError, ProgrammingError) as error:
        raise UnusableInput(f"the book cannot be opened ({error}): build one with `zonebook demo`") from error
    except LakeError as error:
        raise UnusableInput(f"{error}; see `zonebook verify`") from error
    except OSError as error:
        raise UnusableInput(f"{error.filename or 'the book'}: {error.strerror or error}") from error
