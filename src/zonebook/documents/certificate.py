"""Which company is entered in the register of residents, under which number, since when and by which agreement?"""

from __future__ import annotations

from zonebook.documents import saying
from zonebook.documents.facts import CertificateFacts
from zonebook.documents.heading import heading
from zonebook.documents.typesetting import typeset


def certificate(facts: CertificateFacts) -> bytes:
    """The certificate of entry in the register of residents as a PDF (A4); the same facts give the same bytes."""
    agreement = facts.agreement
    said = heading(facts.zone, facts.company) | {
        "register_number": saying.words(facts.register_number),
        "entered_on": saying.day(facts.entered_on),
        "entered_by": saying.words(facts.entered_by),
        "agreement": saying.words(agreement.number),
        "signed_on": saying.day(agreement.signed_on),
        "activity": saying.words(agreement.activity),
        "valid_until": saying.day(agreement.valid_until),
        "issued_at": saying.moment(facts.issued_at),
    }
    return typeset("certificate.typ", facts=said, dated=facts.issued_at)
