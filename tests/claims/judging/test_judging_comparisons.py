"""Growth and shares: two figures of the book, and what they come to, beside what was said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims.judging.answers import ZONE, TableOfAnswers, claim, judged, spoken
from zonebook.claims import Claim, Compared, Qualified
from zonebook.claims.judging import Outcome, Verdict, VerdictKind
from zonebook.claims.judging.comparisons import comes_to
from zonebook.claims.judging.readings import How, Standing
from zonebook.measures import Hedge, Written

SITE = "site:north"


def growth(digits: str, *, measure: str = "growth_pct", base: str | None = "2023", **said: object) -> Claim:
    """«В 2024 году резиденты создали на … % больше рабочих мест, чем в 2023-м»."""
    unit = "times" if measure == "growth_ratio" else "percent"
    told = {"unit": unit, "measure_group": "growth", "counts_whom": "residents", "period": "2024"}
    return claim(digits, measure, **{**told, "compared": Compared("jobs_created", base), **said})


def share(digits: str, *, whole: str | None = "зоны", measure: str = "jobs_created", **said: object) -> Claim:
    """«На Север приходится … % рабочих мест зоны»."""
    told = {"unit": "percent", "measure_group": "share", "scopes": (SITE,), "scope": "Север", "counts_whom": None}
    compared = Compared(measure, whole=whole, wholes=(ZONE,) if whole == "зоны" else ())
    return claim(digits, "share", **{**told, "compared": compared, **said})


@pytest.fixture
def book() -> TableOfAnswers:
    """Residents made 200 jobs in 2023 and 310 in 2024; of 400 jobs of all companies 100 are on the northern site."""
    table = TableOfAnswers()
    for period, value in (("2023", 200), ("2024", 310), ("2023-H1", 100), ("2023-H2", 100), ("2024-H1", 150)):
        table.knows("jobs_created", "residents", period, value=value)
    table.knows("jobs_created", "companies", "2024", value=400)
    table.knows("jobs_created", "companies", "2024", SITE, value=100)
    table.knows("jobs_created", "residents", "2024", SITE, value=93)
    return table


# --- growth


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (growth("55"), VerdictKind.HOLDS),
        (growth("50", hedge=Hedge.MORE_THAN), VerdictKind.HOLDS),
        (growth("56"), VerdictKind.CONTRADICTED),
        (growth("1,55", measure="growth_ratio"), VerdictKind.HOLDS),
        (growth("1,6", measure="growth_ratio"), VerdictKind.HOLDS),  # half of the last digit each way: 1.55 to 1.65
        (growth("1,7", measure="growth_ratio", hedge=Hedge.MULTIPLE), VerdictKind.CONTRADICTED),
        (growth("55", measure="decline_pct"), VerdictKind.CONTRADICTED),
    ],
)
def test_growth_is_reckoned_from_the_figures_of_both_times(book, said, kind):
    verdict = judged(book, said)

    assert verdict.kind is kind
    assert [figure.quantity.amount for figure in verdict.figures] == [310, 200]
    assert "стало 310 рабочих мест, было 200 рабочих мест" in spoken(verdict)


def test_what_two_figures_come_to_is_told_in_the_unit_of_the_claim(book):
    verdict = judged(book, growth("60"))

    assert (verdict.quantity.amount, verdict.quantity.unit.code, verdict.difference) == (55, "percent", -5)
    assert "Разница −5 п. п." in spoken(verdict)


def test_so_many_times_less_turns_the_two_round(book):
    book.knows("jobs_created", "residents", "2024", value=100)
    less = growth("2", measure="growth_ratio", qualified=Qualified(falls=True))

    assert judged(book, less).kind is VerdictKind.HOLDS
    assert judged(book, growth("2", measure="growth_ratio")).kind is VerdictKind.CONTRADICTED


@pytest.mark.parametrize("digits", ["55", "90"])
def test_without_the_time_compared_with_nothing_is_contradicted(book, digits):
    verdict = judged(book, growth(digits, base=None))

    assert verdict.kind is (VerdictKind.AMBIGUOUS if digits == "55" else VerdictKind.CANNOT_CHECK)
    assert Standing.PLAIN not in {one.reading.standing for one in verdict.tried}


def test_then_the_year_before_and_the_stretch_before_are_both_tried(book):
    verdict = judged(book, growth("50", base=None, period="2024-H1"))

    assert verdict.kind is VerdictKind.AMBIGUOUS
    assert {str(one.reading.against.question.period) for one in verdict.tried} == {"2023-H1", "2023-H2"}


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"2024": 310}, "2023 год: за этот период нет принятых отчётов"),
        ({"2023": 200}, "2024 год: за этот период нет принятых отчётов"),
        ({"2024": 310, "2023": 0}, "одна из двух цифр — ноль"),
    ],
)
def test_where_one_side_lacks_it_says_which(figures, words):
    table = TableOfAnswers()
    for period, value in figures.items():
        table.knows("jobs_created", "residents", period, value=value)

    verdict = judged(table, growth("55"))

    assert verdict.kind is VerdictKind.CANNOT_CHECK
    assert words in spoken(verdict)


@pytest.mark.parametrize("thin", ["2023", "2024"])
def test_both_figures_must_be_firm(book, thin):
    book.knows("jobs_created", "residents", thin, value=1, reported=1, expected=10)

    verdict = judged(book, growth("56"))

    assert verdict.kind is VerdictKind.CANNOT_CHECK
    assert f"{thin} год: отчётов мало" in spoken(verdict)


def test_the_growth_of_a_state_is_taken_between_the_ends_of_the_two_times():
    table = TableOfAnswers().knows("employees", "companies", "@2024-12-31", value=120)
    table.knows("employees", "companies", "@2023-12-31", value=100)

    said = growth("20", compared=Compared("employees", "2023"), counts_whom="companies")
    assert judged(table, said).kind is VerdictKind.HOLDS


def test_a_growth_that_held_with_the_book_of_its_day_is_stale(book):
    book.then = {("jobs_created", "residents", "2023"): 155}

    verdict = judged(book, growth("100"))

    assert verdict.kind is VerdictKind.STALE
    assert "100 %; после исправлений — 55 %" in spoken(verdict)


@pytest.mark.parametrize(
    "compared", [None, Compared(None, "2023"), Compared("exports", "2023"), Compared("employees_change", "2023")]
)
def test_what_grew_must_be_told_and_kept(book, compared):
    assert judged(book, growth("55", compared=compared)).kind is VerdictKind.CANNOT_CHECK
    assert not book.asked


def test_nothing_has_grown_in_a_year_still_to_come():
    table = TableOfAnswers().knows("employees", "residents", "@2025-09-09", value=120)
    table.knows("employees", "residents", "@2023-12-31", value=100)

    said = growth("90", compared=Compared("employees", "2023"), period="2026")
    assert judged(table, said).kind is VerdictKind.CANNOT_CHECK


# --- shares


@pytest.mark.parametrize(
    ("digits", "kind"), [("25", VerdictKind.HOLDS), ("30", VerdictKind.AMBIGUOUS), ("40", VerdictKind.CONTRADICTED)]
)
def test_a_share_is_reckoned_from_part_and_whole(book, digits, kind):
    verdict = judged(book, share(digits))

    assert verdict.kind is kind  # 100 of 400 at all companies, 93 of 310 at the residents: the words do not say which
    if kind is VerdictKind.HOLDS:
        assert "часть — 100 рабочих мест, целое — 400 рабочих мест" in spoken(verdict)


def test_the_share_of_a_population_is_taken_of_all_companies(book):
    said = share("77,5", scopes=(ZONE,), counts_whom="residents")

    assert judged(book, said).kind is VerdictKind.HOLDS


def test_residents_among_companies_are_counted_in_the_register():
    table = TableOfAnswers().knows("residents", "residents", "@2024-12-31", value=118)
    table.knows("companies", "companies", "@2024-12-31", value=236)

    said = share("50", measure="companies", scopes=(ZONE,), counts_whom="residents")
    assert judged(table, said).kind is VerdictKind.HOLDS


@pytest.mark.parametrize("whole", ["всех российских ОЭЗ", "промышленности Москвы", "региона"])
def test_a_share_of_what_the_book_does_not_keep_is_left_alone(book, whole):
    verdict = judged(book, share("25", whole=whole))

    assert verdict.kind is VerdictKind.CANNOT_CHECK
    assert whole in spoken(verdict)
    assert not book.asked


def test_a_share_of_an_unnamed_whole_never_contradicts(book):
    assert judged(book, share("40", whole=None)).kind is VerdictKind.CANNOT_CHECK


def test_nothing_is_a_share_of_itself(book):
    assert judged(book, share("100", scopes=(ZONE,))).kind is VerdictKind.CANNOT_CHECK


# --- parts that have a name


def named(words: str, percent: str, hedge: Hedge = Hedge.EXACT) -> Claim:
    """«Треть», as the reader gives it."""
    plain = share("33,33", quote=words, hedge=hedge, counts_whom="companies")
    return replace(plain, value=Decimal(percent), written=Written(Decimal(percent), Decimal("0.01"), Decimal("0.01")))


@pytest.mark.parametrize(
    ("said", "site", "kind"),
    [
        (named("четверть", "25"), 108, VerdictKind.HOLDS),
        (named("треть", "33.33"), 122, VerdictKind.HOLDS),
        (named("треть", "33.33"), 100, VerdictKind.CONTRADICTED),
        (named("более трети", "33.33", Hedge.MORE_THAN), 190, VerdictKind.HOLDS),
        (named("более трети", "33.33", Hedge.MORE_THAN), 210, VerdictKind.CONTRADICTED),
        (named("почти половина", "50", Hedge.ALMOST), 150, VerdictKind.HOLDS),
        (named("каждый восьмой", "12.5"), 48, VerdictKind.HOLDS),
    ],
)
def test_a_part_named_by_a_word_is_meant_as_people_mean_it(book, said, site, kind):
    book.knows("jobs_created", "companies", "2024", SITE, value=site)

    assert judged(book, said).kind is kind


# --- whatever the numbers


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_growth_and_decline_of_the_same_pair_are_each_others_negative(later, earlier):
    grown, fallen = (comes_to(how, Decimal(later), against=Decimal(earlier)) for how in (How.GROWTH, How.DECLINE))

    assert abs(grown + fallen) < Decimal("1e-12")
    assert abs(grown / 100 + 1 - comes_to(How.TIMES, Decimal(later), against=Decimal(earlier))) < Decimal("1e-15")


figures = st.tuples(st.integers(0, 5000), st.integers(0, 10))


@given(figures, figures, st.integers(1, 900), st.sampled_from(["2023", None]))
def test_a_comparison_is_contradicted_only_by_two_firm_figures_and_a_base_that_was_told(later, earlier, said, base):
    table = TableOfAnswers()
    for period, (value, reported) in (("2024", later), ("2023", earlier)):
        table.knows("jobs_created", "residents", period, value=value, reported=reported)

    verdict: Verdict = judged(table, growth(str(said), base=base))

    if verdict.kind in (VerdictKind.CONTRADICTED, VerdictKind.HOLDS):
        assert base is not None
        assert min(later[1], earlier[1]) >= 7
        assert earlier[0] > 0
    if verdict.kind is VerdictKind.HOLDS:
        assert abs(Decimal(later[0]) / earlier[0] * 100 - 100 - said) <= Decimal("0.5")
    assert all(one.comes_to is not None for one in verdict.tried if one.outcome is not Outcome.UNKNOWN)
