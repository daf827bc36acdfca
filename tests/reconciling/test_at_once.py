"""Two people at one extract, or at one difference, in the same second: one wins, nothing is doubled."""

from __future__ import annotations

from tests.at_once import at_once
from tests.book import SmallBook
from tests.reconciling.extracting import ALFA, brought, kinds, taken, taxes, the_dispute
from zonebook.audit.queries import chain_faults
from zonebook.reconciling.actions import close_dispute, explain_dispute
from zonebook.reconciling.models import Dispute, Extract, ExtractRow


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
