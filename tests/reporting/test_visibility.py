"""Is an accepted number visible at once, whatever happens to the copy that the engine reads?"""

from __future__ import annotations

import threading
from datetime import date
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.timezone import now

from tests.conftest_book import let_rows_go
from zonebook.accounts.queries import Actor
from zonebook.audit.tasks import growing_tables, missing_triggers
from zonebook.engine import Lake, LakeError
from zonebook.figures.queries import ask, question, the_lake
from zonebook.measures import Figure, Missing, Period
from zonebook.registry.actions import end_residency
from zonebook.registry.models import LakePartition
from zonebook.registry.tasks import refill_register
from zonebook.reporting.actions import accept_version
from zonebook.reporting.models import Observation
from zonebook.reporting.tasks import refill_ledger
from zonebook.reporting.verification import ledger_faults


def jobs():
    answer = ask(question("jobs_created", Period.quarter(2024, 1)))
    return answer.quantity.amount if isinstance(answer, Figure) else None


def is_dirty(table="observation"):
    row = LakePartition.objects.get(table=table)
    return row.generation != row.filled_generation


def test_an_accepted_number_is_in_the_next_answer(committed_book):
    committed_book.report("2024-Q1", jobs_created=17)

    assert not is_dirty()
    assert jobs() == 17


def test_a_change_whose_refill_never_ran_is_refilled_before_the_answer(committed_book):
    committed_book.report("2024-Q1", jobs_created=17)
    with patch("zonebook.reporting.actions.refill_ledger"):  # as after a crash between the commit and the refill
        committed_book.report("2024-Q1", "beta", jobs_created=5)
    assert is_dirty()

    assert jobs() == 22
    assert not is_dirty()


def test_a_refill_that_fails_loses_nothing_and_the_next_question_refills(committed_book):
    committed_book.report("2024-Q1", jobs_created=17)
    before = the_lake().snapshot()
    with patch.object(Lake, "refill", side_effect=LakeError("no space left")):
        version = committed_book.report("2024-Q1", "beta", jobs_created=5)

    assert version.state == "accepted"
    assert (the_lake().snapshot(), is_dirty()) == (before, True)
    assert jobs() == 22


def test_a_refill_that_goes_on_failing_is_an_error_and_never_an_old_answer(committed_book):
    committed_book.report("2024-Q1", jobs_created=17)
    with patch.object(Lake, "refill", side_effect=LakeError("no space left")):
        committed_book.report("2024-Q1", "beta", jobs_created=5)
        with pytest.raises(LakeError, match="no space left"):
            jobs()


def test_nothing_is_asked_within_a_change_because_it_may_still_be_undone(committed_book):
    """The answer would write what is not committed into the lake."""
    committed_book.report("2024-Q1", jobs_created=17)
    version = committed_book.file("2024-Q1", "beta", jobs_created=5)
    with transaction.atomic():
        committed_book.accept(version)
        with pytest.raises(RuntimeError, match="durable"):
            jobs()
        transaction.set_rollback(True)

    assert jobs() == 17


def test_a_change_of_the_register_is_visible_as_well(committed_book):
    committed_book.report("2024-Q1", jobs_created=17)
    boris, status = committed_book.actor("boris"), committed_book.alfa.residencies.get()

    def residents():
        return ask(question("residents", Period.parse("@2024-04-01"))).quantity.amount

    assert residents() == 2
    end_residency(boris, status, last_day=date(2024, 2, 1), ground="по соглашению")
    assert residents() == 1


def test_an_empty_book_has_no_figure_and_says_why(committed_book):
    answer = ask(question("jobs_created", Period.quarter(2024, 1)))

    assert isinstance(answer, Missing)
    assert answer.reason == "no_reports"


def test_every_figure_names_the_moment_that_it_is_known_at(committed_book):
    committed_book.report("2024-Q1", jobs_created=17)

    answer = ask(question("jobs_created", Period.quarter(2024, 1)))
    assert answer.question.known_at is not None
    assert ask(answer.question).quantity == answer.quantity


def test_there_is_nothing_to_refill_where_nothing_changed(committed_book):
    committed_book.report("2024-Q1")
    refill_register()

    assert (refill_ledger(), refill_register()) == (0, 0)


@pytest.mark.parametrize("clerks", [4])
def test_clerks_who_file_and_accept_at_once_lose_nothing(committed_book, clerks):
    """Each thread files for a company of its own and accepts, while others ask."""
    codes = [f"c{number}" for number in range(clerks)]
    for code in codes:
        committed_book.newcomer(code, first_day=date(2023, 1, 1))
    committed_book.campaign("2024-Q1")
    faults: list[BaseException] = []

    def work(code: str) -> None:
        try:
            committed_book.report("2024-Q1", code, jobs_created=3)
            jobs()
        except BaseException as fault:  # noqa: BLE001 - whatever it was, the main thread must see it
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(code,)) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert jobs() == 3 * clerks


def test_two_quarters_accepted_at_once_add_up_as_if_one_after_the_other(committed_book):
    """Whoever comes second settles what the first accepted, or is told to accept again; nothing is counted twice."""
    versions = [committed_book.file("2024-Q1", jobs_created=17), committed_book.file("2024-H1", jobs_created=40)]
    start = threading.Barrier(2)

    def work(version) -> None:
        try:
            start.wait()
            accept_version(Actor(committed_book.users["boris"], now()), version)
        except ValidationError:
            accept_version(Actor(committed_book.users["boris"], now()), version)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(version,)) for version in versions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = Observation.objects.filter(line="jobs_created", known_to__isnull=True).order_by("period_to")
    assert list(rows.values_list("amount", flat=True)) == [17, 23]
    assert list(ledger_faults()) == []


def test_the_triggers_are_there_again_after_the_tests_have_emptied_the_database(transactional_db, own_lake):
    let_rows_go()
    assert len(missing_triggers()) == 2 * len(growing_tables())
    call_command("migrate", verbosity=0)
    assert missing_triggers() == ()
    let_rows_go()
