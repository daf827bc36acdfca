"""A text with its claims marked: where does each mark begin, and which verdicts belong to it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Claimed(Protocol):
    """What is marked: a stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text; `numbers` are the claims (counted from 1) that it is the quote of, none for plain text."""

    text: str
    numbers: tuple[int, ...] = ()


def passages(text: str, claims: Sequence[Claimed]) -> list[Passage]:
    """The text in passages that join to the whole; claims that overlap share one mark."""
    found: list[Passage] = []
    position = 0
    order = sorted(range(len(claims)), key=lambda index: (claims[index].start, claims[index].end))
    for start, end, numbers in _joined([(claims[index], index + 1) for index in order]):
        if start > position:
            found.append(Passage(text[position:start]))
        found.append(Passage(text[start:end], numbers))
        position = min(end, len(text))
    if position < len(text):
        found.append(Passage(text[position:]))
    return [passage for passage in found if passage.text]


def _joined(claims: Sequence[tuple[Claimed, int]]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Overlapping stretches as one, with the numbers of all."""
    joined: list[tuple[int, int, tuple[int, ...]]] = []
    for claim, number in claims:
        if joined and claim.start < joined[-1][1]:
            start, end, numbers = joined[-1]
            joined[-1] = (start, max(end, claim.end), (*numbers, number))
        else:
            joined.append((claim.start, claim.end, (number,)))
    return joined
