"""Editions of our ratings and of those that others publish: which there are, what changed, for how long somebody leads.

Ours and those of others are read by different functions and never stand in one list: they are different objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import isclose
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from zonebook.figures.comparing import Compared, Comparison, computed_again, fingerprint
from zonebook.figures.models import Edition, RatingEdition, RatingPlace
from zonebook.methodology.definition import MethodologyError
from zonebook.methodology.ratings import rating_from_yaml
from zonebook.rating import Assessment, RatingError, Streak, screen, streak_of_first_places
from zonebook.rating.assessing import Screened, assessed
from zonebook.rating.changing import Change, changes
from zonebook.rating.keeping import matrix_from_dict

_NEARLY = 1e-9  # what another machine's last digits may differ by


def editions(rating: str | None = None, zone_class: str | None = None) -> QuerySet[Edition]:
    """Our editions that count, the newest year first: of each year the one made last."""
    last = Edition.objects.filter(
        rating=OuterRef("rating"), zone_class=OuterRef("zone_class"), year=OuterRef("year")
    ).order_by("-number")
    found = Edition.objects.filter(number=Subquery(last.values("number")[:1]))
    named = {"rating": rating, "zone_class": zone_class}
    return found.filter(**{name: value for name, value in named.items() if value is not None})


def edition(rating: str, zone_class: str, *, year: int, number: int | None = None) -> Edition:
    """The edition of a year that counts, or an earlier one by its number. Raises Edition.DoesNotExist."""
    if number is None:
        return editions(rating, zone_class).get(year=year)
    return Edition.objects.get(rating=rating, zone_class=zone_class, year=year, number=number)


def editions_of_year(asked: Comparison) -> QuerySet[Edition]:
    """All editions of the same rating, class and year, the last made first."""
    return Edition.objects.filter(rating=asked.rating, zone_class=asked.zone_class, year=asked.year)


def must_have_ended(asked: Comparison, *, on: date) -> None:
    """Raises ValidationError for a year that has not ended on a day."""
    if asked.as_of >= on:
        raise ValidationError({"year": _("The year %(year)s has not ended yet.") % {"year": asked.year}})


def edition_of(asked: Comparison, found: Compared, *, number: int) -> Edition:
    """What came out as an edition that is kept nowhere yet; by whom and when is still to be said."""
    return Edition(
        rating=asked.rating,
        definition=found.definition,
        definition_written=found.definition_written,
        zone_class=asked.zone_class,
        year=asked.year,
        number=number,
        as_of=asked.as_of,
        seed=asked.seed,
        draws=asked.draws,
        matrix=found.matrix,
        taken=found.taken,
        result=found.result,
        sha256=found.sha256,
    )


def edition_before(later: Edition) -> Edition | None:
    """The edition of the year before that counts, or of the nearest earlier year."""
    return editions(later.rating, later.zone_class).filter(year__lt=later.year).first()


def change_between(earlier: Edition, later: Edition) -> tuple[Change, ...]:
    """Of each zone that both rank, what its place and its score changed by and why, the first of the later first.

    Raises RatingError where the two compare by other indicators or a score has no parts.
    """
    return changes(_assessed(earlier), _assessed(later))


def streak(rating: str, zone_class: str, *, zone: str) -> Streak:
    """For how many of our editions in a row a zone has been first in its class, counted back from the newest."""
    ranks = editions(rating, zone_class).values_list("year", "result__ranks")
    return streak_of_first_places({year: places[zone] for year, places in ranks if zone in places})


def official_editions(zone_class: str) -> Mapping[RatingEdition, list[RatingPlace]]:
    """What others published of the zones of a class, by edition, the newest of each rating first."""
    places = (
        RatingPlace.objects.filter(zone__kind=zone_class)
        .select_related("edition", "zone")
        .order_by("edition__rating", "-edition__year", F("place").asc(nulls_last=True), "zone__name_ru")
    )
    found: dict[RatingEdition, list[RatingPlace]] = {}
    for place in places:
        found.setdefault(place.edition, []).append(place)
    return found


def official_streak(rating: str, zone: str) -> Streak:
    """For how many editions in a row others put a zone first, as far as their editions are recorded."""
    places = RatingPlace.objects.filter(edition__rating=rating, zone__code=zone, place__isnull=False)
    return streak_of_first_places(dict(places.values_list("edition__year", "place")))


def edition_faults(*, again: bool = False) -> Iterator[str]:
    """Each edition that is not as it was written; `again`: or of which the engine says something else today."""
    for one in Edition.objects.order_by("pk").iterator():
        if fingerprint(one.definition_written, one.matrix, one.taken, one.result) != one.sha256:
            yield f"edition {one}: is not what was written when it was made"
        elif again and (fault := _said_otherwise(one)):
            yield f"edition {one}: {fault}"


def _said_otherwise(one: Edition) -> str | None:
    try:
        found = computed_again(one.definition_written, one.matrix, seed=one.seed, draws=one.draws)
    except (MethodologyError, RatingError) as error:
        return f"cannot be computed again: {error}"
    place = _difference(one.result, found)
    return None if place is None else f"computed again it differs in {place}"


def _difference(kept: Any, found: Any, *, place: str = "result") -> str | None:
    """Where two plain values first differ by more than the last digits of their numbers."""
    if isinstance(kept, Mapping) and isinstance(found, Mapping):
        if set(kept) != set(found):
            return place
        pairs = [(f"{place}.{key}", kept[key], found[key]) for key in kept]
    elif isinstance(kept, list) and isinstance(found, list):
        if len(kept) != len(found):
            return place
        pairs = [(f"{place}.{nth}", *both) for nth, both in enumerate(zip(kept, found, strict=True))]
    elif isinstance(kept, int | float) and isinstance(found, int | float):
        return None if isclose(kept, found, rel_tol=_NEARLY, abs_tol=_NEARLY) else place
    else:
        return None if kept == found else place
    return next((fault for where, one, other in pairs if (fault := _difference(one, other, place=where))), None)


def _assessed(one: Edition) -> tuple[Screened, Assessment]:
    rating = rating_from_yaml(one.definition_written, name=str(one))
    screened = screen(rating, matrix_from_dict(one.matrix))
    return screened, assessed(screened)
