"""Commands that build the demonstration and serve the pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zonebook.cli.app import app
from zonebook.cli.checking import print_verdicts
from zonebook.cli.output import Format, UnusableInput, book_open, print_json, print_json_line, with_progress
from zonebook.cli.reading import FormatOption
from zonebook.cli.working import say_where_letters_go, worker_beside

if TYPE_CHECKING:
    from datetime import date

    from zonebook.demo.building import Article
    from zonebook.newsroom.queries import Checked

ADDRESS, PORT = "127.0.0.1", 8000


@app.command()
def demo(
    *,
    serve_pages: Annotated[bool, typer.Option("--serve/--no-serve", help="serve the pages afterwards")] = True,
    output: FormatOption = Format.TABLE,
) -> None:
    """Make the demonstration book, check its two articles against it, print the verdicts, serve the pages."""
    prepare_home()
    with book_open():
        from zonebook.demo import facts
        from zonebook.demo.building import ARTICLES, build, is_built
        from zonebook.demo.timeline import BOOK_DAY
        from zonebook.newsroom.queries import check_text
        from zonebook.registry.queries import kept_zone

        if not is_built():
            _remove_old_book()
            with_progress(build)
        zone = kept_zone()
        checked = {
            article: check_text(facts.article(article.name), published=BOOK_DAY, zone=zone) for article in ARTICLES
        }
        if output is Format.JSON:
            print_json({"articles": [_article_as_dict(one, BOOK_DAY, found=found) for one, found in checked.items()]})
        else:
            for article, found in checked.items():
                print_verdicts(found, title=f"{article.title} ({BOOK_DAY})")
    if serve_pages:
        serve(output=output)


@app.command()
def serve(*, output: FormatOption = Format.TABLE) -> None:
    """Serve the pages on 127.0.0.1:8000, with a worker beside them."""
    prepare_home()
    with book_open():
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
    from granian import Granian
    from granian.constants import Interfaces

    address = f"http://{ADDRESS}:{PORT}"
    print_json_line({"address": address}) if output is Format.JSON else sys.stdout.write(f"Zonebook: {address}\n")
    sys.stdout.flush()
    say_where_letters_go(output)
    with worker_beside():
        Granian(
            "zonebook.config.wsgi:application",
            address=ADDRESS,
            port=PORT,
            interface=Interfaces.WSGI,
            workers=2,
            blocking_threads=1,
        ).serve()


def _article_as_dict(article: Article, day: date, *, found: Checked) -> dict[str, Any]:
    from zonebook.newsroom.evidence import checked_as_dict

    return {"name": article.name, "title": article.title, "published": day.isoformat(), **checked_as_dict(found)}


def prepare_home() -> None:
    """A home folder with a key of its own, so that the commands work right after an installation."""
    from zonebook.config.environment import ConfigurationError, current_environment
    from zonebook.config.setup import LOCALE, compile_translations, make_secret_key

    try:
        make_secret_key(current_environment().secret_key_file)
        compile_translations(LOCALE)
    except (ConfigurationError, OSError) as error:
        raise UnusableInput(str(error)) from error


def _remove_old_book() -> None:
    """Clear what an earlier edition of the demonstration left. Anything else is never touched."""
    import shutil

    from django.conf import settings
    from django.db import connection

    tables = connection.introspection.table_names()
    if tables and not _is_ours_to_remove(tables):
        raise UnusableInput("this database keeps something else: point ZONEBOOK_HOME or DATABASE_URL elsewhere")
    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{suffix}").unlink(missing_ok=True)
    elif tables:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    shutil.rmtree(settings.LAKE_ROOT, ignore_errors=True)
    Path(settings.LAKE_ROOT).mkdir(parents=True, exist_ok=True)


def _is_ours_to_remove(tables: Sequence[str]) -> bool:
    """Is it a book, and not a real one?"""
    from zonebook.registry.models import Zone

    if Zone._meta.db_table not in tables:
        return False
    return not Zone.objects.filter(keeps_book=True, is_demonstration=False).exists()
