"""What does a quantity measure, and is it a fact or a promise?

The unit narrows the choice; among the measures left, the nearest word that names one decides. Words in the same
clause count as nearer than others, and words before the number as nearer than words behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zonebook.claims.reading import lexicon, morphology, units
from zonebook.claims.reading.changing import change_of
from zonebook.claims.reading.elision import AS_MANY_MORE
from zonebook.claims.reading.numerals import Kind
from zonebook.claims.reading.quantity import Draft, Sentence, Spot

_CLAUSE_MARK = re.compile(r"[;:()—–]|,\s(?:а|но|и|что|который|которые|которая|при|из|чем)\s|\sа\s|\sно\s|,|\sи\s")
_WEIGHTS = {",": 12, " и ": 12, ";": 100}
_WEIGHTS_BEHIND = {",": 30, " и ": 20, ";": 100, "(": 60}
_BEHIND = 1.6
_FAR = 400
_TAX = r"(?:ндс|акциз\w*|налог\w*|взнос\w*|сбор\w*|пошлин\w*)"
_NET_OF = re.compile(
    r"(?:без|включая|кроме|до|с|за\sвычетом|за\sисключением)\s(?:(?:учет\w*|уплат\w*|вычет\w*)\s)?"
    rf"(?:\w+\s)?{_TAX}(?:(?:,|\sи)\s{_TAX})*"
)
"""Taxes by which something else is told («выручка без НДС и акцизов»): they are not what is counted."""

_TAX_ON = re.compile(r"налог\w*\s((?:с|на)\s(?:\w+\s)?(?:доход|прибыл|имуществ|добавленн|выручк|оборот)\w*)")
"""What a tax is reckoned on («налоги с доходов») is not counted either."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's name, whether the text promises it, and the word that told."""

    measure: str
    is_planned: bool
    why: str

    @property
    def group(self) -> str:
        return lexicon.GROUP_OF.get(self.measure, "other")


Known = tuple[Draft, Measured]
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What tells a promise from a fact: where times to come and times past are named, and the sentence before.

    `was_promise`: the sentence before told a promise, which one without a verb goes on with («Инвестиции — 2 млрд»).
    """

    ahead: Sequence[Stretch] = ()
    past: Sequence[Stretch] = ()
    was_promise: bool = False


def measured(spot: Spot, *, before: Sequence[Known], earlier: Sequence[Known], outlook: Outlook) -> Measured:
    """The measure of a quantity.

    `before` are the quantities read in this sentence, `earlier` those read before it.
    """
    name, why = _name(spot, before=before, earlier=earlier)
    name = change_of(spot, name) or name
    promise = _promise(spot, outlook)
    if not promise and before and before[-1][1].is_planned and _is_gapped(spot, before[-1][0]):
        promise = "the clause before"
    if not promise and outlook.was_promise and _goes_on(spot, name):
        promise = "the sentence before"
    if name in lexicon.PLANNED and promise:
        return Measured(lexicon.PLANNED[name], True, f"{why}; promised: {promise}")
    return Measured(name, bool(promise), why)


_NAMED_BY_NOUN = frozenset(("regions", "buildings", "sites", "plants"))
"""Measures of what the counted noun itself names: «5 автобусов до города» are no regions."""

_TOO_DEAR = 10**6
"""What is no price of a piece, though it be called one («цена вопроса — 2 млрд»)."""

_GAPPED = re.compile(r"\s*[,;]\s(?:а\s|и\s)?[^,;.:()—–]*\s[—–]\s(?:до\s|на\s)?")


def _is_gapped(spot: Spot, last: Draft) -> bool:
    """Does the clause leave out the verb of the one before («объём вырастет до 50, а число мест — до 12 тысяч»)?"""
    between = spot.sentence.low[last.end : spot.draft.start]
    return _GAPPED.fullmatch(between) is not None and not lexicon.FACT.search(between)


def _of_gapped(spot: Spot, before: Sequence[Known]) -> str | None:
    """The newcomers of another time («пришли четыре резидента, за прошлый год — шесть»)."""
    last, known = before[-1] if before else (None, None)
    if last is None or known is None or not known.measure.endswith("_new") or last.unit != spot.draft.unit:
        return None
    is_bare = spot.sentence.tokens[spot.draft.last].end == spot.draft.end
    return known.measure if is_bare and _is_gapped(spot, last) else None


_GOES_ON = frozenset(("investment", "jobs_created", "area_building"))


def _goes_on(spot: Spot, name: str) -> bool:
    """Does the sentence go on with the promise before: without a verb, or with an infinitive first («Привлечь 10…»)?"""
    words = [token.low for token in spot.sentence.tokens[:_OPENING] if token.kind == "word"]
    return (name in _GOES_ON and _has_no_verb(spot.sentence)) or bool(words and morphology.is_infinitive(words[0]))


_OPENING = 3
_OF_ALL = re.compile(r"(?<!\w)(?:совокупн|накоплен|прежн|всего|общ(?:ий|ее|ая)(?!\w))")


def _has_no_verb(sentence: Sentence) -> bool:
    words = [token.low for token in sentence.tokens if token.kind == "word"]
    if _OF_ALL.search(sentence.low, sentence.start, sentence.end):
        return False
    return not lexicon.FACT.search(sentence.low, sentence.start, sentence.end) and not any(map(_may_be_verb, words))


_VERB_ENDINGS = ("т", "л", "ла", "ло", "ли", "сь", "ся", "ть", "но", "ны", "на", "м")


def _may_be_verb(low: str) -> bool:
    """Asks the dictionary only about words that end as verbs do."""
    return low.endswith(_VERB_ENDINGS) and morphology.is_verb(low)


def _name(spot: Spot, *, before: Sequence[Known], earlier: Sequence[Known]) -> tuple[str, str]:
    draft = spot.draft
    special = _risen_share(spot) or _special(spot) or _after_another(spot, before) or _of_gapped(spot, before)
    if special:
        return special, draft.noun or "the quantity before"
    family = lexicon.FAMILY_OF_UNIT.get(draft.unit, draft.unit)
    aside = [_hedge(spot.sentence, one) for one in (draft, *(other for other, _ in before))]
    within = spot.sentence.low, spot.sentence.start, spot.sentence.end
    aside += [match.span(1) for match in _TAX_ON.finditer(*within)]
    aside += [match.span() for match in _NET_OF.finditer(*within)]
    near = _nearest_cue(spot, family, aside=aside)
    is_open = family in ("money", "percent")
    if near is not None and near[0] < (_FAR if is_open else _REACH.get(family, 45)):
        return ("cost" if near[1] == "cost_hint" else near[1]), near[2]
    same = next((known for other, known in reversed((*earlier, *before)) if other.unit == draft.unit), None)
    if same is not None and is_open:
        return _unplanned(same.measure), "as before"
    if draft.unit == "items":
        return _of_things(draft), draft.noun
    if same is not None and same.measure.endswith("_new") and draft.why[-1].startswith(f"unit: {AS_MANY_MORE}"):
        return same.measure, "more of them"
    if draft.unit == "people" and draft.noun and units.listed_unit(draft.noun) != "people":
        return "people_of_a_kind", draft.noun  # «300 инженеров», «45 конкурентов»: not all the staff
    return lexicon.DEFAULTS[draft.unit], "unit"


def _of_things(draft: Draft) -> str:
    """Things that no word measures: what is built is infrastructure, what a plant makes or seats is its capacity."""
    if re.search(_MADE, draft.noun):
        return "capacity"
    return "infrastructure_objects" if re.search(_BUILT, draft.noun) else "number"


def _hedge(sentence: Sentence, draft: Draft) -> Stretch:
    """Where the words before the number of a quantity stand that belong to it."""
    return draft.start, sentence.tokens[draft.numeral.first].start


def _nearest_cue(spot: Spot, family: str, *, aside: Sequence[Stretch]) -> tuple[float, str, str] | None:
    """The measure's word with the least distance; what stands aside, as a hedge («больше половины»), is none."""
    sentence, draft = spot.sentence, spot.draft
    cues = [
        (_distance(spot, match.span()) + _handicap(draft, name), name, match[0])
        for name, pattern in lexicon.CUES.get(family, ())
        for match in pattern.finditer(sentence.low, sentence.start, sentence.end)
        if not any(start <= match.start() < end for start, end in aside)
        and not (name == "price" and draft.written.value >= _TOO_DEAR)
        and not (name in _NAMED_BY_NOUN and draft.noun and not pattern.match(draft.noun))
    ]
    return min(cues, key=lambda cue: cue[0], default=None)


def _handicap(draft: Draft, name: str) -> int:
    """Parts of a whole («треть», «больше половины») are shares unless a verb of growth is right beside them."""
    is_part = draft.numeral.kind is Kind.SHARE and name in ("growth_pct", "decline_pct")
    return lexicon.HANDICAPS.get(name, 0) + (60 if is_part else 0)


def _after_another(spot: Spot, before: Sequence[Known]) -> str | None:
    """A percentage that explains the quantity just named: a gap behind a salary, a score behind a place."""
    if spot.draft.unit != "percent" or not before:
        return None
    last, known = before[-1]
    between = spot.sentence.low[last.end : spot.draft.start]
    if known.group == "salary" and re.match(r"\s(?:выше|больше|ниже|меньше)(?! чем (?:год|в прошл))", spot.behind):
        return "salary_gap"
    is_bare = re.match(r"\s*(?:[,;.)]|по методик|$)", spot.behind) is not None
    is_score = known.group == "rating" and is_bare and len(between) < 40 and not re.search(r"раст|рост", between)
    return "efficiency" if is_score else None


_REACH = {"zones": 60, "items": 30, "companies": 45, "residents": 60, "jobs": 20, "people": 45, "area": 40}


_NEWCOMERS = {"companies": "cluster_members_new", "residents": "residents_new"}
_NEWCOMER_WORDS = re.compile(r"[\s—–-]*(?:новичк|новые|впервые)")
_PER_ROUBLE = re.compile(
    r"(?<!\w)(?:на (?:каждый |один |1 )?(?:\w+ )?руб(?:л[ья]|\.)|(?:каждый|один) (?:[\w-]+ )?рубль)"
)
_SHARE_ROSE = re.compile(r"(?<!\w)дол[яиюе]\s[^;:]*\s(?:до|с|со)\s$")
"""«Доля выросла с 40 до 48 %»: these are shares, and not by how much they grew."""

_PER_EACH = re.compile(
    r"(?<!\w)(?:на (?:каждый |один |одного |одно |каждого )?"
    r"(?:гектар|жителя|человека|работника|сотрудника|резидента|место)\s|средн\w+ (?:чек|размер|объем|сумм))[^,;:]*$"
)
"""«На гектар приходится 45 млн рублей»: a mean, which is no sum of anybody's."""

_PER_PIECE = re.compile(r"\sза (?:1 |один |одну )?(?:кв|метр|м²|м2|тонн|литр|час|штук|билет|сутк|сотк)")


def _risen_share(spot: Spot) -> str | None:
    return "share" if spot.draft.unit == "percent" and _SHARE_ROSE.search(spot.before) else None


def _special(spot: Spot) -> str | None:
    """Measures that the counted noun itself names, or that only one way of speaking has."""
    draft = spot.draft
    if draft.is_money:
        if _PER_PIECE.match(spot.behind):
            return "price"
        if _PER_EACH.search(spot.before):
            return "investment_average"
        is_small = draft.written.value < 1000
        return "leverage" if is_small and _PER_ROUBLE.search(spot.whole) else None
    if draft.unit == "percent" and spot.before.endswith(("+", "−")):
        return "growth_pct" if spot.before.endswith("+") else "decline_pct"
    if draft.unit in _NEWCOMERS and _NEWCOMER_WORDS.match(spot.behind):
        return _NEWCOMERS[draft.unit]
    for unit, words, place, measure in _BY_WORDS:
        where = f"{spot.quote} {draft.noun}" if place == "quote" else getattr(spot, place)
        if draft.unit == unit and words.search(where):
            return measure
    return None


_MADE = r"таблет|капсул|ячее|штук|издели|машин|автомобил|единиц|экземпляр|станк|мест|номер|койк|коек|судов|судн"
_BUILT = (
    r"объект|дорог|школ|станц|подстанц|очеред|помещени|парковк|квартир|дом|отел|гостиниц|комплекс|модул|лаборатор|сад"
    r"|подъемник|трасс|мост|центр|котельн|сет|причал|склад|офис"
)
_VISITORS = r"турист|гост|путешеств|посетител|пассажир|отдыхающ"
_BY_WORDS = tuple(
    (unit, re.compile(words), place, measure)
    for unit, words, place, measure in (
        ("years", r"подряд", "quote", "streak"),
        ("years", r"^\sподряд", "behind", "streak"),
        ("years", r"исполн|юбиле|отмеч|отмет", "before", "zone_age"),
        ("items", r"\bраз\b", "quote", "occurrence"),
        ("place", r"^(?!.*(?:ое|ую|ой|ая|ом|ей|-[яюй])\s).*(?:позици|строч|пункт)", "quote", "rating_change"),
        ("people", rf"(?:смож|вмест|рассчитан)(?=.*(?:{_VISITORS}))", "whole", "capacity"),
        ("people", _VISITORS, "quote", "visitors"),
        ("people", r"населени|жителей", "before", "population"),
        ("people", r"жител", "quote", "population"),
        ("residents", r"потенциальн", "quote", "residents_potential"),
        ("residents", r"нынешн\w+\s$", "before", "residents"),
        ("other", r"балл", "quote", "efficiency"),
    )
)
"""Unit, words, where they must stand (`quote`, `before`, `behind`, `whole`), and the measure that they mean."""


def _distance(spot: Spot, stretch: Stretch) -> float:
    """How far a word stands from the quote, in characters; every clause border between them adds to it."""
    start, end = stretch
    low, draft = spot.sentence.low, spot.draft
    if start < draft.end and end > draft.start:
        return 0.0
    is_behind = start >= draft.end
    between = low[draft.end : start] if is_behind else low[end : draft.start]
    weights = _WEIGHTS_BEHIND if is_behind else _WEIGHTS
    borders = sum(weights.get(mark[0], 25) for mark in _CLAUSE_MARK.finditer(between))
    digits = 15 * len(re.findall(r"\d[\d ,]*", between))
    return (len(between) + borders + digits) * (_BEHIND if is_behind else 1.0)


_LATER_RAISED = re.compile(
    r"[^.;:]{0,60}(?<!\w)(?:его|ее|их)\s(?:доведут|увеличат|расширят|нарастят|поднимут|планируют|хотят)"
)
"""«2,1 тыс. номеров, к сезону их доведут до трёх тысяч»: only the second number is promised."""


_OUT_OF = re.compile(r"^[«\"—– ]*из\s$")
_OF_THAT = re.compile(r"\s(?:уже\s|пока\s|фактически\s)?(?:освоен|вложен|инвестирован|создан)\w+\s")
"""«Из 2,2 млрд рублей освоено 1,5»: the first is what was to be spent."""

_PROMISED_BEHIND = re.compile(r",?\s(?:предусмотренн|обещанн|запланированн|планируем|заявленн)\w+")


def _promise(spot: Spot, outlook: Outlook) -> str | None:
    """The word that makes the number a promise, unless one that makes it a fact stands nearer.

    A past year before the number in its clause («в 2023 году — 14 млрд, а в 2024-м превысит 20») is such a word.

    Those who promise are not promised themselves: behind a number of companies only a verb of coming counts.
    """
    draft, low = spot.draft, spot.sentence.low
    if _LATER_RAISED.match(spot.behind):
        return None
    if spot.before.endswith("против "):
        return None  # «10 млрд против 7,5 в этом»: what it is compared with has been reached
    if _OUT_OF.search(spot.before) and _OF_THAT.match(spot.behind):
        return "out of so much"
    if said := _PROMISED_BEHIND.match(spot.behind):
        return said[0].strip(" ,")
    words = [
        (start, end)
        for start, end in _promising(spot.sentence)
        if start < draft.start or draft.unit not in _PROMISING or _COMING.match(low, start)
    ]
    if any(_is_of_the_past(low[end : draft.start], end, words=words) for _, end in outlook.past if end <= draft.start):
        return None
    words += [
        stretch
        for stretch in outlook.ahead
        if draft.unit not in _PROMISING or low[draft.end : stretch[0]] in ("", " ") or stretch[1] <= draft.start
    ]
    nearest = min(((_distance(spot, stretch), stretch) for stretch in words), default=None)
    if nearest is None or nearest[0] > _PROMISE_REACH.get(draft.unit, 200):
        return None
    facts = lexicon.FACT.finditer(low, spot.sentence.start, spot.sentence.end)
    nearest_fact = min((_distance(spot, match.span()) for match in facts), default=_FAR)
    return spot.sentence.text[slice(*nearest[1])] if nearest[0] <= nearest_fact else None


def _is_of_the_past(between: str, start: int, *, words: Sequence[Stretch]) -> bool:
    """Does nothing but its own clause stand between a past year and the number, no border and no word of promise?"""
    is_promised = any(start <= begin < start + len(between) for begin, _ in words)
    return not is_promised and not re.search("[,;:]", between)


_PROMISING = frozenset(("residents", "companies"))
_COMING = re.compile(
    r"появ|добав|прибав|стан[еу]т|буд[еу]т|откро|приде|приду|разместят|войд|зарегистр|получ[аи]т|прирас"
)
_PROMISE_REACH = {"residents": 70, "companies": 70, "percent": 90, "zones": 60, "place": 60}


def tells_promise(sentence: Sentence) -> bool:
    """Does a sentence without quantities tell what is still to come («построит завод»)?"""
    is_fact = lexicon.FACT.search(sentence.low, sentence.start, sentence.end)
    return not is_fact and bool(_promising(sentence))


def _promising(sentence: Sentence) -> list[Stretch]:
    """Where words of promise, verbs in the future and years still to come stand."""
    words = [
        match.span()
        for match in lexicon.PROMISE.finditer(sentence.low, sentence.start, sentence.end)
        if match[0] != "стоимостью" or not lexicon.FACT.search(sentence.low, sentence.start, match.start())
    ]
    return words + [
        (token.start, token.end)
        for token in sentence.tokens
        if token.kind == "word" and token.low.endswith(("т", "тся", "м")) and morphology.is_future(token.low)
    ]


def _unplanned(measure: str) -> str:
    return next((plain for plain, planned in lexicon.PLANNED.items() if planned == measure), measure)
