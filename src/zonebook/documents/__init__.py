"""What does the zone hand to a company on paper, set from facts alone?

Frozen facts go in, the bytes of a PDF come out: the certificate of entry in the register of residents, and an extract
from that register. The same facts give the same bytes: nothing here reads a clock, and the fonts are the typesetter's
own. Both are forms of this book; no official form is reproduced.
"""

from zonebook.documents.certificate import certificate
from zonebook.documents.extract import register_extract
from zonebook.documents.facts import (
    AgreementFacts,
    CertificateFacts,
    CompanyFacts,
    ExtractFacts,
    IncompleteFacts,
    Issue,
    SiteFacts,
    StatusFacts,
    ZoneFacts,
)

__all__ = [
    "AgreementFacts",
    "CertificateFacts",
    "CompanyFacts",
    "ExtractFacts",
    "IncompleteFacts",
    "Issue",
    "SiteFacts",
    "StatusFacts",
    "ZoneFacts",
    "certificate",
    "register_extract",
]
