"""The API for programs: read the claims of a text, and hold them against the book; the schema of the command line.

Open to everybody, as the page that checks a text is: nothing is kept. A text has a limit, a reader has a rate. What
cannot be used is answered with a status of 4xx and a message that says what to mend.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from ninja import Field, NinjaAPI, Schema, Status
from ninja.errors import Throttled
from ninja.renderers import BaseRenderer
from pydantic import ConfigDict

from zonebook.claims import read_text
from zonebook.claims.plain import claim_as_dict, unread_as_dict
from zonebook.newsroom.evidence import checked_as_dict
from zonebook.newsroom.queries import check_text
from zonebook.newsroom.writing import MAX_TEXT
from zonebook.portal.throttling import CountedTogether, refusal
from zonebook.registry.queries import UnknownScope, kept_zone


class PlainJson(BaseRenderer):
    """JSON in which Cyrillic stays Cyrillic."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, ensure_ascii=False, default=str)


api = NinjaAPI(
    title="Zonebook",
    version="1",
    description="Reads the numeric claims of Russian texts and holds them against the book of the zone.",
    renderer=PlainJson(),
    docs_url=None,  # its page wants scripts of another server, which the pages of the book never load
    throttle=[CountedTogether()],
)


class Text(Schema):
    """A text to be read; `source_date` is its day of publication."""

    model_config = ConfigDict(extra="forbid")

    id: str | int | None = None
    text: str = Field(max_length=MAX_TEXT)
    source_date: date | None = None


class CheckedText(Schema):
    """A text to be held against the book; without a day it is read as published today."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=MAX_TEXT)
    published: date | None = None
    zone: str | None = Field(None, max_length=60)


class Claim(Schema):
    """A claim as `zonebook claims` prints it."""

    model_config = ConfigDict(extra="allow")

    start: int
    end: int
    quote: str
    value: int | float | None
    low: int | float | None
    high: int | float | None
    hedge: str
    unit: str
    measure: str
    measure_group: str
    period: str | None
    scope: str | None


class Judged(Claim):
    """A claim with its verdict, as `zonebook check` prints it."""

    verdict: str
    figure: dict[str, Any] | None
    difference: int | float | None
    readings: list[dict[str, Any]]
    why: str
    why_en: str


class Unread(Schema):
    """A number that may be a claim and was not read as one."""

    start: int
    end: int
    quote: str
    why: str
    why_en: str


class Claims(Schema):
    """What was read of a text; `unread` is there only where a number was not read."""

    id: str | int | None
    claims: list[Claim]
    unread: list[Unread] = []


class Checked(Schema):
    """What the book says to a text; `unread` is there only where a number was not read."""

    zone: str
    published: date
    claims: list[Judged]
    unread: list[Unread] = []


class Refusal(Schema):
    """Why nothing can be said."""

    detail: str


@api.post("/claims", response=Claims, exclude_unset=True, summary="The numeric claims of a text")
def claims(request: HttpRequest, sent: Text) -> dict[str, Any]:
    """Reads one text; where each claim begins and ends, and what it says of how much, whom and when."""
    read = read_text(sent.text, published=sent.source_date)
    unread = [unread_as_dict(one) for one in read.unread]
    found = {"id": sent.id, "claims": [claim_as_dict(one) for one in read.claims]}
    return found | {"unread": unread} if unread else found


_ANSWERS = {200: Checked, 400: Refusal, 404: Refusal}


@api.post("/check", response=_ANSWERS, exclude_unset=True, summary="A text against the book")
def check(request: HttpRequest, sent: CheckedText) -> Status:
    """Holds every claim of a text against the book as it is now."""
    try:
        zone = kept_zone(sent.zone)
    except UnknownScope as error:
        return Status(404, {"detail": str(error)})
    published = sent.published or localdate()
    try:
        found = check_text(sent.text, published=published, zone=zone)
    except ValidationError as error:
        return Status(400, {"detail": " ".join(error.messages)})
    return Status(200, {"zone": zone.code, "published": published, **checked_as_dict(found)})


@api.exception_handler(RecursionError)
def too_deep(request: HttpRequest, error: Exception) -> HttpResponse:
    """JSON that is nested so deep that no text can be in it."""
    return api.create_response(request, {"detail": "the JSON is nested too deep"}, status=400)


@api.exception_handler(Throttled)
def too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    """Who asked too often is told when to ask again."""
    return refusal(error)
