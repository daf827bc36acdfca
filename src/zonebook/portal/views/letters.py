"""Letters as a curator sees them: which were sent, which wait, which could not be delivered and why."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zonebook.campaigns.models import Campaign
from zonebook.letters.models import Letter
from zonebook.letters.queries import are_really_sent, count_by_state, is_recent, last_breath, letters_of_zone
from zonebook.portal.doors import campaign_runner
from zonebook.portal.sending import leave_receipt
from zonebook.registry.models import Company, Zone
from zonebook.reminding.actions import send_again

_A_PAGE = 50


@login_required
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters of the zone, or of one campaign, the newest first; those of one state, if it is chosen."""
    _actor, zone = campaign_runner(request)
    campaign = _campaign(zone, request.GET.get("campaign", ""))
    about = f"campaigns.campaign:{campaign.pk}" if campaign else ""
    found = letters_of_zone(zone.code, about=about)
    counts = count_by_state(found)
    state = request.GET.get("state", "")
    shown = found.filter(state=state) if state in Letter.State.values else found
    page, breath = Paginator(shown, _A_PAGE).get_page(request.GET.get("page")), last_breath()
    companies = Company.objects.in_bulk({letter.company_code for letter in page.object_list}, field_name="code")
    content = {
        "zone": zone,
        "campaign": campaign,
        "campaigns": Campaign.objects.filter(zone=zone),
        "states": [(one, counts[one]) for one in Letter.State if one in counts],
        "state": state,
        "total": sum(counts.values()),
        "page": page,
        "companies": companies,
        "are_really_sent": are_really_sent(),
        "breath": breath,
        "is_somebody_working": is_recent(breath, at=now()),
    }
    return render(request, "portal/letters.html", content)


@login_required
@require_POST
def send_letter_again(request: HttpRequest, key: int) -> HttpResponse:
    """Let a letter that could not be delivered be tried again; one that has not failed is left as it is."""
    actor, zone = campaign_runner(request)
    letter = get_object_or_404(letters_of_zone(zone.code), pk=key)
    try:
        send_again(actor, letter)
    except ValidationError:
        leave_receipt(request, _("This letter is on its way already: nothing was changed."))
    else:
        leave_receipt(request, _("The letter to %(address)s will be tried again.") % {"address": letter.to})
    return HttpResponseRedirect(reverse("portal:letters"))


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Does the book answer, and does a worker breathe? For whoever watches over the server; tells nothing else."""
    breath = last_breath()
    content = {
        "book": "answers",
        "worker": "breathes" if is_recent(breath, at=now()) else "silent",
        "worker_breathed_at": breath.isoformat(timespec="seconds") if breath else None,
    }
    return JsonResponse(content, headers={"Cache-Control": "no-store"})


def _campaign(zone: Zone, code: str) -> Campaign | None:
    """The campaign that the address names; None when it names none. Raises Http404 for one that is not there."""
    if not code:
        return None
    campaign = Campaign.objects.filter(zone=zone, code=code).first()
    if campaign is None:
        raise Http404(_("There is no such campaign."))
    return campaign
