"""Which claims does a text make?

The article is cut into sentences, each sentence into quantities; every quantity is then given its measure, period
and scope from the words around it. Sentences are read in order, because «там», «из них» and «годом ранее» speak of
what was said before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from zonebook.claims import furniture
from zonebook.claims.claim import Claim, NamedScope
from zonebook.claims.dating import Dating, Times, dated, is_compared
from zonebook.claims.entities import Mention, mentions, unnamed_members
from zonebook.claims.measuring import Known, Measured, measured
from zonebook.claims.periods import TimeKind, TimeMention, time_mentions
from zonebook.claims.population import counts_whom, with_status
from zonebook.claims.quantities import quantities
from zonebook.claims.quantity import Draft, Sentence, Spot
from zonebook.claims.register import Register
from zonebook.claims.scopes import Scene, hero_of, scope_of
from zonebook.claims.tokens import fold, sentences, tokenize
from zonebook.measures import Hedge

_NOT_CLAIMS = re.compile(
    r"(?<!\w)(?:(?:ул\.|улиц\w+|проспект\w*|шоссе|переул\w+|бульвар\w*)\s[\w .-]{0,25}?,?\s?\d+\w*"
    r"|(?:дом|д\.|корп\.|стр\.|офис|кв\.)\s?\d+\w*"
    r"|(?:стать\w+|ст\.|пункт\w*|п\.|закон\w*|постановлени\w+|приказ\w*|распоряжени\w+)\s(?:№\s?)?\d[\d.]*"
    r"|на (?:каждый )?(?:1|один) руб(?:л[ья]|\.)?(?!\w)|в \d+ (?:км|километрах|минутах|часах) (?:от|езды)"
    r"|на (?:1|одно|одного|один) (?:рабоч\w+ мест\w*|жител\w+|человек\w*|работник\w*|гектар|га|кв)(?!\w)"
    r"|(?:курс|стоимость) (?:доллара|евро|юаня)[^.;]{0,12}?\d[\d,]*"
    r"(?:[^.;]{0,20}?(?:евро|доллар|юань)[^.;]{0,6}?\d[\d,]*)?"
    r"|(?:0|6|12|16|18)\+(?!\d)|\d+-летн\w+|(?:в возрасте|старше|младше)\s\d+(?:\s(?:лет|года?))?)"
)
"""Addresses, laws, ages, rates of exchange, «на 1 рубль»: digits that say which, how old or per what."""

_REMEMBERED = 6
"""How many quantities back a bare number or measure may look."""

_BEFORE = 24
"""How many tokens back «их» may look."""


def read_claims(text: str, *, published: date | None = None, names: Sequence[NamedScope] = ()) -> tuple[Claim, ...]:
    """The claims of the article in `text`, in order and without overlaps.

    `published` resolves «в этом году» and its like; without it such words give no period. `names` are the names that
    the book knows; scope words that match them give codes. Reads any text without an error.
    """
    low, stop = fold(text), furniture.article_body(text).stop
    times = time_mentions(low[:stop], published=published)
    register = Register(names)
    named = mentions(text, stop, known=register.mentions(text, stop))
    members = unnamed_members(text, stop, named=named)
    everyone = tuple(sorted((*named, *members), key=lambda mention: mention.start))
    page = Page(times, everyone, published, register)
    story, claims = Story(), []
    for sentence in _sentences(text, low[:stop], times=times):
        if not furniture.is_advertisement(low[sentence.start : sentence.end]):
            found, story = _sentence_claims(sentence, page, story=story)
            claims += found
    return tuple(claims)


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of the whole text before its sentences are read."""

    times: Sequence[TimeMention]
    named: Sequence[Mention]
    published: date | None
    register: Register


@dataclass(frozen=True, slots=True)
class Story:
    """What the sentences read so far leave behind for those that follow."""

    known: Sequence[Known] = ()
    scene: Scene = field(default_factory=Scene)
    told: str | None = None
    deadline: int | None = None


def _sentences(text: str, low: str, *, times: Sequence[TimeMention]) -> Iterator[Sentence]:
    tokens = tokenize(text, end=len(low))
    spans = [(mention.start, mention.end) for mention in times]
    spans += [match.span() for match in _NOT_CLAIMS.finditer(low)]
    for first, stop in sentences(tokens):
        own = tokens[first:stop]
        start, end = own[0].start, own[-1].end
        near = [span for span in spans if span[0] < end and span[1] > start]
        masked = frozenset(
            at
            for at, token in enumerate(own)
            if token.kind == "opaque" or any(begin <= token.start < over for begin, over in near)
        )
        yield Sentence(text, low, own, tokens[max(0, first - _BEFORE) : first], masked)


def _sentence_claims(sentence: Sentence, page: Page, *, story: Story) -> tuple[list[Claim], Story]:
    """The claims of one sentence, and the story as it goes on."""
    inside = [mention for mention in page.times if sentence.start <= mention.start < sentence.end]
    named = [mention for mention in page.named if sentence.start <= mention.start < sentence.end]
    told = _told(inside, story.told, low=sentence.low)
    times = Times(inside, told, story.deadline, page.published)
    known: list[Known] = []
    scope, claims = None, []
    for draft in quantities(sentence, [draft for draft, _ in story.known]):
        spot = Spot(sentence, with_status(Spot(sentence, draft), [other for other, _ in known]))
        what = measured(spot, before=known, earlier=story.known, ahead=times.ahead)
        known.append((spot.draft, what))
        scope = scope_of(spot, named, scene=story.scene) or hero_of(page.named)
        reading = Reading(what, dated(spot, what, times=times), scope, page.register)
        claims.append(_claim(spot, reading))
    deadline = next((mention.year for mention in inside if mention.kind is TimeKind.DEADLINE), None)
    scene = story.scene.after(scope, named, start=sentence.start)
    return claims, Story((*story.known, *known)[-_REMEMBERED:], scene, told, deadline)


def _told(inside: Sequence[TimeMention], told: str | None, *, low: str) -> str | None:
    """The latest period that the sentence names, or the one named before it."""
    periods = [
        (one.year, one.code)
        for one in inside
        if one.kind is TimeKind.PERIOD and one.code and one.year is not None and not is_compared(low, one)
    ]
    return max(periods, key=lambda period: period[0])[1] if periods else told


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
