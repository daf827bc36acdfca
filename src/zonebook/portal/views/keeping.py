"""Keeping the register: a company, its places on the sites, its people. One action for each form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.portal.forms_register import (
    ContactForm,
    DaysForm,
    EditCompanyForm,
    NewCompanyForm,
    PlaceForm,
    ReasonForm,
)
from zonebook.portal.sending import is_done
from zonebook.portal.views.company import entered_company
from zonebook.portal.views.figures import book_zone
from zonebook.registry import actions
from zonebook.registry.models import Company, Contact, Presence, Zone

FORM_METHODS = ["GET", "HEAD", "POST"]


def keeper(request: HttpRequest) -> tuple[Actor, Zone]:
    """Who keeps the register here, and of which zone. Raises PermissionDenied for anybody else."""
    zone = book_zone()
    require(request.user, Permission.KEEP_REGISTER, zone=zone.code)
    return Actor(request.user, now()), zone


@login_required
@require_http_methods(FORM_METHODS)
def new_company(request: HttpRequest) -> HttpResponse:
    """Enter a company in the register."""
    actor, zone = keeper(request)
    form = NewCompanyForm(request.POST or None)
    if request.method == "POST" and is_done(form, lambda _sent: actions.enter_company(actor, zone, **form.facts())):
        return _to_company(form.cleaned_data["code"])
    said = {"title": _("Enter a company"), "act": _("Enter it in the register")}
    return _shown(request, form, content=said)


@login_required
@require_http_methods(FORM_METHODS)
def edit_company(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of a company."""
    actor, zone = keeper(request)
    company = entered_company(code)
    form = EditCompanyForm(request.POST or None, company=company)

    def amend(sent: dict[str, Any]) -> None:
        actions.amend_company(actor, company, zone=zone, reason=sent["reason"], **form.facts())

    if request.method == "POST" and is_done(form, amend):
        return _to_company(code)
    said = {"title": _("Change what the register says"), "act": _("Write it into the register")}
    return _shown(request, form, content=said | {"company": entered_company(code)})


@login_required
@require_http_methods(FORM_METHODS)
def new_presence(request: HttpRequest, code: str) -> HttpResponse:
    """Record that a company works on a site."""
    actor, zone = keeper(request)
    company = entered_company(code)
    form = PlaceForm(request.POST or None, zone=zone)
    if request.method == "POST" and is_done(form, lambda sent: actions.place_company(actor, company, **sent)):
        return _to_company(code, "sites")
    said = {"title": _("A site where it works"), "act": _("Write it into the register"), "company": company}
    return _shown(request, form, content=said)


@login_required
@require_http_methods(FORM_METHODS)
def edit_presence(request: HttpRequest, key: int) -> HttpResponse:
    """Correct since when, or until when, a company works on a site."""
    actor, zone = keeper(request)
    presence = Presence.objects.filter(pk=key, site__zone=zone).select_related("company", "site__zone").first()
    if presence is None:
        raise Http404(_("The register has no such entry."))
    company, place = presence.company, presence.site
    form = DaysForm(request.POST or None, presence=presence)
    if request.method == "POST" and is_done(form, lambda sent: actions.amend_presence(actor, presence, **sent)):
        return _to_company(company.code, "sites")
    said = {"title": _("Correct the days on the site"), "act": _("Write it into the register")}
    return _shown(request, form, content=said | {"company": company, "about": place})


@login_required
@require_http_methods(FORM_METHODS)
def new_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a person of the company."""
    actor, zone = keeper(request)
    company = entered_company(code)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and is_done(form, lambda sent: actions.name_contact(actor, company, zone=zone, **sent)):
        return _to_company(code, "contacts")
    said = {"title": _("A contact"), "act": _("Write it into the register"), "company": company}
    return _shown(request, form, content=said)


@login_required
@require_http_methods(FORM_METHODS)
def drop_contact(request: HttpRequest, key: int) -> HttpResponse:
    """Take a person out of the register, with the reason."""
    actor, zone = keeper(request)
    contact = Contact.objects.filter(pk=key).select_related("company").first()
    if contact is None:
        raise Http404(_("The register has no such entry."))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and is_done(form, lambda sent: actions.drop_contact(actor, contact, zone=zone, **sent)):
        return _to_company(contact.company.code, "contacts")
    said = {"title": _("Take the contact out of the register"), "act": _("Take it out")}
    return _shown(request, form, content=said | {"company": contact.company, "about": contact})


def _to_company(code: str, part: str = "") -> HttpResponse:
    anchor = f"#{part}" if part else ""
    return HttpResponseRedirect(reverse("portal:company", kwargs={"code": code}) + anchor)


def _shown(request: HttpRequest, form: forms.Form, *, content: dict[str, Any]) -> HttpResponse:
    company: Company | None = content.get("company")
    back = reverse("portal:desk") if company is None else reverse("portal:company", kwargs={"code": company.code})
    status = 400 if form.errors else 200
    return render(request, "portal/desk_form.html", {**content, "form": form, "back": back}, status=status)
