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

from zonebook.claims.claim import Claim, Compared, NamedScope, Speaker, TextReading, Unread
from zonebook.claims.reading import furniture, qualifying
from zonebook.claims.reading.comparing import compared
from zonebook.claims.reading.dating import FORMER, OVER, Dating, dated
from zonebook.claims.reading.entities import Mention, Size, mentions, unnamed_members
from zonebook.claims.reading.measuring import Known, Measured, Outlook, measured, tells_promise
from zonebook.claims.reading.periods import TimeKind, TimeMention, time_mentions
from zonebook.claims.reading.population import counts_whom, with_status
from zonebook.claims.reading.quantities import quantities
from zonebook.claims.reading.quantity import Draft, Sentence, Spot
from zonebook.claims.reading.register import Register
from zonebook.claims.reading.scopes import Scene, hero_of, respectively, scope_of
from zonebook.claims.reading.sharing import outside_whole, shared
from zonebook.claims.reading.speaking import Speeches
from zonebook.claims.reading.times import Times, is_compared
from zonebook.claims.reading.tokens import fold, sentences, tokenize, without_invisible
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

_THE_YEAR = re.compile(
    r"(?:прошлый|минувший|прошедший|ушедший|(?:19|20)\d\d(?:-й)?) год|год\s"
    r"|(?:прошел|завершился|закончился|выдался) год"
)
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
    story, claims, unread, last = Story(), list[Claim](), list[Unread](), stop
    said = tuple(_sentences(text, low[:stop], times=times))
    speeches = Speeches(text[:stop], low[:stop], sentences=[(one.start, one.end) for one in said])
    for sentence in said:
        if not furniture.is_advertisement(low[sentence.start : sentence.end]):
            counted = quantities(sentence, [draft for draft, _ in story.known])
            found, story = _sentence_claims(sentence, counted.found, page=page, story=story)
            if not found:
                claims = _with_deadline(claims, sentence, page=page, last=last)
            claims += [_ascribed(claim, speeches.of(claim.start)) for claim in found]
            last = sentence.start if found else last
            unread += [_unread(sentence, draft) for draft in counted.unread]
    return TextReading(tuple(claims), tuple(unread))


def _completion(times: Times, sentence: Sentence) -> int | None:
    """The year in which a sentence without numbers says that something will be ready."""
    if not _COMPLETED.search(sentence.low, sentence.start, sentence.end):
        return None
    return next((one.year for one in times.inside if (one.start, one.end) in times.ahead), None)


def _ascribed(claim: Claim, speaker: Speaker | None) -> Claim:
    """The claim with who says it, and the words that tell so."""
    if speaker is None:
        return claim
    said = ", ".join(words for words in (speaker.office, speaker.name) if words)
    return replace(claim, speaker=speaker, read_by=(*claim.read_by, f"speaker: {said}"))


_COMPLETED = re.compile(
    r"(?<!\w)(?:заверш|законч|запу[сщ]|пуск|сда(?:ть|дут|ча)|ввести|ввод|введут|откр|постро|реализ|начать|начн|выпуск|заработа|старт)"
)
"""Words of what a plan ends with; its year dates the plan of the sentence before."""


def _with_deadline(claims: list[Claim], sentence: Sentence, *, page: Page, last: int) -> list[Claim]:
    """«Вложения составят 1 млрд рублей. Открыть завод планируют в 2026 году»: the plan of the sentence before is dated.

    `last` is where the last sentence with claims begins; `sentence` has none.
    """
    times = Times(_within(page.times, sentence), None, None, page.published)
    year = next(
        (one.year for one in times.inside if (one.start, one.end) in times.ahead or one.kind is TimeKind.DEADLINE), None
    )
    if year is None or not _COMPLETED.search(sentence.low, sentence.start, sentence.end):
        return claims
    return [
        replace(claim, period=f"plan:{year}") if claim.start >= last and claim.period == "plan" else claim
        for claim in claims
    ]


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
    completion: int | None = None

    @property
    def last_group(self) -> str | None:
        return self.known[-1][1].group if self.known else None


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
    is_over = _is_over(inside, story.is_over, sentence=sentence, drafts=drafts)
    times = Times(inside, told, story.deadline, page.published, is_over, story.last_group, completion=story.completion)
    outlook = Outlook(times.ahead, times.past, story.is_promised)
    known: list[Known] = []
    scopes: list[Mention | None] = []
    read: list[tuple[Spot, Measured, Dating]] = []
    for draft in drafts:
        spot = Spot(sentence, _with_status(Spot(sentence, draft), known, story=story))
        what = measured(spot, before=known, earlier=story.known, outlook=outlook)
        known.append((spot.draft, what))
        scopes.append(_whom(spot, named, page=page, story=story))
        read.append((spot, what, dated(spot, what, times=times)))
        times = replace(times, grown=read[-1][2].period) if what.group == "growth" else times
    scopes = respectively(sentence.low, [(spot.draft.start, spot.draft.end) for spot, _, _ in read], scopes=scopes)
    readings = [Reading(*one, scope) for one, scope in zip(read, scopes, strict=True)]
    around = Around(times, _zone(story.scene.zone) or _zone(page.hero), page.register)
    claims = [_claim(reading, around, before=known[:at] or story.known[-1:]) for at, reading in enumerate(readings)]
    deadline = next((mention.year for mention in inside if mention.kind is TimeKind.DEADLINE), None)
    completion = None if drafts else _completion(times, sentence)
    scene = story.scene.after(scopes[-1] if scopes else None, named, start=sentence.start)
    promised = known[-1][1].is_planned if known else tells_promise(sentence)
    after = Story((*story.known, *known)[-_REMEMBERED:], scene, told, deadline, is_over, promised, completion)
    return claims, after


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
    new = max(periods, key=lambda period: period[0])[1] if periods else told
    return told if _is_part(new, told) else new


def _is_part(year: str | None, stretch: str | None) -> bool:
    """Is it a year of the stretch of years told before («С 2011 по 2021 год… Уже в 2011-м…»)?"""
    ends = (stretch or "").split("-")
    return year is not None and len(ends) == 2 and len(year) == len(ends[1]) == 4 and ends[0] <= year <= ends[1]


def _is_over(inside: Sequence[TimeMention], before: bool, *, sentence: Sentence, drafts: Sequence[Draft]) -> bool:
    """Is it the topic of the sentences what happened over a period («За 2024 год…», «Прошлый год стал…»)?"""
    periods = [one for one in inside if one.kind is TimeKind.PERIOD and one.code and not is_compared(sentence.low, one)]
    if not periods:
        return before and not any(one.kind in (TimeKind.SINCE_START, TimeKind.NOW) for one in inside)
    first = periods[0]
    if first.start - sentence.start < _TOPIC:
        return sentence.low.startswith(OVER, first.start) or _THE_YEAR.match(sentence.low, first.start) is not None
    is_first = not drafts or first.start < drafts[0].start
    return is_first and sentence.low.startswith(OVER, first.start)


def _with_status(spot: Spot, known: Sequence[Known], *, story: Story) -> Draft:
    return with_status(spot, [draft for draft, _ in known], earlier=[draft for draft, _ in story.known])


def _whom(spot: Spot, named: Sequence[Mention], *, page: Page, story: Story) -> Mention | None:
    """Whom the quantity is about, in the end the hero of the text; of a share never the whole itself."""
    parts = outside_whole(spot, named)
    hero = None if page.hero in named and page.hero not in parts else page.hero
    return scope_of(spot, parts, scene=story.scene) or hero


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read about a quantity beside its number."""

    spot: Spot
    what: Measured
    dating: Dating
    scope: Mention | None

    @property
    def reasons(self) -> tuple[str, ...]:
        scope = (f"scope: {self.scope.text}",) if self.scope else ()
        return f"measure: {self.what.why}", f"period: {self.dating.why}", *scope


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds the claims of a sentence: its times, the zone spoken of, the names that the book knows."""

    times: Times
    zone: Mention | None
    register: Register


def _zone(mention: Mention | None) -> Mention | None:
    """The mention, if it may be of a zone and not of one of its sites or companies."""
    return mention if mention and mention.size in (Size.ZONE, Size.NAME) else None


def _set_against(
    reading: Reading, around: Around, *, before: Sequence[Known]
) -> tuple[Compared | None, str | None, tuple[str, ...]]:
    """What a growth or share compares, whose numbers these are, and the words for both."""
    if reading.what.group == "growth":
        against, whose = compared(reading.spot, reading.dating.period, before=before, times=around.times)
        return against, whose, (f"what grew: {against.measure}", f"against: {against.base}")
    if reading.what.measure == "share":
        here = [one for one in before if one[0].start >= reading.spot.sentence.start]
        against, whose = shared(reading.spot, reading.scope, before=here, zone=around.zone, register=around.register)
        return against, whose, (f"what is shared: {against.measure}", f"part of: {against.whole}")
    return None, None, ()


def _claim(reading: Reading, around: Around, *, before: Sequence[Known]) -> Claim:
    """The claim that a quantity makes; `before` are those before it in the sentence, or the last one before that."""
    draft, text = reading.spot.draft, reading.spot.sentence.text
    low, high = limits(draft)
    scope = reading.scope.text if reading.scope else None
    against, whose, reasons = _set_against(reading, around, before=before)
    codes = around.register.codes(scope)
    told = qualifying.Around(reading.dating.period, reading.what.measure, reading.what.group, reading.scope, codes)
    added = qualifying.qualified(reading.spot, told)
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
        scopes=codes,
        counts_whom=counts_whom(reading.spot) or whose,
        is_within_period=reading.dating.is_within,
        is_former=reading.dating.period is None and reading.dating.why == FORMER,
        unnamed_member=bool(reading.scope and reading.scope.is_unnamed),
        read_by=(*draft.why, *reading.reasons, *reasons, *qualifying.reasons(added)),
        compared=against,
        qualified=added,
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
