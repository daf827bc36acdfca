"""Keeping the register: the zone itself and its sites. One action for each form."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zonebook.portal.doors import keeper, or_404, require_safe_or_post
from zonebook.portal.forms.zone import SiteForm, ZoneForm
from zonebook.portal.sending import Page, answer, posted
from zonebook.portal.templatetags.zonebook import named
from zonebook.registry import actions
from zonebook.registry.models import Site


@login_required
@require_safe_or_post
def edit_zone(request: HttpRequest) -> HttpResponse:
    """Change what the register says of the zone itself."""
    actor, zone = keeper(request)
    return answer(
        request,
        ZoneForm(posted(request), entry=zone),
        page=Page(
            _("Change what the register says"),
            _("Write it into the register"),
            reverse("portal:desk"),
            about=named(zone),
        ),
        act=lambda sent: actions.amend_zone(actor, zone, **sent),
    )


@login_required
@require_safe_or_post
def new_site(request: HttpRequest) -> HttpResponse:
    """Enter a site of the zone."""
    actor, zone = keeper(request)
    return answer(
        request,
        SiteForm(posted(request)),
        page=Page(_("A new site"), _("Enter the site in the register"), reverse("portal:sites"), _("Sites")),
        act=lambda sent: actions.open_site(actor, zone, **sent),
        onward=_address,
    )


@login_required
@require_safe_or_post
def edit_site(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of a site."""
    actor, zone = keeper(request)
    sites = Site.objects.filter(zone=zone).select_related("zone")
    site = or_404(lambda: sites.get(code=code), _("The zone has no such site."))
    return answer(
        request,
        SiteForm(posted(request), entry=site),
        page=Page(_("Change what the register says"), _("Write it into the register"), _address(site), named(site)),
        act=lambda sent: actions.amend_site(actor, site, **sent),
    )


def _address(site: Site) -> str:
    address: str = reverse("portal:site", kwargs={"code": site.code})
    return address
