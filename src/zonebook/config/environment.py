"""What does this installation want? The environment, read once into typed values; a wrong value stops the start.

Nothing else in the project reads an environment variable.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, quote, urlsplit

import environ

KNOWN = frozenset(
    {
        "ZONEBOOK_ADDRESS",
        "ZONEBOOK_DEBUG",
        "ZONEBOOK_HOME",
        "ZONEBOOK_HOSTS",
        "ZONEBOOK_MAIL_FROM",
        "ZONEBOOK_SECURE",
    }
)
_MAIL_SCHEMES = ("smtp", "smtp+tls", "smtp+ssl", "filemail", "consolemail")


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
    address: str
    mail_url: str
    mail_from: str

    @property
    def outbox(self) -> Path:
        """Where letters are put as files when no mail server is named."""
        return self.home / "outbox"

    @property
    def sends_letters(self) -> bool:
        """Whether letters go to a mail server, and not to a folder or the console of this machine."""
        return self.mail_url.startswith("smtp")

    @property
    def lake(self) -> Path:
        return self.home / "lake"

    @property
    def secret_key_file(self) -> Path:
        return self.home / "secret.key"


def read_environment(variables: Mapping[str, str]) -> Environment:
    """The typed settings behind `DATABASE_URL`, `EMAIL_URL` and the variables of KNOWN.

    Raises ConfigurationError for a value that is no such thing and for an unknown `ZONEBOOK_…` variable.
    """
    unknown = sorted(name for name in variables if name.startswith("ZONEBOOK_") and name not in KNOWN)
    if unknown:
        raise ConfigurationError(f"unknown variable {', '.join(unknown)}; known: {', '.join(sorted(KNOWN))}")
    home = Path(variables.get("ZONEBOOK_HOME") or _default_home()).absolute()
    return Environment(
        home=home,
        database_url=_database_url(variables.get("DATABASE_URL") or f"sqlite:///{home / 'book.sqlite3'}"),
        debug=_yes_or_no(variables, "ZONEBOOK_DEBUG"),
        hosts=_hosts(variables.get("ZONEBOOK_HOSTS") or "127.0.0.1,localhost"),
        secure=_yes_or_no(variables, "ZONEBOOK_SECURE"),
        address=_address(variables.get("ZONEBOOK_ADDRESS") or "http://127.0.0.1:8000"),
        mail_url=_mail_url(variables.get("EMAIL_URL") or f"filemail:///{quote(str(home / 'outbox'))}"),
        mail_from=_mail_from(variables.get("ZONEBOOK_MAIL_FROM") or "Zonebook <zonebook@localhost>"),
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


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise ConfigurationError(f"ZONEBOOK_ADDRESS is “{url}”; write https:// and the name of the server")
    return f"{parts.scheme}://{parts.netloc}"


def _mail_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in _MAIL_SCHEMES:
        how = "smtp+tls://user:password@host:587, smtp+ssl://…, smtp://…, filemail:///folder or consolemail://"
        raise ConfigurationError(f"EMAIL_URL begins with “{parts.scheme}:”; write {how}")
    if parts.scheme.startswith("smtp") and not (parts.hostname and _port(parts)):
        raise ConfigurationError("EMAIL_URL names no mail server with its port; write smtp+tls://mail.example:587")
    return url


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None


def _mail_from(written: str) -> str:
    """The sender of letters, as `Name <address>` or the address alone."""
    address = parseaddr(written)[1]
    name, _, domain = address.rpartition("@")
    if not name or not domain or any(character in written for character in "\r\n"):
        raise ConfigurationError(f"ZONEBOOK_MAIL_FROM is “{written}”; write Name <address@server>")
    return written
