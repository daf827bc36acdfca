"""A book that is a table of answers, and claims made of their digits: what the tests of judging are written with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from zonebook.claims import Claim
from zonebook.claims.judging import Judge, Rules, Verdict
from zonebook.claims.judging.readings import Setting, Term
from zonebook.measures import (
    Answer,
    Coverage,
    Figure,
    Hedge,
    Lineage,
    Missing,
    MissingReason,
    Quantity,
    Question,
    Text,
    Unit,
    Written,
)

PUBLISHED = date(2025, 9, 9)
ZONE = "zone:home"


_UNITS = {"rating_place": "place"}


def term(measure: str, *populations: str, **said: object) -> Term:
    kinds = {"is_flow": False, "is_change": False, "never_negative": True, "unit": _UNITS.get(measure, "jobs")}
    return Term(
        **{
            "measure": measure,
            "title": Text(measure, measure),
            "said_as": (measure,),
            "populations": populations,
            **kinds,
            **said,
        }
    )


TERMS = (
    term("jobs_created", "companies", "residents", "cluster", is_flow=True),
    term("employees", "companies", "residents"),
    term("employees_change", "companies", "residents", is_change=True, never_negative=False),
    term("companies", "companies"),
    term("residents", "residents"),
    term("owed_jobs", "residents", is_flow=True, is_promise=True, said_as=("jobs_planned", "jobs_created")),
    term("cluster_members", "cluster"),
    term("rating_place", "zones", ratings=("federal", "association")),
)


@dataclass
class TableOfAnswers:
    """Knows what it was told: (measure, population, period), and a company's or site's code: value, n, N."""

    figures: dict[tuple[str, ...], tuple[int, int, int]] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    then: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)

    def knows(self, *key: str, value: int, reported: int = 10, expected: int = 10) -> TableOfAnswers:
        self.figures[key] = (value, reported, expected)
        return self

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if question.measure in ("cluster_members", "companies", "residents") and self.members:
            return self._figure(question, (len(self.members), 1, 1), entries=self.members)
        of = next((code for code in question.scope if code.startswith(("company:", "rating:", "site:"))), None)
        return self.answer_for(question, of)

    def answer_for(self, question: Question, of: str | None) -> Answer:
        """What is known of the measure, population and period, of somebody or of all."""
        key = (question.measure, question.population, str(question.period))
        known = self.figures.get((*key, of) if of else key)
        if known is None:
            return Missing(question, MissingReason.NO_REPORTS, coverage=Coverage(0, 10))
        if question.known_at is not None and key in self.then:
            known = (self.then[key], *known[1:])
        return self._figure(question, known)

    def _figure(self, question: Question, known: tuple[int, int, int], *, entries: tuple[str, ...] = ()) -> Figure:
        value, reported, expected = known
        lineage = Lineage(f"{question.measure}@1", "snapshot", entries=entries)
        return Figure(
            question, question.period, Quantity(Decimal(value), Unit.of("jobs")), Coverage(reported, expected), lineage
        )


def claim(digits: str, measure: str = "jobs_created", *, hedge: Hedge = Hedge.EXACT, **said: object) -> Claim:
    """A claim whose number stands in the text as these digits."""
    written = Written.of(digits)
    plain = Claim(
        start=0, end=len(digits), quote=digits, value=written.value, low=None, high=None, hedge=hedge,
        unit=_UNITS.get(measure, "jobs"),
        measure=measure, measure_group="jobs", period="2024", scope=None, written=written, scopes=(ZONE,),
    )  # fmt: skip
    return replace(plain, **said)


def judged(book: TableOfAnswers, said: Claim, *, zone: str = "home") -> Verdict:
    rules = Rules(enough_coverage=Decimal("0.65"), zone_of_time="Europe/Moscow")
    return Judge(ask=book.ask, terms=TERMS, rules=rules).judge(said, Setting(PUBLISHED, zone))


def spoken(verdict: Verdict) -> str:
    """Why, in Russian, with ordinary spaces for those that do not break."""
    return verdict.why.ru.replace("\u00a0", " ")
