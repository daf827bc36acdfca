"""Who comes in where, and to what? What a view asks before it does anything; the answers are refusals as pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.registry.models import Company, Zone
from zonebook.registry.queries import UnknownScope, kept_zone

Found = TypeVar("Found")

require_safe_or_post = require_http_methods(["GET", "HEAD", "POST"])
"""For a page with a form that is sent to the same address."""


def book_zone() -> Zone:
    """The zone of this book; a page that is not there before the book is."""
    try:
        return kept_zone()
    except UnknownScope as error:
        raise Http404(_("There is no book yet.")) from error


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, and when."""
    return Actor(request.user, now())


def staffed_zone(request: HttpRequest) -> Zone:
    """The zone, for those of its people who see everybody's papers. Raises PermissionDenied."""
    zone = book_zone()
    require(request.user, Permission.SEE_PAPERS, zone=zone.code)
    return zone


def keeper(request: HttpRequest) -> tuple[Actor, Zone]:
    """Who keeps the register, and of which zone. Raises PermissionDenied before anything is told of what there is."""
    zone = book_zone()
    require(request.user, Permission.KEEP_REGISTER, zone=zone.code)
    return actor_of(request), zone


def campaign_runner(request: HttpRequest) -> tuple[Actor, Zone]:
    """Who runs campaigns here, and of which zone. Raises PermissionDenied before anything is told of what there is."""
    zone = book_zone()
    require(request.user, Permission.RUN_CAMPAIGNS, zone=zone.code)
    return actor_of(request), zone


def or_404(get: Callable[[], Found], said: str) -> Found:
    """What is asked for; where it does not exist, the page that says so."""
    try:
        return get()
    except ObjectDoesNotExist as error:
        raise Http404(said) from error


def entered_company(code: str) -> Company:
    """The company of a code, as it is now."""
    companies = Company.objects.select_related("industry")
    return or_404(lambda: companies.get(code=code), _("The register has no such company."))
