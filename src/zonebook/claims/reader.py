"""Which claims does a text make?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zonebook.claims import furniture
from zonebook.claims.claim import Claim, NamedScope
from zonebook.claims.dating import Dating, dated
from zonebook.claims.entities import Mention, mentions, unnamed_members
from zonebook.claims.measuring import Measured, measured
from zonebook.claims.periods import TimeKind, TimeMention, time_mentions
from zonebook.claims.quantities import quantities
from zonebook.claims.quantity import Draft, Sentence
from zonebook.claims.scopes import Register, Scene, scope_of
from zonebook.claims.tokens import Token, fold, sentences, tokenize
from zonebook.measures import Hedge

_NOT_CLAIMS = re.compile(
    r"(?<!\w)(?:(?:ул\.|улиц\w+|проспект\w*|шоссе|переул\w+|бульвар\w*)\s[\w .-]{0,25}?,?\s?\d+\w*"
    r"|(?:дом|д\.|корп\.|стр\.|офис|кв\.)\s?\d+\w*"
    r"|(?:стать\w+|ст\.|пункт\w*|п\.|закон\w*|постановлени\w+|приказ\w*|распоряжени\w+)\s(?:№\s?)?\d[\d.]*"
    r"|(?:0|6|12|16|18)\+(?!\d)|\d+-летн\w+|(?:в возрасте|старше|младше)\s\d+(?:\s(?:лет|года?))?)"
)


def _masked(low: str, tokens: Sequence[Token], times: Sequence[TimeMention]) -> frozenset[int]:
    spans = [(mention.start, mention.end) for mention in times]
    spans += [match.span() for match in _NOT_CLAIMS.finditer(low)]
    return frozenset(
        at
        for at, token in enumerate(tokens)
        if token.kind == "opaque" or any(start <= token.start < end for start, end in spans)
    )


def read_claims(text: str, *, published: date | None = None, names: Sequence[NamedScope] = ()) -> tuple[Claim, ...]:
    """The claims of the article in `text`, in order and without overlaps.

    `published` resolves «в этом году» and its like; without it such words give no period. `names` are the names that
    the book knows; scope words that match them give codes. Reads any text without an error.
    """
    body = furniture.article_body(text)
    low = fold(text)
    tokens = tokenize(text, 0, body.stop)
    times = time_mentions(low[: body.stop], published=published)
    named = mentions(text, body.stop)
    named = tuple(sorted((*named, *unnamed_members(text, body.stop, named)), key=lambda one: one.start))
    page = Page(times, named, published, Register(names))
    masked = _masked(low, tokens, times)
    story, claims = Story(), []
    for first, stop in sentences(tokens):
        sentence = Sentence(text, low, tokens, first, stop, masked)
        if not furniture.is_advertisement(low[sentence.start : sentence.end]):
            found, story = _sentence_claims(sentence, page, story)
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

    drafts: Sequence[Draft] = ()
    scene: Scene = Scene()
    told: str | None = None


def _sentence_claims(sentence: Sentence, page: Page, story: Story) -> tuple[list[Claim], Story]:
    times = [mention for mention in page.times if sentence.start <= mention.start < sentence.end]
    named = [mention for mention in page.named if sentence.start <= mention.start < sentence.end]
    drafts = quantities(sentence, story.drafts)
    told, scope, claims = _told(times, story.told), None, []
    known: list[tuple[Draft, Measured]] = []
    for draft in drafts:
        what = measured(sentence, draft, known)
        known.append((draft, what))
        dating = dated(sentence, draft, what, times=times, told=told, published=page.published)
        scope = scope_of(sentence, draft, named, story.scene)
        claims.append(_claim(sentence.text, draft, what, dating=dating, scope=scope, register=page.register))
    return claims, Story(drafts or story.drafts, story.scene.after(scope, named), told)


def _told(times: Sequence[TimeMention], told: str | None) -> str | None:
    for mention in times:
        if mention.kind is TimeKind.PERIOD and mention.code:
            return mention.code
    return told


def _claim(
    text: str, draft: Draft, what: Measured, *, dating: Dating, scope: Mention | None, register: Register
) -> Claim:
    low, high = limits(draft)
    shown = scope.text if scope else None
    return Claim(
        start=draft.start,
        end=draft.end,
        quote=text[draft.start : draft.end],
        value=None if draft.upper else draft.written.value,
        low=low,
        high=high,
        hedge=draft.hedge,
        unit=draft.unit,
        measure=what.measure,
        measure_group=what.group,
        period=dating.period,
        scope=shown,
        written=draft.written,
        upper=draft.upper_written,
        scopes=register.codes(shown),
        read_by=(*draft.why, f"measure: {what.why}", f"period: {dating.why}"),
    )


def limits(draft: Draft) -> tuple[Decimal | None, Decimal | None]:
    value = draft.written.value
    match draft.hedge:
        case Hedge.MORE_THAN | Hedge.AT_LEAST:
            return value, None
        case Hedge.LESS_THAN | Hedge.AT_MOST | Hedge.ALMOST:
            return None, value
        case Hedge.ABOUT:
            return None, None
        case Hedge.RANGE if draft.upper_written:
            return value, draft.upper_written.value
    return value, value
