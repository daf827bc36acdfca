"""Two releases of the demonstration's press office: one that everybody reads, one that is still being written.

The words for the figures are chosen by the book itself, as its editor offers them; what the book would not bear out is
not published.
"""

from __future__ import annotations

from django.utils.timezone import localdate

from zonebook.accounts.queries import Actor
from zonebook.claims.saying import ways_to_say
from zonebook.figures.queries import ask, question
from zonebook.measures import Figure, Period
from zonebook.newsroom.actions import approve_release, begin_release, check_release, publish_release
from zonebook.newsroom.deciding import blocked_by
from zonebook.newsroom.queries import check_text
from zonebook.newsroom.writing import Writing
from zonebook.registry.models import Zone

_TITLE, _RUBRIC = "Сколько компаний работает в зоне", "Компании"
_DRAFT = Writing(
    "Черновик: сколько мест создали в первом полугодии 2025 года",
    "За первое полугодие 2025 года компании зоны создали 9 тыс. рабочих мест. Эта цифра взята наугад.",
    "Занятость",
)


def enter_releases(press: Actor, analyst: Actor, *, zone: Zone) -> None:
    """Begin a draft with a figure that does not hold, and publish a text that does."""
    begin_release(press, zone, writing=_DRAFT)
    text = _true_text(press)
    checked = check_text(text, published=localdate(press.at), zone=zone)
    if not checked.verdicts or blocked_by(checked):
        return
    release = begin_release(press, zone, writing=Writing(_TITLE, text, _RUBRIC))
    release = check_release(press, release, seen=release.seen)
    release = approve_release(analyst, release, seen=release.seen)
    publish_release(press, release)


def _true_text(press: Actor) -> str:
    """A sentence for each figure that the book has words for."""
    today = Period.moment(localdate(press.at))
    sentences = (
        ("companies", "На {day} в зоне работает {said}."),
        ("residents", "В реестре зоны {said}."),
    )
    said = []
    for measure, sentence in sentences:
        answer = ask(question(measure, today, known_at=press.at))
        if isinstance(answer, Figure) and (ways := ways_to_say(answer.quantity)):
            said.append(sentence.format(day=today.name("ru").removeprefix("на "), said=ways[0].text))
    return " ".join(said)
