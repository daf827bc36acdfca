"""Are the tables of the demonstration what its accepted workbooks say, when nobody but the recount reckons?"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.backends.databases import database_of
from tests.house.project import ROOT


def test_every_number_of_every_table_of_the_demonstration_is_what_its_workbooks_say(demonstration):
    environment = os.environ | {"ZONEBOOK_HOME": str(demonstration.home)} | database_of(demonstration.home)
    recount = [sys.executable, "-m", "tests.demo.recounting"]
    done = subprocess.run(recount, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]

    told = json.loads(done.stdout)
    assert told["differing"] == []
    assert told["compared"] == 2 * 3 * (10 + 8)  # two periods, three columns; the area of the sites is in no report
