"""How is a verdict put into words, in Russian and in English?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from zonebook.measures import Answer, Coverage, Figure, Missing, MissingReason, Text
from zonebook.measures.numbers import figure_in_words
from zonebook.measures.period_names import day_in

if TYPE_CHECKING:
    from zonebook.claims.judging import Tried

NO_NUMBER = Text("Число не прочитано точно, сверять нечего.", "The number was not read exactly; nothing to compare.")

_MISSING: Mapping[MissingReason, Text] = {
    MissingReason.NO_REPORTS: Text(
        "За этот период нет принятых отчётов.", "There are no accepted reports for the period."
    ),
    MissingReason.NO_WHOLE_QUARTER: Text(
        "В этом периоде не закончился ни один квартал, отчётов за него нет.",
        "No quarter ends within this period, so there are no reports for it.",
    ),
    MissingReason.UNKNOWN_MEASURE: Text("В книге нет такого показателя.", "The book has no such measure."),
    MissingReason.UNKNOWN_SCOPE: Text("В реестре нет такого охвата.", "The register has no such scope."),
    MissingReason.UNSUITED_POPULATION: Text(
        "Показатель не считается для этой совокупности.", "The measure is not counted for this population."
    ),
    MissingReason.UNSUITED_PERIOD: Text(
        "Показатель не считается за такой период.", "The measure is not counted over such a period."
    ),
    MissingReason.NOT_DEFINED_YET: Text(
        "Определение показателя тогда не действовало.", "The definition was not in force then."
    ),
    MissingReason.EMPTY_POPULATION: Text(
        "В реестре нет тех, о ком говорится в утверждении.", "The register has nobody of whom this is said."
    ),
    MissingReason.TOO_FEW_EDITIONS: Text(
        "В книге не хватает выпусков рейтинга.", "The book has too few editions of the rating."
    ),
}


def coverage_in_words(coverage: Coverage) -> Text:
    """How many reporters stand behind a figure."""
    n, of = coverage.reported, coverage.expected
    return Text(f"учтено {n} из {of}", f"{n} of {of} counted")


def holds(tried: Tried) -> Text:
    """The book's figure, by which reading, with how many reporters."""
    figure = _figure(tried.answer)
    said, value, counted = tried.reading.said, figure_in_words(figure.quantity), coverage_in_words(figure.coverage)
    return Text(f"В книге {value.ru}: {said.ru}; {counted.ru}.", f"The book has {value.en}: {said.en}; {counted.en}.")


def contradicted(tried: Tried, mixed_up: Sequence[Tried]) -> Text:
    """The book's figure, how far off the claim is, and the common mix-up under which it would hold."""
    text = holds(tried)
    off = _difference(tried)
    ru, en = f"{text.ru} Разница {off.ru}.", f"{text.en} Difference {off.en}."
    if mixed_up:
        said = mixed_up[0].reading.said
        value = figure_in_words(_figure(mixed_up[0].answer).quantity)
        ru += f" Сошлось бы {said.ru}: {value.ru}. Похоже, перепутано, кого считали."
        en += f" It would hold for {said.en}: {value.en}. It looks as if the wrong ones were counted."
    return Text(ru, en)


def ambiguous(fitting: Sequence[Tried], off: Sequence[Tried]) -> Text:
    """The readings under which the claim holds, and those under which it does not."""
    good = [(one.reading.said, figure_in_words(_figure(one.answer).quantity)) for one in fitting]
    ru = "Сходится только так: " + "; ".join(f"{said.ru} — {value.ru}" for said, value in good)
    en = "Holds only as: " + "; ".join(f"{said.en} — {value.en}" for said, value in good)
    if off:
        bad = [(one.reading.said, figure_in_words(_figure(one.answer).quantity)) for one in off]
        ru += ". Не сходится: " + "; ".join(f"{said.ru} — {value.ru}" for said, value in bad)
        en += ". Does not hold as: " + "; ".join(f"{said.en} — {value.en}" for said, value in bad)
    return Text(f"{ru}.", f"{en}.")


def stale(then: Figure, now: Figure, *, published: date) -> Text:
    """The claim was right about the book of its day."""
    before, after = figure_in_words(then.quantity), figure_in_words(now.quantity)
    return Text(
        f"Сходилось с книгой, какой она была {day_in(published, 'ru')}: {before.ru}; после исправлений — {after.ru}.",
        f"Held with the book as known on {day_in(published, 'en')}: {before.en}; after corrections it is {after.en}.",
    )


def cannot_check(answer: Answer) -> Text:
    """What the book lacks."""
    if isinstance(answer, Figure):
        counted, value = coverage_in_words(answer.coverage), figure_in_words(answer.quantity)
        return Text(
            f"Отчётов мало, чтобы судить: {counted.ru}, пока в книге {value.ru}.",
            f"Too few reports to judge: {counted.en}; so far the book has {value.en}.",
        )
    text = _MISSING[answer.reason]
    if answer.reason is MissingReason.TOO_FEW_EDITIONS:
        return Text(
            f"{text.ru} Подряд известно первых мест: {answer.detail}; более ранний выпуск не записан.",
            f"{text.en} First places known in a row: {answer.detail}; the edition before is not recorded.",
        )
    return _with_coverage(text, answer)


def member_found(fitting: Sequence[Tried]) -> Text:
    """Which members of the scope the claim can be of."""
    names = ", ".join(code.removeprefix("company:") for one in fitting for code in one.reading.question.scope)
    return Text(f"В книге есть такой участник: {names}.", f"The book has such a member: {names}.")


def no_member(count: int) -> Text:
    """Nobody in the scope has such a figure."""
    return Text(
        f"Ни у одного из {count} участников такой цифры нет.", f"None of the {count} members has such a figure."
    )


def member_unknown(unknown: int, count: int) -> Text:
    """Too many members have no data to say that nobody has it."""
    if not count:
        return Text("В реестре нет участников, о которых говорится.", "The register has no such members.")
    return Text(
        f"Среди отчитавшихся такого участника нет, но по {unknown} из {count} данных нет.",
        f"No member that reported has it, but {unknown} of {count} have no data.",
    )


def _with_coverage(text: Text, missing: Missing) -> Text:
    if missing.coverage is None or not missing.coverage.expected:
        return text
    counted = coverage_in_words(missing.coverage)
    return Text(f"{text.ru[:-1]} ({counted.ru}).", f"{text.en[:-1]} ({counted.en}).")


def _difference(tried: Tried) -> Text:
    figure = _figure(tried.answer)
    difference = distance(tried)
    value = figure_in_words(type(figure.quantity)(abs(difference), figure.quantity.unit))
    sign = "+" if difference > 0 else "−"
    return Text(f"{sign}{value.ru}", f"{sign}{value.en}")


def distance(tried: Tried) -> Decimal:
    """How far the book's figure lies outside of what was claimed; only a reading with a figure has one."""
    if tried.difference is None:
        raise TypeError("only a reading with a figure has a distance")
    return tried.difference


def _figure(answer: Answer) -> Figure:
    if not isinstance(answer, Figure):
        raise TypeError("only a figure can be put into words")
    return answer
