"""How is it told where a promise stands, with its working?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zonebook.measures import Text, Unit
from zonebook.regime.wording import amount_in, filled, number, quarters_in


@dataclass(frozen=True, slots=True)
class Course:
    """One promise and the course of its year: `reported` and `ended` of the year's `quarters`."""

    promised: Decimal
    done: Decimal | None
    reported: int
    ended: int
    quarters: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """The year's `outcome` as expected: what is done and `more`, by the `total` of the last `counted` quarters."""

    total: Decimal
    counted: int
    more: Decimal
    outcome: Decimal


_NOTHING = Text("Обещано {promised}; отчётов за этот год нет", "Promised {promised}; no report of that year is in")
_SO_FAR = Text(
    "Обещано {promised}, сделано {done} (отчёты за {reported} из {quarters} кварталов)",
    "Promised {promised}, done {done} (reports of {reported} of {quarters} quarters)",
)
_EXPECTED = Text(
    "За последние {counted} — {total}; на {missing} без отчёта в среднем придётся ещё {more}, всего ожидается "
    "{expected}",
    "The last {counted} gave {total}; {missing} without a report would add {more} at their mean, {expected} in all",
)
_ENDINGS: Mapping[str, Text] = MappingProxyType(
    {
        "not_begun": Text("Год ещё не начался.", "The year has not begun."),
        "not_asked": Text("Отчёты за этот год не запрашивались.", "No report of that year was asked for."),
        "met": Text("Обязательство выполнено.", "The obligation is met."),
        "on_track": Text("Этого хватает.", "This is enough."),
        "at_risk": Text("До обещанного не хватит {short}.", "This falls short by {short}."),
        "unknown": Text(
            "Прогноза нет: мало отчётов или до конца года далеко.",
            "Nothing is expected yet: too few reports, or the year's end is too far.",
        ),
        "late": Text(
            "Год закончился, а отчёты есть не за все кварталы.",
            "The year is over and not all of its quarters are reported.",
        ),
        "missed": Text("Год закончился, не хватило {short}.", "The year is over, {short} short."),
    }
)


def words_of(state: str, course: Course, *, expected: Expectation | None, unit: Unit) -> Text:
    """What was promised, done and expected, with the working of the expectation, and what follows."""
    reached = course.done if expected is None or state == "missed" else expected.outcome
    amounts = {"promised": course.promised, "done": course.done}
    if reached is not None:
        amounts["short"] = course.promised - reached
    said = {"quarters": number(course.quarters), "reported": number(course.reported)}
    sentences = [_NOTHING if course.done is None else _SO_FAR]
    if state in ("on_track", "at_risk") and expected is not None:
        sentences.append(_EXPECTED)
        amounts |= {"total": expected.total, "more": expected.more, "expected": expected.outcome}
        said["counted"] = quarters_in(expected.counted)
        said["missing"] = quarters_in(course.quarters - course.reported)
    sentences.append(_ENDINGS[state])
    said |= {name: amount_in(unit, amount) for name, amount in amounts.items() if amount is not None}
    return filled(Text(". ".join(part.ru for part in sentences), ". ".join(part.en for part in sentences)), said)
