"""A release as a file: its text to take along, and the evidence of a publication."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, require
from zonebook.documents.evidence import EvidenceFacts, evidence_pdf
from zonebook.documents.prose_out import Prose, prose_docx, prose_html, prose_txt
from zonebook.portal.doors import or_404
from zonebook.portal.downloads import DOCX, PDF, download
from zonebook.portal.views.releases import release_of
from zonebook.registry.printed import local_moment, zone_facts

_TEXTS = {
    "docx": (prose_docx, DOCX),
    "html": (prose_html, "text/html; charset=utf-8"),
    "txt": (prose_txt, "text/plain; charset=utf-8"),
}


@login_required
@require_safe
def text(request: HttpRequest, key: int, *, ending: str) -> HttpResponse:
    """The text as it stands, as Word, a web page or plain words."""
    found = release_of(request, key)
    if ending not in _TEXTS:
        raise Http404(_("There is no such file."))
    write, media_type = _TEXTS[ending]
    prose = Prose(found.title, found.text, found.notice, local_moment(found.written_at))
    return download(write(prose), name=f"release-{found.pk}.{ending}", media_type=media_type)


@login_required
@require_safe
def evidence(request: HttpRequest, key: int, *, number: int, ending: str) -> HttpResponse:
    """What was frozen when a text went out: as JSON, byte for byte as it was hashed, or set on paper."""
    found = release_of(request, key)
    require(request.user, Permission.SEE_REPORTS, zone=found.zone.code)  # the pack names single cells of reports
    said = _("The release has no such publication.")
    publication = or_404(lambda: found.publications.get(number=number), said)
    name = f"evidence-{found.pk}-{number}.{ending}"
    if ending == "json":
        return download(publication.evidence.encode(), name=name, media_type="application/json")
    if ending != "pdf":
        raise Http404(_("There is no such file."))
    pack = json.loads(publication.evidence)
    facts = EvidenceFacts(zone_facts(found.zone), pack, publication.sha256, local_moment(publication.at))
    return download(evidence_pdf(facts), name=name, media_type=PDF)
