"""Two people at one extract or difference in the same second, or a taking cut off: one wins, nothing is doubled."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.at_once import at_once
from tests.book import SmallBook
from tests.reconciling.extracting import ALFA, STRANGER, brought, kinds, taken, taxes, the_dispute
from zonebook.audit.queries import chain_faults
from zonebook.intake.imports import ColumnMapping
from zonebook.reconciling import actions
from zonebook.reconciling.actions import close_dispute, explain_dispute
from zonebook.reconciling.models import Dispute, Extract, ExtractRow
from zonebook.reconciling.verification import extract_faults


def test_nothing_is_doubled_by_two_at_once(committed_book: SmallBook) -> None:
    book = committed_book
    book.report("2024-Q1")
    content, other = (taxes(f"{ALFA};Альфа;{revenue}") for revenue in (120_000_000, 130_000_000))

    assert at_once(lambda: brought(book, content), lambda: brought(book, content)) == ["", ""]
    assert Extract.objects.count() == 1

    said = at_once(lambda: taken(book, content), lambda: taken(book, content), lambda: taken(book, other))
    assert sorted(map(bool, said)) == [False, False, True]
    assert (ExtractRow.objects.count(), Dispute.objects.count()) == (2, 1)

    dispute = the_dispute()
    said = at_once(
        lambda: explain_dispute(book.actor("alice"), dispute, explanation="аванс"),
        lambda: close_dispute(book.actor("boris"), dispute, reason="мелочь"),
    )
    assert (said[1], kinds(dispute)[-1], bool(said[0])) == ("", "closed", "explained" not in kinds(dispute))
    assert list(chain_faults()) == []


def test_a_taking_that_was_cut_off_counts_for_nothing_and_goes_on_where_it_was(book: SmallBook, monkeypatch) -> None:
    book.report("2024-Q1")
    extract = brought(book, taxes(f"{ALFA};Альфа;120000000", f"{STRANGER};Чужая;5"))
    with monkeypatch.context() as patched:
        patched.setattr(actions, "settle", lambda actor, found: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            taken(book, taxes(f"{ALFA};Альфа;120000000", f"{STRANGER};Чужая;5"))
    extract.refresh_from_db()
    assert (extract.is_taken, extract.rows.count(), Dispute.objects.count()) == (False, 2, 0)

    with pytest.raises(ValidationError, match="с другими столбцами"):
        actions.take_extract(book.actor("boris"), extract, mapping=ColumnMapping({"inn": 0, "revenue": 1}))
    again = taken(book, taxes(f"{ALFA};Альфа;120000000", f"{STRANGER};Чужая;5"))

    assert (again.pk, again.row_count, again.rows.count(), the_dispute().row.inn) == (extract.pk, 2, 2, ALFA)
    assert list(extract_faults()) == []
