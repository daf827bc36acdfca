"""Which stretches of a text are quantities, and what do they count?

One sentence at a time: numbers with their hedges and units first, then the numbers whose unit is not repeated
(«1,1 и 0,5 млрд», «Резидентов — 30», «из них 16») find it in what stands around them. A number that finds no unit is
left unread: an unread number is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zonebook.claims.reading import hedges, morphology, ratings, units
from zonebook.claims.reading.elision import Completed, complete
from zonebook.claims.reading.numerals import Kind, Numeral, read_numeral
from zonebook.claims.reading.quantity import Draft, Sentence
from zonebook.measures import Hedge, Written

_KOPECK = Decimal("0.01")
_MILLION = 10**6
_OF_MONEY = ("инвестици", "вложени", "капиталовложени", "выручк", "налог", "прибыл", "доход", "субсиди")
_BACK = 1500
"""How many characters back «мест» may have been called jobs."""
_DURATION_CUES = (
    "исполн",
    "отмеча",
    "отметил",
    "юбиле",
    "существу",
    "работает",
    "возраст зон",
    "окупа",
    "срок",
    "действу",
)
_TERM_CUES = (
    "льгот",
    "тариф",
    "ставк",
    "освобожд",
    "не плат",
    "рассчитан",
    "аренд",
    "режим",
    "статус",
    "гарант",
    "налог",
    "обнул",
)
_TERM_WORDS = ("на", "до", "чем", "платят", "платит", "—", "–")
_SEATS = ("гостиниц", "отел", "парков", "зрител", "школ", "детск", "номер", "койк", "кресел")
_VAGUE_SHARE = ("перв", "втор", "обе", "лучш", "больш")
_ONE_COUNTS = frozenset(("residents", "companies", "projects", "zones", "items"))
_ONE_FORMS = frozenset("один одна одно одну единственный единственная единственное единственную".split())


def quantities(sentence: Sentence, previous: Sequence[Draft] = ()) -> Completed:
    """The quantities of a sentence, and its unread numbers; `previous` are those read before it, for what is elided."""
    return complete(sentence, _written_out(sentence), previous=previous)


def _written_out(sentence: Sentence) -> list[Draft]:
    """Every number that may be a quantity; the unit of some is still empty."""
    drafts: list[Draft] = []
    at = 0
    while at < len(sentence.tokens):
        draft = None if at in sentence.masked else _draft_at(sentence, at, before=drafts)
        if draft is not None:
            drafts.append(draft)
        at += 1
        while draft is not None and at < len(sentence.tokens) and sentence.tokens[at].start < draft.end:
            at += 1
    return drafts


def _draft_at(sentence: Sentence, at: int, *, before: Sequence[Draft]) -> Draft | None:
    if sentence.tokens[at].low == "столько":
        return _as_many(sentence, at, before=before)
    listed = ratings.short_list(sentence, at)
    if listed is not None:
        return _hedged(sentence, listed).of_unit("place", "short list").hedged(Hedge.AT_MOST)
    numeral = read_numeral(sentence.tokens, at)
    if numeral is None:
        return None
    if numeral.kind is Kind.ORDINAL:
        counted = ratings.ranked(sentence, numeral, before=before)
        return _hedged(sentence, numeral, counted=counted) if counted else None
    return _READERS[numeral.kind](sentence, numeral)


def _as_many(sentence: Sentence, at: int, *, before: Sequence[Draft]) -> Draft | None:
    """«Столько же»: the last counted quantity once more."""
    counted = next((draft for draft in reversed(before) if draft.is_count), None)
    if counted is None or [token.low for token in sentence.tokens[at + 1 : at + 2]] != ["же"]:
        return None
    start, end = sentence.tokens[at].start, sentence.tokens[at + 1].end
    numeral = Numeral(counted.numeral.kind, counted.numeral.written, at, at + 1)
    return Draft(start, end, numeral, Hedge.EXACT, unit=counted.unit, noun=counted.noun, why=("столько же",))


def _hedged(sentence: Sentence, numeral: Numeral, *, counted: units.Counted | None = None) -> Draft:
    """The draft of a number with the hedges before and behind it, and the unit if there is one."""
    start = sentence.tokens[numeral.first].start
    end = counted.end if counted else sentence.tokens[numeral.last].end
    sign = units.unit_before(sentence.text, start)
    if sign:
        counted, end = None, sentence.tokens[numeral.last].end  # «₽33 млрд инвестиций»: the sign is the unit
    begin = start - 1 if sign else start
    before = hedges.hedge_before(sentence.low, begin, floor=sentence.start)
    after = hedges.hedge_after(sentence.low, end, stop=sentence.end)
    if after is None and counted:
        after = hedges.hedge_after(sentence.low, sentence.tokens[numeral.last].end, stop=sentence.end)
    hedge = before or after
    unit = sign or (counted.unit if counted else "")
    return Draft(
        start=before.start if before else begin,
        end=max(end, after.end) if after and not before else end,
        numeral=numeral,
        hedge=numeral.hedge or (hedge.hedge if hedge else Hedge.EXACT),
        unit=unit,
        noun=counted.noun if counted else "",
        factor=counted.factor if counted else Decimal(1),
        why=_reasons(sentence, before, counted=counted),
    )


def _reasons(sentence: Sentence, before: hedges.HedgeWord | None, *, counted: units.Counted | None) -> tuple[str, ...]:
    words = [f"hedge: {sentence.text[before.start : before.end].strip()}"] if before else []
    if counted and counted.unit:
        words.append(f"unit: {counted.noun}")
    return tuple(words)


def _cardinal(sentence: Sentence, numeral: Numeral) -> Draft | None:
    end = sentence.tokens[numeral.last].end
    counted = units.fixed_unit(sentence.low, end)
    if counted and counted.unit == "time" and numeral.magnitude < _MILLION:
        return _lapse(sentence, numeral, counted=counted)
    if counted and counted.unit == "times":
        return _ratio_in_words(sentence, numeral, counted=counted)
    counted = _counted(sentence, numeral, fixed=counted)
    if counted and counted.noun.startswith("мест"):
        counted = _places(sentence, counted)
    if counted and counted.unit == "RUB":
        numeral, counted = _with_kopecks(sentence, numeral, roubles=counted)
    if counted and counted.unit == "items" and counted.noun.startswith(("позици", "строч", "пункт")):
        counted = units.Counted("place", counted.noun, counted.end)
    draft = _hedged(sentence, numeral, counted=counted)
    return None if numeral.is_vague and draft.hedge is Hedge.EXACT else draft


def _counted(sentence: Sentence, numeral: Numeral, *, fixed: units.Counted | None) -> units.Counted | None:
    """What the number counts; «21,3 млрд год назад» counts no years, for nobody counts them in milliards."""
    if fixed is not None:
        return None if fixed.unit == "time" else fixed
    counted = units.counted_noun(sentence.unmasked_from(numeral.last + 1), numeral.last + 1)
    if counted and numeral.magnitude >= _MILLION and counted.noun.startswith(_OF_MONEY):
        return None  # «6 миллиардов вложений»: roubles of them, not things
    return counted if counted and _may_count(numeral, counted) else None


def _may_count(numeral: Numeral, counted: units.Counted) -> bool:
    """May the number count the word behind it: does an adjective agree, is a noun no list knows in a counted form?"""
    if not counted.unit:
        return not counted.noun or _agrees(numeral, counted.noun)
    is_known = counted.unit not in ("items", "people") or units.listed_unit(counted.noun) is not None
    ends_in_one = numeral.written.value % 10 == 1
    return is_known or ends_in_one or morphology.is_counted_form(counted.noun)


def _agrees(numeral: Numeral, adjective: str) -> bool:
    """May a bare adjective be what is counted («две промышленные»), or is it said of it («16 — новые»)?"""
    is_few = numeral.written.value % 10 in (2, 3, 4) and numeral.written.value % 100 not in (12, 13, 14)
    return is_few or not adjective.endswith(("ые", "ие"))


def _places(sentence: Sentence, counted: units.Counted) -> units.Counted:
    """«200 мест» behind «рабочих мест» are jobs again, unless beds or seats are spoken of."""
    seats = any(word in sentence.low[sentence.start : sentence.end] for word in _SEATS)
    is_jobs = sentence.low.rfind("рабочих мест", max(0, counted.end - _BACK), counted.end) >= 0 and not seats
    return units.Counted("jobs", counted.noun, counted.end) if is_jobs else counted


def _with_kopecks(sentence: Sentence, numeral: Numeral, *, roubles: units.Counted) -> tuple[Numeral, units.Counted]:
    """«1 рубль 30 копеек» as one sum."""
    behind = range(numeral.last + 1, len(sentence.tokens) - 1)
    at = next((here for here in behind if sentence.tokens[here].start >= roubles.end), None)
    if at is None or not sentence.tokens[at + 1].low.startswith("коп"):
        return numeral, roubles
    kopecks = read_numeral(sentence.tokens, at)
    if kopecks is None:
        return numeral, roubles
    written = Written(numeral.written.value + kopecks.written.value / 100, _KOPECK, _KOPECK)
    whole = Numeral(numeral.kind, written, numeral.first, at + 1)
    return whole, units.Counted("RUB", roubles.noun, sentence.tokens[at + 1].end)


def _lapse(sentence: Sentence, numeral: Numeral, *, counted: units.Counted) -> Draft | None:
    """Years are a claim where they are an age or a term; otherwise they say when, not how much."""
    clause = sentence.low[sentence.start : counted.end]
    before = sentence.tokens[numeral.first - 1].low if numeral.first else ""
    behind = sentence.low[counted.end : counted.end + 8]
    if not counted.noun.startswith(("лет", "год")):
        return None
    is_age = any(cue in clause for cue in _DURATION_CUES)
    is_term = before in _TERM_WORDS and any(cue in clause for cue in _TERM_CUES)
    if not (is_age or is_term or "подряд" in behind):
        return None
    return _hedged(sentence, numeral, counted=units.Counted("years", counted.noun, counted.end))


def _ratio_in_words(sentence: Sentence, numeral: Numeral, *, counted: units.Counted) -> Draft | None:
    """«В 2,5 раза»: the preposition belongs to the quote; without it («три раза») it is no ratio."""
    draft = _hedged(sentence, numeral, counted=counted)
    head = sentence.low[max(sentence.start, draft.start - 3) : draft.start]
    if head.endswith((" в ", " во ", "в ")) and (len(head) < 3 or head[0] in ' («"во'):
        draft = draft.starting(draft.start - len(head.split()[-1]) - 1)
    quote = sentence.low[draft.start : draft.end].split()
    if "в" not in quote and "во" not in quote:
        return None
    return draft.hedged(Hedge.MULTIPLE) if draft.hedge is Hedge.EXACT else draft


def _one(sentence: Sentence, numeral: Numeral) -> Draft | None:
    """«Одна компания» counts; «один из», «одно и то же» do not."""
    if sentence.tokens[numeral.first].low not in _ONE_FORMS:
        return None
    counted = units.counted_noun(sentence.unmasked_from(numeral.last + 1), numeral.last + 1)
    is_listed = counted is not None and units.listed_unit(counted.noun) in _ONE_COUNTS
    return _hedged(sentence, numeral, counted=counted) if is_listed else None


def _share(sentence: Sentence, numeral: Numeral) -> Draft | None:
    """A part of a whole, unless it is a part of time («вторая половина года», «четверть века»)."""
    counted = units.fixed_unit(sentence.low, sentence.tokens[numeral.last].end)
    earlier = sentence.tokens[numeral.first - 1].low if numeral.first else ""
    if (counted and counted.unit == "time") or (earlier.startswith(_VAGUE_SHARE) and earlier != "больше"):
        return None
    return _hedged(sentence, numeral).of_unit("percent", "доля")


def _ratio(sentence: Sentence, numeral: Numeral) -> Draft | None:
    draft = _hedged(sentence, numeral).of_unit("times", "ratio word")
    return draft.hedged(Hedge.MULTIPLE) if draft.hedge is Hedge.EXACT else draft


_READERS = {
    Kind.CARDINAL: _cardinal,
    Kind.ONE: _one,
    Kind.SHARE: _share,
    Kind.RATIO: _ratio,
}
