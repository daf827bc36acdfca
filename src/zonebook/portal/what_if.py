"""What if a reader weighed the indicators otherwise? Sliders, and the places that the engine finds under them.

The answer is always the engine's own: the page asks for it by its address, and a script only asks more often.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zonebook.measures import Text
from zonebook.portal.ratings import Engine, League
from zonebook.rating import Group, Indicator, RatingError
from zonebook.rating.reweighing import Reweighed, nominal_shares, replayed, reweighed
from zonebook.registry.wording import say

PREFIX = "w-"
"""Of the names of weights in the address, so that none is taken for another field of it."""
MOST = 100
_REPLAYS, _FEWEST, _CELLS = 512, 64, 32_768
"""Some 30 ms of five zones: an interval of places is sure to a place or so, a chance to four per cent."""


class UnreadableWeight(ValueError):
    """A weight of the address that is no whole number from 0 to 100; the message names the indicator."""


@dataclass(frozen=True, slots=True)
class Slider:
    """The weight of a group or an indicator: `value` as it stands on the slider, `share` of the group it is in.

    `depth` is 0 for the members of the whole.
    """

    code: str
    title: Text
    value: int
    share: float
    depth: int
    is_group: bool

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.code}"


@dataclass(frozen=True, slots=True)
class Standing:
    """A zone under other weights; `moved` is how many places it went up (below nought: down) from the edition's.

    `low` to `high`: where nine of ten replays around these weights put it, `first`: the share in which it is first;
    None where every replay fails.
    """

    zone: str
    name: str
    place: int
    score: float
    before: int
    low: int | None = None
    high: int | None = None
    first: float | None = None

    @property
    def moved(self) -> int:
        return self.before - self.place

    @property
    def steps(self) -> int:
        return abs(self.moved)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The sliders as they stand, the zones in their new order, and whether any weight differs from the edition's."""

    sliders: tuple[Slider, ...]
    standings: tuple[Standing, ...]
    is_changed: bool
    replays: int

    @property
    def leaders(self) -> list[str]:
        return [one.name for one in self.standings if one.place == 1]

    @property
    def movers(self) -> int:
        """How many zones stand elsewhere than in the edition."""
        return sum(one.moved != 0 for one in self.standings)


def what_if(engine: Engine, league: League, *, asked: Mapping[str, str]) -> WhatIf:
    """The places under the weights of an address; what it does not name is as in the edition.

    Raises UnreadableWeight, and RatingError where the rating has no weights to be changed.
    """
    nominal = nominal_shares(engine.assessment, engine.screened.root)
    values = {code: _value(code, share, asked=asked, league=league) for code, share in nominal.items()}
    _must_weigh(engine.screened.root, values, league=league)
    points: dict[str, float] = {}
    for group in engine.screened.root.groups():
        codes = [member.code for member in group.members]
        if any(values[code] != _stands_at(nominal[code]) for code in codes):
            points |= {code: values[code] for code in codes}
    found = reweighed(engine.screened, engine.assessment, points=points)
    replays, sure = _again(engine, found, league=league) if points else _of_edition(league)
    return WhatIf(
        tuple(_sliders(engine.screened.root, values, found=found)),
        _standings(found, league=league, sure=sure),
        is_changed=bool(points),
        replays=replays,
    )


Sure = Mapping[str, tuple[int, int, float]]
"""By zone the ends of its interval of places, and the share of replays in which it is first."""


def _of_edition(league: League) -> tuple[int, Sure]:
    return league.result["replays"], {row.zone: (row.low, row.high, row.first) for row in league.rows}


def _again(engine: Engine, found: Reweighed, *, league: League) -> tuple[int, Sure]:
    """How sure these places are, by as many replays as a page has time for; nothing where all of them fail."""
    draws = max(_FEWEST, min(_REPLAYS, _CELLS // len(engine.assessment.zones)))
    try:
        again = replayed(engine.screened, found.shares, draws=draws, seed=league.edition.seed)
    except RatingError:
        return 0, {}
    ends = again.quantile(0.05), again.quantile(0.95), again.share_of(1)
    return again.replays, {
        zone: (int(low), int(high), float(first)) for zone, low, high, first in zip(again.zones, *ends, strict=True)
    }


def _stands_at(share: float) -> int:
    """Where the slider of a share stands: weights are set in whole hundredths."""
    return round(MOST * share)


def _value(code: str, share: float, *, asked: Mapping[str, str], league: League) -> int:
    text = asked.get(f"{PREFIX}{code}", "").strip()
    if not text:
        return _stands_at(share)
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) and int(text) <= MOST):
        said = {"title": _title(code, league), "text": text[:20]}
        raise UnreadableWeight(_("The weight of “%(title)s” is “%(text)s”: write a whole number from 0 to 100.") % said)
    return int(text)


def _must_weigh(root: Group, values: Mapping[str, int], *, league: League) -> None:
    """Raises UnreadableWeight for a group of which nothing counts."""
    for group in root.groups():
        if not any(values[member.code] for member in group.members):
            names = ", ".join(_title(member.code, league) for member in group.members)
            raise UnreadableWeight(
                _("Nothing of this group has a weight: %(names)s. Give one of them more than 0.") % {"names": names}
            )


def _title(code: str, league: League) -> str:
    return say(league.titles[code])


def _sliders(group: Group, values: Mapping[str, int], *, found: Reweighed, depth: int = 0) -> list[Slider]:
    """The members of the whole, each group before its own."""
    sliders = []
    for member in group.members:
        is_group = not isinstance(member, Indicator)
        if len(group.members) > 1:  # the only one of its group has all of the weight, whatever it is
            share = found.shares[member.code]
            sliders.append(Slider(member.code, member.title, values[member.code], share, depth, is_group))
        if isinstance(member, Group):
            sliders.extend(_sliders(member, values, found=found, depth=depth + 1))
    return sliders


def _standings(found: Reweighed, *, league: League, sure: Sure) -> tuple[Standing, ...]:
    rows = [
        Standing(
            row.zone,
            row.name,
            found.places[row.zone],
            found.scores[row.zone],
            row.place,
            *sure.get(row.zone, (None, None, None)),
        )
        for row in league.rows
    ]
    return tuple(sorted(rows, key=lambda one: (one.place, one.before, one.name)))
