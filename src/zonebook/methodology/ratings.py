"""Which ratings are shipped, and how is one read from a file of somebody else's?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from zonebook.methodology.definition import MethodologyError
from zonebook.methodology.loader import builder, parse_definition
from zonebook.rating import Rating, RatingError

_UNIONS = frozenset({"Group", "Indicator"})  # what pydantic puts into a path where a member may be either
_PLAIN = {
    "missing": "is missing",
    "unexpected_keyword_argument": "no field has this name",
    "dataclass_type": "fields are expected here, such as code and title",
}


def rating_from_yaml(text: str, *, name: str) -> Rating:
    """A rating from its YAML text. Raises MethodologyError naming the file and the field."""
    found: Rating = parse_definition(_rating, text, name=name)
    return found


def _rating(content: object) -> Rating:
    """The rating of plain YAML values. Raises RatingError that names each faulty field once."""
    if not isinstance(content, dict):
        raise RatingError("no fields stand here: a rating begins with its code, title and root")
    try:
        found: Rating = builder(Rating)(content)
    except ValidationError as error:
        raise RatingError("; ".join(_faults(error, content))) from error
    return found


def _faults(error: ValidationError, content: object) -> Iterator[str]:
    """Each fault with its place. What has members was meant as a group, what has none as an indicator."""
    for fault in error.errors():
        meant, place = True, content
        path: list[str] = []
        for step in fault["loc"]:
            if step in _UNIONS:
                fields = place if isinstance(place, dict) else {}
                meant &= (step == "Group") == ("members" in fields)
                if "code" in fields:
                    path[-1] += f" (“{fields['code']}”)"
                continue
            path.append(str(step))
            place = _below(place, step)
        if meant:
            yield f"{'.'.join(path)}: {_PLAIN.get(fault['type'], fault['msg'])}"


def _below(place: object, step: str | int) -> object:
    if isinstance(place, dict):
        return place.get(step)
    return place[step] if isinstance(place, list) and isinstance(step, int) and step < len(place) else None


def shipped_ratings() -> tuple[Rating, ...]:
    """The ratings of the package, by the name of their files. Raises MethodologyError for one that cannot be used."""
    return tuple(rating for rating, _ in _shipped())


def written_rating(code: str, *, on: date) -> tuple[Rating, str]:
    """The newest version of a shipped rating that is in force on a day, and its YAML text. Raises MethodologyError."""
    of_code = [(rating, text) for rating, text in _shipped() if rating.code == code]
    in_force = [(rating, text) for rating, text in of_code if rating.valid_from <= on]
    if not in_force:
        known = ", ".join(sorted({rating.code for rating, _ in _shipped()}))
        raise MethodologyError(f"no rating “{code}” in force on {on}; known: {known}")
    return max(in_force, key=lambda one: one[0].valid_from)


@cache
def _shipped() -> tuple[tuple[Rating, str], ...]:
    folder = files("zonebook.methodology") / "definitions" / "ratings"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    return tuple((rating_from_yaml(text, name=name), text) for name, text in texts.items())
