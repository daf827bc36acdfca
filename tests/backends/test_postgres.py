"""Is an old demonstration replaced on PostgreSQL too, and nothing else?

That actions, queries and pages go the same there is tested by running their tests again over a real server
(`make test`, or `make postgres` alone).
"""

from __future__ import annotations

import pytest

from tests.backends.conftest import run

pytestmark = pytest.mark.needs("postgres")


REMOVE_AND_MAKE_ANEW = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from zonebook.audit.tasks import missing_triggers
from zonebook.cli.serving import _remove_old_book
from zonebook.registry.models import Zone
call_command("migrate", verbosity=0)
Zone.objects.create(code="home", name_ru="Дом", name_en="Home", kind="port", keeps_book=True, is_demonstration={demo})
_remove_old_book()
assert connection.introspection.table_names() == []
call_command("migrate", verbosity=0)
assert not Zone.objects.exists()
assert missing_triggers() == ()
"""


def test_an_old_demonstration_is_removed_and_a_new_book_can_be_made_in_its_place(server, home):
    done = run("-c", REMOVE_AND_MAKE_ANEW.format(demo=True), url=f"{server.rpartition('/')[0]}/template1", home=home)

    assert done.returncode == 0, done.stderr


def test_a_real_book_is_never_removed(server, home):
    done = run("-c", REMOVE_AND_MAKE_ANEW.format(demo=False), url=server, home=home)

    assert done.returncode == 1
    assert "this database keeps something else" in done.stderr
