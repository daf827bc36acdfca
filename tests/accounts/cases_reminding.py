"""Who may have letters written and sent again: whoever runs the campaigns, and nobody else."""

from __future__ import annotations

from tests.accounts.case import case
from tests.book import SmallBook
from tests.letters.writing import written
from zonebook.accounts.queries import Actor
from zonebook.letters.models import Letter
from zonebook.reminding import actions


def send_again(book: SmallBook, actor: Actor) -> None:
    Letter.objects.filter(pk=written().pk).update(state=Letter.State.FAILED)
    actions.send_again(actor, Letter.objects.get())


CASES = {
    "reminding.write_reminders": case("boris")(
        lambda book, actor: actions.write_reminders(actor, book.campaign("2024-Q1"))
    ),
    "reminding.write_news": case("boris")(lambda book, actor: actions.write_news(actor, book.zone)),
    "reminding.write_digests": case("boris")(lambda book, actor: actions.write_digests(actor, book.zone)),
    "reminding.send_again": case("boris")(send_again),
}
