"""Who is told, and in which words, that a figure of a published text is not what it was?

An author is written to at once when a text holds no longer: one letter for what was found together. Where a figure
moved and the text still holds, one letter a day for a text is enough: as reports come in, it moves with each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from zonebook.accounts.models import User
from zonebook.letters.actions import Draft, write_letters
from zonebook.letters.models import Letter
from zonebook.measures import Quantity, Text, Unit
from zonebook.measures.numbers import figure_in_words
from zonebook.newsroom.looking import UNTRUE, KeptFigure
from zonebook.newsroom.models import FoundChange, Publication, Statement
from zonebook.registry.wording import language

_NO_FIGURE = Text("нет цифры", "no figure")
_MOST_TITLE = 120


def tell_authors(statement: Statement, changes: Sequence[FoundChange], *, at: datetime) -> list[Letter]:
    """Write to the author of a text what changed; the letters that are new. Call inside the change's transaction."""
    author = User.objects.filter(username=statement.kept_by, is_active=True).first()
    if author is None or not changes or not _is_address(author.email):
        return []
    is_untrue = any(change.verdict in UNTRUE for change in changes)
    key = f"untrue/{statement.pk}/{changes[-1].pk}" if is_untrue else f"moved/{statement.pk}/{localdate(at)}"
    with override(author.reads_in):
        subject, text = _words(statement, changes, is_untrue=is_untrue)
    letter = Draft(
        key=key, zone=statement.zone.code, company="", about=f"newsroom.statement:{statement.pk}", to=author.email,
        subject=subject, text=text, language=author.reads_in,
    )  # fmt: skip
    return write_letters([letter], at=at)


def figure_said(figure: KeptFigure | None) -> Text:
    """A kept figure in words: «25 рабочих мест»; of a comparison what the two figures come to."""
    quantity = quantity_said(figure)
    return _NO_FIGURE if quantity is None else figure_in_words(quantity)


def quantity_said(figure: KeptFigure | None) -> Quantity | None:
    """What a claim's number is held against: the kept figure, or what it and the other one of a comparison come to."""
    said = figure if figure is None or "comes_to" not in figure else figure["comes_to"]
    if said is None or said["value"] is None:
        return None
    return Quantity(Decimal(str(said["value"])), Unit.of(said["unit"]))


def _words(statement: Statement, changes: Sequence[FoundChange], *, is_untrue: bool) -> tuple[str, str]:
    title = " ".join(statement.title.split())[:_MOST_TITLE]
    subject = _("No longer true: %(title)s") if is_untrue else _("A figure has moved: %(title)s")
    content = {
        "title": statement.title,
        "is_untrue": is_untrue,
        "changes": [
            {
                "quote": change.claim.quote,
                "before": figure_said(change.before).say(language()),
                "after": figure_said(change.after).say(language()),
                "verdict": change.get_verdict_display(),
                "why": change.why_en if language() == "en" else change.why_ru,
            }
            for change in changes
        ],
        "link": settings.BOOK_ADDRESS + _page_of(statement),
        "all": settings.BOOK_ADDRESS + reverse("portal:changed_texts"),
    }
    return subject % {"title": title}, render_to_string("newsroom/changed.txt", content).strip() + "\n"


def _page_of(statement: Statement) -> str:
    """Where the author goes on: the release that the text is of, else the kept statement."""
    publication = Publication.objects.filter(statement=statement).first()
    if publication is not None:
        return reverse("portal:release", kwargs={"key": publication.release_id})
    return reverse("portal:statement", kwargs={"key": statement.pk})


def _is_address(written: str) -> bool:
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True
