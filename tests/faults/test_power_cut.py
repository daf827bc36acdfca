"""The power is cut a few times under people at work; `python -m tests.faults.power_cut` does it two hundred times."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection

from tests.running.installation import ROOT


@pytest.mark.skipif(connection.vendor != "sqlite", reason="once is enough; on PostgreSQL the database is cut as well")
def test_what_was_told_before_a_power_cut_is_in_the_book_after_it():
    command = [sys.executable, "-m", "tests.faults.power_cut", "--times", "2", "--companies", "4", "--seed", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("nothing that was told is lost, nothing is half done\n")
