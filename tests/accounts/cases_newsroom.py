"""Who may write, approve and publish releases: the press office; approve also the analysts, nobody what they wrote."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.accounts.case import case
from tests.book import SmallBook
from zonebook.accounts.queries import Actor
from zonebook.newsroom import actions
from zonebook.newsroom.models import Release, Statement
from zonebook.newsroom.writing import Writing

TEXT = "Зона растёт."


def begun(book: SmallBook) -> Release:
    return actions.begin_release(book.actor("pavel", "2025-06-01"), book.zone, writing=Writing("О зоне", TEXT))


def checked(book: SmallBook) -> Release:
    release = begun(book)
    return actions.check_release(book.actor("pavel", "2025-06-01"), release, seen=release.seen)


def approved(book: SmallBook) -> Release:
    release = checked(book)
    return actions.approve_release(book.actor("clara", "2025-06-02"), release, seen=release.seen)


def public(book: SmallBook, *, days: int = 0) -> Release:
    pavel = book.actor("pavel", "2025-06-03")
    visible = pavel.at + timedelta(days=days)
    return actions.publish_release(pavel, approved(book), visible_from=visible).release


def embargoed(book: SmallBook) -> Release:
    return public(book, days=300)


def kept(book: SmallBook) -> Statement:
    pavel, day = book.actor("pavel", "2025-06-02"), date(2025, 6, 1)
    return actions.keep_statement(pavel, book.zone, kind="text", title="О зоне", text=TEXT, published=day)


def save(release: Any, actor: Actor) -> None:
    actions.save_release(actor, release, writing=Writing("О зоне", "Иначе."), seen=release.seen)


CASES = {
    "newsroom.begin_release": case("pavel")(
        lambda book, actor: actions.begin_release(actor, book.zone, writing=Writing("О зоне", TEXT))
    ),
    "newsroom.save_release": case("pavel", given=begun)(save),
    "newsroom.check_release": case("pavel", given=begun)(
        lambda release, actor: actions.check_release(actor, release, seen=release.seen)
    ),
    "newsroom.approve_release": case("clara", given=checked)(
        lambda release, actor: actions.approve_release(actor, release, seen=release.seen)
    ),
    "newsroom.return_release": case("pavel", "clara", given=checked)(
        lambda release, actor: actions.return_release(actor, release, remark="Назовите год.")
    ),
    "newsroom.reopen_release": case("pavel", given=checked)(
        lambda release, actor: actions.reopen_release(actor, release)
    ),
    "newsroom.publish_release": case("pavel", given=approved)(
        lambda release, actor: actions.publish_release(actor, release)
    ),
    "newsroom.show_statement": case("pavel", given=kept)(
        lambda statement, actor: actions.show_statement(actor, statement, is_public=False)
    ),
    "newsroom.show_statements": case("pavel")(
        lambda book, actor: actions.show_statements(actor, book.zone, is_public=False)
    ),
    "newsroom.recall_release": case("pavel", given=embargoed)(
        lambda release, actor: actions.recall_release(actor, release, reason="рано")
    ),
    "newsroom.withdraw_release": case("pavel", given=public)(
        lambda release, actor: actions.withdraw_release(actor, release, reason="ошибка")
    ),
    "newsroom.look_through_texts": case("pavel")(lambda book, actor: actions.look_through_texts(actor, book.zone)),
}
