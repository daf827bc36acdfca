"""The comparison of zones on the command line: a definition and a matrix in, places and how sure they are out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zonebook.cli.app import app
from zonebook.cli.output import Format, UnusableInput, print_json, print_table
from zonebook.cli.reading import FormatOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from zonebook.rating.results import Rated

_DRAWS, _MOST_DRAWS = 10_000, 10_000_000


@app.command()
def rate(
    spec: Path,
    matrix: Path,
    *,
    draws: Annotated[int, typer.Option(help="replays with other assumptions", min=1, max=_MOST_DRAWS)] = _DRAWS,
    seed: Annotated[int, typer.Option(help="the same seed says the same again", min=0)] = 1,
    output: FormatOption = Format.TABLE,
) -> None:
    """Rank the zones of a CSV matrix by a rating's YAML definition, and say how sure each place is."""
    from zonebook.methodology import MethodologyError
    from zonebook.methodology.ratings import rating_from_yaml
    from zonebook.rating import RatingError
    from zonebook.rating.reading import matrix_from_csv
    from zonebook.rating.results import as_dict, rated

    try:
        definition = rating_from_yaml(_text(spec), name=spec.name)
        with _progress(draws) as advance:
            found = rated(definition, matrix_from_csv(_text(matrix)), draws=draws, seed=seed, progress=advance)
    except (MethodologyError, RatingError) as error:
        raise UnusableInput(str(error)) from error
    if output is Format.JSON:
        print_json(as_dict(found))
    else:
        _print(found)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnusableInput(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UnusableInput(f"{path} is not UTF-8 text: save it as UTF-8") from error


@contextmanager
def _progress(draws: int) -> Iterator[Callable[[int], None]]:
    """A bar on the error stream, gone when the work is done."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("replays", total=draws)
        yield lambda count: bar.advance(task, count)


def _print(found: Rated) -> None:
    from zonebook.rating.results import as_dict

    told = as_dict(found)
    places = sorted(told["ranks"], key=lambda zone: (told["ranks"][zone], zone))
    rows = []
    for zone in places:
        interval = told["intervals"][zone]
        exact = f"{told['best'][zone]}-{told['worst'][zone]}" if told["best"] else "—"
        rows.append(
            [
                str(told["ranks"][zone]),
                zone,
                f"{told['scores'][zone]:.2f}",
                f"{interval['low']}-{interval['high']}",
                exact,
                f"{interval['first']:.0%}",
                f"{told['coverage'][zone]:.0%}",
                told["classes"][zone] or "—",
            ]
        )
    title = (
        f"{told['definition']['code']} ({told['definition']['status']}), {told['replays']} replays, seed {told['seed']}"
    )
    columns = ("place", "zone", "score", "5-95 %", "any weights", "first", "known", "class")
    print_table(columns, rows, title=title)
    for line in _remarks(told):
        typer.echo(line)


def _remarks(told: dict) -> Iterator[str]:
    for zone, share in told["unranked"].items():
        yield f"not ranked: {zone}, {share:.0%} known"
    for code, share in told["left_out"].items():
        yield f"left out: {code}, known of {share:.0%} of the zones"
    overtaking = told["overtaking"]
    if overtaking and overtaking["rival"]:
        moved = f"{overtaking['moved']:.1%} of the weight moves"
        yield f"{overtaking['rival']} draws level with {overtaking['leader']} when {moved}"
    elif overtaking:
        yield f"{overtaking['leader']} is first under any weights"
    if told["exact"] is not True:
        yield f"no exact places: {told['exact']}"
    for cause, count in told["failed"].items():
        yield f"failed replays: {count}, {cause}"
