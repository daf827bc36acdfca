"""Which names of the register stand in a text?

A name is found again in any grammatical case, in any quotes or none, whatever its capitals and its ё: both sides
are compared by the dictionary forms of their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zonebook.claims.claim import NamedScope
from zonebook.claims.reading import morphology
from zonebook.claims.reading.entities import Mention, Size, is_surname_at
from zonebook.claims.reading.tokens import fold

_WORD = re.compile(r"[^\W_]+")
_CLUSTER = re.compile(r"кластер\w*\s")
_HEAD = 3
"""Letters of a word that no case changes, enough to ask the dictionary about few words only."""

_SIZES = {"company": Size.COMPANY, "site": Size.SITE, "cluster": Size.SITE, "zone": Size.ZONE}

Lemmas = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[Lemmas, ...]
    code: str


class Register:
    """The names that the book knows, ready to be looked for."""

    def __init__(self, names: Sequence[NamedScope]) -> None:
        self._most_words = 1
        self._by_head: dict[str, list[_Name]] = {}
        for named in names:
            for name in named.names:
                words = tuple(morphology.lemmas(match[0]) for match in _WORD.finditer(fold(name)))
                self._most_words = max(self._most_words, len(words))
                for head in {lemma[:_HEAD] for lemma in words[0]} if words else ():
                    self._by_head.setdefault(head, []).append(_Name(words, named.code))

    def codes(self, scope: str | None) -> tuple[str, ...]:
        """The codes of the names in a scope's words, in order; of a name and its part the longer one."""
        return tuple(dict.fromkeys(code for code, _, _ in self._found(scope or "")))

    def mentions(self, text: str, stop: int) -> tuple[Mention, ...]:
        """Where names stand in text[:stop] as names: with a capital, in quotes, or behind the word «кластер».

        The surname of somebody («Пётр Иванов») is no place.
        """
        return tuple(
            Mention(text[start:end], start, end, _SIZES.get(code.partition(":")[0], Size.NAME))
            for code, start, end in self._found(text[:stop])
            if (not text[start].islower() or _CLUSTER.match(text, start)) and not is_surname_at(text, start)
        )

    def _found(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Each name as its code, first and last offset."""
        words = list(_WORD.finditer(fold(text))) if self._by_head else []
        at = 0
        while at < len(words):
            name = self._longest(words[at : at + self._most_words])
            if name is not None:
                yield name.code, words[at].start(), words[at + len(name.words) - 1].end()
            at += len(name.words) if name else 1

    def _longest(self, words: Sequence[re.Match[str]]) -> _Name | None:
        """The longest name that the words begin with."""
        fitting = [
            name
            for name in self._by_head.get(words[0][0][:_HEAD], ())
            if len(name.words) <= len(words)
            and all(lemma & morphology.lemmas(word[0]) for lemma, word in zip(name.words, words, strict=False))
        ]
        return max(fitting, key=lambda name: len(name.words), default=None)
