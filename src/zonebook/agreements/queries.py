"""Who applied, where does each application stand, what was agreed, and who must act next by when?

Papers are not public: each reading begins with the asker. An applicant sees their own applications, a resident's user
those of their company, the people of the zone what was submitted to it; a draft is its owner's alone. What has no
asker serves the rooms above, which ask for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from zonebook.accounts.queries import Asker, Permission, may, require
from zonebook.agreements.facts import (
    Lived,
    Situation,
    facts_before_input,
    newest_papers,  # noqa: F401 - a reading that the facts need as well as the pages, which find it here
    subject_of,
    the_life,
)
from zonebook.agreements.models import (
    Agreement,
    Application,
    CouncilMember,
    Meeting,
    Minutes,
    Paper,
    Signature,
    Step,
    Terms,
)
from zonebook.agreements.plans import Planned, from_stored
from zonebook.measures import Text
from zonebook.methodology import load_methodology
from zonebook.regime import Actor as Who
from zonebook.regime import Deadline, State, Subject, Transition
from zonebook.registry.models import Company, Zone
from zonebook.registry.queries import in_force, known

APPLICANT_FIELDS = frozenset(
    {
        "name",
        "legal_form",
        "inn",
        "ogrn",
        "kpp",
        "address",
        "contact_name",
        "contact_email",
        "contact_phone",
        "industry",
        "activity",
        "site",
        "place",
        "area_sqm",
        "power_kw",
        "wishes",
    }
)
"""What an applicant says of themselves and of what they need."""

_PREPARED = "prepare_agreement"


class NextStep(NamedTuple):
    """A step that leads on, and why it is not open yet; without refusals it may be taken."""

    transition: Transition
    refusals: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who must act next, what to do, by when: the clock that runs for an application or an agreement."""

    entry: Lived
    deadline: Deadline
    due: date
    is_overdue: bool

    @property
    def actor(self) -> Who:
        """Who must act: the applicant or a curator."""
        return self.deadline.actor


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register said of an agreement on a day; None and the empty text for what had not happened yet.

    `terms` are those in force on the day.
    """

    terms: Terms | None
    activity: str
    valid_until: date | None
    signed_on: date | None
    entered_on: date | None
    register_number: str
    has_certificate: bool
    ended_on: date | None
    end_document: str


# --- applications


def applies_for(asker: Asker, application: Application) -> bool:
    """Is the application the asker's own, or their company's, to be changed by them?"""
    company = application.company.code if application.company else None
    if not may(asker, Permission.APPLY, zone=application.zone.code, company=company):
        return False
    is_own = application.applicant == asker.get_username()
    return is_own or asker.is_superuser or (company is not None and asker.company_code == company)


def applications_of(asker: Asker, zone: Zone) -> QuerySet[Application]:
    """The applications that the asker may see, newest first. Raises PermissionDenied for who sees none at all."""
    found = Application.objects.filter(zone=zone).select_related("zone", "company", "site", "industry")
    own = Q(applicant=asker.get_username())
    if company := getattr(asker, "company_code", ""):
        own |= Q(company__code=company)
    if getattr(asker, "is_superuser", False) and asker.is_active:
        return found
    if may(asker, Permission.SEE_PAPERS, zone=zone.code):
        return found.filter(Q(submitted_at__isnull=False) | own)
    if company and may(asker, Permission.SEE_PAPERS, zone=zone.code, company=company):
        return found.filter(own)
    require(asker, Permission.APPLY, zone=zone.code)
    return found.filter(applicant=asker.get_username())


def application_for(asker: Asker, key: int) -> Application:
    """One application. Raises Application.DoesNotExist, and PermissionDenied where the asker may not see it."""
    application = Application.objects.select_related("zone", "company", "site", "industry").get(pk=key)
    must_see(asker, application)
    return application


def must_see(asker: Asker, entry: Lived) -> None:
    """Raises PermissionDenied where the asker may not see an application or an agreement."""
    seen = applications_of if isinstance(entry, Application) else agreements_of
    if not seen(asker, entry.zone).filter(pk=entry.pk).exists():
        raise PermissionDenied(f"{asker} may not see {subject_of(entry)} {entry.pk}")


def paper_for(asker: Asker, key: int) -> Paper:
    """One paper of an application that the asker may see. Raises Paper.DoesNotExist, PermissionDenied."""
    paper = Paper.objects.select_related("application__zone", "file").get(pk=key)
    application_for(asker, paper.application_id)
    return paper


def plan_of(application: Application) -> Planned:
    """What is planned by year and line, in roubles and in jobs."""
    return from_stored(application.planned.all())


def is_changeable(application: Application) -> bool:
    """May its applicant change it now: is it a draft, or was it returned?"""
    life = the_life()
    return any(application.state in life.transition(code).sources for code in ("submit", "resubmit"))


# --- the council


def council_of(asker: Asker, zone: Zone, *, on: date) -> QuerySet[CouncilMember]:
    """The members of the expert council on a day. Raises PermissionDenied."""
    require(asker, Permission.SEE_PAPERS, zone=zone.code)
    return CouncilMember.objects.filter(in_force(on), zone=zone)


def meetings_of(asker: Asker, zone: Zone) -> QuerySet[Meeting]:
    """The meetings of the council, newest first. Raises PermissionDenied."""
    require(asker, Permission.SEE_PAPERS, zone=zone.code)
    return Meeting.objects.filter(zone=zone)


def meeting_for(asker: Asker, key: int) -> Meeting:
    """One meeting of the council. Raises Meeting.DoesNotExist, PermissionDenied."""
    meeting = Meeting.objects.select_related("zone").get(pk=key)
    require(asker, Permission.SEE_PAPERS, zone=meeting.zone.code)
    return meeting


def minutes_for(asker: Asker, key: int) -> Minutes:
    """The minutes of a meeting. Raises Minutes.DoesNotExist, PermissionDenied."""
    minutes = Minutes.objects.select_related("meeting__zone", "file").get(pk=key)
    require(asker, Permission.SEE_PAPERS, zone=minutes.meeting.zone.code)
    return minutes


# --- agreements


def agreements_of(asker: Asker, zone: Zone) -> QuerySet[Agreement]:
    """The agreements that the asker may see, newest first. Raises PermissionDenied for who sees none at all."""
    found = Agreement.objects.filter(zone=zone).select_related("zone", "company", "application", "residency")
    if may(asker, Permission.SEE_PAPERS, zone=zone.code):
        return found
    company = getattr(asker, "company_code", "")
    if company and may(asker, Permission.SEE_PAPERS, zone=zone.code, company=company):
        return found.filter(company__code=company)
    require(asker, Permission.APPLY, zone=zone.code)
    return found.filter(application__applicant=asker.get_username())


def agreement_for(asker: Asker, key: int) -> Agreement:
    """One agreement. Raises Agreement.DoesNotExist, and PermissionDenied where the asker may not see it."""
    agreement = Agreement.objects.select_related("zone", "company", "application", "residency").get(pk=key)
    must_see(asker, agreement)
    return agreement


def certificate_of(asker: Asker, key: int) -> bytes:
    """The PDF that was handed out with the entry. Raises Agreement.DoesNotExist while there is none."""
    agreement = agreement_for(asker, key)
    if agreement.certificate is None:
        raise Agreement.DoesNotExist(f"agreement {key} has no certificate")
    return bytes(agreement.certificate.content)


def states_on(company: Company, zone: Zone, *, on: date, known_at: datetime | None = None) -> Mapping[int, State]:
    """The state of each agreement of a company on a day, by key; one that was not prepared by then is left out."""
    own = Q(agreement__company=company.pk, agreement__zone=zone)
    prepared = Q(application__agreement__company=company.pk, application__zone=zone, transition=_PREPARED)
    steps = Step.objects.filter(own | prepared, day__lte=on).select_related("application__agreement")
    if known_at is not None:
        steps = steps.filter(at__lte=known_at)
    life, states = the_life(), {}
    for step in steps.order_by("day", "pk"):
        if step.agreement_id is None:
            states[step.application.agreement.pk] = life.state(Subject.AGREEMENT, life.first_state(Subject.AGREEMENT))
        else:
            states[step.agreement_id] = life.state(Subject.AGREEMENT, step.to_state)
    return states


def terms_in_force(agreement: Agreement, *, on: date, known_at: datetime | None = None) -> Terms | None:
    """What was agreed as of a day, as recorded until a moment; nothing before all parties had signed."""
    signed_on = known(Agreement, known_at).filter(pk=agreement.pk).values_list("signed_on", flat=True).first()
    if signed_on is None or on < signed_on:
        return None
    terms = agreement.terms.filter(Q(agreed_on__isnull=True) | Q(agreed_on__lte=on))
    return (terms if known_at is None else terms.filter(recorded_at__lte=known_at)).last()


def signatures_on(agreement: Agreement, *, on: date, known_at: datetime | None = None) -> Mapping[str, Signature]:
    """Who had signed by a day, by the party, as recorded until a moment.

    Each signature was written together with its step, so the steps tell in their order when each was recorded.
    """
    steps = agreement.steps.filter(transition="sign").order_by("pk").values_list("at", flat=True)
    recorded = zip(agreement.signatures.order_by("pk"), steps, strict=True)
    return {
        signature.party: signature
        for signature, at in recorded
        if signature.signed_on <= on and (known_at is None or at <= known_at)
    }


def entry_on(agreement: Agreement, *, on: date, known_at: datetime | None = None) -> Entry:
    """What the register said of an agreement on a day, as known at a moment; what had not happened is not said.

    Raises Agreement.DoesNotExist where the book did not have it at the moment.
    """
    then = known(Agreement, known_at).filter(pk=agreement.pk).first()
    if then is None:
        raise Agreement.DoesNotExist(f"agreement {agreement.pk} was not known at {known_at}")
    terms = terms_in_force(agreement, on=on, known_at=known_at)
    agreed = terms or agreement.terms.first() or then
    is_entered = then.entered_on is not None and then.entered_on <= on
    is_ended = then.ended_on is not None and then.ended_on <= on
    return Entry(
        terms=terms,
        activity=agreed.activity,
        valid_until=agreed.valid_until,
        signed_on=then.signed_on if then.signed_on is not None and then.signed_on <= on else None,
        entered_on=then.entered_on if is_entered else None,
        register_number=then.register_number if is_entered else "",
        has_certificate=is_entered and then.certificate_id is not None,
        ended_on=then.ended_on if is_ended else None,
        end_document=then.end_document if is_ended else "",
    )


def obligations(terms: Terms) -> Planned:
    """What was promised by year and line, in roubles and in jobs."""
    return from_stored(terms.obligations.all())


# --- what comes next


def next_steps(asker: Asker, entry: Lived, *, on: date) -> tuple[NextStep, ...]:
    """The steps that lead on and that the asker may take, each with why it is not open yet.

    What has to be given with a step (remarks, a ground, a day) is judged when it is given.
    """
    life = the_life()
    situation = Situation(entry, on)
    return tuple(
        NextStep(step, life.refusals(step, state=entry.state, holds=facts_before_input(step, situation)))
        for step in life.open_from(subject_of(entry), entry.state)
        if _may_take(asker, entry, step=step)
    )


def waiting_for(asker: Asker, zone: Zone, *, on: date) -> tuple[Waiting, ...]:
    """Who must act next by when, in all that the asker may see: what is overdue first."""
    entries: list[Any] = [
        *applications_of(asker, zone).filter(due__isnull=False),
        *agreements_of(asker, zone).filter(due__isnull=False),
    ]
    return tuple(sorted(filter(None, (waiting_on(entry, on=on) for entry in entries)), key=lambda wait: wait.due))


def waiting_on(entry: Lived, *, on: date) -> Waiting | None:
    """Who must act next for one application or agreement, by when; nobody where no clock runs."""
    if entry.due is None:
        return None
    deadline = load_methodology().regime.deadline(entry.due_code)
    return Waiting(entry, deadline, entry.due, is_overdue=entry.due < on)


def _may_take(asker: Asker, entry: Lived, *, step: Transition) -> bool:
    if step.actor is Who.APPLICANT:
        return isinstance(entry, Application) and applies_for(asker, entry)
    return may(asker, Permission.KEEP_REGISTER, zone=entry.zone.code)
