"""How is a verdict put into words, in Russian and in English?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from zonebook.claims.judging.readings import How
from zonebook.measures import Answer, Coverage, Figure, Missing, MissingReason, Period, Quantity, Text
from zonebook.measures.numbers import figure_in_words, plain_number
from zonebook.measures.period_names import day_in

if TYPE_CHECKING:
    from zonebook.claims.judging.judge import Tried

LARGEST_OF_WHAT = Text(
    "Речь о нескольких крупнейших, но не видно, из кого; рост, доли и обещания книга по ним не сверяет.",
    "This is of the few largest, not told of whom; their growth, shares and promises the book does not check.",
)
UNNAMED = Text(
    "Не сказано, о какой компании речь: рост, долю и обещание так не сверить.",
    "The company is not named: growth, a share or a promise cannot be checked so.",
)
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
    MissingReason.NO_AGREEMENTS: Text(
        "В реестре нет соглашений, которые к такому обязывали бы.",
        "The register has no agreements that oblige to this.",
    ),
    MissingReason.NOT_SHOWN: Text(
        "Это обещание или план; обязательства соглашений здесь не показываются.",
        "This is a promise or a plan; what agreements oblige to is not shown here.",
    ),
}


def of_some(words: str) -> Text:
    """The words that narrow whose number it is to some whom the register does not know as such."""
    return Text(
        f"Речь не обо всех («{words}»), а такой части книга отдельно не знает.",
        f"This is not about all of them (“{words}”), and the book does not know that part by itself.",
    )


def coverage_in_words(coverage: Coverage) -> Text:
    """How many reporters stand behind a figure."""
    n, of = coverage.reported, coverage.expected
    return Text(f"учтено {n} из {of}", f"{n} of {of} counted")


def holds(tried: Tried) -> Text:
    """The book's figure, by which reading, with how many reporters; of a comparison both figures."""
    figure = _figure(tried.answer)
    if isinstance(tried.against, Figure):
        return _holds_of_two(tried, figure, against=tried.against)
    said, value, counted = tried.reading.said, _in_words(tried.quantity), coverage_in_words(figure.coverage)
    if tried.reading.is_promise:
        by = f" ({', '.join(entries)})" if 0 < len(entries := figure.lineage.entries) <= _AGREEMENTS_TOLD else ""
        return Text(
            f"По соглашениям {value.ru}: {said.ru}; {counted.ru}{by}.",
            f"By the agreements {value.en}: {said.en}; {counted.en}{by}.",
        )
    return Text(f"В книге {value.ru}: {said.ru}; {counted.ru}.", f"The book has {value.en}: {said.en}; {counted.en}.")


_AGREEMENTS_TOLD = 3


def _holds_of_two(tried: Tried, figure: Figure, *, against: Figure) -> Text:
    """What the two figures come to, and both of them."""
    said, value = tried.reading.said, _in_words(tried.quantity)
    one, other = figure_in_words(figure.quantity), figure_in_words(against.quantity)
    counted, also = coverage_in_words(figure.coverage), against.coverage
    ru, en = f"стало {one.ru}, было {other.ru}", f"{one.en} after {other.en}"
    if tried.reading.against is not None and tried.reading.against.how is How.SHARE:
        ru, en = f"часть — {one.ru}, целое — {other.ru}", f"{one.en} out of {other.en}"
    return Text(
        f"По книге {value.ru}: {ru}; {said.ru}; {counted.ru} и {also.reported} из {also.expected}.",
        f"By the book {value.en}: {en}; {said.en}; {counted.en}, and {also.reported} of {also.expected}.",
    )


def contradicted(tried: Tried, mixed_up: Sequence[Tried]) -> Text:
    """The book's figure, how far off the claim is, and the common mix-up under which it would hold."""
    text = holds(tried)
    off = _difference(tried)
    ru, en = f"{text.ru} Разница {off.ru.rstrip('.')}.", f"{text.en} Difference {off.en}."
    if mixed_up:
        said = mixed_up[0].reading.said
        value = _in_words(mixed_up[0].quantity)
        ru += f" Сошлось бы {said.ru}: {value.ru}. Похоже, перепутано, кого считали."
        en += f" It would hold for {said.en}: {value.en}. It looks as if the wrong ones were counted."
    return Text(ru, en)


def ambiguous(fitting: Sequence[Tried], off: Sequence[Tried]) -> Text:
    """The readings under which the claim holds, and those under which it does not."""
    good = [(one.reading.said, _in_words(one.quantity)) for one in fitting]
    ru = "Сходится только так: " + "; ".join(f"{said.ru} — {value.ru}" for said, value in good)
    en = "Holds only as: " + "; ".join(f"{said.en} — {value.en}" for said, value in good)
    if off:
        bad = [(one.reading.said, _in_words(one.quantity)) for one in off]
        ru += ". Не сходится: " + "; ".join(f"{said.ru} — {value.ru}" for said, value in bad)
        en += ". Does not hold as: " + "; ".join(f"{said.en} — {value.en}" for said, value in bad)
    return Text(f"{ru}.", f"{en}.")


def stale(then: Tried, now: Tried, *, published: date) -> Text:
    """The claim was right about the book of its day."""
    before, after = _in_words(then.quantity), _in_words(now.quantity)
    return Text(
        f"Сходилось с книгой, какой она была {day_in(published, 'ru')}: {before.ru}; после исправлений — {after.ru}.",
        f"Held with the book as known on {day_in(published, 'en')}: {before.en}; after corrections it is {after.en}.",
    )


def cannot_check(tried: Tried) -> Text:
    """What the book lacks, or what the words leave open."""
    if tried.reading.is_promise and tried.quantity is not None and tried.difference is not None:
        return _not_as_owed(tried)
    if tried.against is not None:
        return _not_compared(tried, tried.against)
    if tried.is_off:
        return _open(tried)
    return _lacks(tried.answer)


def _not_as_owed(tried: Tried) -> Text:
    """A plan beside the obligation: neither bears the other out."""
    owed, difference = holds(tried), tried.difference
    more = (
        Text("В тексте больше", "The text says more")
        if difference and difference < 0
        else Text("В тексте меньше", "The text says less")
    )
    return Text(
        f"{owed.ru} {more.ru}; план бывает и больше, и меньше обязательства, поэтому это не противоречие.",
        f"{owed.en} {more.en}; a plan may be above or below what is owed, so this is no contradiction.",
    )


def _not_compared(tried: Tried, against: Answer) -> Text:
    """Which of the two figures of a comparison lacks, or why nothing follows from them."""
    if not isinstance(tried.answer, Figure):
        return _of_side(tried.answer)
    if not isinstance(against, Figure):
        return _of_side(against)
    if tried.quantity is None:
        return Text(
            "Сравнить нельзя: одна из двух цифр — ноль, или отчёты есть за отрезки разной длины.",
            "Nothing to compare: one of the two figures is zero, or the reports tell of stretches of unlike length.",
        )
    if tried.is_off:
        return _open(tried)
    thin = min((tried.answer, against), key=lambda one: one.coverage.reported / max(one.coverage.expected, 1))
    return _of_side(thin)


def _of_side(answer: Answer) -> Text:
    """What one side of a comparison lacks, named by its time."""
    lacks, period = _lacks(answer), answer.question.period
    return Text(f"{period.name('ru')}: {_small(lacks.ru)}", f"{period.name('en')}: {_small(lacks.en)}")


def _small(words: str) -> str:
    return words[0].lower() + words[1:]


def _open(tried: Tried) -> Text:
    """A reading that the words leave open and that does not fit: it contradicts nothing."""
    text = holds(tried)
    return Text(
        f"{text.ru} Но из фразы не видно, об этом ли она, поэтому это не противоречие.",
        f"{text.en} But the words do not tell whether they mean this, so it is no contradiction.",
    )


def largest(count: int, *, known: int, of: int, period: Period) -> Text:
    """The reading of «пятёрка крупнейших»: those with the largest figures among the known."""
    return Text(
        f"{count} крупнейших по этому показателю, {period.name('ru')}; данные есть по {known} из {of}",
        f"the {count} largest by this measure, {period.name('en')}; {known} of {of} are known",
    )


def _lacks(answer: Answer) -> Text:
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
    difference = distance(tried)
    quantity = tried.quantity
    sign = "+" if difference > 0 else "−"
    if quantity is not None and quantity.unit.code == "percent":
        points = abs(difference)
        return Text(f"{sign}{plain_number(points, 'ru')} п. п.", f"{sign}{plain_number(points, 'en')} pp")
    value = _in_words(None if quantity is None else Quantity(abs(difference), quantity.unit))
    return Text(f"{sign}{value.ru}", f"{sign}{value.en}")


def _in_words(quantity: Quantity | None) -> Text:
    if quantity is None:
        raise TypeError("only a reading with a figure can be put into words")
    return figure_in_words(quantity)


def distance(tried: Tried) -> Decimal:
    """How far the book's figure lies outside of what was claimed; only a reading with a figure has one."""
    if tried.difference is None:
        raise TypeError("only a reading with a figure has a distance")
    return tried.difference


def _figure(answer: Answer) -> Figure:
    if not isinstance(answer, Figure):
        raise TypeError("only a figure can be put into words")
    return answer
