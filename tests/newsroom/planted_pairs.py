"""Sentences of growth, of shares and of promises made from a book's own figures, true ones and false ones.

As in `planted.py`: the writer knows nothing of the reader. What a figure comes to beside another is reckoned here by
hand, and a false sentence differs from a true one in one thing only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from random import Random

from tests.newsroom.number_writing import Number
from tests.newsroom.number_writing import wording as number_in_words
from tests.newsroom.planted import Place, Planted
from zonebook.measures import Answer, Figure, Period, Question

Ask = Callable[[Question], Answer]
_GAP = "\u00a0"
_LEAST_SHARE, _LEAST_GROWTH, _LEAST_RATIO = Decimal(3), Decimal(2), Decimal("1.3")
_MOST_PERCENT = Decimal(400)


@dataclass(frozen=True)
class Pair:
    """Two times to be compared: their periods, words for the later one and ways to name the earlier one."""

    later: str
    earlier: str
    when: str
    than: tuple[str, ...]
    beside: tuple[str, ...]


PAIRS = (
    Pair("2024", "2023", "в 2024 году", ("в 2023 году", "годом ранее"), ("2023 годом",)),
    Pair("2025-H1", "2024-H1", "в первом полугодии 2025 года", ("в первом полугодии 2024 года", "годом ранее"),
         ("первым полугодием 2024 года", "аналогичным периодом 2024 года")),
    Pair("2024-H1", "2023-H1", "за первое полугодие 2024 года", ("за первое полугодие 2023 года",),
         ("первым полугодием 2023 года",)),
    Pair("2024-9M", "2023-9M", "за девять месяцев 2024 года", ("за девять месяцев 2023 года",),
         ("девятью месяцами 2023 года",)),
)  # fmt: skip
_WHO = {"companies": ("компании", "компаний"), "residents": ("резиденты", "резидентов")}
_MORE = {True: "больше", False: "меньше"}
_GROWTHS: Mapping[str, tuple[str, ...]] = {
    "investment": ("{when} {who} {of} инвестировали {n} {more}, чем {than}.",
                   "{when} инвестиции {whose} {of} {verb} {n} по сравнению с {beside}."),
    "revenue": ("{when} выручка {whose} {of} {verb} {n} по сравнению с {beside}.",
                "Выручка {whose} {of} {when} {verb} {n} — сравнение с {beside}."),
    "jobs_created": ("{when} {who} {of} создали {n} {more} рабочих мест, чем {than}.",),
}  # fmt: skip
_VERBS = {"investment": ("выросли", "сократились"), "revenue": ("выросла", "снизилась"), "jobs_created": ("", "")}
_SHARED = {"investment": "инвестиций", "revenue": "выручки", "taxes": "налогов"}
_SHARES = (
    "На {part} {when} приходится {n} {what} {whose} {zone}.",
    "{when} доля {part_of} в общем объёме {what} {whose} {zone} составила {n}.",
    "{when} на {part} приходилось {n} {what} {zone}.",
)
_PROMISES: Mapping[str, tuple[str, ...]] = {
    "owed_investment": ("{who} {owes} вложить {n} рублей {when}.",
                        "По соглашению {who} {owes} инвестировать {n} рублей {when}."),
    "owed_jobs_created": ("{who} {owes} создать {n} рабочих мест {when}.",),
}  # fmt: skip
YEARS = ("2025", "2026", "2027")


@dataclass(frozen=True)
class Promiser:
    """Who promises: the codes, the name in the nominative, and whether it is many."""

    codes: tuple[str, ...]
    name: str
    is_many: bool


@dataclass
class PairWriter:
    """Writes sentences of two figures, and of what is owed. The same seed gives the same sentences."""

    ask: Ask
    places: Sequence[Place]
    promisers: Sequence[Promiser]
    random: Random

    def so_many(self, count: int, kind: str, *, is_true: bool) -> list[Planted]:
        """So many sentences of growth, shares or promises."""
        make = {"growth": self._growth, "share": self._share, "promise": self._promise}[kind]
        found: dict[str, Planted] = {}
        for _ in range(count * 40):
            for one in make(is_true):
                found.setdefault(one.text, one)
            if len(found) >= count:
                break
        return list(found.values())[:count]

    # --- growth

    def _growth(self, is_true: bool) -> Iterator[Planted]:
        random = self.random
        measure, place, pair = random.choice(list(_GROWTHS)), random.choice(self.places), random.choice(PAIRS)
        population = random.choice(("companies", "residents"))
        later, earlier = (self._known(measure, place, population, during) for during in (pair.later, pair.earlier))
        if later is None or earlier is None or later == earlier:
            return
        is_up = later > earlier
        as_ratio = random.random() < 0.3 and max(later, earlier) / min(later, earlier) > _LEAST_RATIO
        exact = max(later, earlier) / min(later, earlier) if as_ratio else abs(later / earlier - 1) * 100
        made = "as it is"
        if not is_true:
            exact, is_up, made = self._slipped(exact, is_up, others=self._other_growths(measure, place, pair))
        number = _rounded(exact, random, hedged=True)
        if number is None or (number.allows(_true_of(later, earlier, as_ratio, is_up)) is not is_true):
            return
        words = _of_change(number, as_ratio)
        question = Question(measure, place.codes, population, Period.parse(pair.later))
        text = random.choice(_GROWTHS[measure]).format(
            when=pair.when, who=_WHO[population][0], whose=_WHO[population][1], of=place.of, n=words,
            more=_MORE[is_up], verb=_VERBS[measure][not is_up], than=random.choice(pair.than),
            beside=random.choice(pair.beside),
        )  # fmt: skip
        yield Planted(_sentence(text), is_true, f"growth, {made}", question, exact, words)

    def _other_growths(self, measure: str, place: Place, pair: Pair) -> list[Decimal]:
        """What the same measure grew by elsewhere or at another time."""
        found = []
        for where, when in ((one, pair) for one in self.places if one != place):
            both = [self._known(measure, where, "companies", during) for during in (when.later, when.earlier)]
            if None not in both and both[1]:
                found.append(abs(both[0] / both[1] - 1) * 100)  # type: ignore[operator] # - None was ruled out
        return found

    # --- shares

    def _share(self, is_true: bool) -> Iterator[Planted]:
        random = self.random
        zone, *parts = self.places
        part = random.choice([one for one in parts if len(one.codes) == 1])
        measure, pair = random.choice(list(_SHARED)), random.choice(PAIRS)
        sentence = random.choice(_SHARES)
        population = random.choice(("companies", "residents")) if "{whose}" in sentence else "companies"
        own, whole = (self._known(measure, one, population, pair.later) for one in (part, zone))
        if own is None or not whole:
            return
        exact, made = own / whole * 100, "as it is"
        if not is_true:
            others = [self._known(measure, one, population, pair.later) for one in parts if one != part]
            exact, _, made = self._slipped(exact, True, others=[one / whole * 100 for one in others if one])
        number = _rounded(exact, random, hedged=False)
        if exact < _LEAST_SHARE or number is None or number.allows(own / whole * 100) is not is_true:
            return
        words = f"{number.hedge} {_decimal(number.value)}{_GAP}%".strip()
        question = Question(measure, part.codes, population, Period.parse(pair.later))
        text = sentence.format(
            when=pair.when, part=part.of.replace("площадки", "площадку"), part_of=part.of, n=words,
            what=_SHARED[measure], whose=_WHO[population][1], zone=zone.of.replace("особой экономической зоны", "ОЭЗ"),
        )  # fmt: skip
        yield Planted(_sentence(text), is_true, f"share, {made}", question, exact, words)

    # --- promises

    def _promise(self, is_true: bool) -> Iterator[Planted]:
        random = self.random
        measure, who, year = random.choice(list(_PROMISES)), random.choice(self.promisers), random.choice(YEARS)
        through = random.random() < 0.4
        period = f"..{year}-12-31" if through else year
        answer = self.ask(Question(measure, who.codes, "residents", Period.parse(period)))
        if not isinstance(answer, Figure) or answer.quantity.amount <= 0:
            return
        figure, made = answer.quantity.amount, "as it is"
        said = figure
        if not is_true:
            said, _, made = self._slipped(figure, True, others=[])
            said = said.to_integral_value()
        number = _rounded_sum(said, random)
        if number is None or number.allows(figure) is not is_true:
            return
        is_owed = random.random() < 0.6
        owes = {(True, True): "обязались", (True, False): "обязуется", (False, True): "планируют",
                (False, False): "планирует"}[is_owed, who.is_many]  # fmt: skip
        words = number_in_words(number, random)
        sentence = _PROMISES[measure][0] if not is_owed else random.choice(_PROMISES[measure])
        when = f"до конца {year} года" if through else f"в {year} году"
        text = sentence.format(who=who.name, owes=owes, n=words, when=when)
        kind = "promise owed" if is_owed else "plan"
        counted = f"{words} {'рублей' if measure == 'owed_investment' else 'рабочих мест'}"
        yield Planted(_sentence(text), is_true, f"{kind}, {made}", answer.question, figure, counted)

    # --- what is told

    def _slipped(self, exact: Decimal, is_up: bool, *, others: Sequence[Decimal]) -> tuple[Decimal, bool, str]:
        """A wrong number, the number of something else, or the right one the wrong way round."""
        ways = ["value", "value", *(["elsewhere"] if others else []), *(["direction"] if is_up else [])]
        way = self.random.choice(ways)
        if way == "elsewhere":
            return self.random.choice(others), is_up, way
        if way == "direction" and exact < _MOST_PERCENT:
            return exact, not is_up, way
        return exact * Decimal(self.random.choice(("0.5", "0.7", "1.3", "1.6", "2"))), is_up, "value"

    def _known(self, measure: str, place: Place, population: str, during: str) -> Decimal | None:
        answer = self.ask(Question(measure, place.codes, population, Period.parse(during)))
        if not isinstance(answer, Figure) or answer.quantity.amount <= 0:
            return None
        return answer.quantity.amount


def _true_of(later: Decimal, earlier: Decimal, as_ratio: bool, is_up: bool) -> Decimal:
    """What a careful person reckons for the sentence: so many percent more or less, so many times."""
    if as_ratio:
        return later / earlier if is_up else earlier / later
    return (later / earlier - 1) * (100 if is_up else -100)


def _rounded(exact: Decimal, random: Random, *, hedged: bool) -> Number | None:
    """A percentage or a ratio with one decimal or none, hedged now and then."""
    if not _LEAST_RATIO < exact < _MOST_PERCENT:
        return None
    step = Decimal("0.1") if exact < 10 or random.random() < 0.5 else Decimal(1)
    hedge, rounding = random.choice(
        (
            ("", ROUND_HALF_EVEN),
            ("", ROUND_HALF_EVEN),
            ("более", ROUND_FLOOR),
            ("почти", ROUND_CEILING),
            ("около", ROUND_HALF_EVEN),
        )
    )
    return Number(hedge, (exact / step).to_integral_value(rounding) * step, step)


def _rounded_sum(figure: Decimal, random: Random) -> Number | None:
    if figure < 1:
        return None
    step = Decimal(10) ** max(figure.adjusted() - 2, 0)
    hedge, rounding = random.choice((("", ROUND_HALF_EVEN), ("более", ROUND_FLOOR), ("около", ROUND_HALF_EVEN)))
    return Number(hedge, (figure / step).to_integral_value(rounding) * step, step)


def _of_change(number: Number, as_ratio: bool) -> str:
    """«Более чем на 15 %», «почти в 2,5 раза»."""
    hedge = {"более": "более чем ", "почти": "почти ", "около": "примерно ", "": ""}[number.hedge]
    if as_ratio:
        return f"{hedge}в {_decimal(number.value)} раза"
    return f"{hedge}на {_decimal(number.value)}{_GAP}%"


def _decimal(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
