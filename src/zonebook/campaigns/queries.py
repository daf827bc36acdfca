"""What does a campaign ask, and of whom?"""

from __future__ import annotations

from zonebook.campaigns.models import Campaign
from zonebook.intake import Form, Identity
from zonebook.measures import quarter_of
from zonebook.methodology import load_methodology
from zonebook.registry.models import Company
from zonebook.registry.queries import sites_of_company


def form_of(campaign: Campaign) -> Form:
    """The form that a campaign asks, in the version it was opened with."""
    return load_methodology().form_version(campaign.form_code, campaign.form_version)


def identity_of(campaign: Campaign, company: Company) -> Identity:
    """Whose workbook, with the sites that the company worked on in the quarter reported."""
    quarter = quarter_of(campaign.period.last)
    sites = sites_of_company(company, campaign.zone, since=quarter.start, until=quarter.last)
    return Identity(
        company=company.code,
        name=company.name,
        inn=company.inn,
        period=campaign.period_code,
        campaign=campaign.code,
        sites=tuple((site.code, site.name_ru) for site in sites),
    )
