"""What becomes of a difference: asked, explained, corrected, closed; and told twice it is the same one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.book import SmallBook
from tests.reconciling.extracting import ALFA, MADE_ON, STRANGER, kinds, taken, taxes, the_dispute
from zonebook.audit.models import Entry
from zonebook.reconciling.actions import ask_company, close_dispute, compare_anew, explain_dispute
from zonebook.reconciling.models import Dispute, DisputeStep, Extract, ExtractRow
from zonebook.reconciling.queries import comparison_of, dispute_seen_by, newest_of, waiting_for_company
from zonebook.registry import actions as registry

LATER = date(2024, 7, 1)


def differing(book: SmallBook, *, revenue: int = 120_000_000) -> Extract:
    """The tax authority has another revenue of Alfa for the first quarter than its report, 100 million."""
    book.report("2024-Q1")
    return taken(book, taxes(f"{ALFA};Альфа;{revenue}"))


def in_state(book: SmallBook, state: str) -> Dispute:
    """A dispute of Alfa that has come into a state."""
    extract, boris = differing(book), book.actor("boris")
    if state == "corrected":
        book.correct("2024-Q1", when="2024-06-20", revenue=120_000_000)
        compare_anew(boris, extract)
    elif state == "asked":
        ask_company(boris, the_dispute(), reason="Почему?")
    elif state == "explained":
        explain_dispute(boris, the_dispute(), explanation="Возврат товара.")
    elif state == "closed":
        close_dispute(boris, the_dispute(), reason="Мелочь.")
    return the_dispute()


def test_a_company_is_asked_explains_and_the_dispute_is_closed(book: SmallBook) -> None:
    differing(book)
    ask_company(book.actor("boris"), the_dispute(), reason="Почему больше на 20 млн?")
    explain_dispute(book.actor("alice"), the_dispute(), explanation="Аванс за апрель.")
    close_dispute(book.actor("boris"), the_dispute(), reason="Подтверждено договором.")

    dispute = the_dispute()
    assert dispute.state == "closed"
    assert [(step.kind, step.text, step.by) for step in dispute.steps.all()] == [
        ("opened", "", "boris"),
        ("asked", "Почему больше на 20 млн?", "boris"),
        ("explained", "Аванс за апрель.", "alice"),
        ("closed", "Подтверждено договором.", "boris"),
    ]


STEPS = {"ask": ask_company, "explain": explain_dispute, "close": close_dispute}
POSSIBLE = {
    "open": {"ask", "explain", "close"},
    "asked": {"explain", "close"},
    "explained": {"ask", "close"},
    "corrected": set(),
    "closed": set(),
}


@pytest.mark.parametrize("state", POSSIBLE)
def test_a_step_is_taken_from_the_states_that_it_fits_and_from_no_other(book: SmallBook, state: str) -> None:
    dispute, done = in_state(book, state), set()
    assert dispute.state == state
    for name, step in STEPS.items():
        before = transaction.savepoint()
        said = {"explanation": "ясно"} if name == "explain" else {"reason": "ясно"}
        with suppress(ValidationError):
            step(book.actor("boris"), dispute, **said)
            done.add(name)
        transaction.savepoint_rollback(before)

    assert done == POSSIBLE[state]


def test_a_step_that_does_not_fit_is_refused_with_how_the_dispute_stands(book: SmallBook) -> None:
    dispute = in_state(book, "closed")
    with pytest.raises(ValidationError, match=str(dispute.get_state_display())):
        ask_company(book.actor("boris"), dispute, reason="почему?")


@pytest.mark.parametrize("name", STEPS)
def test_a_step_without_words_is_refused(book: SmallBook, name: str) -> None:
    differing(book)
    field = "explanation" if name == "explain" else "reason"
    with pytest.raises(ValidationError) as refused:
        STEPS[name](book.actor("boris"), the_dispute(), **{field: "  "})

    assert refused.value.message_dict.keys() == {field}
    assert the_dispute().state == "open"


def test_a_correction_that_is_accepted_moves_the_dispute_when_asked_anew(book: SmallBook) -> None:
    extract = differing(book)
    book.correct("2024-Q1", when="2024-06-20", revenue=120_000_000)
    assert the_dispute().state == "open"
    compare_anew(book.actor("boris"), extract)

    dispute = the_dispute()
    assert (dispute.state, dispute.ours, dispute.difference) == ("corrected", 120_000_000_00, 0)
    assert kinds(dispute) == ["opened", "corrected"]


def test_a_correction_to_another_wrong_number_opens_an_explained_dispute_again(book: SmallBook) -> None:
    extract = differing(book)
    explain_dispute(book.actor("alice"), the_dispute(), explanation="так и есть")
    book.correct("2024-Q1", when="2024-06-20", revenue=110_000_000)
    compare_anew(book.actor("boris"), extract)

    assert (the_dispute().state, kinds(the_dispute())) == ("open", ["opened", "explained", "reopened"])


def test_asked_anew_with_nothing_new_nothing_is_changed(book: SmallBook) -> None:
    extract = differing(book)
    close_dispute(book.actor("boris"), the_dispute(), reason="мелочь")
    compare_anew(book.actor("boris"), extract)

    assert (the_dispute().state, kinds(the_dispute())) == ("closed", ["opened", "closed"])


def test_the_same_file_brought_again_is_the_same_extract_and_is_not_taken_twice(book: SmallBook) -> None:
    differing(book)
    with pytest.raises(ValidationError):
        taken(book, taxes(f"{ALFA};Альфа;120000000"))

    assert (Extract.objects.count(), Dispute.objects.count()) == (1, 1)


def test_a_newer_extract_brings_the_dispute_up_instead_of_making_a_second(book: SmallBook) -> None:
    differing(book)
    newer = taken(book, taxes(f"{ALFA};Альфа;130000000"), as_of=LATER)

    dispute = the_dispute()
    assert (dispute.row.extract, dispute.theirs) == (newer, 130_000_000_00)
    assert kinds(dispute) == ["opened", "changed"]


def test_a_newer_extract_with_the_same_number_leaves_a_closed_dispute_closed(book: SmallBook) -> None:
    differing(book)
    close_dispute(book.actor("boris"), the_dispute(), reason="мелочь")
    newer = taken(book, taxes(f"{ALFA};ООО Альфа;120000000"), as_of=LATER)

    assert (the_dispute().state, the_dispute().row.extract) == ("closed", newer)


def test_a_newer_extract_that_agrees_settles_the_dispute(book: SmallBook) -> None:
    differing(book)
    taken(book, taxes(f"{ALFA};Альфа;100000000"), as_of=LATER)

    assert the_dispute().state == "corrected"


def test_an_older_extract_taken_late_moves_no_dispute_and_is_not_compared_anew(book: SmallBook) -> None:
    newest = differing(book)
    older = taken(book, taxes(f"{ALFA};Альфа;1"), as_of=date(2024, 5, 1))

    assert newest_of(older) == newest
    assert the_dispute().theirs == 120_000_000_00
    with pytest.raises(ValidationError):
        compare_anew(book.actor("boris"), older)


def test_other_periods_and_other_sources_have_disputes_of_their_own(book: SmallBook) -> None:
    differing(book)
    book.report("2024-H1")
    taken(book, taxes(f"{ALFA};Альфа;9"), period_code="2024-H1", as_of=LATER)

    assert set(Dispute.objects.values_list("period_code", flat=True)) == {"2024-Q1", "2024-H1"}


def test_a_stranger_that_was_entered_meanwhile_is_matched_when_asked_anew(book: SmallBook) -> None:
    extract = taken(book, taxes(f"{STRANGER};Новая;5"))
    registry.enter_company(book.actor("boris"), book.zone, code="new", name="Новая", inn=STRANGER)
    compare_anew(book.actor("boris"), extract)

    assert comparison_of(book.users["boris"], extract).matched == 1


def test_only_the_company_and_the_curators_see_a_dispute(book: SmallBook) -> None:
    differing(book)
    seen = set()
    for name, user in book.users.items():
        with suppress(PermissionDenied):
            dispute_seen_by(user, the_dispute().pk)
            seen.add(name)

    assert seen == {"alice", "boris", "frida"}


def test_a_company_has_its_open_and_asked_disputes_among_its_tasks(book: SmallBook) -> None:
    differing(book)
    alice, alfa = book.users["alice"], book.alfa
    assert waiting_for_company(alice, alfa, zone=book.zone) == [the_dispute()]

    explain_dispute(book.actor("alice"), the_dispute(), explanation="ясно")
    assert waiting_for_company(alice, alfa, zone=book.zone) == []
    with pytest.raises(PermissionDenied):
        waiting_for_company(book.users["bella"], alfa, zone=book.zone)


@pytest.mark.parametrize(
    "change",
    [
        lambda: DisputeStep.objects.update(text="иначе"),
        lambda: DisputeStep.objects.all().delete(),
        lambda: ExtractRow.objects.update(amount=1),
        lambda: ExtractRow.objects.filter(disputes=None).delete(),
    ],
)
def test_the_database_itself_keeps_what_an_extract_said_and_what_was_done(book: SmallBook, change) -> None:
    book.report("2024-Q1")
    taken(book, taxes(f"{ALFA};Альфа;120000000", f"{STRANGER};Чужая;1"))

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        change()


def test_each_action_seals_one_entry(book: SmallBook) -> None:
    extract = differing(book)
    before = Entry.objects.count()
    ask_company(book.actor("boris"), the_dispute(), reason="почему?")
    compare_anew(book.actor("boris"), extract)

    assert list(Entry.objects.order_by("pk").values_list("action", flat=True))[before:] == [
        "ask_company",
        "compare_anew",
    ]
    assert Entry.objects.get(action="take_extract").details["disputes"] == {"opened": 1}


@pytest.mark.parametrize(
    ("described", "field"),
    [
        ({"source": "tea-leaves"}, "source"),
        ({"period_code": ""}, "period_code"),
        ({"period_code": "soon"}, "period_code"),
        ({"period_code": "2024-Q2"}, "period_code"),
        ({"period_code": "@2024-03-31"}, "period_code"),
        ({"as_of": date(2024, 3, 30)}, "as_of"),
        ({"as_of": date(2099, 1, 1)}, "as_of"),
        ({"name": "scan.pdf"}, "file"),
    ],
)
def test_an_extract_that_cannot_be_meant_is_refused_beside_its_field(
    book: SmallBook, described: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        taken(book, taxes(f"{ALFA};Альфа;1"), **described)

    assert refused.value.message_dict.keys() == {field}
    assert not Extract.objects.exists()


def test_without_a_column_to_compare_nothing_is_taken(book: SmallBook) -> None:
    with pytest.raises(ValidationError):
        taken(book, taxes(f"{ALFA};Альфа", columns="ИНН;Плательщик"))

    assert Extract.objects.get().taken_at is None


def test_an_extract_is_as_of_a_day_that_has_come(book: SmallBook) -> None:
    assert taken(book, taxes(f"{ALFA};Альфа;1"), as_of=MADE_ON).day == date(2024, 3, 31)
