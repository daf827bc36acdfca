"""Set-up of an installation: a secret key of its own and the compiled translations. Safe to run again."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from zonebook.config.environment import current_environment

LOCALE = Path(__file__).resolve().parents[1] / "portal" / "locale"


def make_secret_key(path: Path) -> None:
    """Write a new key that only its owner can read; a key that is there stays."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as stream:
        stream.write(secrets.token_urlsafe(64))


def compile_translations(locale: Path) -> None:
    """Compile each `.po` below the folder that is newer than its `.mo`."""
    for source in locale.glob("*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalog = read_po(stream)
        with target.open("wb") as stream:
            write_mo(stream, catalog)


if __name__ == "__main__":
    make_secret_key(current_environment().secret_key_file)
    compile_translations(LOCALE)
