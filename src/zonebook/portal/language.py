"""In which language is a page written when its address says so (`?lang=en`)?

The address holds the whole state of a page. Without `lang` the reader's choice (cookie) or browser decides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

View = Callable[..., HttpResponseBase]


def in_asked_language(view: View) -> View:
    """The view, written in the language of `?lang=`; an unknown language changes nothing."""

    @wraps(view)
    def written(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        asked = request.GET.get("lang")
        if asked in dict(settings.LANGUAGES):
            translation.activate(asked)
            request.LANGUAGE_CODE = asked
        return view(request, **arguments)

    return written
