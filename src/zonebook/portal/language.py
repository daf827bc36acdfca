"""In which language is a page written when its address says so (`?lang=en`)?

The address holds the whole state of a page. Without `lang` the reader's own choice decides, and without a choice the
page is in Russian: the zone's own readers come first, whatever language their browser was installed in.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

View = Callable[..., HttpResponseBase]


def readers_choice(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: the language that the reader chose with the switch, else the first one."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = answer(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response

    return answered


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
