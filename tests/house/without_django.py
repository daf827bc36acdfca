"""A pytest plugin: for this run Django cannot be imported, as on a machine that never installed it.

Used as `pytest -p no:django -p tests.house.without_django …` (`make core`).
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec

import pytest

_FORBIDDEN = ("django", "allauth", "axes", "csp")


def is_forbidden(module: str) -> bool:
    """True for Django, its submodules and every package that stands on it (`django_cotton`, `allauth`, …)."""
    top = module.partition(".")[0]
    return top in _FORBIDDEN or top.startswith("django_")


class Blocker:
    """A finder, asked before all others, that refuses Django."""

    def find_spec(self, name: str, *_where: object) -> ModuleSpec | None:
        if is_forbidden(name):
            raise ImportError(f"the core was asked to run without Django, and something imports {name}", name=name)
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the option that the absent Django plugin would have declared, so that `--strict-config` holds."""
    parser.addini("DJANGO_SETTINGS_MODULE", "not used in this run")


def pytest_configure() -> None:
    """Refuse to start where Django is loaded already: the run would prove nothing."""
    loaded = sorted(filter(is_forbidden, sys.modules))
    if loaded:
        raise pytest.UsageError(f"Django is loaded before the first test: {', '.join(loaded[:3])}")
    sys.meta_path.insert(0, Blocker())
