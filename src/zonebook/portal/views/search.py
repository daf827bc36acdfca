"""One search over the whole book."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zonebook.portal.doors import book_zone
from zonebook.portal.finding import MAX_TEXT, find

_A_PAGE = 50


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is called as the address says, or has the number that it says; the best fit first."""
    zone = book_zone()
    text = request.GET.get("q", "").replace("\0", "").strip()[:MAX_TEXT]
    page = Paginator(find(text, zone), _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/search.html", {"zone": zone, "text": text, "page": page})
