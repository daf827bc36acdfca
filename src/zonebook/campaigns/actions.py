"""Every change of what is asked, of whom and by when; and of who looks after whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record_each
from zonebook.campaigns.models import Campaign, Curatorship, Extension
from zonebook.campaigns.queries import counting_extensions, due_for, is_asked, possible_curators, quarter_asked
from zonebook.measures import Period, PeriodError, quarter_of
from zonebook.methodology import MethodologyError, load_methodology
from zonebook.regime import campaign_days, russian_working_days
from zonebook.registry.days import day_faults, day_said, must_not_be_past
from zonebook.registry.keeping import locked
from zonebook.registry.models import Company, Zone

_DAY = timedelta(days=1)


@transaction.atomic
def open_campaign(actor: Actor, **fields: Any) -> Campaign:
    """Ask one form for one period; `fields` are those of `Campaign`.

    What is left out (`code`, `opens`, `due`, `asks`, `levels`) comes from the form's dated schedule. The period is
    cumulative: from 1 January to the end of a quarter, or everything since the start. Raises ValidationError for any
    other, for a form without a schedule where days are left out, and MethodologyError for a form that is not in force.
    """
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=fields["zone"].code)
    period = _cumulative(fields["period_code"])
    given = _scheduled(fields, period) | {name: one for name, one in fields.items() if one is not None}
    form = load_methodology().form(given["form_code"], on=given["opens"])
    campaign = Campaign(**given | {"period_code": str(period)}, form_version=form.version)
    _must_be_new(campaign)
    _must_be_sound(campaign)
    campaign.save()
    details = {
        "period": campaign.period_code,
        "form": f"{form.code}@{form.version}",
        "opens": str(campaign.opens),
        "due": str(campaign.due),
        "asks": campaign.asks,
        "asked_on": campaign.asked_on and str(campaign.asked_on),
        "levels": campaign.levels,
    }
    _seal(actor, "open_campaign", details={campaign: details})
    return campaign


@transaction.atomic
def extend_deadline(actor: Actor, campaign: Campaign, *, company: Company, due: date, reason: str) -> Extension:
    """Give one company a later last day, with the reason. It may file until then even where the campaign is closed.

    Raises ValidationError by field for a company that is not asked, a day that is past, not worked, or not later than
    the company's present last day, and without a reason.
    """
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=campaign.zone.code)
    campaign = locked(campaign)
    if not is_asked(campaign, company):
        said = _("%(company)s is not among those whom this campaign asks.")
        raise ValidationError({"company": said % {"company": company}})
    before = due_for(campaign, company)
    _must_be_later(actor, due, than=before)
    extension = Extension(
        campaign=campaign,
        company=company,
        due=due,
        reason=_given(reason, _("Write why the company is given more time.")),
        granted_by=actor.user.username,
        granted_at=actor.at,
    )
    extension.full_clean()
    extension.save()
    details = {"company": company.code, "before": str(before), "due": str(due), "reason": reason}
    _seal(actor, "extend_deadline", details={campaign: details})
    return extension


@transaction.atomic
def withdraw_extension(actor: Actor, extension: Extension, *, reason: str) -> Extension:
    """Take back a later deadline that was given by mistake: the company's day is the one before it. It stays on record.

    What was in time by a past day stays so as of that day. Raises ValidationError without a reason, and for one that
    does not count: it was withdrawn, or a later one was given.
    """
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=extension.campaign.zone.code)
    campaign = locked(extension.campaign)
    reason = _given(reason, _("Write why the later deadline is withdrawn."))
    last = counting_extensions().filter(campaign=campaign, company=extension.company_id).last()
    if last is None or last.pk != extension.pk:
        raise ValidationError(_("This deadline does not count: it was withdrawn, or another was given after it."))
    last.withdrawn_by, last.withdrawn_at, last.withdrawn_because = actor.user.username, actor.at, reason
    last.full_clean()
    last.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
    details = {"company": last.company.code, "before": str(last.due), "due": str(due_for(campaign, last.company))}
    _seal(actor, "withdraw_extension", details={campaign: details | {"extension": last.pk, "reason": reason}})
    return last


@transaction.atomic
def close_campaign(actor: Actor, campaign: Campaign) -> Campaign:
    """Take no more reports, except within a company's extension or as a correction made by the zone.

    Raises ValidationError while companies still have time, and for a campaign that is closed already.
    """
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=campaign.zone.code)
    campaign = locked(campaign)
    if campaign.is_closed:
        raise ValidationError(_("The campaign is closed already."))
    if localdate(actor.at) <= campaign.due:
        said = _("Companies may file until %(day)s: close the campaign on a later day.")
        raise ValidationError(said % {"day": day_said(campaign.due)})
    campaign.closed_at, campaign.closed_by = actor.at, actor.user.username
    campaign.save(update_fields=["closed_at", "closed_by"])
    _seal(actor, "close_campaign", details={campaign: {"period": campaign.period_code}})
    return campaign


@transaction.atomic
def reopen_campaign(actor: Actor, campaign: Campaign, *, reason: str) -> Campaign:
    """Take reports again in a closed campaign. Raises ValidationError where it is open, or without a reason."""
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=campaign.zone.code)
    campaign = locked(campaign)
    reason = _given(reason, _("Write why the campaign takes reports again."))
    if not campaign.is_closed:
        raise ValidationError(_("The campaign is open: it takes reports already."))
    details = {"reason": reason, "closed_at": campaign.closed_at.isoformat(), "closed_by": campaign.closed_by}
    campaign.closed_at, campaign.closed_by = None, ""
    campaign.save(update_fields=["closed_at", "closed_by"])
    _seal(actor, "reopen_campaign", details={campaign: details})
    return campaign


@transaction.atomic
def assign_curator(
    actor: Actor, zone: Zone, *, companies: Sequence[Company], username: str, first_day: date
) -> list[Curatorship]:
    """Give companies to a curator from a day on, all or none; who had one of them keeps it until the day before.

    A company that the curator has already stays as it is. Raises ValidationError by field for somebody who is no
    active curator of the zone, and for a day on or before which another curator took the company over.
    """
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=zone.code)
    if not possible_curators(zone).filter(username=username).exists():
        said = _("%(name)s is no curator of this zone: choose one from the list.")
        raise ValidationError({"username": said % {"name": username}})
    if not companies:
        raise ValidationError({"companies": _("Choose one company at least.")})
    keys = [company.pk for company in companies]
    list(Company.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))  # one curator at a time
    had = {one.company_id: one for one in Curatorship.objects.filter(zone=zone, company__in=keys).order_by("first_day")}
    taken = [company for company in companies if not _has_open(had.get(company.pk), username)]
    made = [Curatorship(zone=zone, company=one, username=username, first_day=first_day) for one in taken]
    for one in made:
        _must_follow(one, had.get(one.company_id))
    ended = [had[one.company_id] for one in made if one.company_id in had and had[one.company_id].last_day is None]
    Curatorship.objects.filter(pk__in=[one.pk for one in ended]).update(last_day=first_day - _DAY)
    Curatorship.objects.bulk_create(made)
    before = {one.company_id: one.username for one in ended}
    details = {one: {"company": one.company.code, "username": username, "first_day": str(first_day),
                     "before": before.get(one.company_id)} for one in made}  # fmt: skip
    _seal(actor, "assign_curator", details=details)
    return made


@transaction.atomic
def release_curator(actor: Actor, curatorship: Curatorship, *, last_day: date) -> Curatorship:
    """Let nobody look after a company any more, after a last day. Raises ValidationError by field."""
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=curatorship.zone.code)
    curatorship = locked(curatorship)
    if curatorship.last_day is not None:
        said = _("%(name)s has looked after this company until %(day)s only.")
        raise ValidationError(said % {"name": curatorship.username, "day": day_said(curatorship.last_day)})
    if last_day < curatorship.first_day:
        raise ValidationError({"last_day": _("The last day is before the first.")})
    curatorship.last_day = last_day
    curatorship.full_clean()
    curatorship.save(update_fields=["last_day"])
    details = {"company": curatorship.company.code, "username": curatorship.username, "last_day": str(last_day)}
    _seal(actor, "release_curator", details={curatorship: details})
    return curatorship


def _cumulative(code: str) -> Period:
    try:
        period = Period.parse(code)
    except PeriodError as error:
        raise ValidationError({"period_code": str(error)}) from error
    from_january = period.first is None or (period.first.month, period.first.day) == (1, 1)
    within_a_year = period.first is None or period.first.year == period.last.year
    if not (from_january and within_a_year and period.last == quarter_of(period.last).last):
        how = _(
            "reports are cumulative: write 2025-Q1, 2025-H1, 2025-9M, 2025, or ..2022-12-31 for all before the book"
        )
        raise ValidationError({"period_code": f"{code}: {how}"})
    return period


def _scheduled(fields: Mapping[str, Any], period: Period) -> dict[str, Any]:
    """What the form's schedule says of a campaign for a period; the code alone where the form has none."""
    form_code, zone = fields["form_code"], fields["zone"]
    code = f"{form_code}-{quarter_of(period.last)}".lower()
    if Campaign.objects.filter(code=code).exclude(zone=zone).exists():
        code = f"{zone.code}-{code}"
    try:
        schedule = load_methodology().schedule(form_code, on=period.last)
    except MethodologyError as error:
        if missing := {"opens", "due"} - {name for name, given in fields.items() if given}:
            said = _("This form has no schedule: give the day.")
            raise ValidationError(dict.fromkeys(missing, said)) from error
        return {"code": code}
    days = campaign_days(schedule, period.last)
    return {"code": code, "opens": days.opens, "due": days.due, "asks": schedule.asks, "levels": schedule.levels}


def _must_be_new(campaign: Campaign) -> None:
    same = Campaign.objects.filter(zone=campaign.zone, form_code=campaign.form_code, period_code=campaign.period_code)
    if other := same.first():
        said = _("This form has been asked for this period already: see the campaign %(code)s.")
        raise ValidationError({"period_code": said % {"code": other.code}})


def _must_be_sound(campaign: Campaign) -> None:
    """Raises ValidationError by field."""
    faults = day_faults(campaign)
    quarter = quarter_asked(campaign)
    if campaign.due < campaign.opens:
        faults["due"] = _("The last day for reports is before the first.")
    if campaign.asked_on is not None and not quarter.start <= campaign.asked_on <= quarter.last:
        said = _("Choose a day of the quarter that is reported on, from %(first)s to %(last)s.")
        faults["asked_on"] = said % {"first": day_said(quarter.start), "last": day_said(quarter.last)}
    if faults:
        raise ValidationError(faults)
    campaign.full_clean()


def _must_be_later(actor: Actor, due: date, *, than: date) -> None:
    must_not_be_past(actor, due=due)
    if due <= than:
        said = _("The company has time until %(day)s already: choose a later day.")
        raise ValidationError({"due": said % {"day": day_said(than)}})
    if not russian_working_days().is_worked(due):
        said = _("This is no working day: the next one is %(day)s.")
        raise ValidationError({"due": said % {"day": day_said(russian_working_days().on_or_after(due))}})


def _given(reason: str, otherwise: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": otherwise})
    return reason.strip()


def _has_open(curatorship: Curatorship | None, username: str) -> bool:
    return curatorship is not None and curatorship.last_day is None and curatorship.username == username


def _must_follow(one: Curatorship, before: Curatorship | None) -> None:
    """A company has one curator at a time: a new one begins after the last one began, or ended."""
    if before is None:
        faults = day_faults(one)
    else:
        last = before.first_day if before.last_day is None else before.last_day
        said = _("%(company)s was with %(name)s until %(day)s at least: choose a later day.")
        words = {"company": one.company, "name": before.username, "day": day_said(last)}
        faults = day_faults(one) or ({"first_day": said % words} if one.first_day <= last else {})
    if faults:
        raise ValidationError(faults)


def _seal(actor: Actor, action: str, *, details: Mapping[Campaign | Curatorship, Mapping[str, Any]]) -> None:
    named = {f"{entry._meta.label_lower}:{entry.pk}": content for entry, content in details.items()}
    record_each(by=actor.user.username, at=actor.at, action=action, details=named)
