"""Keeping the register: a company, its places on the sites, its people. One action for each form."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zonebook.portal.doors import entered_company, keeper, or_404, require_safe_or_post
from zonebook.portal.forms.companies import CompanyForm, ContactForm, PlaceForm, StayForm
from zonebook.portal.forms.entries import ReasonForm
from zonebook.portal.sending import Page, answer, posted
from zonebook.portal.templatetags.zonebook import named
from zonebook.registry import actions
from zonebook.registry.models import Company, Contact, Presence


@login_required
@require_safe_or_post
def new_company(request: HttpRequest) -> HttpResponse:
    """Enter a company in the register."""
    actor, zone = keeper(request)
    return answer(
        request,
        CompanyForm(posted(request)),
        page=Page(_("Enter a company"), _("Enter it in the register"), reverse("portal:desk")),
        act=lambda sent: actions.enter_company(actor, zone, **sent),
        onward=_address,
    )


@login_required
@require_safe_or_post
def edit_company(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of a company."""
    actor, zone = keeper(request)
    company = entered_company(code)
    return answer(
        request,
        CompanyForm(posted(request), entry=company),
        page=_page(_("Change what the register says"), company),
        act=lambda sent: actions.amend_company(actor, company, zone=zone, **sent),
    )


@login_required
@require_safe_or_post
def new_presence(request: HttpRequest, code: str) -> HttpResponse:
    """Record that a company works on a site."""
    actor, zone = keeper(request)
    company = entered_company(code)
    return answer(
        request,
        PlaceForm(posted(request), zone=zone),
        page=_page(_("A site where it works"), company, part="sites"),
        act=lambda sent: actions.place_company(actor, company, **sent),
    )


@login_required
@require_safe_or_post
def edit_presence(request: HttpRequest, key: int) -> HttpResponse:
    """Correct since when, or until when, a company works on a site."""
    actor, zone = keeper(request)
    stays = Presence.objects.filter(site__zone=zone).select_related("company", "site__zone")
    stay = or_404(lambda: stays.get(pk=key), _("The register has no such entry."))
    return answer(
        request,
        StayForm(posted(request), entry=stay),
        page=_page(_("Correct the days on the site"), stay.company, part="sites", about=named(stay.site)),
        act=lambda sent: actions.amend_presence(actor, stay, **sent),
    )


@login_required
@require_safe_or_post
def new_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a person of the company."""
    actor, zone = keeper(request)
    company = entered_company(code)
    return answer(
        request,
        ContactForm(posted(request)),
        page=_page(_("A contact"), company, part="contacts"),
        act=lambda sent: actions.name_contact(actor, company, zone=zone, **sent),
    )


@login_required
@require_safe_or_post
def drop_contact(request: HttpRequest, key: int) -> HttpResponse:
    """Take a person out of the register, with the reason."""
    actor, zone = keeper(request)
    contacts = Contact.objects.select_related("company")
    contact = or_404(lambda: contacts.get(pk=key), _("The register has no such entry."))
    return answer(
        request,
        ReasonForm(posted(request)),
        page=replace(
            _page(_("Take the contact out of the register"), contact.company, part="contacts", about=contact.name),
            button=_("Take it out"),
        ),
        act=lambda sent: actions.drop_contact(actor, contact, zone=zone, **sent),
    )


def _address(company: Company, part: str = "") -> str:
    """The page of a company, or a part of it."""
    address: str = reverse("portal:company", kwargs={"code": company.code})
    return f"{address}#{part}" if part else address


def _page(title: str, company: Company, *, part: str = "", about: str = "") -> Page:
    """A form about a company, with the way back to it."""
    return Page(title, _("Write it into the register"), _address(company, part), company.name, about)
