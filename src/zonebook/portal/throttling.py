"""How often may a program ask the API? So often a minute, whichever process of the server answers it.

The counting is done by the database, which all processes share: ninja's own throttles count in the memory of one
process, so that each further worker would add its own allowance.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from ninja.errors import Throttled
from ninja.throttling import BaseThrottle

from zonebook.newsroom.actions import count_asking

A_MINUTE: Final = 60
"""So many questions a minute; the minute is that of the clock."""
_SECONDS: Final = 60


class CountedTogether(BaseThrottle):
    """Lets everybody ask `A_MINUTE` times a minute. Of who asks only a keyed hash is kept, for that minute."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this question may be asked."""
        asker = salted_hmac("zonebook.api", self.get_ident(request) or "", algorithm="sha256").hexdigest()
        return count_asking(asker, at=now(), most=A_MINUTE)

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return _SECONDS - now().second


def refusal(error: Throttled) -> HttpResponse:
    """Status 429 with how long to wait, in the header for programs and in words."""
    wait = str(error.wait or _SECONDS)
    said = f"At most {A_MINUTE} questions a minute: ask again in {wait} s."
    return JsonResponse({"detail": said}, status=429, headers={"Retry-After": wait})
