"""What of the zone's own releases can everybody read by now, and what is read most?

A release is out from the moment of its first publication on; of several publications the newest that is out stands.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.utils.timezone import localdate

from zonebook.accounts.queries import Asker, Permission, may, require
from zonebook.newsroom.models import Publication, Release
from zonebook.registry.models import Zone

_RECENT = timedelta(days=30)
_MOST_READ = 5


def news(zone: Zone, *, at: datetime, rubric: str = "") -> QuerySet[Publication]:
    """The standing publication of each release that is out, newest first; of one rubric, if it is named."""
    of_release = Publication.objects.filter(release=OuterRef("release"))
    newest = of_release.filter(visible_from__lte=at).order_by("-number").values("number")[:1]
    first_out = of_release.filter(number=1).values("visible_from")[:1]
    found = _out(at).filter(release__zone=zone, number=Subquery(newest)).annotate(first_out=Subquery(first_out))
    found = found.select_related("version", "release", "statement").order_by("-first_out", "-pk")
    return found.filter(version__rubric=rubric) if rubric else found


def rubrics(zone: Zone, *, at: datetime) -> list[tuple[str, int]]:
    """The rubrics that have news, by name, with how many."""
    counted = news(zone, at=at).order_by().values_list("version__rubric").annotate(Count("pk"))
    return sorted((name, count) for name, count in counted if name)


def most_read(zone: Zone, *, at: datetime) -> list[Publication]:
    """What was opened most in the last thirty days, the most read first."""
    since = localdate(at) - _RECENT
    read = Release.objects.filter(readings__day__gt=since).annotate(times=Sum("readings__count"))
    times = dict(read.filter(zone=zone).order_by("-times").values_list("pk", "times")[:_MOST_READ])
    found = news(zone, at=at).filter(release__in=list(times))
    return sorted(found, key=lambda one: -times[one.release_id])


def standing_publication(zone: Zone, key: int, *, at: datetime) -> Publication:
    """What stands of a release that is out. Raises Publication.DoesNotExist."""
    return news(zone, at=at).get(release=key)


def publications_out(release: Release, *, at: datetime) -> QuerySet[Publication]:
    """Every publication of a release that is out, newest first: what was corrected stays readable."""
    return _out(at).filter(release=release).select_related("version", "statement").order_by("-number")


def releases(asker: Asker, zone: Zone) -> QuerySet[Release]:
    """All releases, those written on last first. For those who write or approve them: raises PermissionDenied."""
    if not may(asker, Permission.APPROVE_RELEASES, zone=zone.code):
        require(asker, Permission.WRITE_RELEASES, zone=zone.code)
    return Release.objects.filter(zone=zone).select_related("zone")


def _out(at: datetime) -> QuerySet[Publication]:
    return Publication.objects.filter(visible_from__lte=at)
