"""The press office's side of what others said: who sees it with its verdicts, and keeping one more text."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zonebook.accounts.queries import Permission, require
from zonebook.newsroom import actions
from zonebook.newsroom.models import Statement
from zonebook.newsroom.queries import check_text, seen_statements
from zonebook.newsroom.showing import shows_statements
from zonebook.portal.doors import actor_of, book_zone, or_404, require_safe_or_post
from zonebook.portal.forms.checking import EVERYBODY, KEPT, SHOWING, CheckForm, KeepForm, ShowingForm
from zonebook.portal.sending import is_done, leave_receipt, posted
from zonebook.portal.verdicts import speaker_of
from zonebook.registry.models import Zone

_A_PAGE = 40
_LONGEST_HEADLINE = 200


@login_required
@require_safe_or_post
def statement_desk(request: HttpRequest) -> HttpResponse:
    """The kept texts and who sees each; a POST chooses for all that do not say it themselves."""
    zone = _kept_by(request)
    form = ShowingForm(posted(request), initial={"is_public": EVERYBODY if shows_statements(zone) else KEPT})
    if form.is_bound and is_done(form, lambda sent: actions.show_statements(actor_of(request), zone, **sent)):
        leave_receipt(request)
        return redirect("portal:statement_desk")
    texts = seen_statements(request.user, zone).filter(kind=Statement.Kind.TEXT, publication__isnull=True)
    texts = texts.order_by("-published", "-pk")
    content = {
        "zone": zone,
        "form": form,
        "is_public": shows_statements(zone),
        "page": Paginator(texts, _A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "portal/statement_desk.html", content, status=400 if form.errors else 200)


@login_required
@require_safe_or_post
def keep(request: HttpRequest) -> HttpResponse:
    """Keep a text with its verdicts. A checked text comes with `act=begin`: what can be read of it is filled in."""
    zone = _kept_by(request)
    if request.method == "POST" and request.POST.get("act") == "begin":
        return _form(request, KeepForm(initial=_read_of(request, zone)))
    form, kept = KeepForm(posted(request), initial={"published": localdate()}), list[Statement]()
    if form.is_bound and is_done(form, lambda sent: kept.append(_kept(request, zone, sent=sent))):
        leave_receipt(request, _("The text is kept with its verdicts, and is watched from now on."))
        return redirect("portal:statement", key=kept[0].pk)
    return _form(request, form)


@require_POST
def show_statement(request: HttpRequest, key: int) -> HttpResponse:
    """Show everybody the verdicts on a statement, keep them to the zone, or leave it to what the zone has chosen."""
    found = or_404(lambda: seen_statements(request.user, book_zone()).get(pk=key), _("There is no such statement."))
    is_public = SHOWING.get(request.POST.get("public", ""))
    actions.show_statement(actor_of(request), found, is_public=is_public)
    return redirect("portal:statement", key=found.pk)


def _kept_by(request: HttpRequest) -> Zone:
    """The zone, for those who keep statements about it. Raises PermissionDenied."""
    zone = book_zone()
    require(request.user, Permission.KEEP_STATEMENTS, zone=zone.code)
    return zone


def _kept(request: HttpRequest, zone: Zone, *, sent: dict[str, Any]) -> Statement:
    return actions.keep_statement(actor_of(request), zone, kind=Statement.Kind.TEXT, **sent)


def _read_of(request: HttpRequest, zone: Zone) -> dict[str, Any]:
    """What a text that was checked says of itself: its first line, and the one to whom its figures are ascribed."""
    form = CheckForm(request.POST)
    if not form.is_valid():
        return {name: request.POST.get(name, "") for name in form.fields}
    text, published = form.cleaned_data["text"], form.cleaned_data["published"]
    speaker = speaker_of(check_text(text, published=published, zone=zone).verdicts)
    first, _end, rest = text.strip().partition("\n")
    return {
        "text": text,
        "published": published,
        "title": first.strip() if rest and len(first) <= _LONGEST_HEADLINE else "",
        "speaker": speaker.name if speaker else None,
        "office": speaker.office if speaker else None,
    }


def _form(request: HttpRequest, form: KeepForm) -> HttpResponse:
    return render(request, "portal/statement_keep.html", {"form": form}, status=400 if form.errors else 200)
