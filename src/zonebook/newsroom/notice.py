"""What does the notice of a correction propose to say: which figures were otherwise, and how they read now?

It is Russian, as the texts are. Each figure is said as a person writes it, rounded and hedged as the text had it where
that is true of the new figure; the measure, whose numbers, of whom and when are named, so that the sentence stands
without the text. Whoever writes the correction changes it as they need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zonebook.claims import Claim
from zonebook.claims.saying import Saying, ways_to_say
from zonebook.measures import Hedge, Period, Quantity
from zonebook.measures.numbers import figure_in_words
from zonebook.measures.period_names import day_in
from zonebook.methodology import load_methodology
from zonebook.newsroom.kept import kept_claim
from zonebook.newsroom.looking import KeptFigure, untrue_claims
from zonebook.newsroom.models import FoundChange, Statement
from zonebook.newsroom.owing import is_owed, title_of
from zonebook.newsroom.telling import quantity_said
from zonebook.registry.queries import UnknownScope, scope_names

_WHOSE: Mapping[str, str] = MappingProxyType(
    {"companies": "все компании", "residents": "резиденты", "cluster": "участники кластеров"}
)


def correction_notice(statement: Statement) -> str:
    """A proposed notice: what was said, and what the book has now. Empty if all holds."""
    untrue = untrue_claims(statement)
    if not untrue or statement.published is None:
        return ""
    day = day_in(statement.published, "ru")
    said = dict.fromkeys(_sentence(one) for one in untrue)
    return " ".join([f"Уточнение к тексту от {day}: данные, по которым он написан, исправлены.", *said])


def said_like(claim: Claim, quantity: Quantity) -> str:
    """A figure in the words of the claim that it corrects: as finely, and hedged as that was, if both may be."""
    ways = ways_to_say(quantity)
    if not ways:
        return figure_in_words(quantity).ru
    alike = [way for way in ways if way.hedge is claim.hedge]
    return _as_finely(claim, alike or ways).text


def _as_finely(claim: Claim, ways: Sequence[Saying]) -> Saying:
    """The exact number where units were written, else the rounded one; whichever is not the very words of before."""
    writes_units = claim.written is not None and claim.written.last_digit <= 1
    ordered = [*reversed(ways)] if claim.hedge is Hedge.EXACT and writes_units else [*ways]
    new = [way for way in ordered if way.text.split() != claim.quote.split()]
    return next(iter(new or ordered))


def _sentence(change: FoundChange) -> str:
    claim = change.claim
    asked = change.after or change.before
    was = f"в тексте было «{claim.quote}»"
    quantity = quantity_said(change.after)
    if quantity is None:
        return f"{_about(asked)}в книге этой цифры больше нет, {was}."
    return f"{_about(asked)}{said_like(kept_claim(claim.read), quantity)}, {was}."


def _about(figure: KeptFigure | None) -> str:
    """What the figure is of: «Создано рабочих мест, резиденты, Печатники, за 2024 год: »."""
    if figure is None:
        return ""
    asked = figure["measure"]
    title = title_of(asked) if is_owed(asked) else load_methodology().measure(asked).title
    parts = (title.ru, _WHOSE.get(figure["population"], ""), *_of_whom(figure), _when(figure), _against(figure))
    return ", ".join(filter(None, parts)) + ": "


def _against(figure: KeptFigure) -> str:
    """What the figure is set against, where that is another time: «к уровню за 2023 год»."""
    other = figure.get("against")
    return f"к уровню {_when(other)}" if other and other["period"] != figure["period"] else ""


def _of_whom(figure: KeptFigure) -> list[str]:
    """The names of the scope; the zone only where nothing narrower is meant."""
    narrower = [code for code in figure["scope"] if not code.startswith(("zone:", "rating:"))]
    zones = [code for code in figure["scope"] if code.startswith("zone:")]
    try:
        return [name.ru for name in scope_names(narrower or zones)]
    except UnknownScope:  # an entry that was struck from the register since: the writer names it
        return []


def _when(figure: KeptFigure) -> str:
    period = Period.parse(figure["period"])
    name = period.name("ru")
    return name if period.is_moment or name.startswith(("за ", "с ")) else f"за {name}"
