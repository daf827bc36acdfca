"""Is a test that cannot run here either loudly skipped or, in CI, a failure?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import needs

CONFTEST = (Path(__file__).parents[1] / "conftest.py").read_text()
NEEDY_TEST = """
    import pytest

    @pytest.mark.needs("chromium")
    def test_needy():
        pass
"""


@pytest.fixture
def needy_run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Runs a test that needs Chromium, on a machine that has it or not, in CI or not."""

    def run(*, chromium: bool, ci: str) -> pytest.RunResult:
        found = Path("bin/chromium") if chromium else None
        monkeypatch.setitem(needs.NEEDS, "chromium", needs.Need(lambda: found, "apt-get install chromium"))
        monkeypatch.setenv("CI", ci)
        pytester.makeconftest(CONFTEST)
        pytester.makeini("[pytest]\nmarkers = needs(*names): as in the house")
        pytester.makepyfile(NEEDY_TEST)
        return pytester.runpytest_inprocess("-p", "no:django", "-p", "no:xdist")

    return run


def test_what_is_installed_runs(needy_run):
    needy_run(chromium=True, ci="true").assert_outcomes(passed=1)


def test_what_is_missing_is_skipped_with_a_loud_line_and_a_remedy(needy_run):
    result = needy_run(chromium=False, ci="")

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["!! 1 × SKIPPED*needs chromium*apt-get install chromium*"])


def test_what_is_missing_fails_in_ci(needy_run):
    result = needy_run(chromium=False, ci="true")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*CI skips nothing*needs chromium*"])


def test_a_need_nobody_declared_is_an_error():
    with pytest.raises(KeyError, match="a-crystal-ball"):
        needs.where("a-crystal-ball")


@pytest.mark.needs("chromium", "java", "postgres", "pyspark")
def test_what_the_machine_offers_is_where_it_says():
    assert all(path is not None and path.exists() for path in map(needs.where, needs.NEEDS))
