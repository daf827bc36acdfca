"""Promises and plans beside what agreements oblige to, and lists of the largest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims.judging.answers import TableOfAnswers, claim, judged, spoken
from zonebook.claims import Claim, Compared, Qualified, Until
from zonebook.claims.judging import Outcome, VerdictKind
from zonebook.measures import Hedge

ALFA = ("company:alfa",)
END = "..2100-12-31"


def promise(digits: str, period: str = "plan:2026", **said: object) -> Claim:
    """«Альфа создаст … рабочих мест в 2026 году»."""
    return claim(digits, "jobs_planned", **{"period": period, "scopes": ALFA, "scope": "Альфа", **said})


@pytest.fixture
def book() -> TableOfAnswers:
    """Alfa owes 40 jobs in 2026, 90 from the start through 2026, 120 through 2027 and in all."""
    table = TableOfAnswers()
    for period, value in (("2026", 40), ("..2026-12-31", 90), ("..2027-12-31", 120), (END, 120)):
        table.knows("owed_jobs", "residents", period, "company:alfa", value=value, reported=1, expected=1)
    return table


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (promise("40"), VerdictKind.HOLDS),
        (promise("40", hedge=Hedge.AT_LEAST), VerdictKind.HOLDS),
        (promise("90"), VerdictKind.AMBIGUOUS),
        (promise("120", "plan:2027", qualified=Qualified(until=Until.BY)), VerdictKind.HOLDS),
        (promise("90", "plan:2027", qualified=Qualified(until=Until.BY)), VerdictKind.AMBIGUOUS),
        (promise("90", "plan:2027", qualified=Qualified(until=Until.END)), VerdictKind.CANNOT_CHECK),
        (promise("120", "plan"), VerdictKind.AMBIGUOUS),
    ],
)
def test_a_promise_holds_where_the_agreement_obliges_to_as_much(book, said, kind):
    assert judged(book, said).kind is kind


@pytest.mark.parametrize("digits", ["39", "41", "4000"])
def test_one_may_plan_more_or_less_than_one_owes(book, digits):
    verdict = judged(book, promise(digits))

    assert verdict.kind is VerdictKind.CANNOT_CHECK
    assert "По соглашениям 40 рабочих мест" in spoken(verdict)
    assert "это не противоречие" in spoken(verdict)


def test_but_words_that_speak_of_the_obligation_are_held_to_it(book):
    assert judged(book, promise("40", qualified=Qualified(owed=True))).kind is VerdictKind.HOLDS
    verdict = judged(book, promise("41", qualified=Qualified(owed=True)))

    assert verdict.kind is VerdictKind.CONTRADICTED
    assert "Разница −1 рабочее место" in spoken(verdict)


def test_what_is_owed_by_too_few_contradicts_no_larger_number(book):
    book.knows("owed_jobs", "residents", "2026", value=40, reported=1, expected=9)

    zone = {"scopes": ("zone:home",), "qualified": Qualified(owed=True)}
    assert judged(book, promise("100", **zone)).kind is VerdictKind.CANNOT_CHECK


def test_what_no_agreement_speaks_of_cannot_be_checked(book):
    assert judged(book, promise("40", "plan:2031")).kind is VerdictKind.CANNOT_CHECK
    assert "соглашения обязывают по годам" in spoken(judged(book, promise("40", is_within_period=True)))
    assert "соглашения к такому не обязывают" in spoken(judged(book, claim("9", "visitors", period="plan:2026")))


@given(st.integers(1, 200), st.sampled_from(["plan", "plan:2026", "plan:2027"]), st.sampled_from([None, *Until]))
def test_a_plan_is_never_contradicted(said, period, until):
    table = TableOfAnswers()
    for known, value in (("2026", 40), ("2027", 50), ("..2026-12-31", 90), ("..2027-12-31", 120), (END, 120)):
        table.knows("owed_jobs", "residents", known, "company:alfa", value=value)

    verdict = judged(table, promise(str(said), period, qualified=Qualified(until=until)))

    assert verdict.kind is not VerdictKind.CONTRADICTED
    assert Outcome.OFF not in {one.outcome for one in verdict.tried}


# --- the largest


def largest(digits: str, count: int = 2, **said: object) -> Claim:
    return claim(digits, **{"qualified": Qualified(largest=count), "counts_whom": "companies", **said})


@pytest.fixture
def companies() -> TableOfAnswers:
    """Beta made 50 jobs, Gamma 30, Alfa 10: the two largest 80."""
    table = TableOfAnswers(members=("alfa", "beta", "gamma"))
    for code, value in (("alfa", 10), ("beta", 50), ("gamma", 30)):
        table.knows("jobs_created", "companies", "2024", f"company:{code}", value=value, reported=1, expected=1)
    return table


def asks_for_sums(table: TableOfAnswers, *codes: str, value: int) -> TableOfAnswers:
    """The book answers for several companies by the first that is named."""
    known = table.ask
    scope = tuple(f"company:{code}" for code in codes)
    table.knows("jobs_created", "companies", "2024", "sum", value=value, reported=len(codes), expected=len(codes))
    table.ask = lambda asked: table.answer_for(asked, "sum") if asked.scope == scope else known(asked)
    return table


@pytest.mark.parametrize(
    ("digits", "kind"),
    [("80", VerdictKind.HOLDS), ("90", VerdictKind.CONTRADICTED), ("70", VerdictKind.CANNOT_CHECK)],
)
def test_the_sum_of_the_largest_is_a_ceiling_for_those_called_so(companies, digits, kind):
    """They may be the largest by something else; then their sum is smaller, and never larger."""
    verdict = judged(asks_for_sums(companies, "beta", "gamma", value=80), largest(digits))

    assert verdict.kind is kind
    assert verdict.figure.question.scope == ("company:beta", "company:gamma")


@pytest.mark.parametrize("whom", ["companies", "residents"])
def test_they_are_the_largest_of_those_who_are_named(companies, whom):
    judged(companies, largest("80", counts_whom=whom))

    assert [question.measure for question in companies.asked if question.measure in ("companies", "residents")] == [
        whom
    ]


def test_while_many_are_unknown_nobody_knows_who_is_the_largest(companies):
    companies.members = ("alfa", "beta", "gamma", "delta", "epsilon", "zeta")

    verdict = judged(asks_for_sums(companies, "beta", "gamma", value=80), largest("80"))
    assert verdict.kind is VerdictKind.CANNOT_CHECK


def test_the_growth_of_the_largest_is_left_alone(companies):
    compared = {"measure_group": "growth", "unit": "percent", "compared": Compared("jobs_created", "2023")}
    said = claim("8", "growth_pct", qualified=Qualified(largest=2), **compared)

    assert judged(companies, said).kind is VerdictKind.CANNOT_CHECK
