"""What does a campaign ask, of whom, until when, and does it still take their reports?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zonebook.accounts.models import Role, User
from zonebook.accounts.queries import Actor, Asker, Permission, may, require
from zonebook.campaigns.models import Campaign, Curatorship, Extension
from zonebook.intake import Form, Identity
from zonebook.measures import Period, Text, quarter_of
from zonebook.measures.period_names import name_of
from zonebook.methodology import MeasureDefinition, load_methodology
from zonebook.registry.days import day_said
from zonebook.registry.models import Company, Contact, Presence, Residency, Zone
from zonebook.registry.queries import in_force, sites_of_company, within
from zonebook.registry.wording import language


def form_of(campaign: Campaign) -> Form:
    """The form that a campaign asks, in the version it was opened with."""
    return load_methodology().form_version(campaign.form_code, campaign.form_version)


def quarter_asked(campaign: Campaign) -> Period:
    """The quarter that a campaign adds to the book: the last one of its cumulative period."""
    return quarter_of(campaign.period.last)


def identity_of(campaign: Campaign, company: Company) -> Identity:
    """Whose workbook, with the sites that the company worked on in the quarter reported."""
    quarter = quarter_asked(campaign)
    sites = sites_of_company(company, campaign.zone, since=quarter.start, until=quarter.last)
    return Identity(
        company=company.code,
        name=company.name,
        inn=company.inn,
        period=campaign.period_code,
        campaign=campaign.code,
        sites=tuple((site.code, site.name_ru) for site in sites),
    )


def asked_companies(campaign: Campaign) -> QuerySet[Company]:
    """Who must report: the companies, or the residents, of the quarter or of the day that the campaign names.

    The form asks each line for each site, so only who worked on a site in the quarter can answer; the residents that
    this leaves out are `unplaced_residents_of`.
    """
    quarter = quarter_asked(campaign)
    present = Presence.objects.filter(within(quarter.start, quarter.last), site__zone=campaign.zone_id)
    found = Company.objects.filter(pk__in=present.values("company"))
    if campaign.asks == Campaign.Asks.RESIDENTS:
        return found.filter(pk__in=_asked_residents(campaign).values("company"))
    if campaign.asked_on is not None:
        there = Presence.objects.filter(in_force(campaign.asked_on), site__zone=campaign.zone_id)
        return found.filter(pk__in=there.values("company"))
    return found


def unplaced_residents_of(campaign: Campaign) -> QuerySet[Company]:
    """The residents that a campaign would ask, were they on a site: the register has to say first where they work."""
    if campaign.asks != Campaign.Asks.RESIDENTS:
        return Company.objects.none()
    residents = Company.objects.filter(pk__in=_asked_residents(campaign).values("company"))
    return residents.exclude(pk__in=asked_companies(campaign).values("pk"))


def is_asked(campaign: Campaign, company: Company) -> bool:
    """Must the company report in this campaign?"""
    return asked_companies(campaign).filter(pk=company.pk).exists()


def campaigns_asking(company: Company, zone: Zone) -> list[Campaign]:
    """The campaigns of a zone that ask a company, newest first, in a constant number of queries."""
    sitting = _days(Presence.objects.filter(company=company, site__zone=zone))
    status = _days(Residency.objects.filter(company=company, zone=zone))
    return [one for one in Campaign.objects.filter(zone=zone) if _asks(one, sitting=sitting, status=status)]


def asked_in_each(campaigns: Iterable[Campaign], zone: Zone) -> Mapping[int, frozenset[int]]:
    """The keys of the companies that each of several campaigns of a zone asks, by the key of the campaign."""
    sitting = _days_by_company(Presence.objects.filter(site__zone=zone))
    status = _days_by_company(Residency.objects.filter(zone=zone))
    return {
        one.pk: frozenset(key for key, days in sitting.items() if _asks(one, sitting=days, status=status.get(key, [])))
        for one in campaigns
    }


def running_campaigns(zone: Zone, *, on: date) -> QuerySet[Campaign]:
    """The campaigns of a zone that take reports on a day: they have opened, and nobody has closed them."""
    return Campaign.objects.filter(zone=zone, opens__lte=on, closed_at__isnull=True)


def due_for(campaign: Campaign, company: Company) -> date:
    """The last day for one company: that of the extension that counts, else the campaign's."""
    last = counting_extensions().filter(campaign=campaign, company=company).last()
    return campaign.due if last is None else last.due


def dues_of(campaign: Campaign, *, on: date) -> Mapping[int, date]:
    """The last days of the companies that had been given a later one by a day, by the key of the company."""
    return dict(counting_extensions(on=on).filter(campaign=campaign).values_list("company", "due"))


def counting_extensions(*, on: date | None = None) -> QuerySet[Extension]:
    """The extensions that are not withdrawn, or were not by the end of a day; of a company's the last counts."""
    if on is None:
        return Extension.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__date__gt=on)
    return Extension.objects.filter(still, granted_at__date__lte=on).order_by("pk")


def extensions_of(campaign: Campaign) -> list[tuple[Extension, bool]]:
    """All the later deadlines that were given in a campaign, the newest first, each with whether it counts."""
    given = list(campaign.extensions.select_related("company").order_by("-pk"))
    last: dict[int, int] = {}
    for one in given:
        if one.withdrawn_at is None:
            last.setdefault(one.company_id, one.pk)
    return [(one, last.get(one.company_id) == one.pk) for one in given]


def must_take_filings(campaign: Campaign, company: Company, *, by: Actor, is_correction: bool = False) -> None:
    """Raises ValidationError that says why the campaign takes no report of the company from this actor now.

    For `reporting.actions.file_workbook`: to be called inside its transaction, because it reads anew whether the
    campaign was closed meanwhile, and until the transaction ends nobody closes it. `is_correction`: whether a report
    of the company has been accepted already. After the campaign is closed a report is taken within the company's
    extension, or as a correction from those who decide on reports.
    """
    _let_nobody_close(campaign)
    campaign = Campaign.objects.select_related("zone").get(pk=campaign.pk)
    today = localdate(by.at)
    if not is_asked(campaign, company):
        said = _("%(company)s is not asked to report in this campaign (%(period)s).")
        raise ValidationError(said % {"company": company, "period": name_of(campaign.period, language())})
    if today < campaign.opens:
        said = _("The campaign opens on %(day)s: file the report from that day on.")
        raise ValidationError(said % {"day": day_said(campaign.opens)})
    may_correct = is_correction and may(by.user, Permission.DECIDE_REPORTS, zone=campaign.zone.code)
    if campaign.is_closed and not may_correct and not _is_extended(campaign, company, on=today):
        said = _("The campaign was closed on %(day)s and takes no more reports: ask your curator for a later deadline.")
        raise ValidationError(said % {"day": day_said(localdate(campaign.closed_at))})


def _let_nobody_close(campaign: Campaign) -> None:
    """Whoever closes the campaign waits for this transaction, or this for them; other filings wait for nobody.

    On SQLite one transaction that writes waits for the other anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {Campaign._meta.db_table} WHERE id = %s FOR SHARE", [campaign.pk])  # noqa: S608 - our own table


def curators_of(zone: Zone, *, on: date) -> Mapping[int, str]:
    """Who looks after which company on a day: user names by the key of the company."""
    return {key: one.username for key, one in curatorships_on(zone, on=on).items()}


def curatorships_on(zone: Zone, *, on: date) -> Mapping[int, Curatorship]:
    """The same with their days: a company has one curator at a time."""
    return {one.company_id: one for one in Curatorship.objects.filter(in_force(on), zone=zone)}


@dataclass(frozen=True, slots=True)
class Break:
    """From a day on the numbers of a series rest on another definition (`resident-quarter@2`), and what it changed."""

    since: date
    definition: str
    note: Text

    def is_within(self, period: Period) -> bool:
        """Whether a period has days on both sides, so that its figure mixes two definitions."""
        return (period.first is None or period.first < self.since) and self.since <= period.last


def breaks_of(measure: MeasureDefinition, zone: Zone) -> list[Break]:
    """Where the series of a measure breaks in a zone, in the order of time.

    A form's version breaks it at the first quarter that was reported by it; a measure's own at its `valid_from`.
    """
    changed = {
        (form.code, form.version): form.changes.note
        for form in load_methodology().forms
        if form.changes is not None and form.changes.touches(measure.inputs)
    }
    found = {}
    for campaign in Campaign.objects.filter(zone=zone, form_version__gt=1) if changed else ():
        version, since = (campaign.form_code, campaign.form_version), quarter_asked(campaign).start
        if version in changed:
            found[version] = min(since, found.get(version, since))
    breaks = [Break(since, f"{code}@{version}", changed[code, version]) for (code, version), since in found.items()]
    if measure.changes is not None:
        breaks.append(Break(measure.valid_from, f"{measure.code}@{measure.version}", measure.changes))
    return sorted(breaks, key=lambda one: (one.since, one.definition))


def contacts_of(companies: Iterable[int]) -> Mapping[int, list[Contact]]:
    """Whom the zone writes to in companies, by their keys. For the rooms above, which ask who may see it."""
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(company__in=list(companies)):
        found[contact.company_id].append(contact)
    return found


def campaign_seen_by(asker: Asker, code: str) -> Campaign:
    """A campaign for the people of its zone. Raises Campaign.DoesNotExist and PermissionDenied."""
    campaign = Campaign.objects.select_related("zone").get(code=code)
    require(asker, Permission.SEE_PAPERS, zone=campaign.zone.code)
    return campaign


def full_names(zone: Zone) -> Mapping[str, str]:
    """What the people of the zone are called, by user name: those who look after companies now or did before."""
    people = User.objects.filter(role=Role.CURATOR, zone_code=zone.code)
    return {person.username: person.get_full_name() or person.username for person in people}


def possible_curators(zone: Zone) -> QuerySet[User]:
    """Whom a company can be given to: the active curators of the zone."""
    return User.objects.filter(is_active=True, role=Role.CURATOR, zone_code=zone.code).order_by("username")


def _asked_residents(campaign: Campaign) -> QuerySet[Residency]:
    quarter = quarter_asked(campaign)
    day = campaign.asked_on
    holding = within(quarter.start, quarter.last) if day is None else in_force(day)
    return Residency.objects.filter(holding, zone=campaign.zone_id)


def _is_extended(campaign: Campaign, company: Company, *, on: date) -> bool:
    last = counting_extensions().filter(campaign=campaign, company=company).last()
    return last is not None and on <= last.due


Days = list[tuple[date | None, date | None]]


def _days(entries: QuerySet[Presence] | QuerySet[Residency]) -> Days:
    return list(entries.values_list("first_day", "last_day"))


def _days_by_company(entries: QuerySet[Presence] | QuerySet[Residency]) -> Mapping[int, Days]:
    found: dict[int, Days] = defaultdict(list)
    for company, first, last in entries.values_list("company", "first_day", "last_day"):
        found[company].append((first, last))
    return found


def _asks(campaign: Campaign, *, sitting: Days, status: Days) -> bool:
    """The rule of `asked_companies` for one company whose days are known."""
    quarter, day = quarter_asked(campaign), campaign.asked_on
    span = (quarter.start, quarter.last) if day is None else (day, day)
    if not _touches(sitting, quarter.start, until=quarter.last):
        return False
    held = status if campaign.asks == Campaign.Asks.RESIDENTS else sitting
    return _touches(held, span[0], until=span[1])


def _touches(days: Days, since: date, *, until: date) -> bool:
    return any((first is None or first <= until) and (last is None or last >= since) for first, last in days)


def extended_dues_of(company: Company) -> Mapping[int, date]:
    """The later last days that a company was given, by the key of the campaign."""
    return dict(counting_extensions().filter(company=company).values_list("campaign", "due"))
