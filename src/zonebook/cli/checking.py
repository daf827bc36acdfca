"""The command that holds texts against the book: one text, or every text of a folder."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zonebook.cli.app import app
from zonebook.cli.output import Format, UnusableInput, book_open, print_json, print_json_line, print_table
from zonebook.cli.reading import FormatOption, read_text
from zonebook.measures import YEARS

if TYPE_CHECKING:
    from zonebook.measures import Figure
    from zonebook.newsroom.queries import Checked
    from zonebook.registry.models import Zone

_IN_WORDS = (".docx", ".html", ".htm")
_TEXTS = (".txt", ".md", *_IN_WORDS)


@app.command()
def check(
    file: Path,
    *,
    published: Annotated[str | None, typer.Option(help="day of publication, 2025-09-09; default: today")] = None,
    zone: Annotated[str | None, typer.Option(help="code of the zone; default: the zone of this book")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Hold every numeric claim of a text, or of each text of a folder, against the book.

    Exit code 1 when one is contradicted.
    """
    day = _day(published) if published else date.today()  # noqa: DTZ011 - the reader's own day
    text = None if file.is_dir() else _words(file)
    with book_open():
        from zonebook.registry.queries import UnknownScope, kept_zone

        try:
            about = kept_zone(zone)
        except UnknownScope as error:
            raise UnusableInput(str(error)) from error
        if text is None:
            raise SystemExit(_check_folder(file, about, published=day, output=output))
        checked = _checked(text, about, published=day)
        if output is Format.JSON:
            print_json(_as_dict(checked, about, published=day))
        else:
            print_verdicts(checked, title=str(file))
    if _is_contradicted(checked):
        raise SystemExit(1)


def print_verdicts(checked: Checked, *, title: str) -> None:
    """The table of a checked text: each claim with the book's figure, the verdict and where to walk from it.

    Numbers that were not read come last.
    """
    from zonebook.measures.numbers import figure_in_words

    rows = []
    for verdict in checked.verdicts:
        shown = figure_in_words(verdict.quantity).ru if verdict.quantity else "—"
        trail = "; ".join(map(_trail, verdict.figures)) or "—"
        rows.append([verdict.claim.quote, shown, _KINDS[verdict.kind.value], trail, verdict.why.ru])
    rows += ([number.quote, "—", _UNREAD, "—", number.why.ru] for number in checked.unread)
    print_table(("утверждение", "в книге", "вердикт", "след", "почему"), rows, title=title)


_KINDS = {
    "holds": "✓ верно",
    "contradicted": "✗ противоречит",
    "stale": "↻ устарело",
    "ambiguous": "≈ неоднозначно",
    "cannot_check": "? не проверить",
}
_UNREAD = "… не прочитано"


def _check_folder(folder: Path, zone: Zone, *, published: date, output: Format) -> int:
    """Check each text of a folder, one object or row a file, and go on past what cannot be read.

    The exit code: 1 when a claim is contradicted, else 2 when a file could not be used, else 0.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.casefold() in _TEXTS)
    if not files:
        raise UnusableInput(f"{folder} has no text ({', '.join(_TEXTS)})")
    rows: list[list[str]] = []
    is_contradicted = is_unusable = False
    for path in _with_progress(files):
        name = str(path.relative_to(folder))
        try:
            checked = _checked(_words(path), zone, published=published)
        except UnusableInput as error:
            is_unusable = True
            sys.stderr.write(f"zonebook: {error}\n")
            if output is Format.JSON:
                print_json_line({"file": name, "error": str(error)})
            continue
        is_contradicted |= _is_contradicted(checked)
        if output is Format.JSON:
            print_json_line({"file": name, **_as_dict(checked, zone, published=published)})
        counts = Counter(verdict.kind.value for verdict in checked.verdicts)
        rows.append([name, *(str(counts[kind]) for kind in _KINDS), str(len(checked.unread))])
    if output is Format.TABLE:
        print_table(("текст", *_KINDS.values(), _UNREAD), rows, title=str(folder))
    return 1 if is_contradicted else 2 * is_unusable


def _with_progress(files: Sequence[Path]) -> Iterator[Path]:
    """The files one after the other, with a bar on the error stream while somebody looks at it."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(files, description="сверка", console=console, disable=not console.is_terminal, transient=True)


def _words(file: Path) -> str:
    """The words of a text, a Word file or a page. Raises UnusableInput."""
    if file.suffix.casefold() not in _IN_WORDS:
        return read_text(file)
    from zonebook.documents.prose_in import UnreadableProse, words_of_file

    try:
        return words_of_file(file.name, file.read_bytes())
    except OSError as error:
        raise UnusableInput(f"{file}: {error.strerror}") from error
    except UnreadableProse as error:
        raise UnusableInput(f"{file}: {error}") from error


def _checked(text: str, zone: Zone, *, published: date) -> Checked:
    from zonebook.newsroom.owing import Sight
    from zonebook.newsroom.queries import check_text

    return check_text(text, published=published, zone=zone, sight=Sight.EVERYTHING)


def _as_dict(checked: Checked, zone: Zone, *, published: date) -> dict[str, Any]:
    from zonebook.newsroom.evidence import checked_as_dict

    return {"zone": zone.code, "published": published.isoformat(), **checked_as_dict(checked)}


def _is_contradicted(checked: Checked) -> bool:
    return any(verdict.kind == "contradicted" for verdict in checked.verdicts)


def _trail(figure: Figure) -> str:
    """How the figure is asked for; of what agreements oblige to, by which agreements."""
    from zonebook.newsroom.owing import is_owed

    asked = figure.question
    if is_owed(asked.measure):
        return ", ".join(figure.lineage.entries)
    of = " ".join(f"--of {code}" for code in asked.scope)
    return f"figure {asked.measure} {of} --population {asked.population} --during {asked.period}"


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput(f"“{text}” is no day: write 2025-09-09") from error
    if day.year not in YEARS:
        raise UnusableInput(f"“{text}” is not between the years {YEARS[0]} and {YEARS[-1]}")
    return day
