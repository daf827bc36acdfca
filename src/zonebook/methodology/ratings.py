"""Which ratings are shipped, and how is one read from a file of somebody else's?"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from zonebook.methodology.loader import builder, parse_definition
from zonebook.rating import Rating


def rating_from_yaml(text: str, *, name: str) -> Rating:
    """A rating from its YAML text. Raises MethodologyError naming the file and the field."""
    found: Rating = parse_definition(builder(Rating), text, name=name)
    return found


@cache
def shipped_ratings() -> tuple[Rating, ...]:
    """The ratings of the package, by the name of their files. Raises MethodologyError for one that cannot be used."""
    folder = files("zonebook.methodology") / "definitions" / "ratings"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    return tuple(rating_from_yaml(path.read_text(encoding="utf-8"), name=path.name) for path in paths)
