"""The press office's room: releases in the works, the editor with its verdicts, and each step up to the public."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zonebook.accounts.queries import Permission, may, require
from zonebook.newsroom import actions
from zonebook.newsroom.deciding import blocked_by, hands_of
from zonebook.newsroom.going_out import standing
from zonebook.newsroom.looking import moved_texts, standing_texts, untrue_claims, untrue_from_the_start, untrue_texts
from zonebook.newsroom.models import Publication, Release, ReleaseStep, Statement
from zonebook.newsroom.news import releases
from zonebook.newsroom.owing import Sight
from zonebook.newsroom.queries import check_text, state_of_book
from zonebook.newsroom.telling import figure_said
from zonebook.newsroom.writing import PLACE_OF_FIGURE, Writing, WrittenMeanwhile
from zonebook.portal.doors import actor_of, book_zone, or_404, require_safe_or_post
from zonebook.portal.faults import take_in
from zonebook.portal.forms.releases import BeginForm, PublishForm, RecallForm, ReturnForm, WithdrawForm, WritingForm
from zonebook.portal.sending import is_done, leave_receipt, posted
from zonebook.portal.texts_in import text_of_file
from zonebook.portal.verdicts import judged_text, kept_text
from zonebook.registry.models import Zone

_A_PAGE = 40
State = Release.State


@login_required
@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    """The releases, those written on last first; how many texts hold no longer."""
    zone = book_zone()
    found = releases(request.user, zone)
    state = request.GET.get("state", "")
    chosen = found.filter(state=state) if state in State.values else found
    counts = Counter(found.values_list("state", flat=True))
    content = {
        "zone": zone,
        "page": Paginator(chosen, _A_PAGE).get_page(request.GET.get("page")),
        "states": [(one, counts[one]) for one in State],
        "state": state,
        "untrue": len(untrue_texts(zone)),
        "now": now(),
        "may_write": may(request.user, Permission.WRITE_RELEASES, zone=zone.code),
    }
    return render(request, "portal/releases.html", content)


@login_required
@require_safe_or_post
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a release: from a blank page or from a file."""
    zone = book_zone()
    require(request.user, Permission.WRITE_RELEASES, zone=zone.code)
    form = BeginForm(posted(request), request.FILES or None)
    begun: list[Release] = []
    if request.method == "POST" and is_done(form, lambda sent: begun.append(_begun(request, zone, sent=sent))):
        return redirect("portal:release", key=begun[0].pk)
    content = {"zone": zone, "form": form}
    return render(request, "portal/release_new.html", content, status=400 if form.errors else 200)


@login_required
@require_safe_or_post
def release(request: HttpRequest, key: int) -> HttpResponse:
    """A release: the editor while it is written, else its text with the verdicts and the steps that come next."""
    found = release_of(request, key)
    if request.method != "POST":
        return _page(request, found)
    require(request.user, Permission.WRITE_RELEASES, zone=found.zone.code)
    form = WritingForm(request.POST, is_correction=standing(found) is not None)
    if not form.is_valid():
        return _page(request, found, form=form, status=400)
    try:
        saved = _saved(request, found, form=form)
    except WrittenMeanwhile as error:
        form.data = form.data.copy()
        form.data["seen"] = error.release.seen
        return _page(request, error.release, form=form, theirs=error, status=409)
    except ValidationError as error:
        take_in(form, error)
        return _page(request, release_of(request, key), form=form, status=400)
    if request.POST.get("act") == "figure":
        return redirect("portal:figure_to_say", key=key)
    return redirect(f"{request.path}#text" if saved.state == State.DRAFT else request.path)


@login_required
@require_POST
def step(request: HttpRequest, key: int, *, kind: str) -> HttpResponse:
    """One step of a release: approve, return, publish, recall or withdraw it, take it back to write on."""
    found = release_of(request, key)
    if kind not in _STEPS:
        raise Http404(_("There is no such step."))
    take, form, said = _STEPS[kind]
    filled = _form_of(kind, request.POST) if form else None
    try:
        if filled is not None and not filled.is_valid():
            return _page(request, found, forms={kind: filled}, status=400)
        take(request, found, **(filled.cleaned_data if filled else {}))
    except ValidationError as error:
        now_standing = release_of(request, key)
        if filled is None:
            return _page(request, now_standing, refusal=error.messages, status=400)
        take_in(filled, error)
        return _page(request, now_standing, forms={kind: filled}, status=400)
    leave_receipt(request, str(said()))
    return redirect("portal:release", key=key)


@login_required
@require_safe
def release_version(request: HttpRequest, key: int, *, number: int) -> HttpResponse:
    """A text of a release as it was once."""
    found = release_of(request, key)
    version = or_404(lambda: found.versions.get(number=number), _("The release has no such version."))
    return render(request, "portal/release_version.html", {"zone": found.zone, "release": found, "version": version})


@login_required
@require_safe_or_post
def changed_texts(request: HttpRequest) -> HttpResponse:
    """The published texts that hold no longer; a POST looks through them at once instead of waiting for the worker."""
    zone = book_zone()
    releases(request.user, zone)  # whoever may see releases may see this
    if request.method == "POST":
        actions.look_through_texts(actor_of(request), zone)
        return redirect("portal:changed_texts")
    texts = standing_texts(zone)
    content = {
        "zone": zone,
        "untrue": [_changed(statement, changes) for statement, changes in untrue_texts(zone)],
        "for_a_reason": untrue_from_the_start(zone),
        "moved": [_changed(statement, changes) for statement, changes in moved_texts(zone)],
        "behind": texts.exclude(looked_at=state_of_book()).count(),
        "total": texts.count(),
        "may_look": may(request.user, Permission.KEEP_STATEMENTS, zone=zone.code),
    }
    return render(request, "portal/changed_texts.html", content)


def release_of(request: HttpRequest, key: int) -> Release:
    """The release, for those who write or approve releases."""
    found = releases(request.user, book_zone())
    return or_404(lambda: found.get(pk=key), _("There is no such release."))


def _begun(request: HttpRequest, zone: Zone, *, sent: dict[str, Any]) -> Release:
    title, text = text_of_file(*sent["file"]) if sent["file"] else ("", "")
    writing = Writing(sent["title"] or title[:300], text, sent["rubric"])
    return actions.begin_release(actor_of(request), zone, writing=writing)


def _saved(request: HttpRequest, found: Release, *, form: WritingForm) -> Release:
    """Save what was sent, and go on to approval if that was asked."""
    writing, seen = form.writing(), form.cleaned_data["seen"]
    is_over = request.POST.get("over") == "yes"
    saved = actions.save_release(actor_of(request), found, writing=writing, seen=seen, over=is_over)
    if request.POST.get("act") == "check":
        saved = actions.check_release(actor_of(request), saved, seen=saved.seen)
        leave_receipt(request, _("The text awaits approval by somebody who did not write it."))
    return saved


def _page(
    request: HttpRequest,
    found: Release,
    *,
    form: WritingForm | None = None,
    forms: dict[str, Any] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The release as it stands, with whatever was sent and refused."""
    is_written, forms, out = found.state == State.DRAFT, forms or {}, standing(found)
    is_out = out is not None and out.visible_from <= now()
    content = {
        "zone": found.zone,
        "release": found,
        "is_correction": out is not None,
        "is_readable": is_out and not hasattr(out, "withdrawal"),
        "may_write": may(request.user, Permission.WRITE_RELEASES, zone=found.zone.code),
        "may_approve": _may_approve(request, found),
        "publications": list(found.publications.select_related("version", "withdrawal").order_by("-number")),
        "steps": list(found.steps.select_related("version")),
        "today": localdate(),
        **{f"form_{kind}": forms.get(kind) or _form_of(kind) for kind in _STEPS if _STEPS[kind][1]},
        **(_editor(found, form, is_correction=out is not None) if is_written else _standing(found, forms, out=out)),
        **more,
    }
    template = "portal/release_editor.html" if is_written else "portal/release_standing.html"
    return render(request, template, content, status=status)


def _editor(found: Release, form: WritingForm | None, *, is_correction: bool) -> dict[str, Any]:
    form = form or WritingForm(
        initial={"title": found.title, "rubric": found.rubric, "text": found.text, "notice": found.notice,
                 "seen": found.seen},
        is_correction=is_correction,
    )  # fmt: skip
    text = (form["text"].value() or "").replace("\r\n", "\n")
    checked = check_text(text, published=localdate(), zone=found.zone, sight=Sight.SUMS)
    remark = found.steps.filter(kind=ReleaseStep.Kind.RETURNED).last() if found.steps.exists() else None
    return {"form": form, "remark": remark, "place": PLACE_OF_FIGURE, **judged_text(text, checked)}


def _standing(found: Release, forms: dict[str, Any], *, out: Publication | None) -> dict[str, Any]:
    content: dict[str, Any] = {"form": next(iter(forms.values()), None)}
    if out is None or found.state in (State.CHECKED, State.APPROVED):
        checked = check_text(found.text, published=localdate(), zone=found.zone, sight=Sight.SUMS)
        return content | {"blocked": blocked_by(checked), **judged_text(found.text, checked)}
    statement = out.statement
    changes = [(one, figure_said(one.before), figure_said(one.after)) for one in untrue_claims(statement)]
    content |= {
        "out": out,
        "is_embargoed": out.visible_from > now(),
        "untrue": changes if found.state != State.WITHDRAWN else [],
        "statement": statement,
    }
    return content | kept_text(statement.text, list(statement.claims.all()))


def _changed(statement: Statement, changes: list[Any]) -> dict[str, Any]:
    return {
        "statement": statement,
        "release": getattr(getattr(statement, "publication", None), "release", None),
        "changes": [(one, figure_said(one.before), figure_said(one.after)) for one in changes],
    }


def _form_of(kind: str, sent: Any = None) -> Any:
    """The form of a step; several stand on one page, so each has its own names for its fields."""
    return _STEPS[kind][1](sent, auto_id=f"{kind}_%s")


def _may_approve(request: HttpRequest, found: Release) -> bool:
    allowed = may(request.user, Permission.APPROVE_RELEASES, zone=found.zone.code)
    return allowed and request.user.get_username() not in hands_of(found)


def _approve(request: HttpRequest, found: Release, **_sent: Any) -> None:
    written = request.POST.get("seen", "")
    seen = int(written) if written.isdecimal() and len(written) < len("1234567890") else 0
    actions.approve_release(actor_of(request), found, seen=seen)


def _return(request: HttpRequest, found: Release, *, remark: str) -> None:
    actions.return_release(actor_of(request), found, remark=remark)


def _publish(request: HttpRequest, found: Release, *, visible_from: datetime | None, reason: str) -> None:
    actions.publish_release(actor_of(request), found, visible_from=visible_from, reason=reason)


def _recall(request: HttpRequest, found: Release, *, reason: str) -> None:
    actions.recall_release(actor_of(request), found, reason=reason)


def _withdraw(request: HttpRequest, found: Release, *, reason: str) -> None:
    actions.withdraw_release(actor_of(request), found, reason=reason)


def _reopen(request: HttpRequest, found: Release, **_sent: Any) -> None:
    actions.reopen_release(actor_of(request), found)


Take = Callable[..., None]
_STEPS: dict[str, tuple[Take, Any, Callable[[], str]]] = {
    "approve": (_approve, None, lambda: _("The text is approved. Its author can publish it.")),
    "return": (_return, ReturnForm, lambda: _("The text went back to its author.")),
    "publish": (_publish, PublishForm, lambda: _("The text is published; its evidence is frozen.")),
    "recall": (
        _recall,
        RecallForm,
        lambda: _("It is recalled: nobody outside has seen it. It is approved still."),
    ),
    "withdraw": (_withdraw, WithdrawForm, lambda: _("It is withdrawn: its page says why.")),
    "reopen": (_reopen, None, lambda: _("The text can be written on.")),
}
