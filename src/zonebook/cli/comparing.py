"""The comparison of zones on the command line: a definition and a matrix in, places and how sure they are out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zonebook.cli.app import app
from zonebook.cli.output import Format, UnusableInput, print_json, print_table
from zonebook.cli.reading import FormatOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from zonebook.rating import Matrix, Rating
    from zonebook.rating.replaying import Replay, Stage
    from zonebook.rating.results import Rated

_DRAWS, _MOST_DRAWS = 10_000, 100_000_000


class Engine(StrEnum):
    """What makes the replays."""

    LOCAL = "local"
    SPARK = "spark"


EarlierOption = Annotated[
    list[Path] | None, typer.Option(help="the matrix of an earlier edition, the newest first; may be given again")
]


@app.command()
def rate(
    spec: Path,
    matrix: Path,
    *,
    draws: Annotated[int, typer.Option(help="replays with other assumptions", min=1, max=_MOST_DRAWS)] = _DRAWS,
    seed: Annotated[int, typer.Option(help="the same seed says the same again", min=0)] = 1,
    earlier: EarlierOption = None,
    engine: Annotated[Engine, typer.Option(help="where replays are made; the answer is the same")] = Engine.LOCAL,
    output: FormatOption = Format.TABLE,
) -> None:
    """Rank the zones of a CSV matrix by a rating's YAML definition, and say how sure each place is."""
    from zonebook.methodology import MethodologyError
    from zonebook.methodology.ratings import rating_from_yaml
    from zonebook.rating import RatingError
    from zonebook.rating.results import as_dict, rated_from

    try:
        definition = rating_from_yaml(_text(spec), name=spec.name)
        known = _matrix(matrix, earlier or ())
        with _progress(draws) as advance, standard_output_kept():
            stage = _stage(definition, known)
            found = rated_from(stage, _replayed(stage, engine, draws=draws, seed=seed, progress=advance))
    except (MethodologyError, RatingError) as error:
        raise UnusableInput(str(error)) from error
    if output is Format.JSON:
        print_json(as_dict(found))
    else:
        _print(found)


def _stage(definition: Rating, matrix: Matrix) -> Stage:
    """The rating held against the matrix. Raises RatingError for what cannot be rated, or means nothing."""
    from zonebook.rating.assessing import must_have_spread, screen
    from zonebook.rating.replaying import Stage

    screened = screen(definition, matrix)
    must_have_spread(screened)
    return Stage(screened)


def _replayed(stage: Stage, engine: Engine, *, draws: int, seed: int, progress: Callable[[int], None]) -> Replay:
    """The replays, wherever they are made. Raises RatingError, and UnusableInput where Spark is asked and missing."""
    if engine is Engine.LOCAL:
        from zonebook.rating.replaying import replay

        return replay(stage, draws=draws, seed=seed, threads=os.cpu_count() or 1, progress=progress)
    from zonebook.engine.replaying_on_spark import SparkMissing, replay_on_spark

    try:
        return replay_on_spark(stage, draws=draws, seed=seed, progress=progress)
    except SparkMissing as error:
        raise UnusableInput(str(error)) from error


def _matrix(path: Path, earlier: Sequence[Path]) -> Matrix:
    """The matrix of a file with those of earlier editions. Raises RatingError; of an earlier one it names the file."""
    from zonebook.rating import RatingError
    from zonebook.rating.reading import matrix_from_csv

    editions = []
    for edition in earlier:
        try:
            editions.append(matrix_from_csv(_text(edition)))
        except RatingError as error:
            raise RatingError(f"{edition.name}: {error}") from error
    return matrix_from_csv(_text(path)).after(editions)


@contextmanager
def standard_output_kept() -> Iterator[None]:
    """For the answer alone: a solver or a Java machine that writes to it by itself writes to the error stream."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


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


def _remarks(told: dict[str, Any]) -> Iterator[str]:
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
    yield from _incoherent(told["coherence"])
    for cause, count in told["failed"].items():
        yield f"failed replays: {count}, {cause}"


def _incoherent(groups: dict[str, Any]) -> Iterator[str]:
    """What a reader should know before trusting what a group adds up to."""
    for code, group in groups.items():
        for one, other in group["same"]:
            r = group["correlations"][one][other]
            yield f"in {code}: {one} and {other} say the same (correlation {r:.2f})"
        for member in group["against"]:
            yield f"in {code}: {member} pulls against the others"
