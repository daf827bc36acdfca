"""The cells of a draft as the page's script saves them, one by one: JSON in, JSON out.

Refusals are told by status, so that the script knows what to keep and what to do: 401 sign in and send it again, 403
somebody else is signed in, 409 the draft is not open any more, 400 what was sent cannot be written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zonebook.accounts.models import User
from zonebook.accounts.queries import Actor
from zonebook.drafting.actions import Overtaken, write_cells
from zonebook.drafting.merging import Written
from zonebook.drafting.models import Draft
from zonebook.drafting.queries import Answers, answers_of, keys_written_since
from zonebook.intake.check import Key
from zonebook.intake.typed import typed_text
from zonebook.portal.templatetags.zonebook import moment
from zonebook.portal.views.drafts import draft_of, named_sites
from zonebook.registry.wording import language

_MOST_CELLS = 5000
_LAST_STAMP = 2**63 - 1  # no larger key can be asked of a database


@require_POST
def cells(request: HttpRequest, code: str) -> HttpResponse:
    """Write cells (none: only ask for news), and tell all that changed since the `stamp` that the page has."""
    if not isinstance(request.user, User):
        return JsonResponse({"message": _("Sign in again: what you typed is kept here.")}, status=401)
    try:
        found = draft_of(request, code)
        sent = _sent(request.body)
        if found is None or found.pk != sent["draft"]:
            return JsonResponse({"message": _("This draft is not open any more.")}, status=409)
        overtaken = _written(request.user, found, written=sent["cells"])
    except PermissionDenied:
        return JsonResponse({"message": _("Somebody else is signed in now: sign in under your own name.")}, status=403)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    changed = keys_written_since(found, sent["stamp"]) | sent["cells"].keys()
    return JsonResponse(_news(answers_of(found), changed=changed, overtaken=overtaken))


def _sent(body: bytes) -> dict[str, Any]:
    """What the script sent. Raises ValidationError for anything else."""
    try:
        plain = json.loads(body)
        written = {
            (str(one["line"]), str(one["site"])): Written(str(one["text"]).strip(), str(one["seen"]))
            for one in plain["cells"][:_MOST_CELLS]
        }
        stamp = min(max(int(plain["stamp"]), 0), _LAST_STAMP)
        return {"draft": int(plain["draft"]), "stamp": stamp, "cells": written}
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValidationError(_("The page is out of date: load it again.")) from error


def _written(user: User, draft: Draft, *, written: dict[Key, Written]) -> tuple[Overtaken, ...]:
    return write_cells(Actor(user, now()), draft, written=written) if written else ()


def _news(answers: Answers, *, changed: Iterable[Key], overtaken: tuple[Overtaken, ...]) -> dict[str, Any]:
    return {
        "stamp": answers.stamp,
        "cells": {":".join(key): answers.standing[key].written for key in changed if key in answers.standing},
        "findings": _findings(answers),
        "totals": {line: _total(answers, line) for line in answers.totals},
        "overtaken": [_said(one, answers) for one in overtaken],
    }


def _findings(answers: Answers) -> dict[str, list[dict[str, str]]]:
    """What is wrong with what is written, by cell; blanks are left in peace until the check."""
    keys = {cell.address: f"{cell.line}:{cell.site}" for cell in answers.cells if not cell.is_blank}
    found: dict[str, list[dict[str, str]]] = {}
    for one in answers.findings:
        if one.address in keys:
            said = f"{one.message.say(language())} {one.advice.say(language())}"
            found.setdefault(keys[one.address], []).append({"severity": one.severity.value, "said": said})
    return found


def _total(answers: Answers, line: str) -> dict[str, str]:
    total = answers.totals[line]
    written = typed_text(total.amount, answers.form.by_code[line])
    counted = "" if total.given == total.of else _("%(n)s of %(of)s") % {"n": total.given, "of": total.of}
    return {"amount": written, "counted": counted}


def _said(one: Overtaken, answers: Answers) -> str:
    line, site = one.key
    said = _("“%(line)s”, %(site)s: now “%(written)s”. Before it stood “%(instead)s”, written by %(who)s on %(when)s.")
    return said % {
        "line": answers.form.by_code[line].title.say(language()),
        "site": named_sites(answers.draft, answers)[site],
        "written": one.written,
        "instead": one.instead,
        "who": one.by,
        "when": moment(one.at),
    }
