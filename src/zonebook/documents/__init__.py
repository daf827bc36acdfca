"""What does the zone hand to a company on paper, set from facts alone?

Frozen facts go in, the bytes of a PDF come out: the certificate of entry in the register of residents, an extract
from that register, the receipt of a filed report; and for anybody the league table of a rating. The same facts give the
same bytes: nothing here reads a clock, and the fonts are the typesetter's own. They are forms of this book; no official
form is reproduced.
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
    ReceiptFacts,
    SiteFacts,
    StatusFacts,
    ZoneFacts,
)
from zonebook.documents.league import LeagueLine, LeaguePaper, league_pdf
from zonebook.documents.receipt import receipt
from zonebook.documents.summary import summary_pdf
from zonebook.documents.summary_docx import summary_docx

__all__ = [
    "AgreementFacts",
    "CertificateFacts",
    "CompanyFacts",
    "ExtractFacts",
    "IncompleteFacts",
    "Issue",
    "LeagueLine",
    "LeaguePaper",
    "ReceiptFacts",
    "SiteFacts",
    "StatusFacts",
    "ZoneFacts",
    "certificate",
    "league_pdf",
    "receipt",
    "register_extract",
    "summary_docx",
    "summary_pdf",
]
