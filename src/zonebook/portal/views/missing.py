"""The page that is shown where none is, with the reason that the view gave."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Why there is nothing here: in the view's own words, where a view was found that could tell."""
    said = next(iter(exception.args), "")
    reason = "" if isinstance(exception, Resolver404) else said
    return render(request, "404.html", {"reason": reason}, status=404)
