"""When does a rule of the watch list speak? The arithmetic of the rules.

Each function takes a rule, a resident's facts and a day, and yields alerts, or `Unclear` where a fact that it needs is
missing. Its docstring names the thresholds that the rule's definition must give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from types import MappingProxyType
from typing import Protocol

from zonebook.measures import Text, Unit, months_after
from zonebook.regime.definition import NamedLine
from zonebook.regime.watch_rule import Alert, Basis, Severity, Unclear, Watched, WatchFor, WatchRule
from zonebook.regime.wording import amount_in, day_text, filled, listed, percent

Finding = Alert | Unclear


@dataclass(frozen=True, slots=True)
class _Held:
    """An amount held against its limit as of a day, which has passed or is near."""

    day: date
    amount: Decimal
    limit: Decimal
    passed: bool = True


_SIGNED_ON = Text("день подписания соглашения", "the day the agreement was signed")
_ENTERED_ON = Text("день записи в реестре", "the day of the entry in the register")
_VALID_UNTIL = Text("срок действия соглашения", "the term of the agreement")
_CANNOT_TELL = Text(
    "Проверить нельзя: «{title}». Не хватает: {missing}.", "This cannot be told: “{title}”. Missing: {missing}."
)


class Arithmetic(Protocol):
    """What a rule's arithmetic takes and yields."""

    def __call__(self, rule: WatchRule, seen: Watched, *, on: date) -> Iterator[Finding]: ...


def first_inspection(rule: WatchRule, seen: Watched, *, on: date) -> Iterator[Finding]:
    """The first planned inspection may be held soon and none is planned. Params: months, lead_days."""
    if seen.signed_on is None:
        yield _unclear(rule, seen, missing=[_SIGNED_ON])
        return
    day = months_after(seen.signed_on, int(rule.param("months")))
    if not seen.inspections and on >= day - _lead(rule):
        yield _about_day(rule, seen, day=day, passed=on >= day)


def inspection_too_early(rule: WatchRule, seen: Watched, *, on: date) -> Iterator[Finding]:
    """A planned inspection stands before the first day it may be held on. Params: months."""
    if not seen.inspections:
        return
    if seen.signed_on is None:
        yield _unclear(rule, seen, missing=[_SIGNED_ON])
        return
    first, day = min(seen.inspections), months_after(seen.signed_on, int(rule.param("months")))
    if first < day:
        said = {"day": day_text(day), "first": day_text(first)}
        yield Alert(rule.code, seen.company, first, Severity.WARNING, filled(rule.says, said))


def share_of_year(rule: WatchRule, seen: Watched, *, on: date) -> Iterator[Finding]:
    """In the last ended year the first line was less than `share` of the second. Params: share."""
    year, (part, whole) = on.year - 1, rule.lines
    if seen.entered_on is None:
        yield _unclear(rule, seen, missing=[_ENTERED_ON])
        return
    if seen.entered_on.year > year:
        return
    missing = _missing(seen, rule.lines, years=[year])
    if missing:
        yield _unclear(rule, seen, missing=missing)
        return
    amount, total, share = seen.amounts[year][part.code], seen.amounts[year][whole.code], rule.param("share")
    if total > 0 and amount < total * share:
        said = {"year": _years([year]), "whole": _amount(whole, total), "share": percent(amount / total, decimals=1)}
        yield _compared(rule, seen, held=_Held(date(year, 12, 31), amount, total * share), said=said)


def share_of_promises(rule: WatchRule, seen: Watched, *, on: date) -> Iterator[Finding]:
    """So many `parts` of `of_parts` of all that was promised of a line are not done within `months` of signing.

    Params: parts, of_parts, months, lead_days. Years are taken whole, through the year in which the months end.
    """
    (line,) = rule.lines
    promised = [promise.amount for promise in seen.promises if promise.line == line.code]
    unknown = [name for name, known in ((_SIGNED_ON, seen.signed_on), (line.title, promised)) if not known]
    if seen.signed_on is None or unknown:
        yield _unclear(rule, seen, missing=unknown)
        return
    day = months_after(seen.signed_on, int(rule.param("months")))
    if on < day - _lead(rule):
        return
    years = range(seen.signed_on.year, min(day.year, on.year) + 1)
    missing = _missing(seen, [line], years=[year for year in years if year < on.year])
    if missing:
        yield _unclear(rule, seen, missing=missing)
        return
    done = sum((seen.amounts[year][line.code] for year in years if line.code in seen.amounts.get(year, {})), Decimal(0))
    parts, of_parts, total = rule.param("parts"), rule.param("of_parts"), sum(promised, Decimal(0))
    if done * of_parts < total * parts:
        limit = (total * parts / of_parts).quantize(Decimal(1).scaleb(-Unit.of(line.unit).scale), ROUND_CEILING)
        said = {"whole": _amount(line, total), "day": day_text(day)}
        yield _compared(rule, seen, held=_Held(day, done, limit, passed=on >= day), said=said)


def benefits_within(rule: WatchRule, seen: Watched, *, on: date) -> Iterator[Finding]:
    """Benefits (`lines`) are above what was spent (`limit_lines`), for whole years after the grace. Params: months.

    By `basis`, each year is held against itself, or all years since the entry against each other.
    """
    if seen.entered_on is None:
        yield _unclear(rule, seen, missing=[_ENTERED_ON])
        return
    if rule.entered_from is not None and seen.entered_on < rule.entered_from:
        return
    grace_ends = months_after(seen.entered_on, int(rule.param("months")))
    first = grace_ends.year if (grace_ends.month, grace_ends.day) == (1, 1) else grace_ends.year + 1
    for year in range(first, on.year):
        if rule.basis is Basis.YEARLY:
            yield from _benefits_of(rule, seen, years=[year])
        elif year == on.year - 1:
            yield from _benefits_of(rule, seen, years=range(seen.entered_on.year, year + 1))


def _benefits_of(rule: WatchRule, seen: Watched, *, years: Sequence[int]) -> Iterator[Finding]:
    missing = _missing(seen, (*rule.lines, *rule.limit_lines), years=years)
    if missing:
        yield _unclear(rule, seen, missing=missing)
        return
    used, spent = (_total(seen, lines, years=years) for lines in (rule.lines, rule.limit_lines))
    if used > spent:
        yield _compared(rule, seen, held=_Held(date(years[-1], 12, 31), used, spent), said={"year": _years(years)})


def term_since_entry(rule: WatchRule, seen: Watched, *, on: date) -> Iterator[Finding]:
    """A term of `months` since the entry in the register ends soon. Params: months, lead_days."""
    if seen.entered_on is None:
        yield _unclear(rule, seen, missing=[_ENTERED_ON])
        return
    day = months_after(seen.entered_on, int(rule.param("months")))
    if day - _lead(rule) <= on <= day:
        yield _about_day(rule, seen, day=day, passed=False)


def leases_end(rule: WatchRule, seen: Watched, *, on: date) -> Iterator[Finding]:
    """A lease ends soon, or has ended and is still kept as one. Params: lead_days."""
    for name, day in seen.leases.items():
        if on >= day - _lead(rule):
            yield _about_day(rule, seen, day=day, passed=on > day, name=name)


def agreement_ends(rule: WatchRule, seen: Watched, *, on: date) -> Iterator[Finding]:
    """The agreement ends soon, or has ended and is still kept in force. Params: lead_days."""
    if seen.valid_until is None:
        yield _unclear(rule, seen, missing=[_VALID_UNTIL])
    elif on >= seen.valid_until - _lead(rule):
        yield _about_day(rule, seen, day=seen.valid_until, passed=on > seen.valid_until, name=seen.agreement)


ARITHMETIC: Mapping[WatchFor, Arithmetic] = MappingProxyType(
    {
        WatchFor.FIRST_INSPECTION: first_inspection,
        WatchFor.INSPECTION_TOO_EARLY: inspection_too_early,
        WatchFor.SHARE_OF_YEAR: share_of_year,
        WatchFor.SHARE_OF_PROMISES: share_of_promises,
        WatchFor.BENEFITS_WITHIN: benefits_within,
        WatchFor.TERM_SINCE_ENTRY: term_since_entry,
        WatchFor.LEASES_END: leases_end,
        WatchFor.AGREEMENT_ENDS: agreement_ends,
    }
)


def _lead(rule: WatchRule) -> timedelta:
    return timedelta(days=int(rule.param("lead_days")))


def _missing(seen: Watched, lines: Iterable[NamedLine], *, years: Sequence[int]) -> list[Text]:
    """The lines that are not reported of some of the years, in words."""
    found = []
    for line in lines:
        lacking = [year for year in years if line.code not in seen.amounts.get(year, {})]
        if lacking:
            named = ", ".join(map(str, lacking))
            russian = f"{line.title.ru} за {named} {'год' if len(lacking) == 1 else 'годы'}"
            found.append(Text(russian, f"{line.title.en} in {named}"))
    return found


def _total(seen: Watched, lines: Iterable[NamedLine], *, years: Iterable[int]) -> Decimal:
    return sum((seen.amounts[year][line.code] for year in years for line in lines), Decimal(0))


def _unclear(rule: WatchRule, seen: Watched, *, missing: list[Text]) -> Unclear:
    said = {"title": rule.title, "missing": listed(tuple(missing))}
    return Unclear(rule.code, seen.company, tuple(missing), filled(_CANNOT_TELL, said))


def _about_day(rule: WatchRule, seen: Watched, *, day: date, passed: bool, name: str = "") -> Alert:
    words = rule.says_past if passed and rule.says_past is not None else rule.says
    said = {"day": day_text(day), "name": Text(name, name)}
    severity = Severity.WARNING if passed else Severity.NOTICE
    return Alert(rule.code, seen.company, day, severity, filled(words, said))


def _compared(rule: WatchRule, seen: Watched, *, held: _Held, said: Mapping[str, Text]) -> Alert:
    """The alert of an amount beside its limit: its words may use {amount}, {limit}, {apart}, and what else is said."""
    line = rule.lines[0]
    words = rule.says_past if held.passed and rule.says_past is not None else rule.says
    apart = abs(held.limit - held.amount)
    amounts = {"amount": held.amount, "limit": held.limit, "apart": apart}
    filling = {name: _amount(line, amount) for name, amount in amounts.items()} | dict(said)
    severity = Severity.WARNING if held.passed else Severity.NOTICE
    return Alert(
        rule.code, seen.company, held.day, severity, filled(words, filling), amount=held.amount, limit=held.limit
    )


def _amount(line: NamedLine, amount: Decimal) -> Text:
    return amount_in(Unit.of(line.unit), amount)


def _years(years: Sequence[int]) -> Text:
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return Text(span, span)
