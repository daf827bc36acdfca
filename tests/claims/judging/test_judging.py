"""Does the book bear a claim out? Each verdict with worked cases, over a book that is a table of answers."""

from __future__ import annotations

import pytest

from tests.claims.judging.answers import PUBLISHED, ZONE, TableOfAnswers, claim, judged, spoken
from zonebook.claims.judging import VerdictKind
from zonebook.measures import Hedge, Period, Written


@pytest.fixture
def table() -> TableOfAnswers:
    """4,937 jobs at the residents, 5,788 at all companies, in 2024."""
    book = TableOfAnswers()
    book.knows("jobs_created", "residents", "2024", value=4937)
    return book.knows("jobs_created", "companies", "2024", value=5788)


# --- holds


@pytest.mark.parametrize(
    ("digits", "hedge"),
    [("4937", Hedge.EXACT), ("4900", Hedge.MORE_THAN), ("5000", Hedge.ALMOST), ("4900", Hedge.ABOUT),
     ("4000", Hedge.AT_LEAST), ("5000", Hedge.AT_MOST)],
)  # fmt: skip
def test_a_figure_inside_of_what_the_words_allow_holds(table, digits, hedge):
    verdict = judged(table, claim(digits, hedge=hedge, counts_whom="residents"))

    assert (verdict.kind, verdict.figure.quantity.amount, verdict.difference) == (VerdictKind.HOLDS, 4937, 0)
    assert "4 937" in spoken(verdict)
    assert "4,937" in verdict.why.en


def test_a_range_holds_between_its_ends(table):
    said = claim("4000", hedge=Hedge.RANGE, upper=Written.of("5000"), counts_whom="residents", value=None)

    assert judged(table, said).kind is VerdictKind.HOLDS


# --- contradicted


def test_a_figure_outside_of_it_contradicts_with_the_difference_from_the_number_stated(table):
    verdict = judged(table, claim("4800", hedge=Hedge.MORE_THAN, counts_whom="residents"))

    assert (verdict.kind, verdict.figure.quantity.amount) == (VerdictKind.CONTRADICTED, 4937)
    assert verdict.difference == 137
    assert "Разница +137" in spoken(verdict)


def test_a_contradiction_explains_the_mix_up_under_which_it_would_hold(table):
    verdict = judged(table, claim("5788", counts_whom="residents"))

    assert verdict.kind is VerdictKind.CONTRADICTED
    assert "перепутано, кого считали" in spoken(verdict)
    assert "по всем компаниям" in spoken(verdict)
    assert "the wrong ones were counted" in verdict.why.en


def test_without_a_fitting_mix_up_none_is_suspected(table):
    assert "перепутано" not in spoken(judged(table, claim("9999", counts_whom="residents")))


# --- ambiguous


def test_a_claim_that_fits_only_one_of_two_plain_readings_is_ambiguous_and_both_are_listed(table):
    """A flow without a period may be of the whole time or of the last full year."""
    table.knows("jobs_created", "companies", "..2025-09-09", value=27436)

    verdict = judged(table, claim("27436", period=None, counts_whom="companies"))

    assert verdict.kind is VerdictKind.AMBIGUOUS
    assert "за всё время по 9 сентября 2025 года — 27 436" in spoken(verdict)
    assert "Не сходится: по всем компаниям, 2024 год — 5 788" in spoken(verdict)


def test_a_claim_that_fits_only_a_possible_population_is_ambiguous(table):
    verdict = judged(table, claim("4937"))  # the text does not say whose jobs; companies are the measure's own

    assert verdict.kind is VerdictKind.AMBIGUOUS
    assert "по резидентам" in spoken(verdict)


def test_a_mix_up_never_makes_a_claim_ambiguous(table):
    assert judged(table, claim("5788", counts_whom="residents")).kind is VerdictKind.CONTRADICTED


# --- stale


def test_a_claim_that_was_right_when_it_was_published_is_stale_and_says_when(table):
    table.then = {("jobs_created", "residents", "2024"): 5349}

    verdict = judged(table, claim("5349", counts_whom="residents"))

    assert (verdict.kind, verdict.figure.quantity.amount) == (VerdictKind.STALE, 4937)
    assert "9 сентября 2025" in spoken(verdict)
    assert "5 349" in spoken(verdict)
    assert "4 937" in spoken(verdict)


def test_the_book_is_asked_as_it_was_known_at_the_end_of_the_day_of_publication(table):
    judged(table, claim("1", counts_whom="residents"))

    (moment,) = {question.known_at for question in table.asked if question.known_at}
    assert (moment.date(), moment.hour, str(moment.tzinfo)) == (PUBLISHED, 23, "Europe/Moscow")


def test_a_claim_that_was_wrong_then_too_stays_contradicted(table):
    table.then = {("jobs_created", "residents", "2024"): 5349}

    assert judged(table, claim("6000", counts_whom="residents")).kind is VerdictKind.CONTRADICTED


# --- cannot check


@pytest.mark.parametrize(
    ("reported", "kind"),
    [(64, VerdictKind.CANNOT_CHECK), (65, VerdictKind.CONTRADICTED), (66, VerdictKind.CONTRADICTED)],
)
def test_less_than_65_percent_of_the_reporters_cannot_contradict_a_larger_number(reported, kind):
    table = TableOfAnswers().knows("jobs_created", "residents", "2024", value=3000, reported=reported, expected=100)

    verdict = judged(table, claim("4900", counts_whom="residents"))

    assert verdict.kind is kind
    assert f"учтено {reported} из 100" in spoken(verdict)


@pytest.mark.parametrize(("reported", "kind"), [(64, VerdictKind.CANNOT_CHECK), (65, VerdictKind.HOLDS)])
def test_nor_can_they_bear_a_number_out_because_the_absent_ones_may_add_to_it(reported, kind):
    table = TableOfAnswers().knows("jobs_created", "residents", "2024", value=4900, reported=reported, expected=100)

    assert judged(table, claim("4900", counts_whom="residents")).kind is kind


def test_few_reporters_are_enough_where_more_could_not_change_the_verdict():
    table = TableOfAnswers().knows("jobs_created", "residents", "2024", value=5000, reported=1, expected=100)

    assert judged(table, claim("4900", counts_whom="residents")).kind is VerdictKind.CONTRADICTED
    assert judged(table, claim("4900", hedge=Hedge.AT_LEAST, counts_whom="residents")).kind is VerdictKind.HOLDS


def test_what_can_fall_as_well_as_grow_needs_its_reporters_in_every_case():
    table = TableOfAnswers().knows("employees_change", "companies", "2025-H1", value=500, reported=1, expected=100)

    said = claim("210", "employees_change", period="2025-H1", counts_whom="companies")
    assert judged(table, said).kind is VerdictKind.CANNOT_CHECK


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (claim("700", "employees", period="plan:2030"), "обещание или план"),
        (claim("700", "jobs_created_planned"), "обещание или план"),
        (claim("700", "investment_declared"), "обещание или план"),
        (claim("700", "happiness"), "нет показателя"),
        (claim("700", scopes=(), scope="ОЭЗ «Алабуга»"), "не находится в реестре"),
        (claim("700", written=None), "не прочитано точно"),
        (claim("700", hedge=Hedge.RANGE, upper=None), "не прочитано точно"),
        (claim("700", period="2019", counts_whom="residents"), "нет принятых отчётов (учтено 0 из 10)"),
    ],
)
def test_what_the_book_cannot_be_asked_is_not_guessed(table, said, words):
    verdict = judged(table, said)

    assert (verdict.kind, verdict.figure) == (VerdictKind.CANNOT_CHECK, None)
    assert words in spoken(verdict)
    assert verdict.why.en


def test_a_scope_without_a_proper_name_is_the_zone_of_the_text(table):
    said = claim("4937", scopes=(), scope="на площадках зоны", counts_whom="residents")

    assert judged(table, said).kind is VerdictKind.HOLDS
    assert table.asked[0].scope == (ZONE,)


def test_a_place_without_the_name_of_its_rating_is_sought_in_each(table):
    table.knows("rating_place", "zones", "@2025-09-09", "rating:federal", value=1)
    table.knows("rating_place", "zones", "@2025-09-09", "rating:association", value=3)

    verdict = judged(table, claim("1", "rating_place"))

    assert verdict.kind is VerdictKind.AMBIGUOUS
    assert {question.scope for question in table.asked} >= {(ZONE, "rating:federal"), (ZONE, "rating:association")}


def test_a_level_is_asked_for_the_end_of_its_period_and_never_after_the_publication():
    table = TableOfAnswers().knows("employees", "companies", "@2024-12-31", value=90)
    table.knows("employees", "companies", "@2025-09-09", value=100)

    assert judged(table, claim("90", "employees", period="2024", counts_whom="companies")).kind is VerdictKind.HOLDS
    assert judged(table, claim("100", "employees", period="2025", counts_whom="companies")).kind is VerdictKind.HOLDS


# --- one unnamed member


PHARMA = {"measure": "employees_change", "period": "2025-H1", "scopes": ("cluster:pharma",), "unnamed_member": True}


def grew(code: str, by: int, **coverage: int) -> tuple[tuple[str, ...], dict[str, int]]:
    return ("employees_change", "companies", "2025-H1", f"company:{code}"), {"value": by, **coverage}


def test_a_claim_about_an_unnamed_member_holds_when_a_member_fits():
    table = TableOfAnswers(members=("alfa", "beta"))
    for key, known in (grew("alfa", 3), grew("beta", 210)):
        table.knows(*key, **known)

    verdict = judged(table, claim("210", **PHARMA))

    assert (verdict.kind, verdict.figure.question.scope) == (VerdictKind.HOLDS, ("company:beta",))
    assert spoken(verdict) == "В книге есть такой участник: beta."


def test_it_is_contradicted_when_every_member_is_known_and_none_fits():
    table = TableOfAnswers(members=("alfa",))
    key, known = grew("alfa", 3)
    table.knows(*key, **known)

    assert judged(table, claim("210", **PHARMA)).kind is VerdictKind.CONTRADICTED


def test_it_cannot_be_checked_while_a_member_is_unknown():
    table = TableOfAnswers(members=("alfa", "beta"))
    key, known = grew("alfa", 3)
    table.knows(*key, **known)

    verdict = judged(table, claim("210", **PHARMA))

    assert verdict.kind is VerdictKind.CANNOT_CHECK
    assert "по 1 из 2 данных нет" in spoken(verdict)


def test_nor_when_the_register_has_no_member():
    assert judged(TableOfAnswers(), claim("210", **PHARMA)).kind is VerdictKind.CANNOT_CHECK


# --- periods


def test_periods_of_the_reader_mean_what_they_say():
    table = TableOfAnswers()
    for code in ("2025-YTD", "2024-H1", "2022-2023", "cumulative", "as_of:2025-06-30"):
        judged(table, claim("700", period=code, counts_whom="residents"))

    periods = {str(question.period) for question in table.asked}
    assert periods == {"2025-01-01..2025-09-09", "2024-H1", "2022..2023", "..2025-09-09", "..2025-06-30"}


def test_the_measure_itself_is_a_period_of_the_year_before_for_a_change_without_one():
    table = TableOfAnswers().knows("employees_change", "companies", str(Period.year(2024)), value=700)

    verdict = judged(table, claim("700", "employees_change", period=None, counts_whom="companies"))
    assert verdict.kind is VerdictKind.AMBIGUOUS
