"""The comparison of zones: our ratings with how sure each place is, and beside them what others published."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, may
from zonebook.figures.editions import edition, editions
from zonebook.methodology.ratings import shipped_ratings
from zonebook.portal import rating_files, rating_pictures, rating_words
from zonebook.portal.doors import book_zone, or_404
from zonebook.portal.downloads import download
from zonebook.portal.rating_coherence import coherence_of
from zonebook.portal.rating_index import our_ratings, ratings_of_others
from zonebook.portal.rating_method import method_of
from zonebook.portal.rating_profile import profile_of
from zonebook.portal.ratings import League, engine_of, league
from zonebook.portal.what_if import UnreadableWeight, what_if
from zonebook.rating import RatingError

_PICTURES = {"intervals": rating_pictures.intervals, "chances": rating_pictures.chances}
_FILES = {"csv": rating_files.as_csv, "xlsx": rating_files.as_xlsx, "json": rating_files.as_json,
          "pdf": rating_files.as_pdf}  # fmt: skip


@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """Our ratings by class, and apart from them the ratings of others, each with its own history."""
    makes = request.user.is_authenticated and may(request.user, Permission.RELEASE_FIGURES, zone=book_zone().code)
    content = {"ours": our_ratings(), "others": ratings_of_others(), "makes": makes}
    return render(request, "portal/ratings.html", content)


@require_safe
def league_table(request: HttpRequest, code: str, *, zone_class: str, year: int) -> HttpResponse:
    """One edition: places with how sure they are; `format` is html, csv, xlsx, json or pdf."""
    shown = _asked_league(request, code, zone_class=zone_class, year=year)
    if request.GET.get("format") in _FILES:
        return _FILES[request.GET["format"]](shown, address=request.build_absolute_uri())
    content = {
        **_about(shown),
        "said": [rating_words.place_said(row) for row in shown.leaders],
        "cost": _cost(shown),
        "hinge": rating_words.hinge_said(shown.influences),
        "coherence": coherence_of(shown),
        "forms": list(_FILES),
    }
    return render(request, "portal/league.html", content)


@require_safe
def picture(request: HttpRequest, code: str, *, zone_class: str, year: int, **named: str) -> HttpResponse:
    """A picture of an edition as an image of its own; `theme` is light or dark, `width` is wide or narrow."""
    if named["name"] not in _PICTURES or named["ending"] not in ("svg", "png"):
        raise Http404(_("The rating has no picture of this name."))
    shown = _asked_league(request, code, zone_class=zone_class, year=year)
    if named["name"] == "chances" and not shown.chances:
        raise Http404(_("The rating has no picture of this name."))
    theme: rating_pictures.Theme = "dark" if request.GET.get("theme") == "dark" else "light"
    drawn = _PICTURES[named["name"]](shown, theme=theme, is_wide=request.GET.get("width") != "narrow")
    name = f"{code}-{zone_class}-{year}-{named['name']}.{named['ending']}"
    if named["ending"] == "png":
        return download(rating_pictures.png(drawn), name=name, media_type="image/png", is_shown=True)
    return HttpResponse(rating_pictures.svg(drawn), content_type="image/svg+xml")


@require_safe
def other_weights(request: HttpRequest, code: str, *, zone_class: str, year: int) -> HttpResponse:
    """The places under the reader's own weights; a script asks for the answer alone."""
    shown = _asked_league(request, code, zone_class=zone_class, year=year)
    content, status = _about(shown), 200
    is_fragment = "X-Fragment" in request.headers
    try:
        content["answer"] = what_if(engine_of(shown.edition), shown, asked=request.GET)
    except UnreadableWeight as error:
        content |= {
            "answer": what_if(engine_of(shown.edition), shown, asked={}),
            "fault" if is_fragment else "error": str(error),
        }
        status = 400
    except RatingError as error:
        raise Http404(_("This rating has no weights to be changed.")) from error
    template = "portal/_what_if.html" if is_fragment else "portal/what_if.html"
    response = render(request, template, content, status=status)
    patch_vary_headers(response, ("X-Fragment",))
    if is_fragment:  # who comes back to the address wants the page
        add_never_cache_headers(response)
    return response


@require_safe
def profile(request: HttpRequest, code: str, *, zone_class: str, **named: Any) -> HttpResponse:
    """One zone against its class: its numbers, where they come from, and what they make of its place."""
    shown = _asked_league(request, code, zone_class=zone_class, year=named["year"])
    found = profile_of(shown, engine_of(shown.edition), zone=named["zone"])
    if found is None:
        raise Http404(_("This edition does not compare such a zone."))
    return render(request, "portal/rating_profile.html", _about(shown) | {"profile": found, "cost": _cost(shown)})


@require_safe
def method(request: HttpRequest, code: str) -> HttpResponse:
    """How a rating is made, as its definition says; `version` is the day that it is valid from."""
    versions = [one for one in shipped_ratings() if one.code == code]
    asked = request.GET.get("version") or max((one.valid_from.isoformat() for one in versions), default="")
    found = next((one for one in versions if one.valid_from.isoformat() == asked), None)
    if found is None:
        raise Http404(_("The book has no such rating."))
    content = {
        "zone": book_zone(),
        "method": method_of(found),
        "versions": versions,
        "editions": editions(code).defer("matrix", "taken", "result"),
    }
    return render(request, "portal/rating_method.html", content)


def _asked_league(request: HttpRequest, code: str, *, zone_class: str, year: int) -> League:
    """The edition of an address: the newest of its year unless `number` names another. Raises Http404."""
    asked = request.GET.get("number", "")
    number = int(asked) if asked.isdecimal() and len(asked) < _LONG else None
    found = or_404(
        lambda: edition(code, zone_class, year=year, number=number), _("The book has no such edition of a rating.")
    )
    return league(found)


_LONG = 6


def _cost(shown: League) -> str:
    """What would cost the first place, where that is known."""
    return rating_words.cost_said(shown.cost) if shown.cost else ""


def _about(shown: League) -> dict[str, Any]:
    """What every page of an edition says of it."""
    of_class = editions(shown.edition.rating, shown.edition.zone_class)
    return {
        "league": shown,
        "edition": shown.edition,
        "editions": of_class.only("rating", "zone_class", "year", "number"),
        "replays": rating_words.replays_said(shown),
        "failures": rating_words.failures_said(shown.result["failed"]),
    }
