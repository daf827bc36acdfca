"""How places, shares and marks are shown on the pages of ratings."""

from __future__ import annotations

from django import template

from zonebook.portal import rating_words, words
from zonebook.portal.ratings import League, Row

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """A share of 1 in whole per cents; a dash for none."""
    return "—" if share is None else rating_words.percent(share)


@register.filter
def tenths(amount: float) -> str:
    """A score or a mark with one decimal."""
    return rating_words.decimal(amount)


@register.filter
def points(part: float) -> str:
    """What is added to a score, with its sign."""
    text = rating_words.decimal(part)
    return f"+{text}" if part > 0 and any(digit in text for digit in "123456789") else text


@register.filter
def places(low: int, high: int) -> str:
    """An interval of places: 1–3."""
    return rating_words.places(low, high)


@register.filter
def chance(share: float) -> str:
    """A probability in whole per cents; a dash for none."""
    return rating_words.chance(share)


@register.filter
def class_title(code: str) -> str:
    """What a class of zones is called."""
    return str(rating_words.CLASSES.get(code, code))


@register.filter
def assumption(code: str) -> str:
    """What an assumption is called, as a heading."""
    name = str(rating_words.ASSUMPTIONS[code])
    return name[:1].upper() + name[1:]


@register.filter
def per_cents(share: float) -> float:
    """A share of 1 as a number of per cents, for drawings."""
    return 100 * min(max(share, 0.0), 1.0)


@register.filter
def edition_title(league: League) -> str:
    """What an edition is called: the rating, the class, the year."""
    return rating_words.title_said(league)


@register.filter
def sentence(said: str) -> str:
    """Words as a sentence: a capital first, a full stop last."""
    begun = said[:1].upper() + said[1:]
    return begun if begun.endswith(".") else f"{begun}."


@register.filter
def place_said(row: Row) -> str:
    """The sentence of a place."""
    return rating_words.place_said(row)


@register.filter
def rating_status(status: str) -> str:
    """Whose method it is, in a sentence."""
    return str(rating_words.STATUSES[status])


@register.filter
def in_a_row(names: list[str]) -> str:
    """Names as a sentence lists them."""
    return words.in_a_row(names)
