"""Whose document is this, and about which company?"""

from __future__ import annotations

from zonebook.documents import saying
from zonebook.documents.facts import CompanyFacts, ZoneFacts


def heading(zone: ZoneFacts, company: CompanyFacts) -> dict[str, object]:
    """What every document says of the zone and of the company."""
    return {
        "zone": saying.both(zone.name),
        "managing_company": saying.words(zone.managing_company),
        "authorised_body": saying.words(zone.authorised_body),
        "is_demonstration": zone.is_demonstration,
        "company": saying.words(company.name),
        "inn": saying.words(company.inn),
        "ogrn": saying.words(company.ogrn),
    }
