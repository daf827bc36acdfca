"""What everybody reads: the zone's releases by rubric, each at an address that stays, and their feed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.newsroom.actions import count_reading
from zonebook.newsroom.looking import claims_with_changes, untrue_claims
from zonebook.newsroom.models import Publication
from zonebook.newsroom.news import most_read, news, publications_out, rubrics, standing_publication, told
from zonebook.newsroom.showing import shows_its_figures
from zonebook.newsroom.telling import figure_said
from zonebook.portal.doors import book_zone, or_404
from zonebook.portal.templatetags.zonebook import named
from zonebook.portal.verdicts import kept_text
from zonebook.registry.models import Zone

_A_PAGE = 20
_IN_FEED = 30
_SUMMARY = 300


@require_safe
def news_list(request: HttpRequest) -> HttpResponse:
    """The news, newest first, narrowed by rubric; beside them what is read most."""
    zone, moment = book_zone(), now()
    found = rubrics(zone, at=moment)
    rubric = request.GET.get("rubric", "")
    rubric = rubric if rubric in dict(found) else ""
    page = Paginator(news(zone, at=moment, rubric=rubric), _A_PAGE).get_page(request.GET.get("page"))
    content = {
        "zone": zone,
        "page": page,
        "rubrics": found,
        "rubric": rubric,
        "most_read": most_read(zone, at=moment),
        "total": news(zone, at=moment).count(),
    }
    return render(request, "portal/news.html", content)


@require_safe
def news_item(request: HttpRequest, key: int) -> HttpResponse:
    """A release as it stands: each figure leads to its card. Opening it is counted, not who opened it.

    The address of one that was withdrawn says so, and why: status 410.
    """
    zone, moment = book_zone(), now()
    found = or_404(lambda: standing_publication(zone, key, at=moment), _("There is no such news."))
    if hasattr(found, "withdrawal"):
        content = {"zone": zone, "version": found.version, "withdrawal": found.withdrawal}
        return render(request, "portal/news_withdrawn.html", content, status=410)
    if request.method == "GET":
        count_reading(found.release, day=localdate(moment))
    return render(request, "portal/news_item.html", _content(zone, found, at=moment))


@require_safe
def news_version(request: HttpRequest, key: int, *, number: int) -> HttpResponse:
    """A release as it was published once, before it was corrected."""
    zone, moment = book_zone(), now()
    standing = or_404(lambda: standing_publication(zone, key, at=moment), _("There is no such news."))
    if hasattr(standing, "withdrawal"):
        return redirect("portal:news_item", key=key)
    earlier = publications_out(standing.release, at=moment)
    found = or_404(lambda: earlier.get(number=number), _("There is no such news."))
    content = _content(zone, found, at=moment)
    return render(request, "portal/news_item.html", content | {"is_earlier": found.number != standing.number})


def _content(zone: Zone, found: Publication, *, at: datetime) -> dict[str, Any]:
    statement = found.statement
    prefetch_related_objects([statement], claims_with_changes())
    shows_figures = shows_its_figures(found)
    changed = untrue_claims(statement) if shows_figures else []
    return {
        "zone": zone,
        "publication": found,
        "version": found.version,
        "earlier": [one for one in publications_out(found.release, at=at) if one.number < found.number],
        "shows_verdicts": shows_figures,
        "untrue": [(one.claim.quote, figure_said(one.after)) for one in changed],
        **kept_text(statement.text, list(statement.claims.all()) if shows_figures else []),
    }


class NewsFeed(Feed):
    """The news as Atom, newest first; a correction renews its entry under the same identity.

    Of what was withdrawn the entry says so in the place of the text: who took it from the feed learns of it there.
    """

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> Zone:
        return book_zone()

    def title(self, zone: Zone) -> str:
        return _("News of %(zone)s") % {"zone": named(zone)}

    def link(self, zone: Zone) -> str:
        return reverse("portal:news")

    def feed_url(self, zone: Zone) -> str:
        return reverse("portal:news_feed")

    def items(self, zone: Zone) -> list[Publication]:
        return list(told(zone, at=now())[:_IN_FEED])

    def item_title(self, item: Publication) -> str:
        if hasattr(item, "withdrawal"):
            return _("Withdrawn: %(title)s") % {"title": item.version.title}
        return item.version.title

    def item_description(self, item: Publication) -> str:
        if hasattr(item, "withdrawal"):
            return item.withdrawal.reason
        text = " ".join(filter(None, (item.version.notice, item.version.text)))
        return text if len(text) <= _SUMMARY else text[:_SUMMARY].rsplit(" ", 1)[0] + "…"

    def item_link(self, item: Publication) -> str:
        return reverse("portal:news_item", kwargs={"key": item.release_id})

    def item_categories(self, item: Publication) -> tuple[str, ...]:
        return (item.version.rubric,) if item.version.rubric else ()

    def item_pubdate(self, item: Publication) -> datetime:
        return item.first_out  # type: ignore[attr-defined] - annotated by `news`

    def item_updateddate(self, item: Publication) -> datetime:
        return item.withdrawal.at if hasattr(item, "withdrawal") else item.visible_from


news_feed = require_safe(NewsFeed())
