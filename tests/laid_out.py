"""The small book of `tests.book`, made by the actions once in a process and laid out again for each test that asks.

Most tests begin with the small book, and the hundred or so steps of its making take longer than many a test. What the
actions wrote is read back once, row by row; after that the same rows are written without the actions.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, transaction

from tests.book import SmallBook, make_small_book


@dataclass(frozen=True)
class Table:
    """Every row of a table, as the database gives them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def lay_out_small_book() -> SmallBook:
    """The small book in an empty database, in the transaction of the test; its objects are the test's own."""
    pickled, tables = _made()
    with connection.cursor() as cursor:
        for name, table in tables.items():
            columns = ", ".join(f'"{column}"' for column in table.columns)
            places = ", ".join(["%s"] * len(table.columns))
            cursor.executemany(f'INSERT INTO "{name}" ({columns}) VALUES ({places})', table.rows)  # noqa: S608 - names of our own tables
    book: SmallBook = pickle.loads(pickled)  # noqa: S301 - pickled in this process a moment ago
    return book


@cache
def _made() -> tuple[bytes, Mapping[str, Table]]:
    """The objects of the book, and the rows that its making adds to tables that are empty before it."""
    before = filled_tables()
    with _undone():
        pickled, after = pickle.dumps(make_small_book()), filled_tables()
    added = {name: table for name, table in after.items() if name not in before}
    assert {name: table for name, table in after.items() if name in before} == before
    return pickled, added


def filled_tables() -> dict[str, Table]:
    """Every table that has rows, by its name."""
    found: dict[str, Table] = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - names of our own tables
            rows = tuple(cursor.fetchall())
            if rows:
                found[name] = Table(tuple(column[0] for column in cursor.description), rows)
    return found


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
