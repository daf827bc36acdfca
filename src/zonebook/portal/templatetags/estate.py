"""How rates and the scale of a map are shown."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext

from zonebook.measures import Unit
from zonebook.portal.maps import Bar
from zonebook.portal.templatetags.zonebook import number

register = template.Library()

_KILOMETRE = 1000


@register.filter
def roubles(stored: int | None) -> str:
    """Stored kopecks as a number of roubles; a dash for none."""
    return number(None if stored is None else Unit.of("RUB").from_stored(stored))


@register.filter
def share(of: Decimal) -> str:
    """A share of one in per cent."""
    return gettext("%(share)s%%") % {"share": number(of * 100)}


@register.filter
def unlocalised(year: int) -> str:
    """A year, whose thousands are not parted."""
    return str(year)


@register.filter
def bar_length(bar: Bar) -> str:
    """What the scale bar of a map is worth: metres, kilometres from one on."""
    if bar.metres >= _KILOMETRE:
        return gettext("%(length)s km") % {"length": number(bar.metres // _KILOMETRE)}
    return gettext("%(length)s m") % {"length": number(bar.metres)}
