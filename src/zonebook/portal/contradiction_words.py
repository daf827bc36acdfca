"""How does the page say why two published figures contradict each other?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zonebook.claims.contradicting import Clash, Voice
from zonebook.claims.probable_causes import Cause, Grounds, Probable
from zonebook.measures import Hedge
from zonebook.measures.published import SourceKind
from zonebook.methodology.published import load_published
from zonebook.portal.templatetags.zonebook import claimed_period, day, say

CAUSES: Mapping[Cause, Any] = MappingProxyType(
    {
        Cause.RESIDENTS_OR_COMPANIES: _("residents or companies"),
        Cause.DECLARED_OR_SPENT: _("declared or spent"),
        Cause.PLAN_OR_FACT: _("plan or fact"),
        Cause.CUMULATIVE_OR_YEARLY: _("since the start or in the year"),
        Cause.HALF_OR_YEAR: _("part of the year or the year"),
        Cause.UNIT_SLIP: _("a thousand times off"),
        Cause.PART_OR_WHOLE: _("part or whole"),
        Cause.ROUNDING: _("rounding"),
        Cause.LATER_CORRECTION: _("corrected later"),
        Cause.PERIOD_INFERRED: _("the period was guessed"),
    }
)
CLASHES: Mapping[Clash, Any] = MappingProxyType(
    {
        Clash.SAME_TIME: _("for the same time"),
        Clash.FALL: _("the later one is less than time explains"),
        Clash.LEAP: _("the later one is more than time explains"),
        Clash.PART_OF_TIME: _("more in a part of the period than in the whole"),
        Clash.PART_OF_PLACE: _("more in a part of the zone than in the whole"),
    }
)
HEDGES: Mapping[Hedge, Any] = MappingProxyType(
    {
        Hedge.MORE_THAN: _("more than"),
        Hedge.AT_LEAST: _("at least"),
        Hedge.LESS_THAN: _("less than"),
        Hedge.AT_MOST: _("up to"),
        Hedge.ALMOST: _("almost"),
        Hedge.ABOUT: _("about"),
    }
)
SOURCES: Mapping[SourceKind, Any] = MappingProxyType(
    {
        SourceKind.OFFICIAL: _("official page or reference"),
        SourceKind.AGENCY: _("news agency"),
        SourceKind.PRESS: _("press"),
        SourceKind.REPRINT: _("regional press or reprint"),
        SourceKind.UNNAMED: _("page not named"),
    }
)


def why(cause: Probable) -> str:
    """What speaks for a cause, as a sentence."""
    match cause.grounds:
        case Grounds.FACTOR:
            return gettext("Times a thousand or a million, the smaller number would agree with the larger one.")
        case Grounds.SAME_NUMBER if cause.evidence is not None:
            return gettext("The same number is published as “%(title)s”, %(period)s.") % {
                "title": title_of(cause.evidence),
                "period": period_of(cause.evidence),
            }
        case Grounds.NOTE:
            return gettext("The note kept beside the figure says so.")
        case Grounds.BASIS:
            return gettext("The page did not name the period: it was taken from the day of publication.")
        case Grounds.PLACE:
            return gettext("One is of a part of the zone, the other of the whole.")
    if cause.cause is Cause.ROUNDING:
        return gettext("They differ by no more than the last digit that was rounded to.")
    return gettext("They are near to each other and were published at different times.")


def title_of(voice: Voice) -> str:
    """What a figure is of."""
    return say(load_published().indicator(voice.meaning.code).title)


def period_of(voice: Voice) -> str:
    """The time that a figure is of, as precisely as it was said."""
    period = voice.fact.period or ""
    return some_day(*voice.days) if period.startswith("as_of") else claimed_period(period)


def some_day(first: date, last: date) -> str:
    """The day of a state of which only these are known: on one of them it was so."""
    if _is_year(first, last):
        return gettext("some day of %(year)s") % {"year": claimed_period(str(first.year))}
    if first == last:
        return claimed_period(f"as_of:{last}")
    if (first.year, first.month) == (last.year, last.month):
        return gettext("some day of %(month)s") % {"month": day(last).partition(" ")[2]}
    return gettext("some day from %(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def _is_year(first: date, last: date) -> bool:
    return first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
