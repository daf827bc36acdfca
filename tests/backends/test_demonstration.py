"""Is the demonstration begun on PostgreSQL as it is on SQLite, and an old one replaced, but nothing else?

By `make everything`: it takes two minutes.

The whole of it would take minutes; it is built on SQLite by the tests of the demonstration.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.backends.conftest import run

pytestmark = pytest.mark.needs("postgres")
BEGIN_THE_DEMONSTRATION = """
import django
django.setup()
from unittest.mock import patch
from django.core.management import call_command
from zonebook.demo import building, register, reports
from zonebook.demo.timeline import campaigns
from zonebook.reporting.models import Version
call_command("migrate", verbosity=0)
stage, silently = register.Stage(), lambda *told, **more: None
first = campaigns()[:1]
with patch.object(reports, "campaigns", lambda: first):
    building._file(stage, building._enter_register(stage, silently), tell=silently)
assert Version.objects.count() > 100
assert not Version.objects.exclude(state=Version.State.ACCEPTED).exists()
"""


def test_the_demonstration_begins_the_same_the_register_whole_and_the_opening_reports_accepted(server, home):
    url = f"{server.rpartition('/')[0]}/postgres"
    done = run("-c", BEGIN_THE_DEMONSTRATION, url=url, home=home)
    assert done.returncode == 0, done.stderr

    verified = run(Path(sys.executable).with_name("zonebook"), "verify", url=url, home=home)

    assert "the book is whole" in verified.stdout, verified.stdout + verified.stderr


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
