"""Tables that only grow: the database itself refuses to change or delete their rows.

SQLite drops a table's triggers whenever Django rebuilds the table, so they are made again after every migration, and
`zonebook verify` checks that they are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import connections

# table -> columns that may still change: the ledger closes an observation by its `known_to`, a report is explained and
# decided on, and what was decided is vouched for by the audit chain (see `reporting.verification`); a row of an
# extract is matched with a company that is entered later
GROWING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "audit_entry": (),
        "archive_storedfile": (),
        "agreements_step": (),
        "agreements_signature": (),
        "agreements_terms": (),
        "agreements_obligation": (),
        "drafting_draftentry": (),
        "drafting_draftexplanation": (),
        "figures_edition": (),
        "newsroom_foundchange": (),
        "newsroom_publication": (),
        "newsroom_releasestep": (),
        "newsroom_releaseversion": (),
        "newsroom_statedclaim": (),
        "newsroom_withdrawal": (),
        "published_fact": (),
        "published_ruling": (),
        "reconciling_disputestep": (),
        "reconciling_extractrow": ("company_id",),
        "reporting_filedcell": (),
        "reporting_filedfinding": ("explanation",),
        "reporting_observation": ("known_to",),
        "reporting_remark": (),
        "reporting_version": (
            "state",
            "completed_at",
            "agreed_by",
            "agreed_at",
            "decided_by",
            "decided_at",
        ),
    }
)


_HISTORY = "_historical"


def make_triggers(using: str = "default", **_: Any) -> None:
    """Create the missing triggers of every growing table that exists."""
    connection = connections[using]
    for table, changeable in growing_tables(using).items():
        frozen = _frozen(connection, table, changeable=changeable)
        with connection.cursor() as cursor:
            for statement in _statements(connection.vendor, table, frozen=frozen):
                cursor.execute(statement)


def remove_triggers() -> None:
    """Let rows of growing tables go, inside the transaction in which a backup takes the place of a book.

    `make_triggers` ends this before the transaction does.
    """
    connection = connections["default"]
    with connection.cursor() as cursor:
        for table in growing_tables():
            for event in ("update", "delete"):
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_only_grows_{event}"{on}')


def growing_tables(using: str = "default") -> Mapping[str, tuple[str, ...]]:
    """The growing tables that exist, with the columns that may still change; every history is one of them."""
    tables = connections[using].introspection.table_names()
    return {table: GROWING.get(table, ()) for table in tables if table in GROWING or _HISTORY in table}


def missing_triggers(using: str = "default") -> tuple[str, ...]:
    """The growing tables that are not protected by the database."""
    connection = connections[using]
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name for (name,) in cursor.fetchall()}
    growing = sorted({*GROWING, *growing_tables(using)})
    return tuple(f"{table}_only_grows_{event}" for table in growing for event in ("update", "delete")
                 if f"{table}_only_grows_{event}" not in found)  # fmt: skip


def _frozen(connection: Any, table: str, *, changeable: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that never change."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)
    return tuple(column.name for column in columns if column.name not in changeable)


def _statements(vendor: str, table: str, *, frozen: tuple[str, ...]) -> list[str]:
    """What makes the triggers of one table, whether or not they are there."""
    columns = ", ".join(f'"{name}"' for name in frozen)
    message = f"{table} only grows"
    if vendor == "sqlite":
        make, refuse = "CREATE TRIGGER IF NOT EXISTS", f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        return [
            f'{make} "{table}_only_grows_update" BEFORE UPDATE OF {columns} ON "{table}" {refuse}',
            f'{make} "{table}_only_grows_delete" BEFORE DELETE ON "{table}" {refuse}',
        ]
    function = f"""CREATE OR REPLACE FUNCTION "{table}_only_grows"() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{message}'; END $$"""
    make, refuse = "CREATE OR REPLACE TRIGGER", f'FOR EACH ROW EXECUTE FUNCTION "{table}_only_grows"()'
    return [
        function,
        f'{make} "{table}_only_grows_update" BEFORE UPDATE OF {columns} ON "{table}" {refuse}',
        f'{make} "{table}_only_grows_delete" BEFORE DELETE ON "{table}" {refuse}',
    ]
