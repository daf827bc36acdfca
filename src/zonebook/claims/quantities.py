"""Which stretches of a text are quantities, and what do they count?

One sentence at a time: numbers with their hedges and units first, then the numbers whose unit is not repeated
(«1,1 и 0,5 млрд», «Резидентов — 30», «из них 16») find it in what stands around them. A number that finds no unit is
dropped: an unread number is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zonebook.claims import hedges, ratings, units
from zonebook.claims.elision import complete
from zonebook.claims.numerals import Kind, Numeral, read_numeral
from zonebook.claims.quantity import Draft, Sentence
from zonebook.measures import Hedge, Written

_KOPECK = Decimal("0.01")
_DURATION_CUES = ("исполн", "отмеча", "отметил", "юбиле", "существу", "работает", "возраст зон", "окупа", "срок", "действу")
_TERM_CUES = ("льгот", "тариф", "ставк", "освобожд", "не плат", "рассчитан", "аренд", "режим", "статус", "гарант")
_TERM_WORDS = ("на", "до", "чем", "платят", "платит", "—", "–")
_SEATS = ("гостиниц", "отел", "парков", "зрител", "школ", "детск", "номер", "койк", "кресел")
_VAGUE_SHARE = ("перв", "втор", "обе", "лучш", "больш")
_ONE_COUNTS = frozenset(("residents", "companies", "projects", "zones", "items"))
_ONE_FORMS = frozenset("один одна одно одну единственный единственная единственное единственную".split())


def quantities(sentence: Sentence, previous: Sequence[Draft] = ()) -> tuple[Draft, ...]:
    """The quantities of a sentence in order; `previous` are those of the sentence before, for what is elided."""
    return complete(sentence, _written_out(sentence), previous)


def _written_out(sentence: Sentence) -> list[Draft]:
    """Every number that may be a quantity; the unit of some is still empty."""
    drafts: list[Draft] = []
    at = sentence.first
    while at < sentence.stop:
        draft = None if sentence.is_masked(at) else _draft_at(sentence, at, drafts)
        if draft is not None:
            drafts.append(draft)
        at = (draft.last if draft else at) + 1
    return drafts


def _draft_at(sentence: Sentence, at: int, before: Sequence[Draft]) -> Draft | None:
    if sentence.tokens[at].low == "столько":
        return _as_many(sentence, at, before)
    listed = ratings.short_list(sentence, at)
    if listed is not None:
        return _hedged(sentence, listed, None).of_unit("place", "short list").hedged(Hedge.AT_MOST)
    numeral = read_numeral(sentence.tokens, at, sentence.stop)
    if numeral is None:
        return None
    reader = _READERS[numeral.kind]
    return reader(sentence, numeral, before)


def _as_many(sentence: Sentence, at: int, before: Sequence[Draft]) -> Draft | None:
    """«Столько же»: the last counted quantity once more."""
    counted = next((draft for draft in reversed(before) if draft.is_count), None)
    if counted is None or at + 1 >= sentence.stop or sentence.tokens[at + 1].low != "же":
        return None
    start, end = sentence.tokens[at].start, sentence.tokens[at + 1].end
    numeral = Numeral(counted.numeral.kind, counted.numeral.written, at, at + 1)
    return Draft(start, end, numeral, Hedge.EXACT, unit=counted.unit, noun=counted.noun, why=("столько же",))


def _hedged(sentence: Sentence, numeral: Numeral, counted: units.Counted | None) -> Draft:
    """The draft of a number with the hedges before and behind it, and the unit if there is one."""
    start = sentence.tokens[numeral.first].start
    end = counted.end if counted else sentence.tokens[numeral.last].end
    sign = units.unit_before(sentence.text, start)
    begin = start - 1 if sign else start
    before = hedges.hedge_before(sentence.low, begin, sentence.start)
    after = hedges.hedge_after(sentence.low, end, sentence.end) or hedges.hedge_after(
        sentence.low, sentence.tokens[numeral.last].end, sentence.end
    )
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
        why=_reasons(sentence, before, counted),
    )


def _reasons(sentence: Sentence, before: hedges.HedgeWord | None, counted: units.Counted | None) -> tuple[str, ...]:
    words = [f"hedge: {sentence.text[before.start : before.end].strip()}"] if before else []
    if counted and counted.unit:
        words.append(f"unit: {counted.noun}")
    return tuple(words)


def _cardinal(sentence: Sentence, numeral: Numeral, before: Sequence[Draft]) -> Draft | None:
    end = sentence.tokens[numeral.last].end
    counted = units.fixed_unit(sentence.low, end)
    if counted and counted.unit == "time":
        return _lapse(sentence, numeral, counted)
    if counted and counted.unit == "times":
        return _ratio_in_words(sentence, numeral, counted)
    if counted is None:
        counted = units.counted_noun(sentence.tokens, numeral.last + 1, sentence.clause_stop(numeral.last + 1))
    if counted and counted.noun.startswith("мест"):
        counted = _places(sentence, counted)
    if counted and counted.unit == "RUB":
        numeral, counted = _with_kopecks(sentence, numeral, counted)
    if counted and counted.unit == "items" and counted.noun.startswith(("позици", "строч", "пункт")):
        counted = units.Counted("place", counted.noun, counted.end)
    draft = _hedged(sentence, numeral, counted)
    return None if numeral.is_vague and draft.hedge is Hedge.EXACT else draft


def _places(sentence: Sentence, counted: units.Counted) -> units.Counted:
    """«200 мест» behind «рабочих мест» are jobs again, unless beds or seats are spoken of."""
    said_before = sentence.low[: counted.end]
    seats = any(word in sentence.low[sentence.start : sentence.end] for word in _SEATS)
    is_jobs = "рабочих мест" in said_before and not seats
    return units.Counted("jobs", counted.noun, counted.end) if is_jobs else counted


def _with_kopecks(
    sentence: Sentence, numeral: Numeral, counted: units.Counted
) -> tuple[Numeral, units.Counted]:
    """«1 рубль 30 копеек» as one sum."""
    at = next((i for i in range(numeral.last, sentence.stop) if sentence.tokens[i].start >= counted.end), sentence.stop)
    if at + 1 >= sentence.stop or not sentence.tokens[at + 1].low.startswith("коп"):
        return numeral, counted
    kopecks = read_numeral(sentence.tokens, at, sentence.stop)
    if kopecks is None:
        return numeral, counted
    written = Written(numeral.written.value + kopecks.written.value / 100, _KOPECK, _KOPECK)
    return (
        Numeral(numeral.kind, written, numeral.first, at + 1),
        units.Counted("RUB", counted.noun, sentence.tokens[at + 1].end),
    )


def _lapse(sentence: Sentence, numeral: Numeral, counted: units.Counted) -> Draft | None:
    """Years are a claim where they are an age or a term; otherwise they say when, not how much."""
    clause = sentence.low[sentence.start : counted.end]
    before = sentence.tokens[numeral.first - 1].low if numeral.first > sentence.first else ""
    behind = sentence.low[counted.end : counted.end + 8]
    if not counted.noun.startswith(("лет", "год")):
        return None
    is_age = any(cue in clause for cue in _DURATION_CUES)
    is_term = before in _TERM_WORDS and any(cue in clause for cue in _TERM_CUES)
    if not (is_age or is_term or "подряд" in behind):
        return None
    return _hedged(sentence, numeral, units.Counted("years", counted.noun, counted.end))


def _ratio_in_words(sentence: Sentence, numeral: Numeral, counted: units.Counted) -> Draft | None:
    """«В 2,5 раза»: the preposition belongs to the quote; without it («три раза») it is no ratio."""
    draft = _hedged(sentence, numeral, counted)
    head = sentence.low[max(sentence.start, draft.start - 3) : draft.start]
    if head.endswith((" в ", " во ", "в ")) and (len(head) < 3 or head[0] in " («\"во"):
        draft = draft.starting(draft.start - len(head.split()[-1]) - 1)
    quote = sentence.low[draft.start : draft.end].split()
    if "в" not in quote and "во" not in quote:
        return None
    return draft.hedged(Hedge.MULTIPLE) if draft.hedge is Hedge.EXACT else draft


def _one(sentence: Sentence, numeral: Numeral, before: Sequence[Draft]) -> Draft | None:
    """«Одна компания» counts; «один из», «одно и то же» do not."""
    if sentence.tokens[numeral.first].low not in _ONE_FORMS:
        return None
    counted = units.counted_noun(sentence.tokens, numeral.last + 1, sentence.clause_stop(numeral.last + 1))
    is_listed = counted is not None and units.listed_unit(counted.noun) in _ONE_COUNTS
    return _hedged(sentence, numeral, counted) if is_listed else None


def _share(sentence: Sentence, numeral: Numeral, before: Sequence[Draft]) -> Draft | None:
    """A part of a whole, unless it is a part of time («вторая половина года», «четверть века»)."""
    counted = units.fixed_unit(sentence.low, sentence.tokens[numeral.last].end)
    earlier = sentence.tokens[numeral.first - 1].low if numeral.first > sentence.first else ""
    if (counted and counted.unit == "time") or earlier.startswith(_VAGUE_SHARE) and earlier != "больше":
        return None
    return _hedged(sentence, numeral, None).of_unit("percent", "доля")


def _ratio(sentence: Sentence, numeral: Numeral, before: Sequence[Draft]) -> Draft | None:
    draft = _hedged(sentence, numeral, None).of_unit("times", "ratio word")
    return draft.hedged(Hedge.MULTIPLE) if draft.hedge is Hedge.EXACT else draft


def _ordinal(sentence: Sentence, numeral: Numeral, before: Sequence[Draft]) -> Draft | None:
    """Ordinals are claims only where they rank or count in a row."""
    counted = ratings.ranked(sentence, numeral, before)
    return counted and _hedged(sentence, numeral, counted)


_READERS = {
    Kind.CARDINAL: _cardinal,
    Kind.ONE: _one,
    Kind.SHARE: _share,
    Kind.RATIO: _ratio,
    Kind.ORDINAL: _ordinal,
}
