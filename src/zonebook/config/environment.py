"""What does this installation want? The environment, read once into typed values; a wrong value stops the start.

Nothing else in the project reads an environment variable.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import environ


class ConfigurationError(RuntimeError):
    """The environment cannot be used; the message names the variable and what to write there."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings that differ between installations."""

    home: Path
    database_url: str
    debug: bool
    hosts: tuple[str, ...]
    secure: bool

    @property
    def lake(self) -> Path:
        return self.home / "lake"

    @property
    def secret_key_file(self) -> Path:
        return self.home / "secret.key"


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The typed settings behind `ZONEBOOK_HOME`, `DATABASE_URL`, `ZONEBOOK_DEBUG`, `ZONEBOOK_HOSTS`, `ZONEBOOK_SECURE`.

    Raises ConfigurationError for a value that is no such thing and for an unknown `ZONEBOOK_…` variable.
    """
    known = {"ZONEBOOK_HOME", "ZONEBOOK_DEBUG", "ZONEBOOK_HOSTS", "ZONEBOOK_SECURE"}
    unknown = sorted(name for name in variables if name.startswith("ZONEBOOK_") and name not in known)
    if unknown:
        raise ConfigurationError(f"unknown variable {', '.join(unknown)}; known: {', '.join(sorted(known))}")
    home = Path(variables.get("ZONEBOOK_HOME") or _default_home()).absolute()
    return Environment(
        home=home,
        database_url=_database_url(variables.get("DATABASE_URL") or f"sqlite:///{home / 'book.sqlite3'}"),
        debug=_yes_or_no(variables, "ZONEBOOK_DEBUG"),
        hosts=_hosts(variables.get("ZONEBOOK_HOSTS") or "127.0.0.1,localhost"),
        secure=_yes_or_no(variables, "ZONEBOOK_SECURE"),
    )


def current_environment() -> Environment:
    """The environment of this process."""
    return read_environment(os.environ)


def _default_home() -> Path:
    """`var/` of a checkout, so that a clone keeps its book to itself; the user's data folder when installed."""
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").exists():
        return checkout / "var"
    return Path.home() / ".local" / "share" / "zonebook"


def _hosts(names: str) -> tuple[str, ...]:
    hosts = tuple(filter(None, map(str.strip, names.split(","))))
    if not hosts:
        raise ConfigurationError(f"ZONEBOOK_HOSTS is “{names}”; write the names of the server, parted by commas")
    return hosts


def _yes_or_no(variables: Mapping[str, str], name: str) -> bool:
    value = variables.get(name, "no").strip().casefold()
    if value in ("1", "yes", "true", "on"):
        return True
    if value in ("0", "no", "false", "off", ""):
        return False
    raise ConfigurationError(f"{name} is “{variables[name]}”; write yes or no")


def _database_url(url: str) -> str:
    scheme = url.partition(":")[0]
    if scheme not in environ.Env.DB_SCHEMES or not scheme.startswith(("sqlite", "postgres")):
        raise ConfigurationError(f"DATABASE_URL begins with “{scheme}:”; write sqlite:///path or postgres://…")
    return url
