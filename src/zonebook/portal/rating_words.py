"""How do the pages of ratings say what the engine found? Methods by name, shares, and the sentence of a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from zonebook.measures.numbers import NO_BREAK, plain_number
from zonebook.portal.ratings import Cost, Influence, League, Moved, Row
from zonebook.portal.words import Words, in_a_row
from zonebook.rating import Streak
from zonebook.rating.assumptions import Assumption
from zonebook.rating.definition import (
    Aggregation,
    Imputation,
    Normalisation,
    Outliers,
    Screening,
    Status,
    Weighting,
    WeightsDrawn,
)
from zonebook.registry.wording import language

CLASSES: Words = MappingProxyType(
    {
        "technology": _("Technology zones"),
        "industrial": _("Industrial zones"),
        "tourism": _("Tourism zones"),
        "port": _("Port zones"),
    }
)

STATUSES: Words = MappingProxyType(
    {
        Status.OFFICIAL: _("An official method."),
        Status.ILLUSTRATIVE: _("An illustration: the method and its weights are this book's own, nobody official's."),
    }
)

ASSUMPTIONS: Words = MappingProxyType(
    {
        Assumption.WEIGHTS: _("weights"),
        Assumption.WEIGHTING: _("where the weights come from"),
        Assumption.NORMALISATION: _("the common scale"),
        Assumption.AGGREGATION: _("the way of adding up"),
        Assumption.IMPUTATION: _("what fills the gaps"),
        Assumption.OUTLIERS: _("what is done with outliers"),
        Assumption.LEFT_OUT: _("one indicator left out"),
        Assumption.ERRORS: _("how exact the numbers are"),
    }
)

NORMALISATIONS: Words = MappingProxyType(
    {
        Normalisation.MIN_MAX: _("from the worst to the best value"),
        Normalisation.Z_SCORE: _("standard deviations from the mean"),
        Normalisation.VECTOR: _("share of the length of all values"),
        Normalisation.RANK: _("rank"),
        Normalisation.PERCENTILE_RANK: _("share of the zones that are worse"),
        Normalisation.GOALPOSTS: _("between agreed goalposts"),
        Normalisation.LEADER: _("share of the leader's value"),
        Normalisation.ATTAINMENT: _("share of the plan that was done"),
    }
)

AGGREGATIONS: Words = MappingProxyType(
    {
        Aggregation.ARITHMETIC: _("arithmetic mean"),
        Aggregation.GEOMETRIC: _("geometric mean"),
        Aggregation.HARMONIC: _("harmonic mean"),
        Aggregation.GENERALISED: _("generalised mean"),
        Aggregation.TOPSIS: _("distance from the best and the worst (TOPSIS)"),
        Aggregation.COPELAND: _("wins less defeats (Copeland)"),
        Aggregation.BORDA: _("points for each zone that is worse (Borda)"),
    }
)

IMPUTATIONS: Words = MappingProxyType(
    {
        Imputation.NONE: _("nothing: the other indicators make up for it"),
        Imputation.CLASS_MEDIAN: _("the median of the class"),
        Imputation.LAST_VALUE: _("the last known value"),
        Imputation.NEAREST: _("the zones most alike"),
    }
)

OUTLIERS: Words = MappingProxyType(
    {
        Outliers.NONE: _("nothing"),
        Outliers.WINSORISE: _("drawn in to the nearest usual value"),
        Outliers.BOX_COX: _("a Box-Cox transformation"),
        Outliers.LOG: _("the logarithm"),
    }
)

WEIGHTINGS: Words = MappingProxyType(
    {
        Weighting.GIVEN: _("given"),
        Weighting.EQUAL: _("equal"),
        Weighting.BUDGET_ALLOCATION: _("points given by experts"),
        Weighting.ENTROPY: _("by entropy of the numbers"),
        Weighting.CRITIC: _("by contrast and conflict of the numbers (CRITIC)"),
        Weighting.PRINCIPAL_COMPONENTS: _("by principal components"),
        Weighting.BENEFIT_OF_THE_DOUBT: _("each zone's best ones"),
    }
)

SCREENINGS: Words = MappingProxyType(
    {
        Screening.INDICATORS_FIRST: _(
            "An indicator that is known of fewer than %(share)s of the zones is left out; then a zone of which fewer "
            "than %(share)s of the indicators are known gets no place."
        ),
        Screening.ZONES_FIRST: _(
            "A zone of which fewer than %(share)s of the indicators are known gets no place; then an indicator that is "
            "known of fewer than %(share)s of the zones left is left out."
        ),
    }
)

WEIGHTS_DRAWN: Words = MappingProxyType(
    {
        WeightsDrawn.SPREAD: _("any weights, all as likely"),
        WeightsDrawn.EXPERTS: _("the weights of one of the experts"),
        WeightsDrawn.FIXED: _("weights as they are defined"),
    }
)

_NEARLY = 0.005
"""A share that whole per cents would round to none or to all of it."""


def percent(share: float, *, decimals: int = 0) -> str:
    """A share of 1 in per cent, never parted from its sign: 71 %, 12,5 %."""
    number = plain_number(round(Decimal(100 * share), decimals).normalize(), language())
    return (gettext("%(share)s%%") % {"share": number}).replace(" ", NO_BREAK)


def decimal(amount: float, *, decimals: int = 1) -> str:
    """A number with so many decimals, as the language writes it."""
    return plain_number(Decimal(amount), language(), decimals=decimals)


def places(low: int, high: int) -> str:
    """An interval of places: 1–3; one place alone: 1."""
    return str(low) if low == high else f"{low}\u2013{high}"


def how_often(share: float) -> str:
    """In how many weightings something is so, if in any; what is rounded never reads as all or none of them."""
    if share >= 1:
        return gettext("in all weightings")
    if share < _NEARLY:
        return gettext("in less than %(share)s of the weightings") % {"share": percent(0.01)}
    if share >= 1 - _NEARLY:
        return gettext("in more than %(share)s of the weightings") % {"share": percent(0.99)}
    return gettext("in %(share)s of the weightings") % {"share": percent(share)}


def chance(share: float) -> str:
    """A probability in whole per cents: a dash for none, and what is rounded never reads as none or all."""
    if share <= 0:
        return "—"
    if share < _NEARLY:
        return f"<{percent(0.01)}"
    if 1 - _NEARLY <= share < 1:
        return f">{percent(0.99)}"
    return percent(share)


def firstness(row: Row) -> str:
    """How often a zone is first, as the part of a sentence."""
    if row.first <= 0:
        return gettext("comes first in none of the weightings")
    often = {"often": how_often(row.first)}
    return (gettext("stays first %(often)s") if row.place == 1 else gettext("comes first %(often)s")) % often


def place_said(row: Row) -> str:
    """The sentence of a place: where a zone stands, and how much of it hangs on choices."""
    said = {
        "zone": row.name,
        "place": row.place,
        "interval": places(row.low, row.high),
        "first": firstness(row),
    }
    sentence = gettext("%(zone)s: place %(place)s, interval %(interval)s, %(first)s") % said
    if row.best is not None and row.worst is not None:
        sentence += gettext("; whatever the weights, place %(places)s") % {"places": places(row.best, row.worst)}
    return f"{sentence}."


def cost_said(cost: Cost) -> str:
    """What would cost the first place, in one sentence."""
    if cost.rival is None or cost.moved is None:
        return gettext("No weights whatever take the first place from %(leader)s.") % {"leader": cost.leader}
    said = {
        "moved": percent(cost.moved, decimals=1),
        "losing": _shifts([one for one in cost.shifts if one.after < one.before]),
        "gaining": _shifts([one for one in cost.shifts if one.after > one.before]),
        "rival": cost.rival,
    }
    return gettext("It costs the first place to move %(moved)s of all weight from %(losing)s to %(gaining)s: "
                   "then %(rival)s draws level.") % said  # fmt: skip


def reaching_said(name: str, moved: float, *, shifts: Sequence[Moved]) -> str:
    """How little weight has to move for a zone to be first, in one sentence."""
    said = {
        "zone": name,
        "moved": percent(moved, decimals=1),
        "losing": _shifts([one for one in shifts if one.after < one.before]),
        "gaining": _shifts([one for one in shifts if one.after > one.before]),
    }
    return gettext("%(zone)s draws level with the first when %(moved)s of all weight moves from %(losing)s "
                   "to %(gaining)s.") % said  # fmt: skip


def _shifts(shifts: Sequence[Moved]) -> str:
    """Indicators with their weight before and after: “Residents” (25 % → 67 %)."""
    return in_a_row(
        [
            gettext("“%(title)s” (%(before)s → %(after)s)")
            % {"title": one.title.say(language()), "before": percent(one.before), "after": percent(one.after)}
            for one in shifts
        ]
    )


def replays_said(league: League) -> str:
    """How many replays there were, from which seed, and what each of them drew anew."""
    result = league.result
    counted = ngettext("%(count)s replay", "%(count)s replays", result["replays"]) % {
        "count": plain_number(Decimal(result["replays"]), language())
    }
    drawn = in_a_row([str(ASSUMPTIONS[code]) for code in result["varied"]])
    said = {"replays": counted, "seed": result["seed"], "drawn": drawn}
    return gettext("%(replays)s from seed %(seed)s; in each of them drawn anew: %(drawn)s.") % said


def failures_said(failed: Mapping[str, int]) -> str:
    """How many replays came to no ranking; nothing where all did."""
    count = sum(failed.values())
    if not count:
        return ""
    return ngettext(
        "%(count)s more replay came to no ranking and is counted nowhere.",
        "%(count)s more replays came to no ranking and are counted nowhere.",
        count,
    ) % {"count": plain_number(Decimal(count), language())}


def hinge_said(influences: Sequence[Influence]) -> str:
    """What the places hang on most; nothing where no assumption can be told from none."""
    told = [one for one in influences if one.is_told]
    if not told:
        return ""
    first = {"assumption": str(ASSUMPTIONS[told[0].assumption])}
    return gettext("The places hang most on this choice: %(assumption)s.") % first


def streak_said(streak: Streak, *, last_year: int) -> str:
    """For how long a zone has been first, with what is not known of it; nothing for who is not first."""
    if not streak.length:
        return ""
    first_year = last_year - streak.length + 1
    is_one = streak.length == 1
    said = {
        "count": streak.length,
        "years": str(last_year) if is_one else f"{first_year}\u2013{last_year}",
        "before": first_year - 1,
    }
    if streak.is_known:
        return (gettext("first in %(years)s") if is_one else gettext(
            "first for %(count)s years in a row (%(years)s)"
        )) % said  # fmt: skip
    if is_one:
        return gettext("first in %(years)s; no place of %(before)s is recorded") % said
    return gettext("first for at least %(count)s years in a row (%(years)s; no place of %(before)s is recorded)") % said


def title_said(league: League) -> str:
    """What an edition is called: the rating, the class, the year."""
    name = str(CLASSES.get(league.edition.zone_class, league.edition.zone_class))
    return f"{league.rating.title.say(language())}: {name[:1].lower()}{name[1:]}, {league.edition.year}"
