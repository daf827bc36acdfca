"""Which questions to the book can a claim mean?

A claim names a measure, and more or less clearly whose numbers, where and when. What its words settle is the plain
reading; what they leave open are possible readings; and a few mix-ups are so common in public texts (companies for
residents) that they are tried as well, only to explain a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from zonebook.claims.claim import Claim
from zonebook.measures import Period, PeriodError, Question, Text


class Standing(StrEnum):
    """How a reading stands to the words of the claim."""

    PLAIN = "plain"
    POSSIBLE = "possible"
    MIXED_UP = "mixed_up"


@dataclass(frozen=True, slots=True)
class Term:
    """What the judge must know of a measure of the book.

    `said_as`: the reader's slugs that mean it. `ratings`: the ratings to try, for places and streaks. `unit`: the code
    of the unit in which the book answers. `is_promise`: what agreements oblige to, not what was reported.
    """

    measure: str
    title: Text
    said_as: tuple[str, ...]
    populations: tuple[str, ...]
    is_flow: bool
    is_change: bool
    never_negative: bool
    unit: str
    ratings: tuple[str, ...] = ()
    is_promise: bool = False


class How(StrEnum):
    """How one figure is set against another: so many times, times less, percent more, percent less, percent of it."""

    TIMES = "times"
    TIMES_LESS = "times_less"
    GROWTH = "growth"
    DECLINE = "decline"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Against:
    """What the figure of a reading is set against: the earlier time of a growth, the whole of a share."""

    question: Question
    how: How


@dataclass(frozen=True, slots=True)
class Reading:
    """One question that the claim can mean, and what makes it differ from the others.

    `against`: the claim compares, so that two figures are asked for. `is_promise`: what is owed is asked for.
    """

    question: Question
    standing: Standing
    said: Text
    against: Against | None = None
    is_promise: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why the claim means no question that the book could be asked."""

    why: Text


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a claim: the day of publication and the zone that the text is about."""

    published: date
    zone: str


POPULATION_NAMES = {
    "companies": Text("по всем компаниям", "all companies"),
    "residents": Text("по резидентам", "residents"),
    "cluster": Text("по участникам кластеров", "cluster members"),
    "zones": Text("по зонам", "zones"),
    "sites": Text("по площадкам", "sites"),
}
_COUNTED = frozenset({"jobs", "people", "companies", "residents", "zones", "projects", "items"})
"""What is counted one by one: the noun chooses the measure, so that its unit is never another's."""
_MIXED_UP = {"companies": "residents", "residents": "companies"}
_YEAR_TO_DATE = re.compile(r"((?:19|20)\d{2})-YTD")
_THE_ZONE = re.compile(
    r"(?:(?:на|в|по)\s)?(?:(?:вс|эт|наш|сам|столичн|межотраслев|отраслев)\w*\s)*"
    r"(?:(?:особ\w{2,3} экономическ\w{2,3} )?зон(?:а|ы|е|у|ой)|(?<!их )(?<!ых )(?<!ех )оэз|технополис\w{0,2}"
    r"|кластер(?:ы|ов|ах|ам|ами)|(?:площадк(?:и|ах|ам)|компани\w{1,3}|резидент\w{0,3}|предприяти\w{1,3})(?:\sзоны)?)"
)
"""Words for the zone itself, or for all in it; «российских ОЭЗ», «регионе», «стране» are others."""


def readings(claim: Claim, terms: Sequence[Term], *, setting: Setting) -> tuple[Reading, ...] | Unreadable:
    """The questions about what was reported, plain readings first, or why there are none."""
    meant = [term for term in terms if claim.measure in term.said_as and not term.is_promise]
    obstacle = _obstacle(claim, meant, setting=setting)
    if obstacle is not None:
        return Unreadable(obstacle)
    scope = scope_of(claim, setting)
    if scope is None:
        return not_in_register(claim.scope)
    found = [reading for term in meant for reading in _of_term(claim, term, scope=scope, setting=setting)]
    return plain_first(found)


def plain_first(found: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings in the order in which they are told."""
    return tuple(sorted(found, key=lambda reading: list(Standing).index(reading.standing)))


def weaker(*standings: Standing) -> Standing:
    """How a reading stands that is open in several ways: as the weakest of them."""
    return max(standings, key=list(Standing).index)


def not_in_register(scope: str | None) -> Unreadable:
    """A name that the zone does not know."""
    return Unreadable(
        Text(f"«{scope}» не находится в реестре этой зоны.", f"“{scope}” is not in the register of this zone.")
    )


def _obstacle(claim: Claim, meant: Sequence[Term], *, setting: Setting) -> Text | None:
    """Why the book cannot be asked about what the claim counts, in its unit and for its time."""
    if not meant:
        return Text(
            f"В книге нет показателя для «{claim.quote}» ({claim.measure}).",
            f"The book has no measure for “{claim.quote}” ({claim.measure}).",
        )
    if not any(_is_in_unit(claim, term) for term in meant):
        return Text(
            f"«{claim.quote}»: книга ведёт этот показатель в других единицах и не пересчитывает.",
            f"“{claim.quote}”: the book keeps this measure in another unit and does not convert.",
        )
    if claim.is_former or (claim.is_within_period and any(term.is_flow or term.is_change for term in meant)):
        return Text(
            f"«{claim.quote}»: из текста не видно, за какое время это число.",
            f"“{claim.quote}”: the text does not tell for what time the number is.",
        )
    if not _is_time_known(claim.period or "", setting.published):
        return Text(
            f"За период «{claim.period}» книга не считает.",
            f"The book does not reckon for the period “{claim.period}”.",
        )
    return None


def _is_in_unit(claim: Claim, term: Term) -> bool:
    return claim.unit == term.unit or {claim.unit, term.unit} <= _COUNTED


def _is_time_known(code: str, published: date) -> bool:
    """Does the code name a time that a question can be asked for? None at all does: then it is the present."""
    if code in ("", "as_of", "cumulative") or code.startswith("as_of:"):
        return True
    return stretch_of(code, published) is not None


def _of_term(claim: Claim, term: Term, *, scope: tuple[str, ...], setting: Setting) -> list[Reading]:
    """The readings of one measure: each population × each period × each rating that may be meant."""
    found = []
    for population, whose in populations_of(claim, term):
        for period, when in _periods(claim, term, published=setting.published):
            for rating in term.ratings or ("",):
                codes = (*scope, f"rating:{rating}") if rating else scope
                question = Question(term.measure, codes, population, period)
                found.append(Reading(question, weaker(whose, when), _said(question, rating)))
    return found


def _said(question: Question, rating: str) -> Text:
    whose = POPULATION_NAMES[question.population]
    name = f", {rating}" if rating else ""
    return Text(f"{whose.ru}, {question.period.name('ru')}{name}", f"{whose.en}, {question.period.name('en')}{name}")


def scope_of(claim: Claim, setting: Setting) -> tuple[str, ...] | None:
    """The register's codes for the words; the zone itself where no name was said; None for a name it lacks.

    Of several names it must know each: a sum over fewer would be too small.
    """
    if claim.scopes:
        several = (claim.scope or "").split("; ")
        return claim.scopes if len(claim.scopes) >= len(several) else None
    if claim.scope is None or _THE_ZONE.fullmatch(claim.scope.lower().replace("ё", "е")):
        return (f"zone:{setting.zone}",)
    return None


def populations_of(claim: Claim, term: Term) -> list[tuple[str, Standing]]:
    """Whose numbers: as said; or the measure's own, with the others possible; and the common mix-up."""
    if claim.counts_whom is not None and claim.counts_whom in term.populations:
        mixed_up = _MIXED_UP.get(claim.counts_whom)
        named = [(claim.counts_whom, Standing.PLAIN)]
        return named + ([(mixed_up, Standing.MIXED_UP)] if mixed_up in term.populations else [])
    first, *others = (
        population for population in term.populations if population != "cluster" or term.populations[0] == "cluster"
    )
    return [(first, Standing.PLAIN), *((other, Standing.POSSIBLE) for other in others)]


def _periods(claim: Claim, term: Term, *, published: date) -> list[tuple[Period, Standing]]:
    """When: as said. A flow without a period may be of the whole time or of the last full year: both are plain."""
    code = claim.period or ""
    if term.ratings:
        return [(Period.moment(published), Standing.PLAIN)]
    if not (term.is_flow or term.is_change):
        return [(Period.moment(moment_of(code, published)), Standing.PLAIN)]
    said = stretch_of(code, published)
    if said is not None:
        return [(said, Standing.PLAIN)]
    if term.is_change:
        return [(Period.year(published.year - 1), Standing.POSSIBLE)]
    since_start = (Period.since_start(moment_of(code, published)), Standing.PLAIN)
    if code:
        return [since_start]
    return [since_start, (Period.year(published.year - 1), Standing.PLAIN)]


def stretch_of(code: str, published: date) -> Period | None:
    """The stretch of time that a period code of the reader names, if it names one."""
    if code == "cumulative":
        return Period.since_start(published)
    if to_date := _YEAR_TO_DATE.fullmatch(code):
        year = int(to_date[1])
        return Period.year_to_date(min(published, date(year, 12, 31))) if year <= published.year else None
    if re.fullmatch(r"\d{4}-\d{4}", code):
        code = code.replace("-", "..")
    try:
        return Period.parse(code)
    except PeriodError:
        return None


def moment_of(code: str, published: date) -> date:
    """The day that a stock is stated for: the end of the period named, but never after the publication."""
    kind, _, named = code.partition(":")
    period = _named_end(named if kind == "as_of" and named else code)
    return min(period, published) if period else published


def _named_end(code: str) -> date | None:
    try:
        return date.fromisoformat(code)
    except ValueError:
        pass
    try:
        return Period.parse(code.removesuffix("-YTD")).last
    except PeriodError:
        return None


def as_known_at(asked: Question, moment: datetime | None) -> Question:
    """The question, put to the book as it was known at a moment; None leaves it as it is."""
    return asked if moment is None else replace(asked, known_at=moment)
