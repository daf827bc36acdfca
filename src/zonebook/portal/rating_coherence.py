"""Do the indicators of a rating belong together? What the look before weights found, in words and a small table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zonebook.measures import Text
from zonebook.portal.rating_words import decimal, percent
from zonebook.portal.ratings import League
from zonebook.portal.templatetags.zonebook import say
from zonebook.portal.words import in_a_row

_GOOD, _POOR = 0.7, 0.5
"""Cronbach's alpha from which indicators are usually said to measure one thing, and below which hardly: the Handbook
(2008), section 4.3, after Nunnally, Psychometric Theory, 1978."""
_FEW = 10  # zones; a correlation of fewer is mostly chance
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Coherence:
    """Of a group of indicators: what is to be said of it, and how each goes with each other (−1 to 1)."""

    title: Text
    sentences: tuple[str, ...]
    members: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[str, ...]], ...]


def coherence_of(league: League) -> tuple[Coherence, ...]:
    """The groups of an edition that have several indicators, as far as enough zones are known by all of them."""
    titles = {group.code: group.title for group in league.rating.root.groups()}
    found = league.result.get("coherence", {})
    return tuple(
        _of_group(titles[code], of_group, league=league)
        for code, of_group in found.items()
        if len(of_group["correlations"]) >= _PAIR
    )


def _of_group(title: Text, found: Mapping[str, Any], *, league: League) -> Coherence:
    codes = list(found["correlations"])
    rows = [
        (league.titles[code], tuple("" if other == code else _r(of_code[other]) for other in codes))
        for code, of_code in found["correlations"].items()
    ]
    return Coherence(
        title, tuple(_sentences(found, league=league)), tuple(league.titles[code] for code in codes), tuple(rows)
    )


def _r(correlation: float | None) -> str:
    return "—" if correlation is None else decimal(correlation, decimals=2)


def _sentences(found: Mapping[str, Any], *, league: League) -> Iterator[str]:
    alpha = found["alpha"]
    if alpha is not None:
        told = {"alpha": decimal(alpha, decimals=2)}
        yield _alpha_said(alpha) % told
    if found["explained"]:
        share = {"share": percent(found["explained"][0])}
        yield _("One common component tells %(share)s of how the zones differ by them.") % share
    for one, other in found["same"]:
        pair = {"one": say(league.titles[one]), "other": say(league.titles[other])}
        yield _("“%(one)s” and “%(other)s” say nearly the same: together they count twice.") % pair
    if found["against"]:
        names = in_a_row([say(league.titles[code]) for code in found["against"]])
        yield _("Pull against their own group: %(names)s.") % {"names": names}
    if found["zones"] < _FEW:
        yield ngettext(
            "This is by %(count)s zone only: of so few such numbers are mostly chance.",
            "This is by %(count)s zones only: of so few such numbers are mostly chance.",
            found["zones"],
        ) % {"count": found["zones"]}


def _alpha_said(alpha: float) -> str:
    if alpha >= _GOOD:
        return _("The indicators measure one thing (Cronbach's alpha %(alpha)s).")
    if alpha >= _POOR:
        return _("The indicators measure one thing loosely (Cronbach's alpha %(alpha)s).")
    return _("The indicators hardly measure one thing (Cronbach's alpha %(alpha)s).")
