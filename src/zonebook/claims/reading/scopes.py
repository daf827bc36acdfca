"""Whom is a number about?

The smallest name before the number in its sentence; else one that follows in the same clause; else whoever the
sentence before was about («там», «она») or the zone of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zonebook.claims.reading.entities import Mention, Size
from zonebook.claims.reading.quantity import Draft, Spot

_SAME_AS_BEFORE = re.compile(
    r"(?<!\w)(?:там|здесь|тут|он|она|оно|они|предприятие|компания|завод|фирма|университет)(?!\w)"
)
_PRONOUN_FIRST = re.compile(r"[«“\"—– ]*(?:она|он|оно|ее|его|у нее|у него|их|там|здесь|они)(?!\w)")
_ZONE_WORD = re.compile(r"(?<!\w)зон(?:а|ы|у|ой|е)(?!\w)")
_WIDER = re.compile(r"(?<!\w)(?:всего|в целом|резидент\w*|территори\w+|инвестор\w*|площадк\w+|регион\w*)(?!\w)")
"""Words of a sentence that speaks of the zone again, after one about a company."""

_STRONG = (Size.COMPANY, Size.SITE, Size.NAME, Size.ZONE)
_WEAK = (Size.SITE, Size.CLASS, Size.PLACE)
_NEAR_START = 25
_NEAR_WORD = 25


@dataclass(frozen=True, slots=True)
class Scene:
    """Who has been spoken of so far: the last zone, and the scope of the last claim."""

    zone: Mention | None = None
    last: Mention | None = None
    row: tuple[Mention, ...] = ()

    def after(self, chosen: Mention | None, passed: Sequence[Mention], *, start: int) -> Scene:
        """The scene once a sentence that began at `start` is over: who was named first in it may become its hero."""
        row = tuple(one for mention in passed if mention.size <= Size.NAME for one in mention.parts())
        last = chosen or _introduced(passed, start) or self.last
        return Scene(self._zone_after(passed, start), last, row if len(row) > 1 else self.row)

    def _zone_after(self, passed: Sequence[Mention], start: int) -> Mention | None:
        strong = [mention for mention in passed if mention.size in _STRONG]
        if strong and self.zone is None and strong[0].size is Size.SITE and strong[0].start - start < _NEAR_START:
            return strong[0]
        zones = [mention for mention in strong if mention.size is Size.ZONE]
        names = [mention for mention in strong if mention.size is Size.NAME]
        is_free = self.zone is None or self.zone.size is Size.NAME
        if zones or (names and is_free):
            return (zones or names)[0]
        weak = sorted((one for one in passed if one.size in _WEAK), key=lambda one: -one.size)
        return self.zone or next(iter((*strong, *weak)), None)


def _introduced(passed: Sequence[Mention], start: int) -> Mention | None:
    """The company with which a sentence without numbers begins («Завод „Лесмаш“ в ОЭЗ „Губа“ набирает людей»)."""
    first = passed[0] if passed else None
    is_subject = first is not None and first.size is Size.COMPANY and first.start - start < _NEAR_START
    return first if is_subject else None


def scope_of(spot: Spot, named: Sequence[Mention], *, scene: Scene) -> Mention | None:
    """Whom the quantity is about; `named` are the mentions inside the sentence."""
    if spot.draft.unit == "zones":
        return _of_zones(spot.draft, named, scene=scene)
    before = [mention for mention in named if mention.end <= spot.draft.start]
    by_order = _by_order(spot, scene.row)
    if by_order is not None:
        return by_order
    if scene.zone is not None and not before and _ZONE_WORD.search(spot.before):
        return scene.zone
    if spot.draft.unit == "place" and spot.behind.startswith(" у "):
        return next((mention for mention in named if mention.start >= spot.draft.end), None)
    chosen = _before(spot, before)
    if chosen is not None:
        return chosen
    carried = _carried(spot, scene)
    if carried is not None and _PRONOUN_FIRST.match(spot.whole):
        return carried
    return _place(spot, before) or _behind(spot, named) or carried or next(iter(_fit(spot, named)), None)


_ORDER_WORD = re.compile(
    r"(?<!\w)(?:на|в|во|у|для|из)\s(?P<order>перв|втор|трет)(?:ом|ой|ый|ая|ем|ьем|ого|ому|ьей)(?!\w)(?![^,;.]{0,25}квартал|\sполуг)"
)
_ORDER = {"перв": 0, "втор": 1, "трет": 2}


def _by_order(spot: Spot, row: Sequence[Mention]) -> Mention | None:
    """«На первой — 180, на второй — 220»: the first and the second of the names listed in the sentence before."""
    found = list(_ORDER_WORD.finditer(spot.before))
    at = _ORDER[found[-1]["order"]] if found else len(row)
    return row[at] if at < len(row) else None


def respectively(
    low: str, quotes: Sequence[tuple[int, int]], *, scopes: Sequence[Mention | None]
) -> list[Mention | None]:
    """Shares out a list of names over as many numbers before or behind «соответственно»."""
    shared = list(scopes)
    for match in re.finditer(r"соответственно", low):
        near = [at for at, quote in enumerate(quotes) if abs(match.start() - quote[1]) < _NEAR_WORD]
        last = near[-1] if near else None
        scope = scopes[last] if last is not None else None
        parts = scope.parts() if scope else ()
        if last is None or len(parts) < 2 or last + 1 < len(parts):
            continue
        first = last + 1 - len(parts)
        if all(scopes[at] == scope for at in range(first, last + 1)):
            shared[first : last + 1] = parts
    return shared


_ANY_PLACE = frozenset("городе области регионе стране".split())


def hero_of(named: Sequence[Mention]) -> Mention | None:
    """The first zone or site that the whole text names, else the first company, else place: whom the text is about."""
    for sizes in ((Size.ZONE, Size.NAME, Size.SITE), (Size.COMPANY,), (Size.CLASS, Size.PLACE)):
        hero = next((one for one in named if one.size in sizes and one.text not in _ANY_PLACE), None)
        if hero is not None:
            return hero
    return None


def _fit(spot: Spot, named: Sequence[Mention]) -> list[Mention]:
    """Names that may be meant for want of a better one: not a place told behind the number («компаний из Китая»)."""
    return [mention for mention in named if mention.size is not Size.PLACE or mention.end <= spot.draft.start]


def _of_zones(draft: Draft, named: Sequence[Mention], *, scene: Scene) -> Mention | None:
    """Clusters and parks belong to a zone; zones themselves are counted as a class."""
    owners = [mention for mention in named if mention.end <= draft.start and mention.size is Size.ZONE]
    if not draft.noun.startswith(("зон", "оэз")) and owners:
        return owners[-1]
    inside = [mention for mention in named if draft.start <= mention.start < draft.end]
    classes = [mention for mention in named if mention.size is Size.CLASS]
    found = inside or classes or owners or named[:1]
    return found[-1] if found else scene.zone


def _before(spot: Spot, before: Sequence[Mention]) -> Mention | None:
    """The smallest name between the start of the sentence and the number; of equals the last."""
    strong = [mention for mention in before if mention.size in _STRONG]
    if not strong:
        weaker = (Size.FOREIGN,) if spot.draft.unit == "percent" else (Size.CLASS, Size.FOREIGN)
        return next((mention for mention in reversed(before) if mention.size in weaker), None)
    last = strong[-1]
    smaller = [mention for mention in strong[:-1] if mention.size < last.size]
    between = spot.sentence.text[smaller[-1].end : last.start] if smaller else ""
    if smaller and (_APPOSITION.fullmatch(between) or not re.search(r"[;:—–]|\d", between)):
        return smaller[-1]
    return last


_APPOSITION = re.compile(
    r"\s*[—–,(]\s*(?:[\w-]+\s){0,3}(?:резидент|участни[кц]|инвестор|арендатор|предприяти|завод|компани|площадк|парк)\w*\s"
    r"(?:[\w-]+\s){0,4}"
)
"""«„Полимер“ — якорный резидент ОЭЗ „Алмаз“ — …»: the second name only says where the first belongs."""


def _behind(spot: Spot, named: Sequence[Mention]) -> Mention | None:
    """A name behind the number, with no border between them."""
    sizes = _STRONG if spot.draft.unit == "percent" else (*_STRONG, Size.CLASS)
    for mention in named:
        is_behind = mention.start >= spot.draft.end and mention.size in sizes
        if is_behind and not re.search(r"[;:]", spot.sentence.text[spot.draft.end : mention.start]):
            return mention
    return None


def _place(spot: Spot, before: Sequence[Mention]) -> Mention | None:
    """A place that the clause is about: «В Санкт-Петербурге разрыв…», «у Тверской области»."""
    for mention in reversed(before):
        lead = spot.sentence.low[max(spot.sentence.start, mention.start - 3) : mention.start].split()
        if mention.size is Size.PLACE and lead[-1:] in (["в"], ["у"], ["по"], ["во"]):
            return mention
    return None


def _carried(spot: Spot, scene: Scene) -> Mention | None:
    """Whoever the sentences before were about."""
    if scene.last is not None and scene.last.size is Size.CLASS:
        return scene.last
    if _ZONE_WORD.search(spot.whole) and scene.zone is not None:
        return scene.zone
    if _SAME_AS_BEFORE.search(spot.whole) and scene.last is not None:
        return scene.last
    if scene.last is not None and scene.last.size is Size.COMPANY and not _WIDER.search(spot.whole):
        return scene.last
    return scene.zone or scene.last
