"""What of the zone's own releases can everybody read by now, and what is read most?

A release is out from the moment of its first publication on; of several publications the newest that is out stands. One
that was recalled before its moment never was. One that was withdrawn leaves the lists; its address says why.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.utils.timezone import localdate

from zonebook.accounts.queries import Asker, Permission, may, require
from zonebook.newsroom.going_out import NOT_RECALLED
from zonebook.newsroom.models import Publication, Release
from zonebook.registry.models import Zone

_RECENT = timedelta(days=30)
_MOST_READ = 5


def news(zone: Zone, *, at: datetime, rubric: str = "") -> QuerySet[Publication]:
    """The standing publication of each release that is out, newest first; of one rubric, if it is named."""
    found = told(zone, at=at).filter(withdrawal__isnull=True)
    return found.filter(version__rubric=rubric) if rubric else found


def told(zone: Zone, *, at: datetime) -> QuerySet[Publication]:
    """As `news`, with those that were withdrawn: for whoever has read them, or keeps their address."""
    of_release = _out(at).filter(release=OuterRef("release"))
    newest = of_release.order_by("-number").values("number")[:1]
    first_out = of_release.order_by("number").values("visible_from")[:1]
    found = _out(at).filter(release__zone=zone, number=Subquery(newest)).annotate(first_out=Subquery(first_out))
    return found.select_related("version", "release", "statement", "withdrawal").order_by("-first_out", "-pk")


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
    """What stands of a release that is out, or stood before it was withdrawn. Raises Publication.DoesNotExist."""
    return told(zone, at=at).get(release=key)


def publications_out(release: Release, *, at: datetime) -> QuerySet[Publication]:
    """Every publication of a release that can be read, newest first: what was corrected stays readable."""
    found = _out(at).filter(release=release, withdrawal__isnull=True)
    return found.select_related("version", "statement").order_by("-number")


def releases(asker: Asker, zone: Zone) -> QuerySet[Release]:
    """All releases, those written on last first. For those who write or approve them: raises PermissionDenied.

    `goes_out`: from when on the newest publication that was not recalled is, or will be, public.
    """
    if not may(asker, Permission.APPROVE_RELEASES, zone=zone.code):
        require(asker, Permission.WRITE_RELEASES, zone=zone.code)
    newest = Publication.objects.filter(NOT_RECALLED, release=OuterRef("pk")).order_by("-number")
    found = Release.objects.filter(zone=zone).annotate(goes_out=Subquery(newest.values("visible_from")[:1]))
    return found.select_related("zone")


def _out(at: datetime) -> QuerySet[Publication]:
    return Publication.objects.filter(NOT_RECALLED, visible_from__lte=at)
