"""Which questions to the book can a claim mean?

A claim names a measure, and more or less clearly whose numbers, where and when. What its words settle is the plain
reading; what they leave open are possible readings; and a few mix-ups are so common in public texts (companies for
residents) that they are tried as well, only to explain a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
    of the unit in which the book answers.
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


@dataclass(frozen=True, slots=True)
class Reading:
    """One question that the claim can mean, and what makes it differ from the others."""

    question: Question
    standing: Standing
    said: Text


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why the claim means no question that the book could be asked."""

    why: Text


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a claim: the day of publication and the zone that the text is about."""

    published: date
    zone: str


_POPULATION_NAMES = {
    "companies": Text("по всем компаниям", "all companies"),
    "residents": Text("по резидентам", "residents"),
    "cluster": Text("по участникам кластеров", "cluster members"),
    "zones": Text("по зонам", "zones"),
    "sites": Text("по площадкам", "sites"),
}
_COUNTED = frozenset({"jobs", "people", "companies", "residents", "zones", "projects", "items"})
"""What is counted one by one: the noun chooses the measure, so that its unit is never another's."""
_COMPARED = ("growth", "share")
_MIXED_UP = {"companies": "residents", "residents": "companies"}
_YEAR_TO_DATE = re.compile(r"((?:19|20)\d{2})-YTD")
_PROPER_NAME = re.compile(r"[«“\"„]|\b(?!ОЭЗ\b|ООО\b|АО\b|НПП\b)[А-ЯЁA-Z][а-яёa-zА-ЯЁA-Z]+")


def readings(claim: Claim, terms: Sequence[Term], *, setting: Setting) -> tuple[Reading, ...] | Unreadable:
    """The questions to try, plain readings first, or why there are none."""
    meant = [term for term in terms if claim.measure in term.said_as]
    obstacle = _obstacle(claim, meant, setting=setting)
    if obstacle is not None:
        return Unreadable(obstacle)
    scope = _scope(claim, setting)
    if scope is None:
        return Unreadable(
            Text(
                f"«{claim.scope}» не находится в реестре этой зоны.",
                f"“{claim.scope}” is not in the register of this zone.",
            )
        )
    found = [reading for term in meant for reading in _of_term(claim, term, scope=scope, setting=setting)]
    return tuple(sorted(found, key=lambda reading: list(Standing).index(reading.standing)))


def _obstacle(claim: Claim, meant: Sequence[Term], *, setting: Setting) -> Text | None:
    """Why the book cannot be asked about what the claim counts, in its unit and for its time."""
    if (claim.period or "").startswith("plan") or claim.measure.endswith(("_planned", "_declared")):
        return Text(
            "Это обещание или план, а книга ведёт принятые отчёты; обязательства соглашений она ещё не сверяет.",
            "This is a promise or a plan; the book keeps accepted reports and does not hold obligations yet.",
        )
    if not meant and claim.measure_group in _COMPARED:
        return Text(
            f"«{claim.quote}» — сравнение: чтобы его сверить, нужно знать, чего с чем. Из фразы это не прочитано.",
            f"“{claim.quote}” compares: to check it one must know what with what. The words were not read so far.",
        )
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
    return _stretch(code, published) is not None


def _of_term(claim: Claim, term: Term, *, scope: tuple[str, ...], setting: Setting) -> list[Reading]:
    """The readings of one measure: each population × each period × each rating that may be meant."""
    found = []
    for population, whose in _populations(claim, term):
        for period, when in _periods(claim, term, published=setting.published):
            for rating in term.ratings or ("",):
                codes = (*scope, f"rating:{rating}") if rating else scope
                question = Question(term.measure, codes, population, period)
                found.append(Reading(question, max(whose, when, key=list(Standing).index), _said(question, rating)))
    return found


def _said(question: Question, rating: str) -> Text:
    whose = _POPULATION_NAMES[question.population]
    name = f", {rating}" if rating else ""
    return Text(f"{whose.ru}, {question.period.name('ru')}{name}", f"{whose.en}, {question.period.name('en')}{name}")


def _scope(claim: Claim, setting: Setting) -> tuple[str, ...] | None:
    """The register's codes for the words; the zone itself where no name was said; None for a name it lacks."""
    if claim.scopes:
        return claim.scopes
    if claim.scope is None or not _PROPER_NAME.search(claim.scope):
        return (f"zone:{setting.zone}",)
    return None


def _populations(claim: Claim, term: Term) -> list[tuple[str, Standing]]:
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
        return [(Period.moment(_moment(code, published)), Standing.PLAIN)]
    said = _stretch(code, published)
    if said is not None:
        return [(said, Standing.PLAIN)]
    if term.is_change:
        return [(Period.year(published.year - 1), Standing.POSSIBLE)]
    since_start = (Period.since_start(_moment(code, published)), Standing.PLAIN)
    if code:
        return [since_start]
    return [since_start, (Period.year(published.year - 1), Standing.PLAIN)]


def _stretch(code: str, published: date) -> Period | None:
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


def _moment(code: str, published: date) -> date:
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


def as_known_at(reading: Reading, moment: datetime) -> Question:
    """The reading's question, put to the book as it was known at a moment."""
    asked = reading.question
    return Question(asked.measure, asked.scope, asked.population, asked.period, moment)
