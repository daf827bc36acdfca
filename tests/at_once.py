"""Two people act in the same moment: what each is refused with."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(*attempts: Callable[[], object]) -> list[str]:
    """What each attempt is refused with, blank for the one that went through; all of them start together."""
    start = Barrier(len(attempts))

    def attempted(attempt: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            start.wait(20)
            attempt()
        except ValidationError as error:
            return " ".join(error.messages)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(attempted, attempts))
