"""A curator's own correction of an accepted report: cells said differently, with the reason, as a new version."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zonebook.portal.correcting import explanations_sent, shown_correction
from zonebook.portal.doors import actor_of, book_zone, or_404, require_safe_or_post
from zonebook.portal.draft_grid import writings_in
from zonebook.portal.forms.review import CorrectionForm
from zonebook.portal.sending import is_done, leave_receipt, posted
from zonebook.reporting.actions import correct_report
from zonebook.reporting.correcting import accepted_to_correct, correction_of, explanations_kept
from zonebook.reporting.models import Version

_LONGEST = 2000


@login_required
@require_safe_or_post
def correct(request: HttpRequest, *, submission: int) -> HttpResponse:
    """The cells of the accepted version to say differently; POST files them as a version that awaits review."""
    zone = book_zone()
    accepted = or_404(
        lambda: accepted_to_correct(request.user, zone, submission=submission),
        _("There is no accepted report here: only what is in the book is corrected."),
    )
    typed = {key: one.text for key, one in writings_in(request.POST).items()}
    texts = explanations_sent(request.POST, most=_LONGEST)
    correction, form = correction_of(accepted, typed=typed), CorrectionForm(posted(request))
    sent = {"seen": _number(request.POST.get("seen", "")), "explanations": explanations_kept(correction) | texts}
    filed: list[Version] = []
    if request.method == "POST" and is_done(
        form, lambda given: filed.append(correct_report(actor_of(request), correction, reason=given["reason"], **sent))
    ):
        leave_receipt(request, _("The correction is filed. It enters the book when it is accepted below."))
        parts = {"submission": submission, "number": filed[0].number}
        return HttpResponseRedirect(reverse("portal:decide", kwargs=parts))
    content = {
        "accepted": accepted,
        "last": accepted.submission.versions.order_by("-number").first(),
        "form": form,
        **shown_correction(correction, sent=texts),
    }
    return render(request, "portal/review_correct.html", content, status=400 if form.errors else 200)


def _number(sent: str) -> int:
    """The number of the version that was the last when the page was opened; of what is no number, that of none."""
    return int(sent) if sent.isdecimal() and len(sent) <= 6 else 0  # noqa: PLR2004 - more digits than any number
