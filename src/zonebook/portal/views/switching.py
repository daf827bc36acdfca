"""The switch of the language: of the pages in this browser, and of the letters to whoever has signed in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from zonebook.accounts.actions import choose_language
from zonebook.accounts.models import User
from zonebook.accounts.queries import Actor


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Go on in the language that was chosen; an unknown one changes nothing."""
    chosen = request.POST.get("language", "")
    if isinstance(request.user, User) and chosen in dict(settings.LANGUAGES):
        choose_language(Actor(request.user, now()), chosen)
    return set_language(request)
