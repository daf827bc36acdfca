"""Commands of the comparison of zones by what was published: keep figures, make an edition, list the editions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zonebook.cli.app import app
from zonebook.cli.output import Format, UnusableInput, book_open, print_json, print_table
from zonebook.cli.reading import FormatOption, read_text

if TYPE_CHECKING:
    from zonebook.accounts.queries import Actor
    from zonebook.figures.models import Edition

ByOption = Annotated[str, typer.Option(help="the name of the account that acts, and may")]


@app.command()
def editions(
    *,
    rating: Annotated[str | None, typer.Option(help="such as zone-balance; default: all")] = None,
    zone_class: Annotated[str | None, typer.Option("--class", help="technology, industrial, tourism, port")] = None,
    year: Annotated[int | None, typer.Option(help="default: all years")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Our editions of ratings, of each year the one that counts, with the places. Exit code 1 when there is none."""
    with book_open():
        from zonebook.figures.editions import editions as editions_that_count

        found = [one for one in editions_that_count(rating, zone_class) if year in (None, one.year)]
        if output is Format.JSON:
            print_json({"editions": [_as_dict(one) for one in found]})
        else:
            print_table(("rating", "class", "year", "made", "first", "in replays"), [_row(one) for one in found])
    if not found:
        raise SystemExit(1)


@app.command()
def make_edition(
    rating: str,
    zone_class: str,
    year: int,
    *,
    by: ByOption,
    reason: Annotated[str, typer.Option(help="why the edition of a year is made again")] = "",
    without: Annotated[list[str] | None, typer.Option(help="a published figure not to take: NUMBER=WHY")] = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Make an edition of a rating from the figures published by now, and keep it for good."""
    with book_open():
        from zonebook.figures.actions import make_edition as make
        from zonebook.figures.comparing import Comparison

        with _refusals():
            asked = Comparison(rating, zone_class, year, without=_left_out(without or []))
            made = make(_actor(by), asked, reason=reason)
        if output is Format.JSON:
            print_json(_as_dict(made))
        else:
            print_table(("rating", "class", "year", "made", "first", "in replays"), [_row(made)])


@app.command()
def keep_facts(file: Path, *, by: ByOption, output: FormatOption = Format.TABLE) -> None:
    """Keep the published figures of a CSV table, all or none; rows that are texts are named and not kept."""
    text = read_text(file)
    with book_open():
        from zonebook.methodology.published import load_published
        from zonebook.published.actions import keep_facts as keep
        from zonebook.published.reading import fact_table

        with _refusals():
            table = fact_table(text, definition=load_published())
            kept = keep(_actor(by), table.facts, texts=table.texts)
        texts = [f"line {one.line}: {one.about} {one.indicator}" for one in table.texts]
        if output is Format.JSON:
            print_json({"facts": len(kept), "texts": texts})
        else:
            print_table((f"{len(kept)} figures kept; texts, not kept",), [[one] for one in texts])


def _left_out(written: list[str]) -> dict[int, str]:
    found = {}
    for one in written:
        number, _, why = one.partition("=")
        if not number.strip().isdigit() or not why.strip():
            raise UnusableInput(f"--without {one}: write the figure's number, “=”, and why it is not to be taken")
        found[int(number)] = why.strip()
    return found


def _actor(name: str) -> Actor:
    from django.utils import timezone

    from zonebook.accounts.models import User
    from zonebook.accounts.queries import Actor

    user = User.objects.filter(username=name).first()
    if user is None:
        raise UnusableInput(f"there is no account “{name}”")
    return Actor(user, timezone.now())


@contextmanager
def _refusals() -> Iterator[None]:
    """What an action refuses becomes one clear line."""
    from django.core.exceptions import PermissionDenied, ValidationError

    try:
        yield
    except PermissionDenied as error:
        raise UnusableInput(str(error)) from error
    except ValidationError as error:
        raise UnusableInput("; ".join(error.messages)) from error


def _row(one: Edition) -> list[str]:
    first = [zone for zone, place in one.result["ranks"].items() if place == 1]
    shares = [f"{one.result['intervals'][zone]['first']:.0%}" for zone in first]
    return [one.rating, one.zone_class, str(one.year), f"{one.made_at:%Y-%m-%d}", ", ".join(first), ", ".join(shares)]


def _as_dict(one: Edition) -> dict[str, Any]:
    told = ("scores", "ranks", "intervals", "best", "worst", "coverage", "unranked", "replays", "failed")
    return {
        "rating": one.rating,
        "definition": one.definition,
        "class": one.zone_class,
        "year": one.year,
        "number": one.number,
        "as_of": one.as_of.isoformat(),
        "made_by": one.made_by,
        "made_at": one.made_at.isoformat(),
        "reason": one.reason,
        "seed": one.seed,
        "draws": one.draws,
        "sha256": one.sha256,
        **{name: one.result[name] for name in told},
    }
