"""Lists as somebody likes to see them: kept under a name of their own, and dropped again."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zonebook.accounts.actions import drop_view, save_view
from zonebook.accounts.models import SavedView, User
from zonebook.accounts.queries import Asker
from zonebook.portal.doors import actor_of, or_404

_PAGES: Mapping[str, str] = MappingProxyType({"companies": "portal:companies"})
_OF_THE_MOMENT = ("page", "lang", "format")


def views_of(asker: Asker, page: str) -> list[SavedView]:
    """The asker's own views of a page; nobody has any who has not signed in."""
    return list(SavedView.objects.filter(user=asker, page=page)) if isinstance(asker, User) else []


@login_required
@require_POST
def keep(request: HttpRequest, page: str) -> HttpResponse:
    """Keep a list as it is seen now, under the name that was written; then show it again."""
    address, query = _address(page), _lasting(request.POST.get("query", ""))
    name = request.POST.get("name", "").strip()
    try:
        save_view(actor_of(request), page=page, name=name, query=query)
    except ValidationError as error:
        faults = error.message_dict.get("name") or error.messages
        content = {"page": page, "query": query, "name": name, "faults": faults}
        return render(request, "portal/view_refused.html", content, status=400)
    return HttpResponseRedirect(f"{address}?{query}")


@login_required
@require_POST
def drop(request: HttpRequest, *, page: str, key: int) -> HttpResponse:
    """Forget one of the reader's own views; the view of somebody else is not there for them."""
    own = SavedView.objects.filter(page=page, user=request.user)
    drop_view(actor_of(request), or_404(lambda: own.get(pk=key), _("You have no such view.")))
    return HttpResponseRedirect(_address(page))


def _address(page: str) -> str:
    if page not in _PAGES:
        raise Http404(_("No views are kept of such a page."))
    return reverse(_PAGES[page])


def _lasting(query: str) -> str:
    """What of an address makes the view: without the page number, the language and the format of the moment."""
    fields = QueryDict(query[:1000], mutable=True)
    for name in _OF_THE_MOMENT:
        fields.pop(name, None)
    return fields.urlencode(safe=":@")
