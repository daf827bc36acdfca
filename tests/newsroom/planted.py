"""Sentences made from a book's own figures, true ones and false ones, by a writer that knows nothing of the reader.

A true sentence says a figure of the book with its population, place and time, rounded and hedged as people do. A false
one differs from a true one in a single thing: the value, the unit, the magnitude, the period, the population, the place
or the hedge. Whoever judges them says which of them the book bears out; here it is known before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from random import Random

from tests.newsroom.number_writing import Number, wording
from zonebook.measures import Answer, Figure, Period, Question

Ask = Callable[[Question], Answer]


@dataclass(frozen=True)
class Place:
    """A scope: its codes and its name in the genitive («площадки «Печатники»»)."""

    codes: tuple[str, ...]
    of: str


@dataclass(frozen=True)
class When:
    """A time: the period, and the words for it."""

    period: str
    words: str


@dataclass(frozen=True)
class Kind:
    """A measure with the sentences that can be said of it; {who} in the nominative, {whose} in the genitive."""

    measure: str
    noun: str
    wrong_noun: str
    sentences: tuple[str, ...]
    is_flow: bool
    populations: tuple[str, ...] = ("companies", "residents")


@dataclass(frozen=True)
class Planted:
    """A sentence, whether the book bears it out, and what was done: the hedge of a true one, the slip of a false."""

    text: str
    is_true: bool
    made: str
    question: Question
    figure: Decimal
    number: str


FLOWS = (
    When("2023", "в 2023 году"),
    When("2024", "в 2024 году"),
    When("2024", "за 2024 год"),
    When("2024-H1", "в первом полугодии 2024 года"),
    When("2025-H1", "за первое полугодие 2025 года"),
    When("2024-9M", "за девять месяцев 2024 года"),
    When("2024-Q4", "в четвертом квартале 2024 года"),
    When("2025-Q2", "во втором квартале 2025 года"),
)
STOCKS = (
    When("@2023-12-31", "на конец 2023 года"),
    When("@2024-12-31", "на 31 декабря 2024 года"),
    When("@2024-12-31", "к концу 2024 года"),
    When("@2025-06-30", "на 30 июня 2025 года"),
)
_WHO = {"companies": ("компании", "компаний"), "residents": ("резиденты", "резидентов")}
KINDS = (
    Kind("jobs_created", "рабочих мест", "предприятий",
         ("{when} {who} {of} создали {n}.", "{who} {of} {when} создали {n}.",
          "По данным управляющей компании, {when} у {whose} {of} появилось {n}."), is_flow=True),
    Kind("investment", "рублей", "долларов",
         ("{when} {who} {of} инвестировали {n}.", "Объем инвестиций {whose} {of} {when} составил {n}.",
          "{when} {who} {of} вложили в свои проекты {n}, сообщили в департаменте."), is_flow=True),
    Kind("revenue", "рублей", "евро",
         ("Выручка {whose} {of} {when} составила {n}.", "{when} выручка {whose} {of} достигла {n}.",
          "Как рассказал Петр Ильин, {when} {who} {of} выручили {n}."), is_flow=True),
    Kind("taxes", "рублей", "долларов",
         ("{when} {who} {of} уплатили налоги на {n}.", "{when} {who} {of} заплатили {n} налогов."), is_flow=True),
    Kind("employees", "человек", "рублей",
         ("{when} у {whose} {of} работали {n}.", "Численность сотрудников {whose} {of} {when} составляла {n}."),
         is_flow=False),
    Kind("companies", "компаний", "рублей", ("{when} на территории {of} работали {n}.",), is_flow=False,
         populations=("companies",)),
    Kind("residents", "резидентов", "рублей", ("{when} на территории {of} насчитывалось {n}.",), is_flow=False,
         populations=("residents",)),
)  # fmt: skip


@dataclass
class Writer:
    """Writes sentences from the figures that a book has. The same seed gives the same sentences."""

    ask: Ask
    places: Sequence[Place]
    random: Random
    kinds: Sequence[Kind] = KINDS

    def true_ones(self, count: int) -> list[Planted]:
        """So many true sentences, the hedges taken in turn."""
        return self._so_many(count, tuple(_TRUE), self._true)

    def false_ones(self, count: int) -> list[Planted]:
        """So many false sentences, the slips taken in turn."""
        return self._so_many(count, SLIPS, self._false)

    def _so_many(self, count: int, ways: Sequence[str], make: Callable[[str], Planted | None]) -> list[Planted]:
        found: dict[str, Planted] = {}
        for number in range(count * 40):
            one = make(ways[number % len(ways)])
            if one is not None:
                found.setdefault(one.text, one)
            if len(found) == count:
                break
        return list(found.values())

    def _true(self, hedge: str) -> Planted | None:
        subject = self._subject()
        if subject is None:
            return None
        number = _TRUE[hedge](subject.figure, self.random)
        if number is None or not number.allows(subject.figure):
            return None
        return subject.said(number, is_true=True, made=hedge, random=self.random)

    def _false(self, slip: str) -> Planted | None:
        subject = self._subject()
        made = None if subject is None else _SLIPS[slip](self, subject)
        if subject is None or made is None:
            return None
        number, noun = made
        if slip != "unit" and number.allows(subject.figure):
            return None
        return subject.said(number, is_true=False, made=slip, random=self.random, noun=noun)

    def _subject(self) -> Subject | None:
        kind, place = self.random.choice(self.kinds), self.random.choice(self.places)
        when = self.random.choice(FLOWS if kind.is_flow else STOCKS)
        return self.subject(kind, place, when=when, population=self.random.choice(kind.populations))

    def subject(self, kind: Kind, place: Place, *, when: When, population: str) -> Subject | None:
        """What the book says of one thing, if it says anything with enough behind it to be told."""
        question = Question(kind.measure, place.codes, population, Period.parse(when.period))
        answer = self.ask(question)
        if not isinstance(answer, Figure) or answer.quantity.amount <= 0:
            return None
        return Subject(kind, place, when, question, answer.quantity.amount)


@dataclass(frozen=True)
class Subject:
    """What a sentence is about, and the book's figure for it."""

    kind: Kind
    place: Place
    when: When
    question: Question
    figure: Decimal

    def said(self, number: Number, *, is_true: bool, made: str, random: Random, noun: str = "") -> Planted:
        """The sentence."""
        who, whose = _WHO[self.question.population]
        words = wording(number, random)
        sentence = random.choice(self.kind.sentences).format(
            when=self.when.words, who=who, whose=whose, of=self.place.of, n=f"{words} {noun or self.kind.noun}"
        )
        text = sentence[0].upper() + sentence[1:]
        return Planted(text, is_true, made, self.question, self.figure, words)


def _exact(figure: Decimal, random: Random) -> Number | None:
    if figure < 2000 and figure == figure.to_integral_value():
        return Number("", figure, Decimal(1))
    return _near(figure, hedge="", random=random, digits=(3,))


def _near(
    figure: Decimal, *, hedge: str, random: Random, rounding: str = ROUND_HALF_EVEN, digits: tuple[int, ...] = (2, 3)
) -> Number:
    """The figure with two or three digits, rounded as told. Without a hedge people keep three."""
    step = Decimal(10) ** max(figure.adjusted() + 1 - random.choice(digits), 0)
    return Number(hedge, (figure / step).to_integral_value(rounding) * step, step)


def _below(figure: Decimal, *, hedge: str, random: Random) -> Number | None:
    number = _near(figure, hedge=hedge, random=random, rounding=ROUND_FLOOR)
    return number if 0 < number.value < figure else None


def _above(figure: Decimal, *, hedge: str, random: Random) -> Number | None:
    number = _near(figure, hedge=hedge, random=random, rounding=ROUND_CEILING)
    return number if number.value > figure else None


def _between(figure: Decimal, random: Random) -> Number | None:
    low, high = _below(figure, hedge="от", random=random), _above(figure, hedge="до", random=random)
    if low is None or high is None or low.value == high.value:
        return None
    return Number("от", low.value, min(low.step, high.step), upper=high.value)


_TRUE: Mapping[str, Callable[[Decimal, Random], Number | None]] = {
    "exact": _exact,
    "more than": lambda figure, random: _below(
        figure, hedge=random.choice(("более", "свыше", "больше")), random=random
    ),
    "almost": lambda figure, random: _above(figure, hedge="почти", random=random),
    "about": lambda figure, random: _near(figure, hedge=random.choice(("около", "примерно", "порядка")), random=random),
    "at least": lambda figure, random: _below(figure, hedge="не менее", random=random),
    "at most": lambda figure, random: _above(figure, hedge="не более", random=random),
    "less than": lambda figure, random: _above(figure, hedge="менее", random=random),
    "range": _between,
}
_FIRM = ("exact", "more than", "almost", "about")
Slip = Callable[[Writer, Subject], tuple[Number, str] | None]


def _said_of(writer: Writer, figure: Decimal) -> tuple[Number, str] | None:
    number = _TRUE[writer.random.choice(_FIRM)](figure, writer.random)
    return None if number is None else (number, "")


def _value(writer: Writer, subject: Subject) -> tuple[Number, str] | None:
    times = writer.random.choice(("0.5", "0.7", "0.85", "1.2", "1.4", "1.9"))
    return _said_of(writer, (subject.figure * Decimal(times)).to_integral_value())


def _unit(writer: Writer, subject: Subject) -> tuple[Number, str] | None:
    said = _said_of(writer, subject.figure)
    return None if said is None else (said[0], subject.kind.wrong_noun)


def _magnitude(writer: Writer, subject: Subject) -> tuple[Number, str] | None:
    times = writer.random.choice((Decimal(1000), Decimal("0.001")))
    figure = subject.figure * times
    return _said_of(writer, figure.to_integral_value()) if figure > 2 else None


def _period(writer: Writer, subject: Subject) -> tuple[Number, str] | None:
    times = FLOWS if subject.kind.is_flow else STOCKS
    other = writer.random.choice([when for when in times if when.period != subject.when.period])
    found = writer.subject(subject.kind, subject.place, when=other, population=subject.question.population)
    return None if found is None else _said_of(writer, found.figure)


def _population(writer: Writer, subject: Subject) -> tuple[Number, str] | None:
    others = [one for one in subject.kind.populations if one != subject.question.population]
    if not others:
        return None
    found = writer.subject(subject.kind, subject.place, when=subject.when, population=others[0])
    return None if found is None else _said_of(writer, found.figure)


def _scope(writer: Writer, subject: Subject) -> tuple[Number, str] | None:
    other = writer.random.choice([place for place in writer.places if place != subject.place])
    found = writer.subject(subject.kind, other, when=subject.when, population=subject.question.population)
    return None if found is None else _said_of(writer, found.figure)


def _hedge(writer: Writer, subject: Subject) -> tuple[Number, str] | None:
    hedge, toward = writer.random.choice(
        (("более", _above), ("не менее", _above), ("почти", _below), ("менее", _below), ("не более", _below))
    )
    number = toward(subject.figure, hedge=hedge, random=writer.random)
    return None if number is None else (number, "")


_SLIPS: Mapping[str, Slip] = {
    "value": _value,
    "unit": _unit,
    "magnitude": _magnitude,
    "period": _period,
    "population": _population,
    "scope": _scope,
    "hedge": _hedge,
}
SLIPS = tuple(_SLIPS)
