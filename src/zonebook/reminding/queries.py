"""To whom does the book write, and what is there to tell a curator today?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zonebook.accounts.models import Role, User
from zonebook.accounts.queries import Asker, absences_on, stands_in_for
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import running_campaigns
from zonebook.drafting.queries import companies_with_a_draft
from zonebook.letters.models import Letter
from zonebook.letters.queries import letters_of_zone
from zonebook.methodology import MethodologyError, load_methodology
from zonebook.regime import Addressee, Schedule
from zonebook.registry.models import Company, Contact, Zone
from zonebook.reminding.steps import due_reminders
from zonebook.reporting.standing import Standing, Step, standing_of

_TOLD_FOR = timedelta(days=7)


def schedule_of(campaign: Campaign) -> Schedule | None:
    """By which schedule a campaign reminds; None for a form that has none."""
    try:
        return load_methodology().schedule(campaign.form_code, on=campaign.opens)
    except MethodologyError:
        return None


def standings_of(asker: Asker, campaign: Campaign, *, on: date) -> list[Standing]:
    """Where each report of a campaign stands, drafts included. Raises PermissionDenied."""
    return standing_of(asker, campaign, on=on, drafts=companies_with_a_draft(campaign))


@dataclass(frozen=True, slots=True, order=True)
class Mailbox:
    """An address, and the language in which whoever reads there is written to."""

    address: str
    language: str

    @property
    def key(self) -> str:
        """The same for every way in which an address is written."""
        return self.address.casefold()


def mailboxes_of(companies: Collection[Company], *, zone: Zone) -> Mapping[str, tuple[Mailbox, ...]]:
    """Where each company is written to, by code: its contacts and its reporting officers, each address once.

    An officer is written to in the language of their choice, a contact without an account in that of the installation.
    What cannot be an address is left out, so that it keeps nobody else from a letter.
    """
    codes = [company.code for company in companies]
    officers = User.objects.filter(is_active=True, role=Role.RESIDENT, zone_code=zone.code, company_code__in=codes)
    contacts = Contact.objects.filter(company__code__in=codes).values_list("company__code", "email")
    boxes = [(one.company_code, Mailbox(one.email, one.reads_in)) for one in officers.order_by("username")]
    boxes += [(code, Mailbox(email, settings.LANGUAGE_CODE)) for code, email in contacts]
    found: dict[str, dict[str, Mailbox]] = defaultdict(dict)
    for code, box in boxes:
        if _is_address(box.address):
            found[code].setdefault(box.key, box)
    return {company.code: tuple(sorted(found[company.code].values())) for company in companies}


@dataclass(frozen=True, slots=True)
class CampaignNews:
    """What a campaign has to tell one person today; of companies the names, of overdue ones with their days late."""

    campaign: Campaign
    awaiting: int
    reminded: tuple[str, ...]
    overdue: tuple[tuple[str, int], ...]
    unreachable: tuple[str, ...]

    @property
    def is_something(self) -> bool:
        return bool(self.awaiting or self.reminded or self.overdue)


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is told of a morning."""

    user: User
    campaigns: tuple[CampaignNews, ...]
    undelivered: int

    @property
    def awaiting(self) -> int:
        return sum(news.awaiting for news in self.campaigns)

    @property
    def overdue(self) -> int:
        return sum(len(news.overdue) for news in self.campaigns)

    @property
    def is_something(self) -> bool:
        return bool(self.campaigns or self.undelivered)


def readers_of(zone: Zone, *, on: date) -> list[User]:
    """Who gets a digest: the curators and the reviewers of the city who have an address and are not away."""
    away = absences_on(on).values("user")
    staff = User.objects.filter(is_active=True, zone_code=zone.code, role__in=(Role.CURATOR, Role.CITY_REVIEWER))
    return [one for one in staff.exclude(pk__in=away).order_by("username") if _is_address(one.email)]


def digests_of(asker: Asker, zone: Zone, *, readers: Iterable[User], on: date) -> list[Digest]:
    """What there is to tell each reader on a day; whoever there is nothing to tell is left out."""
    readers = list(readers)
    if not readers:
        return []
    running = [(one, standings_of(asker, one, on=on)) for one in running_campaigns(zone, on=on).order_by("due", "code")]
    awaited = [standing.company for _, standings in running for standing in standings if not standing.has_reported]
    reachable = mailboxes_of(awaited, zone=zone)
    undelivered = _undelivered(zone, on=on)
    digests = []
    for reader in readers:
        if reader.role == Role.CITY_REVIEWER:
            told = [_news_of_city(campaign, standings) for campaign, standings in running]
            digests.append(Digest(reader, tuple(one for one in told if one.is_something), undelivered=0))
            continue
        looked_after = {"", reader.username, *stands_in_for(reader, on=on)}
        own = [(campaign, [one for one in all_ if one.curator in looked_after]) for campaign, all_ in running]
        told = [_news_of_curator(campaign, of_own, reachable=reachable, on=on) for campaign, of_own in own]
        digests.append(Digest(reader, tuple(one for one in told if one.is_something), undelivered))
    return [digest for digest in digests if digest.is_something]


def _news_of_city(campaign: Campaign, standings: Iterable[Standing]) -> CampaignNews:
    return CampaignNews(campaign, sum(one.step is Step.AWAITS_CITY for one in standings), (), (), ())


def _news_of_curator(
    campaign: Campaign, own: Sequence[Standing], *, reachable: Mapping[str, tuple[Mailbox, ...]], on: date
) -> CampaignNews:
    schedule = schedule_of(campaign)
    reminders = [] if schedule is None else due_reminders(own, schedule, today=on)
    to_curator = [one.standing for one in reminders if Addressee.CURATOR in one.step.to]
    return CampaignNews(
        campaign,
        awaiting=sum(one.step is Step.AWAITS_REVIEW for one in own),
        reminded=tuple(one.company.name for one in to_curator if not one.is_late),
        overdue=tuple((one.company.name, one.days_late) for one in own if one.is_late and not one.has_reported),
        unreachable=tuple(one.standing.company.name for one in reminders if not reachable[one.standing.company.code]),
    )


def _is_address(written: str) -> bool:
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True


def _undelivered(zone: Zone, *, on: date) -> int:
    """How many letters of the last days could not be delivered; older ones have been told of."""
    failed = letters_of_zone(zone.code).filter(state=Letter.State.FAILED)
    return failed.filter(written_at__date__gte=on - _TOLD_FOR).count()
