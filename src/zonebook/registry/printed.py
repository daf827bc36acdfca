"""How the documents on paper name the zone, a company and a moment."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import get_fixed_timezone, localtime

from zonebook.documents import CompanyFacts, ZoneFacts
from zonebook.measures import Text
from zonebook.registry.models import Company, Zone


def zone_facts(zone: Zone) -> ZoneFacts:
    """The zone, as a document's head names it."""
    return ZoneFacts(
        name=Text(zone.name_ru, zone.name_en),
        managing_company=zone.managing_company,
        authorised_body=zone.authorised_body,
        is_demonstration=zone.is_demonstration,
    )


def company_facts(company: Company) -> CompanyFacts:
    """The company, by its name and numbers."""
    return CompanyFacts(name=company.name, inn=company.inn, ogrn=company.ogrn)


def local_moment(moment: datetime) -> datetime:
    """The same moment by the book's clock, as a document can carry it: documents know offsets and no zones of time."""
    local = localtime(moment)
    return local.astimezone(get_fixed_timezone(local.utcoffset()))
