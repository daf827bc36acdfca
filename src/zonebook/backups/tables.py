"""Which tables make the book, and how is a value of theirs written into a file and read back?"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import AutoField, BinaryField, Field, Model

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "django_migrations": "made by the migrations of the installation",
        "django_session": "whoever has a session is signed in: a secret, like the key of the installation",
    }
)
"""The tables that no backup has, and why."""
MADE_BY_MIGRATING = frozenset({"django_content_type", "auth_permission"})
"""The tables that have rows in a book in which nobody has done anything yet."""
_AT_ONCE, _FILES_AT_ONCE = 1000, 20


def kept_models() -> list[type[Model]]:
    """The models of every table that a backup has, in the order of their names."""
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table: model for model in models if model._meta.managed and not model._meta.proxy}
    return [tables[name] for name in sorted(tables.keys() - LEFT_OUT.keys())]


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The columns of a table, in the order of the model."""
    return tuple(field.column for field in model._meta.local_concrete_fields)


def at_once(model: type[Model]) -> int:
    """How many rows of a table are held in memory together: few, where a row may be a file of ten megabytes."""
    has_files = any(isinstance(field, BinaryField) for field in model._meta.local_concrete_fields)
    return _FILES_AT_ONCE if has_files else _AT_ONCE


def rows_of(model: type[Model]) -> Iterator[list[Any]]:
    """The rows of a table in the order of their keys, as JSON can write them."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=at_once(model)):
        yield [_written(value) for value in row]


def as_stored(model: type[Model], row: list[Any]) -> list[Any]:
    """What `rows_of` gave, as the database takes it. Raises ValueError or ValidationError for what is no such value."""
    fields: list[Field[Any, Any]] = model._meta.local_concrete_fields
    pairs = zip(fields, row, strict=True)
    return [field.get_db_prep_save(field.to_python(value), connection) for field, value in pairs]


def last_key(model: type[Model]) -> int | None:
    """The highest key that the database gave out in a table, deleted rows included; none where it does not count."""
    if not isinstance(model._meta.pk, AutoField):
        return None
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute(f"SELECT last_value FROM {_sequence(cursor, model)} WHERE is_called")  # noqa: S608 - the database's own name
        row = cursor.fetchone()
    return row[0] if row else 0


def set_last_key(model: type[Model], key: int) -> None:
    """Let the database go on counting from there: a key that was given out once is not given out again."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])
        else:
            cursor.execute("SELECT setval(%s, %s, %s)", [_sequence(cursor, model), max(key, 1), key > 0])


def _sequence(cursor: Any, model: type[Model]) -> str:
    (key,) = (field for field in model._meta.local_concrete_fields if field.primary_key)
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', key.column])
    (name,) = cursor.fetchone()
    return str(name)


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return value
