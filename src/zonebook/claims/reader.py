"""Which claims does a text make?

The article is cut into sentences, each sentence into quantities; every quantity is then given its measure, period
and scope from the words around it. Sentences are read in order, because «там», «из них» and «годом ранее» speak of
what was said before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from zonebook.claims import furniture
from zonebook.claims.claim import Claim, NamedScope, TextReading, Unread
from zonebook.claims.dating import OVER, Dating, Times, dated, is_compared
from zonebook.claims.entities import Mention, mentions, unnamed_members
from zonebook.claims.measuring import Known, Measured, Outlook, measured
from zonebook.claims.periods import TimeKind, TimeMention, time_mentions
from zonebook.claims.population import counts_whom, with_status
from zonebook.claims.quantities import quantities
from zonebook.claims.quantity import Draft, Sentence, Spot
from zonebook.claims.register import Register
from zonebook.claims.scopes import Scene, hero_of, respectively, scope_of
from zonebook.claims.tokens import fold, sentences, tokenize, without_invisible
from zonebook.measures import Hedge, Text

_NOT_CLAIMS = re.compile(
    r"(?<!\w)(?:(?:ул\.|улиц\w+|проспект\w*|шоссе|переул\w+|бульвар\w*)\s[\w .-]{0,25}?,?\s?\d+\w*"
    r"|(?:дом|д\.|корп\.|стр\.|офис|кв\.)\s?\d+\w*"
    r"|(?:стать\w+|ст\.|пункт\w*|п\.|закон\w*|постановлени\w+|приказ\w*|распоряжени\w+)\s(?:№\s?)?\d[\d.]*"
    r"|на (?:каждый )?(?:1|один) руб(?:л[ья]|\.)?(?!\w)|в \d+ (?:км|километрах|минутах|часах) (?:от|езды)"
    r"|на (?:1|одно|одного|один) (?:рабоч\w+ мест\w*|жител\w+|человек\w*|работник\w*|гектар|га|кв)(?!\w)"
    r"|курс\w* (?:доллар\w*|евро|юан\w+|валют\w*)[^;\n]{0,60}?(?:рубл\w+|руб\.|(?=\. )|$)"
    r"|(?:курс|стоимость) (?:доллара|евро|юаня)[^.;]{0,12}?\d[\d,]*"
    r"(?:[^.;]{0,20}?(?:евро|доллар|юань)[^.;]{0,6}?\d[\d,]*)?"
    r"|(?:0|6|12|16|18)\+(?!\d)|\d+-летн\w+|(?:в возрасте|старше|младше)\s\d+(?:\s(?:лет|года?))?)"
)
"""Addresses, laws, ages, rates of exchange, «на 1 рубль»: digits that say which, how old or per what."""

_REMEMBERED = 6
"""How many quantities back a bare number or measure may look."""

_UNKNOWN_UNIT = Text("Из текста не видно, что посчитано.", "The text does not tell what is counted.")

_TOPIC = 12
"""How far from the start of a sentence its topic may begin."""

_BEFORE = 24
"""How many tokens back «их» may look."""


def read_claims(text: str, *, published: date | None = None, names: Sequence[NamedScope] = ()) -> tuple[Claim, ...]:
    """The claims of the article in `text`, in order and without overlaps; as `read_text`, without the unread."""
    return read_text(text, published=published, names=names).claims


def read_text(text: str, *, published: date | None = None, names: Sequence[NamedScope] = ()) -> TextReading:
    """The claims of the article in `text`, and the numbers left unread because the text does not say what they count.

    `published` resolves «в этом году» and its like; without it such words give no period. `names` are the names that
    the book knows; scope words that match them give codes. Reads any text without an error. Zero-width
    characters are passed over, but stay in the quotes.
    """
    seen, places = without_invisible(text)
    reading = _read(seen, published=published, names=names)
    if seen == text:
        return reading
    return TextReading(
        tuple(_as_written(claim, text, places=places) for claim in reading.claims),
        tuple(_as_written(number, text, places=places) for number in reading.unread),
    )


_Quoted = TypeVar("_Quoted", Claim, Unread)


def _as_written(quoted: _Quoted, text: str, *, places: Sequence[int]) -> _Quoted:
    """The same quote at its place in the text as it was before invisible characters were left out."""
    start, end = places[quoted.start], places[quoted.end - 1] + 1
    return replace(quoted, start=start, end=end, quote=text[start:end])


def _read(text: str, *, published: date | None, names: Sequence[NamedScope]) -> TextReading:
    low, stop = fold(text), furniture.article_body(text).stop
    times = time_mentions(low[:stop], published=published)
    register = Register(names)
    named = mentions(text, stop, known=register.mentions(text, stop))
    members = unnamed_members(text, stop, named=named)
    everyone = tuple(sorted((*named, *members), key=lambda mention: mention.start))
    page = Page(times, everyone, published, register, hero_of(everyone))
    story, claims, unread = Story(), [], []
    for sentence in _sentences(text, low[:stop], times=times):
        if not furniture.is_advertisement(low[sentence.start : sentence.end]):
            said = quantities(sentence, [draft for draft, _ in story.known])
            found, story = _sentence_claims(sentence, said.found, page=page, story=story)
            claims += found
            unread += [_unread(sentence, draft) for draft in said.unread]
    return TextReading(tuple(claims), tuple(unread))


def _unread(sentence: Sentence, draft: Draft) -> Unread:
    return Unread(draft.start, draft.end, sentence.text[draft.start : draft.end], _UNKNOWN_UNIT)


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of the whole text before its sentences are read."""

    times: Sequence[TimeMention]
    named: Sequence[Mention]
    published: date | None
    register: Register
    hero: Mention | None


@dataclass(frozen=True, slots=True)
class Story:
    """What the sentences read so far leave behind for those that follow."""

    known: Sequence[Known] = ()
    scene: Scene = field(default_factory=Scene)
    told: str | None = None
    deadline: int | None = None
    is_over: bool = False
    is_promised: bool = False


def _sentences(text: str, low: str, *, times: Sequence[TimeMention]) -> Iterator[Sentence]:
    tokens = tokenize(text, end=len(low))
    no_claims = bytearray(len(low))
    dates = [(mention.start, mention.end) for mention in times]
    for start, end in (*dates, *(match.span() for match in _NOT_CLAIMS.finditer(low))):
        no_claims[start:end] = b"\x01" * (end - start)
    for first, stop in sentences(tokens):
        own = tokens[first:stop]
        masked = frozenset(at for at, token in enumerate(own) if token.kind == "opaque" or no_claims[token.start])
        yield Sentence(text, low, own, tokens[max(0, first - _BEFORE) : first], masked)


def _sentence_claims(
    sentence: Sentence, drafts: Sequence[Draft], *, page: Page, story: Story
) -> tuple[list[Claim], Story]:
    """The claims of one sentence whose quantities are `drafts`, and the story as it goes on."""
    inside = _within(page.times, sentence)
    named = _within(page.named, sentence)
    told = _told(inside, story.told, low=sentence.low)
    is_over = _is_over(inside, story.is_over, sentence=sentence)
    times = Times(inside, told, story.deadline, page.published, is_over)
    outlook = Outlook(times.ahead, times.past, story.is_promised)
    known: list[Known] = []
    scopes: list[Mention | None] = []
    read: list[tuple[Spot, Measured, Dating]] = []
    for draft in drafts:
        spot = Spot(sentence, with_status(Spot(sentence, draft), [other for other, _ in known]))
        what = measured(spot, before=known, earlier=story.known, outlook=outlook)
        known.append((spot.draft, what))
        scopes.append(scope_of(spot, named, scene=story.scene) or page.hero)
        read.append((spot, what, dated(spot, what, times=times)))
    scopes = respectively(sentence.low, [(spot.draft.start, spot.draft.end) for spot, _, _ in read], scopes=scopes)
    claims = [
        _claim(spot, Reading(what, dating, scope, page.register))
        for (spot, what, dating), scope in zip(read, scopes, strict=True)
    ]
    deadline = next((mention.year for mention in inside if mention.kind is TimeKind.DEADLINE), None)
    scene = story.scene.after(scopes[-1] if scopes else None, named, start=sentence.start)
    promised = known[-1][1].is_planned if known else False
    return claims, Story((*story.known, *known)[-_REMEMBERED:], scene, told, deadline, is_over, promised)


_Found = TypeVar("_Found", TimeMention, Mention)


def _within(found: Sequence[_Found], sentence: Sentence) -> Sequence[_Found]:
    """What begins in the sentence, of mentions in order."""
    first = bisect_left(found, sentence.start, key=lambda one: one.start)
    return found[first : bisect_left(found, sentence.end, lo=first, key=lambda one: one.start)]


def _told(inside: Sequence[TimeMention], told: str | None, *, low: str) -> str | None:
    """The latest period that the sentence names, or the one named before it."""
    periods = [
        (one.year, one.code)
        for one in inside
        if one.kind is TimeKind.PERIOD and one.code and one.year is not None and not is_compared(low, one)
    ]
    return max(periods, key=lambda period: period[0])[1] if periods else told


def _is_over(inside: Sequence[TimeMention], before: bool, *, sentence: Sentence) -> bool:
    """Is it the topic of the sentences what happened over a period («За 2024 год…», «По итогам года…»)?"""
    periods = [one for one in inside if one.kind is TimeKind.PERIOD and one.code]
    if not periods:
        return before and not any(one.kind in (TimeKind.SINCE_START, TimeKind.NOW) for one in inside)
    first = periods[0]
    return sentence.low.startswith(OVER, first.start) and first.start - sentence.start < _TOPIC


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read about a quantity beside its number."""

    what: Measured
    dating: Dating
    scope: Mention | None
    register: Register

    @property
    def reasons(self) -> tuple[str, ...]:
        scope = (f"scope: {self.scope.text}",) if self.scope else ()
        return f"measure: {self.what.why}", f"period: {self.dating.why}", *scope


def _claim(spot: Spot, reading: Reading) -> Claim:
    draft, text = spot.draft, spot.sentence.text
    low, high = limits(draft)
    scope = reading.scope.text if reading.scope else None
    return Claim(
        start=draft.start,
        end=draft.end,
        quote=text[draft.start : draft.end],
        value=None if draft.upper else draft.written.value,
        low=low,
        high=high,
        hedge=draft.hedge,
        unit=draft.unit,
        measure=reading.what.measure,
        measure_group=reading.what.group,
        period=reading.dating.period,
        scope=scope,
        written=draft.written,
        upper=draft.upper_written,
        scopes=reading.register.codes(scope),
        counts_whom=counts_whom(spot),
        unnamed_member=bool(reading.scope and reading.scope.is_unnamed),
        read_by=(*draft.why, *reading.reasons),
    )


def limits(draft: Draft) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest value that the words allow; None where they leave that end open."""
    value, upper = draft.written.value, draft.upper_written
    match draft.hedge:
        case Hedge.MORE_THAN | Hedge.AT_LEAST:
            return value, None
        case Hedge.LESS_THAN | Hedge.AT_MOST | Hedge.ALMOST:
            return None, value
        case Hedge.ABOUT:
            return None, None
    return value, upper.value if upper else value
