"""Which two figures of the book does a growth or a share set against each other?

Growth: the same measure, scope and population in a later and an earlier time. Where the earlier one is not told it may
be the year before, or the stretch just before; such readings are only possible, so that they never contradict. Share: a
part and its whole, of one measure and one time: a site of its zone, the residents among all companies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from zonebook.claims.claim import Claim, Compared
from zonebook.claims.judging.readings import (
    POPULATION_NAMES,
    Against,
    How,
    Reading,
    Setting,
    Standing,
    Term,
    Unreadable,
    moment_of,
    not_in_register,
    plain_first,
    populations_of,
    scope_of,
    stretch_of,
    weaker,
)
from zonebook.measures import Period, PeriodError, Quantity, Question, Text, Unit

GROUPS = ("growth", "share")
_JOBS_IN_ALL = "jobs"
_TAKEN_FOR_JOBS = ("employees", "jobs_created")
"""How many jobs there are is no measure of the book: the people who work, or the jobs created so far, may be meant."""
_ENTRIES_OF = {"residents": "residents"}
"""What counts the companies of a population that are a part of all companies."""
_OURS = re.compile(
    r"(?:(?:компани|предприяти|резидент)\w+\s)?(?:вс\w+\s|эт\w+\s|сам\w+\s|наш\w+\s)*"
    r"(?:зон[аыеу]|оэз|технополис[ау]?|особ\w+ экономическ\w+ зон[аыеу])"
)
_ALL_ZONES = re.compile(r"вс(?:ех|е)\s(?:\w+\s)*(?:зон|оэз)\b")
_OF_WHOM = (("резидент", "residents"), ("компани", "companies"), ("предприяти", "companies"))
_CENTS = Decimal("0.01")
_Time = tuple[Period, Period, Standing]


def comparisons(claim: Claim, terms: Sequence[Term], *, setting: Setting) -> tuple[Reading, ...] | Unreadable:
    """The pairs of questions that a growth or a share can mean, plain ones first, or why there are none."""
    compared = claim.compared
    if compared is None or compared.measure is None or claim.is_within_period or claim.is_former:
        return _untold(claim)
    meant = [term for term in terms if _is_meant(term, compared.measure)]
    if not meant or claim.unit not in ("percent", "times"):
        return Unreadable(
            Text(
                f"В книге нет показателя, о котором говорит «{claim.quote}» ({compared.measure}).",
                f"The book has no measure of which “{claim.quote}” is said ({compared.measure}).",
            )
        )
    scope = scope_of(claim, setting)
    if scope is None:
        return not_in_register(claim.scope)
    if claim.measure_group == "share":
        return _shares(claim, meant, terms=terms, scope=scope, setting=setting)
    found = [reading for term in meant for reading in _growths(claim, term, scope=scope, setting=setting)]
    return plain_first(found) if found else _untold(claim)


def _untold(claim: Claim) -> Unreadable:
    return Unreadable(
        Text(
            f"«{claim.quote}» — сравнение: чтобы его сверить, нужно знать, чего с чем. Из фразы это не прочитано.",
            f"“{claim.quote}” compares: to check it one must know what with what. The words do not tell.",
        )
    )


def _is_meant(term: Term, measure: str) -> bool:
    if term.is_change or term.is_promise or term.ratings:
        return False
    return measure in term.said_as or (measure == _JOBS_IN_ALL and term.measure in _TAKEN_FOR_JOBS)


# --- growth


def _growths(claim: Claim, term: Term, *, scope: tuple[str, ...], setting: Setting) -> Iterator[Reading]:
    how = _how(claim)
    for (population, whose), (later, earlier, when) in product(
        populations_of(claim, term), _times(claim, term, setting=setting)
    ):
        question = Question(term.measure, scope, population, later)
        base = Question(term.measure, scope, population, earlier)
        guess = Standing.POSSIBLE if _is_guess(claim, term) else Standing.PLAIN
        ru, en = POPULATION_NAMES[population].ru, POPULATION_NAMES[population].en
        said = Text(
            f"{ru}, {later.name('ru')}; база — {earlier.name('ru')}",
            f"{en}, {later.name('en')}; base {earlier.name('en')}",
        )
        yield Reading(question, weaker(whose, when, guess), said, Against(base, how))


def _how(claim: Claim) -> How:
    if claim.unit == "times":
        return How.TIMES_LESS if claim.qualified.falls else How.TIMES
    return How.DECLINE if claim.measure == "decline_pct" else How.GROWTH


def _is_guess(claim: Claim, term: Term) -> bool:
    return claim.compared is not None and claim.compared.measure not in term.said_as


def _times(claim: Claim, term: Term, *, setting: Setting) -> list[_Time]:
    """The later and the earlier time of a growth; what the words do not tell is only possible."""
    base = claim.compared.base if claim.compared is not None else None
    is_stock = not term.is_flow or _is_guess(claim, term)
    since_start = term.is_flow and is_stock
    later = _one_time(claim.period, is_stock=is_stock, setting=setting)
    if later is None:
        return []
    period, when = later
    if base is not None:
        earlier = _earlier(base, period, is_stock=is_stock, setting=setting)
        pairs = [(earlier, when)] if earlier is not None else []
    else:
        pairs = [(one, Standing.POSSIBLE) for one in _bases(period)]
    return [
        (_since_start(period), _since_start(one), standing) if since_start else (period, one, standing)
        for one, standing in pairs
        if one.last < period.last
    ]


def _earlier(base: str, later: Period, *, is_stock: bool, setting: Setting) -> Period | None:
    """The time that a base names; «с начала года» of another year is as long as that of this one."""
    if base.endswith("-YTD") and not is_stock:
        return later.a_year_before() if base == f"{later.last.year - 1}-YTD" else None
    told = _one_time(base, is_stock=is_stock, setting=setting)
    return None if told is None else told[0]


def _since_start(moment: Period) -> Period:
    return Period.since_start(moment.last)


def _one_time(code: str | None, *, is_stock: bool, setting: Setting) -> tuple[Period, Standing] | None:
    """The time of a code: of a state the day at its end. Without a code: now, or the last full year.

    None for one that has no beginning, or begins after the publication: nothing has grown by then.
    """
    begins = stretch_of(code or "", setting.published)
    if begins is not None and begins.first is not None and begins.first > setting.published:
        return None
    if is_stock:
        moment = Period.moment(moment_of(code or "", setting.published))
        return moment, Standing.PLAIN if code else Standing.POSSIBLE
    if not code:
        return Period.year(setting.published.year - 1), Standing.POSSIBLE
    period = stretch_of(code, setting.published)
    return None if period is None or period.first is None else (period, Standing.PLAIN)


def _bases(period: Period) -> list[Period]:
    """What a growth may be measured from when nobody says: the year before; of a stretch also the one before it."""
    found = [period.a_year_before()]
    try:
        found.append(period.previous())
    except PeriodError:
        found.append(Period.moment(period.last.replace(year=period.last.year - 1, month=12, day=31)))
    return list(dict.fromkeys(found))


# --- shares


def _shares(
    claim: Claim, meant: Sequence[Term], *, terms: Sequence[Term], scope: tuple[str, ...], setting: Setting
) -> tuple[Reading, ...] | Unreadable:
    compared = claim.compared
    whole = None if compared is None else _whole(compared, setting)
    if compared is None or whole is None or claim.unit != "percent":
        said = compared.whole if compared else None
        return Unreadable(
            Text(
                f"Доля взята от того, чего книга не ведёт: «{said}». Сверить её не с чем.",
                f"The share is of what the book does not keep: “{said}”. There is nothing to compare with.",
            )
        )
    told = Standing.PLAIN if compared.wholes or compared.whole or claim.counts_whom else Standing.POSSIBLE
    found = [
        Reading(part, weaker(told, standing), _said_of_share(part, of), Against(of, How.SHARE))
        for term in meant
        for part, of, standing in _parts(claim, term, terms=terms, scopes=(scope, whole), setting=setting)
        if (part.scope, part.population) != (of.scope, of.population)
    ]
    return plain_first(found) if found else _untold(claim)


def _whole(compared: Compared, setting: Setting) -> tuple[str, ...] | None:
    """The codes of the whole; None for one that is no part of the book."""
    words = (compared.whole or "").strip().lower()
    if _ALL_ZONES.search(words):
        return None
    if compared.wholes:
        return compared.wholes
    return (f"zone:{setting.zone}",) if not words or _OURS.fullmatch(words) else None


def _parts(
    claim: Claim,
    term: Term,
    *,
    terms: Sequence[Term],
    scopes: tuple[tuple[str, ...], tuple[str, ...]],
    setting: Setting,
) -> Iterator[tuple[Question, Question, Standing]]:
    """Part and whole for each population and time that may be meant."""
    part, whole = scopes
    guess = Standing.POSSIBLE if _is_guess(claim, term) else Standing.PLAIN
    for period, when in _times_of_share(claim, term, setting=setting):
        standing = weaker(when, guess)
        counted = _ENTRIES_OF.get(claim.counts_whom or "")
        if counted is not None and claim.counts_whom not in term.populations:
            if any(one.measure == counted for one in terms):  # «половина компаний — резиденты»
                yield (
                    Question(counted, whole, counted, period),
                    Question(term.measure, whole, term.populations[0], period),
                    standing,
                )
        elif (
            claim.counts_whom in term.populations
            and "companies" in term.populations
            and claim.counts_whom != "companies"
        ):
            own = part if set(part) != {f"zone:{setting.zone}"} else whole
            yield (
                Question(term.measure, own, claim.counts_whom or "", period),
                Question(term.measure, whole, "companies", period),
                standing,
            )
        else:
            for population, whose in _populations_of_share(claim, term):
                yield (
                    Question(term.measure, part, population, period),
                    Question(term.measure, whole, population, period),
                    weaker(standing, whose),
                )


def _populations_of_share(claim: Claim, term: Term) -> list[tuple[str, Standing]]:
    """Whose numbers, as said of the part or of the whole («налогов резидентов зоны»)."""
    words = ((claim.compared.whole if claim.compared else None) or "").lower()
    told = next((name for word, name in _OF_WHOM if word in words and name in term.populations), None)
    return populations_of(claim if claim.counts_whom or told is None else replace(claim, counts_whom=told), term)


def _times_of_share(claim: Claim, term: Term, *, setting: Setting) -> list[tuple[Period, Standing]]:
    """When: of a state the day; of a sum the year that is named, or else all that was summed so far."""
    code = claim.period or ""
    if not term.is_flow:
        return [(Period.moment(moment_of(code, setting.published)), Standing.PLAIN)]
    since_start = Period.since_start(moment_of(code, setting.published))
    if _is_guess(claim, term):
        return [(since_start, Standing.POSSIBLE)]
    said = stretch_of(code, setting.published)
    if said is not None:
        return [(said, Standing.PLAIN)]
    of_year = stretch_of(code.removeprefix("as_of:"), setting.published)
    named = (
        (of_year, Standing.PLAIN)
        if of_year is not None
        else (Period.year(setting.published.year - 1), Standing.POSSIBLE)
    )
    return [named, (since_start, Standing.POSSIBLE)]


def _said_of_share(part: Question, whole: Question) -> Text:
    whose, of = POPULATION_NAMES[part.population], POPULATION_NAMES[whole.population]
    ru, en = f"{whose.ru}, {part.period.name('ru')}", f"{whose.en}, {part.period.name('en')}"
    if part.population == whole.population:
        return Text(ru, en)
    return Text(f"{ru}; целое — {of.ru}", f"{en}; the whole is {of.en}")


# --- what two figures come to


def comes_to(how: How, value: Decimal, *, against: Decimal) -> Decimal | None:
    """What one amount is beside another, exactly: times, or percent. None where nothing can be reckoned from it."""
    base, upper = (value, against) if how is How.TIMES_LESS else (against, value)
    if base <= 0 or upper < 0:
        return None
    match how:
        case How.TIMES | How.TIMES_LESS:
            return upper / base
        case How.GROWTH:
            return (upper / base - 1) * 100
        case How.DECLINE:
            return (1 - upper / base) * 100
    return upper / base * 100


def as_quantity(how: How, exact: Decimal) -> Quantity:
    """The same in its unit, to hundredths, as it is shown."""
    unit = "times" if how in (How.TIMES, How.TIMES_LESS) else "percent"
    return Quantity(exact.quantize(_CENTS), Unit.of(unit))
