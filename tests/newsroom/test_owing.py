"""What agreements oblige to, asked for a text: which terms count, and who is told how much."""

from __future__ import annotations

from datetime import date

import pytest

from tests.book import SmallBook, at
from tests.oversight.deals import agree, promised
from zonebook.agreements import actions as agreements
from zonebook.claims.judging import VerdictKind
from zonebook.measures import Figure, Missing, MissingReason, Period, Question
from zonebook.newsroom.actions import keep_statement
from zonebook.newsroom.owing import Inquiry, Sight, sight_of, with_obligations
from zonebook.newsroom.queries import check_text
from zonebook.newsroom.tasks import look_through_every_text

DAY = date(2025, 9, 9)
ALFA, ZONE = ("company:alfa",), ("zone:home",)


@pytest.fixture
def promising(book: SmallBook) -> SmallBook:
    """Alfa owes 40 jobs in 2024 and in 2025, Beta 10 in 2025."""
    agree(book)
    agree(book, "beta", planned=promised({2025: {"jobs_created": 10}}))
    return book


def owed(
    book: SmallBook,
    scope: tuple[str, ...] = ZONE,
    period: str = "2025",
    *,
    sight: Sight = Sight.EVERYTHING,
    known_at: str = "2025-09-09",
    on: date = DAY,
) -> Figure | Missing:
    def no_reports(asked: Question) -> Missing:
        raise AssertionError(f"asked of the reports: {asked}")

    ask = with_obligations(no_reports, Inquiry(book.zone, on, at(known_at), sight))
    return ask(Question("owed_jobs_created", scope, "residents", Period.parse(period)))


def test_the_terms_in_force_are_added_up_and_name_their_agreements(promising):
    figure = owed(promising)

    assert (figure.quantity.amount, figure.quantity.unit.code) == (50, "jobs")
    assert figure.lineage.entries == ("С-alfa / 0", "С-beta / 0")
    assert (figure.coverage.reported, figure.coverage.expected) == (2, 2)


@pytest.mark.parametrize(
    ("scope", "period", "amount"),
    [
        (ALFA, "2025", 40),
        (ALFA, "..2025-12-31", 80),
        (("company:alfa", "company:beta"), "2025", 50),
        (ZONE, "2024", 40),
    ],
)
def test_of_one_of_several_and_over_several_years(promising, scope, period, amount):
    assert owed(promising, scope, period).quantity.amount == amount


def test_an_amendment_counts_from_the_day_it_was_agreed_on_and_once_it_was_recorded(book):
    agreement = agree(book)
    agreements.amend_agreement(
        book.actor("boris", "2025-06-02"), agreement, agreed_on=date(2025, 5, 20), reason="Расширение.",
        planned=promised({2025: {"jobs_created": 70}}),
    )  # fmt: skip

    assert owed(book, ALFA).quantity.amount == 70
    assert owed(book, ALFA).lineage.entries == ("С-alfa / 1",)
    assert owed(book, ALFA, on=date(2025, 5, 19)).quantity.amount == 40
    assert owed(book, ALFA, known_at="2025-06-01").quantity.amount == 40


@pytest.mark.parametrize(
    ("scope", "period", "reason"),
    [
        (("site:north",), "2025", MissingReason.UNSUITED_POPULATION),
        (ZONE, "2025-H1", MissingReason.UNSUITED_PERIOD),
        (ZONE, "2031", MissingReason.NO_AGREEMENTS),
        (("company:gamma",), "2025", MissingReason.NO_AGREEMENTS),
    ],
)
def test_what_nobody_promised_is_missing_and_never_zero(promising, scope, period, reason):
    assert owed(promising, scope, period).reason is reason


def test_what_was_not_signed_by_then_was_not_owed(promising):
    assert owed(promising, on=date(2021, 3, 9)).reason is MissingReason.NO_AGREEMENTS


# --- who is told


@pytest.mark.parametrize("sight", [Sight.NOTHING, Sight.SUMS])
@pytest.mark.parametrize("scope", [ALFA, ZONE])
def test_few_agreements_are_told_only_to_those_who_may_see_papers(promising, sight, scope):
    assert owed(promising, scope, sight=sight).reason is MissingReason.NOT_SHOWN


def test_a_sum_over_enough_of_them_is_told_in_the_newsroom_without_their_names(promising):
    for number in range(3):
        promising.newcomer(f"c{number}", first_day=date(2021, 1, 1))
        agree(promising, f"c{number}", number=f"С-{number}")

    figure = owed(promising, sight=Sight.SUMS)

    assert (figure.quantity.amount, figure.lineage.entries, figure.coverage.absent) == (170, (), ())
    assert owed(promising, sight=Sight.NOTHING).reason is MissingReason.NOT_SHOWN


def test_each_is_told_by_their_rights(book):
    told = {name: sight_of(user, book.zone) for name, user in book.users.items()}

    assert {name for name, sight in told.items() if sight is Sight.EVERYTHING} == {
        "boris", "clara", "vera", "gleb", "frida",
    } & set(told)  # fmt: skip
    assert told["pavel"] is Sight.SUMS
    assert {told[name] for name in ("alice", "bella", "zoe")} == {Sight.NOTHING}


TEXT = "Альфа создаст 40 рабочих мест в 2025 году."


@pytest.mark.parametrize(
    ("sight", "kind"), [(Sight.EVERYTHING, VerdictKind.HOLDS), (Sight.SUMS, VerdictKind.CANNOT_CHECK)]
)
def test_a_text_is_held_against_what_may_be_told(promising, sight, kind):
    (verdict,) = check_text(TEXT, published=DAY, zone=promising.zone, known_at=at("2025-09-09"), sight=sight).verdicts

    assert verdict.kind is kind
    assert ("40" in verdict.why.ru) is (sight is Sight.EVERYTHING)


def test_nobody_who_is_not_asked_for_is_told_and_what_is_kept_for_all_to_see_names_nobodys_obligation(promising):
    (verdict,) = check_text(TEXT, published=DAY, zone=promising.zone).verdicts
    kept = keep_statement(
        promising.actor("pavel"), promising.zone, title="О планах", text=TEXT, published=DAY, kind="text",
    ).claims.get()  # fmt: skip

    assert (verdict.kind, verdict.figure) == (VerdictKind.CANNOT_CHECK, None)
    assert (kept.verdict, kept.figure) == (VerdictKind.CANNOT_CHECK, None)


# --- comparisons are kept with both figures


def test_a_kept_growth_names_both_figures_and_is_found_when_its_base_changes(book):
    book.report("2023", jobs_created=20)
    book.report("2024", jobs_created=30)
    text = "В 2024 году «Альфа» создала на 50 % больше рабочих мест, чем в 2023 году."
    kept = keep_statement(
        book.actor("pavel"), book.zone, title="Рост", text=text, published=DAY, channel="сайт", kind="text"
    ).claims.get()

    assert kept.verdict == VerdictKind.HOLDS
    assert (kept.figure["value"], kept.figure["against"]["value"]) == (30, 20)
    assert kept.figure["comes_to"] == {"how": "growth", "value": 50, "unit": "percent"}
    assert kept.figure["against"]["period"] == "2023"

    book.correct("2023", when="2025-09-10", jobs_created=25)
    (change,) = look_through_every_text(at("2025-09-11"))

    assert (change.before["value"], change.before["against"]["value"]) == (30, 20)
    assert (change.after["value"], change.after["against"]["value"], change.after["comes_to"]["value"]) == (30, 25, 20)
    assert (change.verdict_before, change.verdict) == ("holds", "stale")
