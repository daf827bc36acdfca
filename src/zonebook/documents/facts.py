"""What must be known before a document can be set?

An empty string and None mean that the book does not know; the document then says so in words. What a document would
be worthless without is refused as `IncompleteFacts`. Moments know their offset from UTC and are printed in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from zonebook.documents.saying import words
from zonebook.measures import Text


class IncompleteFacts(ValueError):
    """A document was asked for without what it is about; `missing` names the facts that lack."""

    def __init__(self, *missing: str) -> None:
        super().__init__(f"the document cannot be set without: {', '.join(missing)}")
        self.missing = missing


def require_words(**facts: str) -> None:
    """Refuse facts that print as nothing, all of them named at once."""
    missing = [name for name, text in facts.items() if words(text) is None]
    if missing:
        raise IncompleteFacts(*missing)


def require_offset(**moments: datetime) -> None:
    """Refuse moments that do not know their offset from UTC: on paper nobody could tell which hour is meant."""
    naive = [f"{name} (offset from UTC)" for name, moment in moments.items() if moment.utcoffset() is None]
    if naive:
        raise IncompleteFacts(*naive)


@dataclass(frozen=True, slots=True)
class ZoneFacts:
    """The zone that keeps the register, who runs it and who answers for it."""

    name: Text
    managing_company: str
    authorised_body: str
    is_demonstration: bool

    def __post_init__(self) -> None:
        require_words(zone=self.name.ru)


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """The company as the register names it."""

    name: str
    inn: str
    ogrn: str

    def __post_init__(self) -> None:
        require_words(company=self.name)


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """The agreement of three parties. Without `valid_until` it runs until it is ended; `state` is for extracts."""

    number: str
    signed_on: date | None
    activity: str
    valid_until: date | None
    state: Text | None = None


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """The company held this status from the first day to the last, both included; `ground` of its end, if ended."""

    status: Text
    register_number: str
    first_day: date | None
    last_day: date | None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The company worked on this site from the first day to the last, both included."""

    name: Text
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Issue:
    """When the document was issued, and by whom: a name, never a user's login."""

    at: datetime
    by: str

    def __post_init__(self) -> None:
        require_offset(issued_at=self.at)


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """All that a certificate of entry in the register of residents says."""

    zone: ZoneFacts
    company: CompanyFacts
    agreement: AgreementFacts
    register_number: str
    entered_on: date
    entered_by: str
    issued_at: datetime

    def __post_init__(self) -> None:
        require_words(register_number=self.register_number, agreement_number=self.agreement.number)
        require_offset(issued_at=self.issued_at)


@dataclass(frozen=True, slots=True)
class ExtractFacts:
    """The register about one company: as of a day, as it was known at a moment.

    `standing` is what the company was in the zone on that day, in words: the caller knows the life of a status.
    """

    zone: ZoneFacts
    company: CompanyFacts
    as_of: date
    known_at: datetime
    standing: Text
    issue: Issue
    statuses: tuple[StatusFacts, ...] = ()
    agreements: tuple[AgreementFacts, ...] = ()
    sites: tuple[SiteFacts, ...] = ()

    def __post_init__(self) -> None:
        require_words(standing=self.standing.ru)
        require_offset(known_at=self.known_at)


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """One report as it was filed: what, by whom, when, and the hash by which its workbook can be known again.

    `answers` is how many of the `asked` cells were filled in, `explained` how many warnings were explained.
    """

    zone: ZoneFacts
    company: CompanyFacts
    form: Text
    period: Text
    number: str
    version: int
    filed_at: datetime
    filed_by: str
    sha256: str
    answers: int
    asked: int
    explained: int = 0
    reason: str = ""

    def __post_init__(self) -> None:
        require_words(number=self.number, sha256=self.sha256, filed_by=self.filed_by, form=self.form.ru)
        require_offset(filed_at=self.filed_at)
