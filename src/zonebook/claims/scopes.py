"""Whom is a number about?

The smallest name before the number in its sentence; else one that follows in the same clause; else whoever the
sentence before was about («там», «она») or the zone of the text. Register names are recognised in any grammatical
case, in any quotes, and give the codes that the book can be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zonebook.claims import morphology
from zonebook.claims.claim import NamedScope
from zonebook.claims.entities import Mention, Size
from zonebook.claims.quantity import Draft, Sentence
from zonebook.claims.tokens import fold

_SAME_AS_BEFORE = re.compile(
    r"(?<!\w)(?:там|здесь|тут|он|она|оно|его|ее|ей|ему|них|их|они|которая|который|предприятие|компания|завод|фирма|университет)(?!\w)"
)
_PRONOUN_FIRST = re.compile(r"[«“\"—– ]*(?:она|он|оно|ее|его|у нее|у него|их|там|здесь|они)(?!\w)")
_ZONE_WORD = re.compile(r"(?<!\w)зон(?:а|ы|у|ой|е)(?!\w)")
_CITY_WORD = re.compile(r"(?<!\w)в (?:городе|регионе|области|республике|стране|крае)(?!\w)")
_STRONG = (Size.COMPANY, Size.SITE, Size.ZONE)


@dataclass(frozen=True, slots=True)
class Scene:
    """Who has been spoken of so far: the last zone, and the scope of the last claim."""

    zone: Mention | None = None
    last: Mention | None = None

    def after(self, chosen: Mention | None, passed: Sequence[Mention]) -> Scene:
        """The scene once a sentence is over."""
        zones = [mention for mention in passed if mention.size is Size.ZONE]
        places = [mention for mention in passed if mention.size is Size.PLACE]
        others = [mention for mention in passed if mention.size in (Size.SITE, Size.CLASS)]
        zone = self.zone
        if zones:
            zone = zones[0]
        elif zone is None and (others or places):
            zone = (others or places)[0]
        return Scene(zone, chosen or (zones or others or [self.last])[-1])


def scope_of(sentence: Sentence, draft: Draft, named: Sequence[Mention], scene: Scene) -> Mention | None:
    """Whom the quantity is about; `named` are the mentions inside the sentence."""
    inside = [mention for mention in named if draft.start <= mention.start < draft.end]
    if inside and draft.unit == "zones":
        return inside[-1]
    if draft.unit == "zones":
        return _of_zones(sentence, draft, named, scene)
    before = [mention for mention in named if mention.end <= draft.start]
    chosen = _before(sentence, draft, before)
    if chosen is not None:
        return chosen
    carried = _carried(sentence, scene)
    opening = sentence.low[sentence.start : sentence.start + 20]
    if carried is not None and _PRONOUN_FIRST.match(opening):
        return carried
    return _behind(sentence, draft, named) or _place(sentence, draft, before) or carried or _any(named)


def _of_zones(sentence: Sentence, draft: Draft, named: Sequence[Mention], scene: Scene) -> Mention | None:
    before = [mention for mention in named if mention.end <= draft.start and mention.size in (Size.ZONE, Size.CLASS)]
    return (before or list(named[:1]) or [scene.zone])[-1]


def _before(sentence: Sentence, draft: Draft, before: Sequence[Mention]) -> Mention | None:
    """The smallest name between the start of the sentence and the number; of equals the last."""
    strong = [mention for mention in before if mention.size in _STRONG]
    if not strong:
        classes = [mention for mention in before if mention.size in (Size.CLASS, Size.FOREIGN)]
        return classes[-1] if classes else None
    last = strong[-1]
    smaller = [mention for mention in strong[:-1] if mention.size < last.size]
    if smaller and not re.search(r"[;:—–]", sentence.text[smaller[-1].end : last.start]):
        return smaller[-1]
    return last


def _behind(sentence: Sentence, draft: Draft, named: Sequence[Mention]) -> Mention | None:
    """A name behind the number, with no border between them."""
    for mention in named:
        is_near = mention.start >= draft.end and not re.search(r"[;:]", sentence.text[draft.end : mention.start])
        if is_near and mention.size in (*_STRONG, Size.CLASS):
            return mention
    return None


def _place(sentence: Sentence, draft: Draft, before: Sequence[Mention]) -> Mention | None:
    """A place that the clause is about: «В Санкт-Петербурге разрыв…», «у Тверской области»."""
    for mention in reversed(before):
        lead = sentence.low[max(sentence.start, mention.start - 3) : mention.start].split()
        if mention.size is Size.PLACE and lead[-1:] in (["в"], ["у"], ["по"], ["на"], ["во"]):
            return mention
    return None


def _carried(sentence: Sentence, scene: Scene) -> Mention | None:
    low = sentence.low[sentence.start : sentence.end]
    if _ZONE_WORD.search(low) and scene.zone is not None:
        return scene.zone
    if _SAME_AS_BEFORE.search(low) and scene.last is not None:
        return scene.last
    return scene.zone or scene.last


def _any(named: Sequence[Mention]) -> Mention | None:
    return named[0] if named else None


class Register:
    """The names of the register, found again in any grammatical case, with or without quotes, ё or capitals."""

    def __init__(self, names: Sequence[NamedScope]) -> None:
        self._by_first: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
        for named in names:
            for name in named.names:
                words = tuple(morphology.lemmas(word) for word in _words(name))
                for lemma in words[0] if words else ():
                    self._by_first.setdefault(lemma, []).append((words, named.code))

    def codes(self, scope: str | None) -> tuple[str, ...]:
        """The codes of the names in a scope's words, in order; of a name and its part the longer one."""
        words = [morphology.lemmas(word) for word in _words(scope or "")]
        found: dict[str, None] = {}
        at = 0
        while at < len(words):
            code, length = self._longest(words[at:])
            if code:
                found[code] = None
            at += length
        return tuple(found)

    def _longest(self, words: Sequence[frozenset[str]]) -> tuple[str, int]:
        best = ("", 1)
        for lemma in words[0]:
            for name, code in self._by_first.get(lemma, ()):
                is_longer = len(name) > best[1] or not best[0]
                if is_longer and len(name) <= len(words) and all(a & b for a, b in zip(name, words, strict=False)):
                    best = (code, len(name))
        return best


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(name))
