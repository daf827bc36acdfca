"""What does a quantity measure, and is it a fact or a promise?

The unit narrows the choice; among the measures left, the nearest word that names one decides. Words in the same
clause count as nearer than others, and words before the number as nearer than words behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zonebook.claims import lexicon, morphology
from zonebook.claims.quantity import Draft, Sentence

_CLAUSE_MARK = re.compile(r"[;:()—–]|,\s(?:а|но|и|что|который|которые|которая|при|из|чем)\s|\sа\s|\sно\s|,|\sи\s")
_WEIGHTS = {",": 12, " и ": 12}
_BEHIND = 1.6
_FAR = 400


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's name, whether the text promises it, and the word that told."""

    measure: str
    is_planned: bool
    why: str

    @property
    def group(self) -> str:
        return lexicon.GROUP_OF.get(self.measure, "other")


def measured(sentence: Sentence, draft: Draft, before: Sequence[tuple[Draft, Measured]]) -> Measured:
    """The measure of a quantity; `before` are those read earlier in the sentence."""
    name, why = _name(sentence, draft, before)
    promise = _promise(sentence, draft)
    if name in lexicon.PLANNED and promise:
        return Measured(lexicon.PLANNED[name], True, f"{why}; promised: {promise}")
    return Measured(name, bool(promise), why)


def _name(sentence: Sentence, draft: Draft, before: Sequence[tuple[Draft, Measured]]) -> tuple[str, str]:
    special = _special(sentence, draft)
    if special:
        return special, draft.noun
    family = lexicon.FAMILY_OF_UNIT.get(draft.unit, draft.unit)
    cues = lexicon.CUES.get(family, ())
    best: tuple[float, str, str] | None = None
    for name, pattern in cues:
        for match in pattern.finditer(sentence.low, sentence.start, sentence.end):
            distance = _distance(sentence, draft, match.start(), match.end())
            if best is None or distance < best[0]:
                best = (distance, name, match[0])
    if best is not None and best[0] < _FAR and (family in ("money", "percent") or best[0] < _REACH.get(family, 45)):
        return best[1], best[2]
    same = next((known for other, known in reversed(before) if other.unit == draft.unit), None)
    if same is not None and family in ("money", "percent"):
        return _unplanned(same.measure), "as before"
    return lexicon.DEFAULTS[draft.unit], "unit"


_REACH = {"zones": 60, "items": 30, "companies": 45, "residents": 45, "jobs": 20, "people": 45, "area": 40}


def _special(sentence: Sentence, draft: Draft) -> str | None:
    """Measures that the counted noun itself names."""
    quote = sentence.low[draft.start : draft.end]
    if draft.unit == "years" and "подряд" in sentence.low[draft.start : draft.end + 8]:
        return "streak"
    if draft.unit == "years" and re.search(r"исполн|юбиле|отмеч|отмет", sentence.low[sentence.start : draft.end]):
        return "zone_age"
    if draft.unit == "items" and re.search(r"\bраз\b", quote):
        return "occurrence"
    if draft.unit == "place" and re.search(r"позици|строч|пункт", quote) and not re.search(r"(?:ое|ую|ой|ая|-[яюй]) ", quote):
        return "rating_change"
    if draft.unit == "people" and re.search(r"турист|гост|путешеств|посетител|пассажир|отдыхающ", quote):
        return "capacity" if re.search(r"принима|принять|вмест|рассчитан", sentence.low[sentence.start : draft.start]) and (
            "смож" in sentence.low[sentence.start : draft.start] or "вмест" in sentence.low[sentence.start : draft.start]
        ) else "visitors"
    if draft.unit == "residents" and "потенциальн" in quote:
        return "residents_potential"
    return None


def _distance(sentence: Sentence, draft: Draft, start: int, end: int) -> float:
    """How far a word stands from the quote, in characters; every clause border between them adds to it."""
    if start < draft.end and end > draft.start:
        return 0.0
    is_behind = start >= draft.end
    between = sentence.low[draft.end : start] if is_behind else sentence.low[end : draft.start]
    borders = sum(_WEIGHTS.get(mark[0], 25) for mark in _CLAUSE_MARK.finditer(between))
    digits = 15 * len(re.findall(r"\d[\d ,]*", between))
    return (len(between) + borders + digits) * (_BEHIND if is_behind else 1.0)


def _promise(sentence: Sentence, draft: Draft) -> str | None:
    """The word that makes the number a promise, unless one that makes it a fact stands nearer."""
    promises = [
        (_distance(sentence, draft, match.start(), match.end()), match[0])
        for match in lexicon.PROMISE.finditer(sentence.low, sentence.start, sentence.end)
    ]
    promises += [
        (_distance(sentence, draft, token.start, token.end), token.text)
        for token in sentence.tokens[sentence.first : sentence.stop]
        if token.kind == "word" and token.low.endswith(("т", "тся", "м")) and morphology.is_future(token.low)
    ]
    facts = [
        _distance(sentence, draft, match.start(), match.end())
        for match in lexicon.FACT.finditer(sentence.low, sentence.start, sentence.end)
    ]
    if not promises:
        return None
    nearest = min(promises)
    return nearest[1] if nearest[0] <= min(facts, default=_FAR) and nearest[0] < 150 else None


def _unplanned(measure: str) -> str:
    return next((plain for plain, planned in lexicon.PLANNED.items() if planned == measure), measure)
