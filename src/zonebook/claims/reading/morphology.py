"""What kind of word is this, and what is its dictionary form?

The dictionary is the only slow part of reading, so it is asked about few words and never twice about the same one.
It is loaded on the first question and lives as long as the process.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import pymorphy3

_REMEMBERED = 50_000
_OF_BOTH_ASPECTS = frozenset(
    "арендовать экспортировать импортировать использовать реализовать гарантировать обследовать заесть".split()
)


@cache
def _analyzer() -> Any:
    return pymorphy3.MorphAnalyzer()


@lru_cache(_REMEMBERED)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyzer().parse(word))


@lru_cache(_REMEMBERED)
def is_adjective(word: str) -> bool:
    """May the word stand between a number and its noun («новых», «созданных», «наших»)?"""
    return any(parse.tag.POS in ("ADJF", "PRTF") for parse in _parses(word)[:3])


@lru_cache(_REMEMBERED)
def is_noun(word: str) -> bool:
    """Is the word, in its likeliest reading, a common noun?"""
    tag = _parses(word)[0].tag
    return tag.POS == "NOUN" and not {"Name", "Surn", "Patr", "Geox"} & tag.grammemes


@lru_cache(_REMEMBERED)
def is_animate(word: str) -> bool:
    """Does the noun name living beings («туристов»)?"""
    nouns = [parse for parse in _parses(word) if parse.tag.POS == "NOUN"]
    return bool(nouns) and "anim" in nouns[0].tag.grammemes


@lru_cache(_REMEMBERED)
def is_given_name(word: str) -> bool:
    """May the word be a person's first name, in any case («Ивана»)?"""
    return any("Name" in parse.tag.grammemes for parse in _parses(word))


@lru_cache(_REMEMBERED)
def is_surname(word: str) -> bool:
    """May the word be a surname, in any case («Петровой»)?"""
    return any("Surn" in parse.tag.grammemes for parse in _parses(word))


@lru_cache(_REMEMBERED)
def is_feminine(word: str) -> bool:
    """Is the name a woman's?"""
    names = [parse for parse in _parses(word) if "Name" in parse.tag.grammemes]
    return bool(names) and "femn" in names[0].tag.grammemes


@lru_cache(_REMEMBERED)
def is_counted_form(word: str) -> bool:
    """May the noun stand behind a number above one: a genitive («два статуса») or any plural («пятью статусами»)?"""
    return any(parse.tag.POS == "NOUN" and {"gent", "plur"} & parse.tag.grammemes for parse in _parses(word))


@lru_cache(_REMEMBERED)
def is_nominative(word: str) -> bool:
    """May the noun be the subject of its clause («выручка», «инвестиции»)?"""
    return any(parse.tag.POS == "NOUN" and "nomn" in parse.tag.grammemes for parse in _parses(word))


@lru_cache(_REMEMBERED)
def is_preposition(word: str) -> bool:
    """Does the word lead the noun behind it («в», «за», «благодаря»)?"""
    return bool(_parses(word)[0].tag.POS == "PREP")


@lru_cache(_REMEMBERED)
def is_nominative_singular(word: str) -> bool:
    """Is the word, in its likeliest reading, a noun as it names a thing («оклад», «срок»)?"""
    tag = _parses(word)[0].tag
    return bool(tag.POS == "NOUN" and {"nomn", "sing"} <= tag.grammemes)


@lru_cache(_REMEMBERED)
def is_future(word: str) -> bool:
    """Is the word a verb in the future tense («построят»), and not one whose present looks the same («арендуют»)?"""
    first = _parses(word)[0]
    return first.tag.tense == "futr" and first.normal_form not in _OF_BOTH_ASPECTS


@lru_cache(_REMEMBERED)
def is_verb(word: str) -> bool:
    """Is the word a finite verb or an infinitive?"""
    return any(parse.tag.POS in ("VERB", "INFN", "PRTS") for parse in _parses(word)[:2])


@lru_cache(_REMEMBERED)
def is_infinitive(word: str) -> bool:
    """Is the word an infinitive («привлечь»)?"""
    return bool(_parses(word)[0].tag.POS == "INFN")


@lru_cache(_REMEMBERED)
def is_genitive_plural(word: str) -> bool:
    """May the word be a genitive plural, as a counted noun put before its number is («Резидентов — 30»)?"""
    return any(parse.tag.POS == "NOUN" and {"gent", "plur"} <= parse.tag.grammemes for parse in _parses(word))


@lru_cache(_REMEMBERED)
def lemmas(word: str) -> frozenset[str]:
    """Every dictionary form that the word may have, ё as е, the word itself among them."""
    return frozenset({word, *(parse.normal_form.replace("ё", "е") for parse in _parses(word))})


@lru_cache(_REMEMBERED)
def is_place(word: str) -> bool:
    """Is the word a name on the map, first of all («Москвы»)?"""
    return any("Geox" in parse.tag.grammemes for parse in _parses(word)[:1])
