"""What does a number count whose unit is not repeated?

Tried in this order, the surest first: the other end of a range or of «с … до», the next number of a list, the
counted noun that stands before («Резидентов — 30»), the quantity that the sentence has just named («из них 16»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zonebook.claims.reading import morphology, units
from zonebook.claims.reading.numerals import Kind
from zonebook.claims.reading.quantity import COUNTS, Draft, Sentence
from zonebook.claims.reading.tokens import Token
from zonebook.measures import Hedge

_FROM_TO = re.compile(r"\s*(?:рублей\s)?(?:до|по)\s+(?:почти |примерно |около )?")
_DASH = re.compile(r"\s?[-–—]\s?$")
_JOINED = re.compile(r"\s*(?:и|или|либо|до|против|из|вместо|,|,? а также)\s+[\w ]{0,14}?\s?")
_GAPPED = re.compile(
    r"\s*[,;]\s(?:а\s|и\s)?(?:(?:на|в|во|у|для|из|под|при)\s[\w«»\"“”-]{1,30}(?:\s[\w«»\"“”-]{1,30})?"
    r"|[«\"“][^«»\"“”]{1,30}[»\"”]|втор\w+|трет\w+|друг\w+)\s[—–-]\s(?:лишь\s|только\s|уже\s)?\s?"
)
_PARTITIVE = re.compile(
    r"(?:из (?:них|которых|этих|их числа|общего числа)|в том числе|среди них|включая|одн\w+ из)[^.;:]{0,40}$"
)
_PARTITIVE_BEHIND = re.compile(r"\s*(?:\w+\s)?из (?:них|которых|этих|участников|числа)")
_CAME = re.compile(
    r"(?:приш(?:ли|ел)|приня(?:ла?|ли|ть)|вошл[иа]|прид[еу]т|жд[еу]т|ждем|зарегистрировал\w+|привлек\w*)\s(?:уже\s|еще\s|и\s)*$"
)
_ANOTHER_TIME = re.compile(
    r"(?:(?:год[ау]?|этого|января|квартал\w?|полугоди\w|месяц\w*|всего|итого)\s[—–]|(?:год\w*|срок|период|время)\s(?:их\s)?было)"
    r"\s(?:уже\s|еще\s|и\s)*$"
)
"""«В прошлом году пришли одиннадцать», «с января — восемь»: more of what was counted, if nothing follows the number."""

AS_MANY_MORE = "more of them"
_BARE = re.compile(r"\s*(?:[,.;!?)]|—\s|$)")
_THEIR = re.compile(
    r"(?:^|[\s,])их\s(?:(?:общее\s)?(?:число|количество|численность)\s(?:[\w]+\s){1,3}(?:до\s)?$|(?:стало\s|станет\s|уже\s|всего\s|сейчас\s|теперь\s|было\s|будет\s|насчитывается\s|свыше\s|более\s|около\s|почти\s|—\s|–\s)*$)"
)
_COLLECTIVE = re.compile(r"(?:двое|трое|[чп]етверо|[а-я]+еро|двоих|троих|[а-я]+ерых)$")
_STAFF = re.compile(r"штат\w*|персонал\w*|коллектив\w*|занятых|трудящихся|работающих|трудоустроенных")
_MONEY_WORDS = re.compile(
    r"(?<!\w)(?:инвест|влож|вкла|выруч|налог|прибыл|бюджет|стои|обош|обойд|выдел|сумм|оборот|экспорт|финанс|потрат|доход|кредит|рубл"
    r"|руб\b|казн|субсид|средств|заработ|капитал)"
)
_KINDS_OF_ZONE = ("промышленн", "промышленно-производственн", "технико-внедренческ", "туристск", "портов")
_ONE_OF = re.compile(r"одн\w+ из $")
_NOT_COUNTED = frozenset("из для у от среди".split())
_BEINGS = frozenset(("residents", "companies", "people"))
_VERBS = ("превы", "перевал", "перешаг", "приближ", "приблиз")
_PAY = re.compile(r"(?:оклад\w*|зарплат\w*|заработок|заработка)\s(?:[\w]+\s){0,2}[—–-]?\s?(?:[\w]+\s){0,2}$")
_TIED = re.compile(r"[,;]\s(?P<words>(?:[\w-]+\s){1,4})[—–]\s(?:[\w]+\s){0,2}$")
_AMOUNT = ("числ", "количеств", "численност", "итог", "план", "остат")
_THOUSAND = 1000
_MILLION, _MILLIARD = 10**6, 10**9
_REACH = 10
_NEAR_FIRST = 4
_SHORTEST = 3
"""Letters of a preposition at most, some of which the dictionary knows as nouns too («из»)."""


@dataclass(frozen=True, slots=True)
class Completed:
    """The quantities whose unit is known, and the numbers of which nothing tells what they count, each in order."""

    found: tuple[Draft, ...]
    unread: tuple[Draft, ...]


def complete(sentence: Sentence, drafts: Sequence[Draft], *, previous: Sequence[Draft]) -> Completed:
    """The drafts that have or find a unit, ranges merged, and those that do not."""
    forward = _from_right(sentence, _ranges(sentence, drafts))
    found: list[Draft] = []
    unread: list[Draft] = []
    for draft in forward:
        resolved = draft if draft.unit else _from_left(sentence, draft, found=found, previous=previous)
        if resolved is None:
            unread.append(draft)
        else:
            found.append(_shared_ceiling(sentence, resolved, found=found))
    return Completed(tuple(found), tuple(unread))


def _ranges(sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """Merges «от 24 до 57 миллионов», «2–3 млрд» into one draft."""
    merged: list[Draft] = []
    for draft in drafts:
        if merged and _is_range(sentence, merged[-1], high=draft):
            merged[-1] = _range(sentence, merged[-1], high=draft)
        else:
            merged.append(draft)
    return merged


def _is_range(sentence: Sentence, low: Draft, *, high: Draft) -> bool:
    if low.upper or {low.numeral.kind, high.numeral.kind} != {Kind.CARDINAL} or low.unit not in ("", high.unit):
        return False
    number_start = sentence.tokens[high.numeral.first].start
    between = sentence.low[low.end : number_start]
    is_smaller = low.numeral.written.value < high.numeral.written.value
    if _DASH.fullmatch(between):
        return is_smaller
    opens = sentence.low[low.start : low.start + 3] == "от " or sentence.low.endswith("между ", 0, low.start)
    return is_smaller and opens and between.strip() in ("до", "и")


def _range(sentence: Sentence, low: Draft, *, high: Draft) -> Draft:
    lower = low
    if low.numeral.magnitude == 1 and low.numeral.is_digits and high.numeral.magnitude > 1:
        lower = low.worth(high.numeral.magnitude)
    start = low.start - len("между ") if sentence.low.endswith("между ", 0, low.start) else low.start
    return replace(
        high, start=start, numeral=lower.numeral, upper=high.numeral, hedge=Hedge.RANGE, why=(*high.why, "hedge: range")
    )


def _from_right(sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """Units that the next number of the same list names: «1,1 и 0,5 млрд», «с 72 до 724 гектаров»."""
    found = list(drafts)
    for at in range(len(found) - 2, -1, -1):
        here, after = found[at], found[at + 1]
        if not here.unit and _is_listed(sentence, here, after=after):
            lacks = here.numeral.magnitude == 1 and here.numeral.is_digits and after.numeral.magnitude > 1
            worth = here.worth(after.numeral.magnitude) if lacks and here.numeral.written.value < 1000 else here
            found[at] = worth.of_unit(after.unit, f"shared with {after.noun}", noun=after.noun, factor=after.factor)
    return found


def _is_listed(sentence: Sentence, here: Draft, *, after: Draft) -> bool:
    """Do both numbers count the same thing, the second with its name?"""
    if here.upper or here.numeral.kind is not Kind.CARDINAL or after.numeral.kind is Kind.SHARE:
        return False
    if after.unit in ("", "times", "years", "place") or (here.noun and not after.is_count):
        return False
    if sentence.low.startswith(_VERBS, after.start):
        return False  # «прибавилось 11 тыс. и превысило 36 тыс. человек»: another statement
    between = sentence.low[here.end : after.start] + " "
    if after.unit == "percent" and (here.numeral.magnitude > 1 or "или" in between):
        return False  # «1,9 тыс., или 79%»: the same once more, as a share
    if _JOINED.fullmatch(between) or _FROM_TO.fullmatch(between):
        is_tied = sentence.low.endswith(("— ", "– "), 0, here.start)  # «резидентов — 40, ещё 20 компаний арендуют»
        return not (is_tied and after.is_count and _noun_before(sentence, here, found=()))
    # «на первой создадут 180, на второй — 220 рабочих мест»
    return not here.noun and _GAPPED.fullmatch(between) is not None and not _noun_before(sentence, here, found=())


def _from_left(sentence: Sentence, draft: Draft, *, found: Sequence[Draft], previous: Sequence[Draft]) -> Draft | None:
    """A unit from the words before; None where nothing tells what is counted."""
    large = _so_large(sentence, draft, found=found, previous=previous)
    if large is not None:
        return large
    noun = _kind_of_zone(draft) or _noun_before(sentence, draft, found=found)
    if noun is not None:
        return draft.of_unit(noun[0], noun[1], noun=noun[1])
    return (
        _as_before(sentence, draft, found=found)
        or _a_sum(sentence, draft)
        or _of_them(sentence, draft, before=(*previous, *found))
    )


def _so_large(sentence: Sentence, draft: Draft, *, found: Sequence[Draft], previous: Sequence[Draft]) -> Draft | None:
    """Nothing but money is counted in milliards without a word of what it is."""
    if draft.numeral.magnitude < _MILLIARD or draft.noun:
        return None
    if _speaks_of_money(sentence, draft):
        return draft.of_unit("RUB", "so large a sum", noun="рублей")
    money = next((other for other in reversed(previous) if other.is_money), None)
    if money is None or found:
        return None
    return draft.of_unit(money.unit, f"so large a sum, as before: {money.noun}", noun=money.noun)


def _as_before(sentence: Sentence, draft: Draft, *, found: Sequence[Draft]) -> Draft | None:
    """The unit of the quantity that the sentence has just named, unless a dash ties the number to another measure."""
    last = next((other for other in reversed(found) if other.unit not in ("percent", "times")), None)
    if last is None or _names_another(sentence, last, draft=draft):
        return None
    if last.is_money and _PARTITIVE_BEHIND.match(sentence.low, draft.end):
        lacks = draft.numeral.magnitude == 1 and draft.numeral.written.value < 1000
        worth = draft.worth(last.numeral.magnitude) if lacks else draft
        return worth.of_unit(last.unit, f"of which: {last.noun}", noun=last.noun)
    if _may_repeat(sentence, draft, last=last):
        return draft.of_unit(last.unit, f"as before: {last.noun}", noun=last.noun)
    return None


def _a_sum(sentence: Sentence, draft: Draft) -> Draft | None:
    """Thousands beside a word of pay, millions where money is spoken of."""
    is_pay = _PAY.search(sentence.low, sentence.start, draft.start) and draft.numeral.magnitude >= _THOUSAND
    is_sum = draft.numeral.magnitude >= _MILLION and _speaks_of_money(sentence, draft)
    return draft.of_unit("RUB", "pay" if is_pay else "a sum", noun="рублей") if is_pay or is_sum else None


def _of_them(sentence: Sentence, draft: Draft, *, before: Sequence[Draft]) -> Draft | None:
    """«Из них 16», «добавились ещё двое»: what was last counted."""
    said, is_bare = sentence.low[sentence.start : draft.start], _BARE.match(sentence.low, draft.end)
    is_being = (is_bare and _CAME.search(said)) or _COLLECTIVE.fullmatch(sentence.tokens[draft.numeral.first].low)
    earlier = next((other for other in reversed(before) if other.unit in (_BEINGS if is_being else COUNTS)), None)
    if earlier is None or draft.numeral.magnitude > 1:
        return None
    if _points_back(sentence, draft):
        return draft.of_unit(earlier.unit, f"of them: {earlier.noun}", noun=earlier.noun)
    if is_bare and (_CAME.search(said) or _ANOTHER_TIME.search(said)):
        return draft.of_unit(earlier.unit, f"{AS_MANY_MORE}: {earlier.noun}", noun=earlier.noun)
    return None


def _speaks_of_money(sentence: Sentence, draft: Draft) -> bool:
    return not draft.noun and _MONEY_WORDS.search(sentence.low, sentence.start, sentence.end) is not None


def _kind_of_zone(draft: Draft) -> tuple[str, str] | None:
    """«Две промышленные и четыре технико-внедренческие»: zones by their kinds in law."""
    return ("zones", draft.noun) if draft.noun.startswith(_KINDS_OF_ZONE) else None


def _names_another(sentence: Sentence, last: Draft, *, draft: Draft) -> bool:
    """Does a dash tie the number to a measure that is not the one counted («…160 человек, средний оклад — 68»)?"""
    named = _TIED.search(sentence.low, last.end, draft.start)
    words = named["words"].split() if named else ()
    return any(
        morphology.is_nominative_singular(word) and not units.listed_unit(word) and not word.startswith(_AMOUNT)
        for word in words
    )


def _may_repeat(sentence: Sentence, draft: Draft, *, last: Draft) -> bool:
    """May the bare number count what the sentence has just counted, or be money or land of the same kind?"""
    if draft.numeral.kind is not Kind.CARDINAL:
        return False
    if _COLLECTIVE.fullmatch(sentence.tokens[draft.numeral.first].low) and last.unit not in _BEINGS:
        return False
    if last.unit in ("ha", "sqm"):
        is_part = _PARTITIVE.search(sentence.low, last.end, draft.start)
        is_more = sentence.low[last.end : draft.start].endswith((" еще ", "добавят ", "прибавят "))
        return bool(is_part) or is_more or sentence.low.endswith("из ", 0, last.start)
    if last.is_money:
        return draft.numeral.magnitude >= 1000
    return last.is_count and draft.numeral.written.value == draft.numeral.written.value.to_integral_value()


def _points_back(sentence: Sentence, draft: Draft) -> bool:
    before, number = sentence.low[sentence.start : draft.start], sentence.tokens[draft.numeral.first]
    return bool(
        _PARTITIVE.search(before)
        or _PARTITIVE_BEHIND.match(sentence.low, draft.end)
        or _COLLECTIVE.fullmatch(number.low)
        or re.search(
            r"(?:добавил\w+|прибавил\w+|стало|станет|будет|добав\w+|появил\w+)\s(?:уже\s|ещё\s|еще\s|и\s)*$", before
        )
    )


def _noun_before(sentence: Sentence, draft: Draft, *, found: Sequence[Draft]) -> tuple[str, str] | None:
    """The counted noun in the genitive plural before the number, or the one that «их» stands for."""
    before = sentence.low[sentence.start : draft.start]
    if _THEIR.search(before) and found and found[-1].is_count:
        return found[-1].unit, found[-1].noun
    if _THEIR.search(before) or _ONE_OF.search(before):
        named = _noun_among((*sentence.earlier, *sentence.tokens[: draft.numeral.first])[-2 * _REACH :], any_form=True)
        is_of_beings = _COLLECTIVE.fullmatch(sentence.tokens[draft.numeral.first].low) is not None
        return None if named and is_of_beings and named[0] not in _BEINGS else named
    first = max((other.end for other in found if other.unit not in ("times", "percent")), default=0)
    near = sentence.tokens[max(0, draft.numeral.first - _REACH) : draft.numeral.first]
    reached = [token for token in near if token.start >= first]
    return _noun_among(reached, any_form=False, is_cut=bool(found)) or _people_first(sentence, draft)


def _people_first(sentence: Sentence, draft: Draft) -> tuple[str, str] | None:
    """«Выпускников колледжа — 350»: people of a kind that no list knows, named first in the sentence."""
    low = sentence.tokens[0].low
    is_near = 0 < draft.numeral.first <= _NEAR_FIRST and len(low) > _SHORTEST and not morphology.is_adjective(low)
    is_people = is_near and morphology.is_genitive_plural(low) and morphology.is_animate(low)
    return ("people", low) if is_people else None


def _noun_among(tokens: Sequence[Token], *, any_form: bool, is_cut: bool = False) -> tuple[str, str] | None:
    """The last counted noun of a row of tokens; `is_cut`: a semicolon ends the search."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at].low == ";" and is_cut:
            return None
        named = _named(tokens, at, any_form=any_form) if tokens[at].kind == "word" else None
        if named is not None:
            return named
    return None


def _named(tokens: Sequence[Token], at: int, *, any_form: bool) -> tuple[str, str] | None:
    low, before = tokens[at].low, tokens[at - 1].low if at else ""
    if low.startswith("мест") and before.startswith(("рабоч", "нов")):
        return "jobs", "рабочих мест"
    if _STAFF.fullmatch(low):
        return "people", low
    unit = units.listed_unit(low)
    if unit is None or before in _NOT_COUNTED or not (any_form or morphology.is_genitive_plural(low)):
        return None
    return unit, low


def _shared_ceiling(sentence: Sentence, draft: Draft, *, found: Sequence[Draft]) -> Draft:
    """A hedge spreads over bare members of a list: «до 10 млн таблеток и 20 млн капсул», «около 1,1 и 0,5 млрд»."""
    if not found or draft.hedge is not Hedge.EXACT:
        return draft
    last = found[-1]
    between = sentence.low[last.end : draft.start].strip()
    spreads = last.hedge is Hedge.AT_MOST or (
        last.hedge is not Hedge.EXACT and last.why[-1:] and "shared" in last.why[-1]
    )
    same_kind = last.is_money == draft.is_money and last.unit not in ("times", "percent", "place")
    if between in ("и", "или") and spreads and same_kind and last.hedge is not Hedge.RANGE:
        return draft.hedged(last.hedge)
    return draft
