"""What does a rule say of the line it speaks about, in both languages?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zonebook.intake.amounts import amount_text, number_text
from zonebook.intake.check import Check, Hit, Situation
from zonebook.intake.form import Line
from zonebook.measures import Text

_LARGE = 100  # from here on the tenths of a multiple tell nobody anything


def given(check: Check, seen: Situation) -> Iterator[tuple[str, Decimal]]:
    """The check's lines that were answered, with their amounts."""
    return ((line, seen.values[line]) for line in check.lines if line in seen.values)


def has(seen: Situation, *lines: str) -> bool:
    """Were all these lines answered?"""
    return all(line in seen.values for line in lines)


def multiple(one: Decimal, other: Decimal) -> Decimal | None:
    """How many times the larger is the smaller; None where that means nothing."""
    if one <= 0 or other <= 0:
        return None
    return max(one, other) / min(one, other)


def hit_of(
    seen: Situation,
    line: str,
    *,
    value: Decimal | None = None,
    whole: tuple[str, Decimal] | None = None,
    earlier: tuple[str, Decimal] | None = None,
) -> Hit:
    """The hit with the words every rule can offer: {line}, {value}, {whole}, {whole_value}, {earlier}."""
    said = {"line": seen.form.by_code[line].title}
    if value is not None:
        said["value"] = amount_text(value, seen.form.by_code[line])
    if whole is not None:
        said["whole"] = seen.form.by_code[whole[0]].title
        said["whole_value"] = amount_text(whole[1], seen.form.by_code[whole[0]])
    if earlier is not None:
        said["earlier"] = amount_text(earlier[1], seen.form.by_code[earlier[0]])
    return Hit(line, said)


def saying(hit: Hit, **said: Text) -> Hit:
    """The hit with more words for the placeholders."""
    return Hit(hit.line, {**hit.said, **said})


def percent(share: Decimal) -> Text:
    """A share of one as a percentage."""
    return _both(round(share * 100, 1), Text("\u00a0%", "%"))


def times_said(times: Decimal) -> Text:
    """A multiple, with tenths while they tell anything."""
    return _both(round(times, 1 if times < _LARGE else 0), Text("", ""))


def count_said(count: int) -> Text:
    """A plain count."""
    return Text(str(count), str(count))


def rounded(amount: Decimal, line: Line) -> Text:
    """An amount that was reckoned, not filed: in whole units as the line is written, else in two figures."""
    written = amount / line.factor
    digits = 0 if abs(written) >= _LARGE else 1 - min(written.adjusted(), 1) if written else 0
    return amount_text(round(written, digits) * line.factor, line)


def _both(number: Decimal, unit: Text) -> Text:
    return Text(number_text(number, "ru") + unit.ru, number_text(number, "en") + unit.en)
