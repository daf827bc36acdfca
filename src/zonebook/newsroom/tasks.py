"""Finding, a few seconds after the book has changed, which published texts it does not bear out any more."""

from __future__ import annotations

from datetime import datetime

from zonebook.accounts.queries import Actor, the_book
from zonebook.newsroom.actions import look_through_texts
from zonebook.newsroom.models import FoundChange
from zonebook.registry.models import Zone


def look_through_every_text(at: datetime) -> list[FoundChange]:
    """Look through the published texts of every zone that keeps a book. Safe to run again and again.

    What is accepted while it runs changes the state of the book, so the next round looks again: nothing is lost, and
    acceptance itself waits for none of this.
    """
    actor = Actor(the_book(), at)
    zones = Zone.objects.filter(keeps_book=True)
    return [change for zone in zones for change in look_through_texts(actor, zone)]
