"""Who decides in my place while I am away?"""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zonebook.accounts.actions import end_absence, record_absence
from zonebook.accounts.models import Absence, User
from zonebook.accounts.queries import Actor, absences_of, possible_deputies, stands_in_for
from zonebook.portal.doors import book_zone
from zonebook.portal.forms.review import AbsenceForm
from zonebook.portal.sending import is_done, leave_receipt, posted
from zonebook.reporting.queries import must_review


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """The reader's own absences that have not ended; POST records one, or ends the one that it names."""
    user, today = _reviewer(request), localdate()
    deputies = possible_deputies(user)
    is_ending = "end" in request.POST
    form = AbsenceForm(None if is_ending else posted(request), people=deputies, initial={"first_day": today})
    if is_ending:
        _end(user, _own(user, request.POST["end"]), today=today)
    if is_ending or (form.is_bound and is_done(form, lambda sent: record_absence(Actor(user, now()), user, **sent))):
        leave_receipt(request, _("It is recorded."))
        return HttpResponseRedirect(reverse("portal:absence"))
    content = {
        "form": form,
        "absences": absences_of(user, on=today),
        "stands_in_for": stands_in_for(user, on=today),
        "has_deputies": deputies.exists(),
        "today": today,
    }
    return render(request, "portal/absence.html", content, status=400 if form.errors else 200)


def _reviewer(request: HttpRequest) -> User:
    """The reader, if there are decisions that somebody could take in their place. Raises PermissionDenied."""
    must_review(request.user, book_zone())
    assert isinstance(request.user, User)  # noqa: S101 - nobody else reviews
    return request.user


def _own(user: User, key: str) -> Absence:
    found = Absence.objects.filter(user=user, pk=int(key)).first() if key.isdecimal() and key.isascii() else None
    if found is None:
        raise Http404(_("There is no such absence of yours."))
    return found


def _end(user: User, absence: Absence, *, today: date) -> None:
    """From today on the absent one decides again; an absence of the days to come is struck out."""
    end_absence(Actor(user, now()), absence, last_day=today - timedelta(days=1))
