"""What does the register say of one company as of a day, as it was known at a moment?"""

from __future__ import annotations

from zonebook.documents import saying
from zonebook.documents.facts import AgreementFacts, ExtractFacts, SiteFacts, StatusFacts
from zonebook.documents.heading import heading
from zonebook.documents.typesetting import typeset


def register_extract(facts: ExtractFacts) -> bytes:
    """The extract as a PDF (A4, as many pages as it takes); the same facts give the same bytes."""
    said = heading(facts.zone, facts.company) | {
        "as_of": saying.day(facts.as_of),
        "known_at": saying.moment(facts.known_at),
        "standing": saying.both(facts.standing),
        "statuses": [_status(status) for status in facts.statuses],
        "agreements": [_agreement(agreement) for agreement in facts.agreements],
        "sites": [_site(site) for site in facts.sites],
        "issued_at": saying.moment(facts.issue.at),
        "issued_by": saying.words(facts.issue.by),
    }
    return typeset("register_extract.typ", facts=said, dated=facts.issue.at)


def _status(status: StatusFacts) -> dict[str, object]:
    return {
        "status": saying.both(status.status),
        "register_number": saying.words(status.register_number),
        "first_day": saying.short_day(status.first_day),
        "last_day": saying.short_day(status.last_day),
        "ground": saying.words(status.ground),
    }


def _agreement(agreement: AgreementFacts) -> dict[str, object]:
    return {
        "number": saying.words(agreement.number),
        "signed_on": saying.short_day(agreement.signed_on),
        "valid_until": saying.short_day(agreement.valid_until),
        "activity": saying.words(agreement.activity),
        "state": saying.both(agreement.state),
    }


def _site(site: SiteFacts) -> dict[str, object]:
    return {
        "name": saying.both(site.name),
        "first_day": saying.short_day(site.first_day),
        "last_day": saying.short_day(site.last_day),
    }
