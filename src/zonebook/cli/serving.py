"""Commands that build the demonstration and serve the pages."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from zonebook.cli.output import UnusableInput, book_open

ADDRESS, PORT = "127.0.0.1", 8000


def demo(serve_pages: Annotated[bool, typer.Option("--serve/--no-serve", help="serve the pages afterwards")] = True) -> None:
    """Make the demonstration book, check its two articles against it, print the verdicts, serve the pages."""
    _prepare_home()
    with book_open():
        from zonebook.cli.book import print_verdicts
        from zonebook.demo import facts
        from zonebook.demo.building import ARTICLES, build, is_built
        from zonebook.demo.timeline import BOOK_DAY
        from zonebook.newsroom.queries import check_text
        from zonebook.registry.queries import kept_zone

        if not is_built():
            _remove_old_book()
            _with_progress(build)
        zone = kept_zone()
        for article in ARTICLES:
            verdicts = check_text(facts.article(article.name), published=BOOK_DAY, zone=zone)
            print_verdicts(verdicts, title=f"{article.title} ({BOOK_DAY})")
    if serve_pages:
        serve()


def serve() -> None:
    """Serve the pages on 127.0.0.1:8000."""
    _prepare_home()
    with book_open():
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
    from granian import Granian
    from granian.constants import Interfaces

    sys.stdout.write(f"Zonebook: http://{ADDRESS}:{PORT}\n")
    sys.stdout.flush()
    Granian(
        "zonebook.config.wsgi:application",
        address=ADDRESS,
        port=PORT,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=1,
    ).serve()


def _prepare_home() -> None:
    """A home folder with a key of its own, so that the commands work right after an installation."""
    from zonebook.config.environment import ConfigurationError, current_environment
    from zonebook.config.setup import LOCALE, compile_translations, make_secret_key

    try:
        make_secret_key(current_environment().secret_key_file)
        compile_translations(LOCALE)
    except (ConfigurationError, OSError) as error:
        raise UnusableInput(str(error)) from error


def _remove_old_book() -> None:
    """Clear what an earlier edition of the demonstration left. A book that is not a demonstration is never touched."""
    import shutil

    from django.conf import settings
    from django.db import connection

    tables = connection.introspection.table_names()
    if "registry_zone" in tables and _holds_real_book():
        raise UnusableInput("this database keeps a real book: point ZONEBOOK_HOME or DATABASE_URL elsewhere")
    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{suffix}").unlink(missing_ok=True)
    elif tables:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    shutil.rmtree(settings.LAKE_ROOT, ignore_errors=True)
    os.makedirs(settings.LAKE_ROOT, exist_ok=True)  # noqa: PTH103 - settings may hold a plain string


def _holds_real_book() -> bool:
    from zonebook.registry.models import Zone

    return Zone.objects.filter(keeps_book=True, is_demonstration=False).exists()


def _with_progress(build: object) -> None:
    """Show the steps of building as bars; each name of a step has its own."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=4) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step, total=total)
            progress.update(tasks[step], completed=done, total=total)

        build(tell)  # type: ignore[operator] -- the demonstration's build, imported by the caller
