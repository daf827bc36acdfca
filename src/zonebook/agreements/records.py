"""What do the steps of a status leave in the book beside themselves? The plan, the company, the terms, the certificate.

Called by actions, inside their transaction and after they asked who acts. Each check raises ValidationError by field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor
from zonebook.agreements.facts import the_life
from zonebook.agreements.models import (
    AgendaItem,
    Agreement,
    Application,
    CouncilMember,
    Meeting,
    Obligation,
    PlannedAmount,
    Terms,
)
from zonebook.agreements.plans import Stored, as_stored, in_words, to_stored
from zonebook.agreements.queries import APPLICANT_FIELDS, is_changeable
from zonebook.archive.actions import keep_bytes, keep_file
from zonebook.documents import AgreementFacts, CertificateFacts, certificate
from zonebook.regime import Subject
from zonebook.registry.actions import enter_company, grant_residency, keep
from zonebook.registry.days import day_said
from zonebook.registry.keeping import locked, written
from zonebook.registry.models import Company, Zone
from zonebook.registry.numbers import number_faults
from zonebook.registry.printed import company_facts, local_moment, zone_facts
from zonebook.registry.queries import in_force

_DAY = timedelta(days=1)
_OF_COMPANY = ("name", "legal_form", "inn", "ogrn", "kpp", "address", "industry")
_AMENDED = frozenset({"planned", "valid_until", "activity"})
_TO_BE_FILLED = ("name", "inn", "activity", "contact_name", "contact_email")


def check_all(*checks: Callable[[], object]) -> None:
    """Make every check, and raise what all of them found together: people mend everything at once."""
    faults: dict[str, Any] = {}
    for check in checks:
        try:
            check()
        except ValidationError as error:
            faults = error.update_error_dict(faults)
    if faults:
        raise ValidationError(faults)


def must_be_sound(application: Application) -> None:
    """What is filled in already is right: the numbers pass their checks, the site is one of the zone.

    A resident's user applies for their own company and for no other.
    """
    faults = number_faults(inn=application.inn, ogrn=application.ogrn, kpp=application.kpp)
    company = application.company
    if company is not None and application.inn != company.inn:
        said = _("You apply for %(company)s, whose ИНН is %(inn)s: write that one.")
        faults["inn"] = said % {"company": company, "inn": company.inn}
    if application.site is not None and application.site.zone_id != application.zone_id:
        faults["site"] = _("Choose a site of this zone.")
    if faults:
        raise ValidationError(faults)


def must_be_filled(application: Application) -> None:
    """Everything is filled in without which nobody could lead the application on."""
    empty = [name for name in _TO_BE_FILLED if not getattr(application, name).strip()]
    if empty:
        raise ValidationError({name: _("Fill this in before you submit the application.") for name in empty})


def must_not_precede(first: date, **later: date | None) -> None:
    """What ends does not end before it begins; an open end is not wrong."""
    if early := [name for name, day in later.items() if day is not None and day < first]:
        said = _("This day is before %(first)s: give that day or a later one.")
        raise ValidationError({name: said % {"first": day_said(first)} for name in early})


def must_be_said(**texts: str) -> None:
    """Words that somebody will look for later are given."""
    if empty := [name for name, text in texts.items() if not text.strip()]:
        raise ValidationError({name: _("Write this in a few words.") for name in empty})


def must_be_seated(meeting: Meeting, *, voters: Iterable[CouncilMember]) -> None:
    """Only who is a member of the council on the day of the meeting votes."""
    seated = set(meeting.zone.council.filter(in_force(meeting.day)))
    if strangers := [str(member) for member in voters if member not in seated]:
        said = _("Not a member of the council on the day of the meeting: %(names)s.")
        raise ValidationError({"votes": said % {"names": ", ".join(strangers)}})


def ground_in_words(code: str) -> str:
    """The title of a ground of the table, in Russian as the register keeps it."""
    return next(known.title.ru for known in the_life().grounds if known.code == code)


def must_be_the_only(entry: Model, *, field: str, **among: Any) -> None:
    """No other entry among these has the same number in the field."""
    model = type(entry)
    others = model._default_manager.filter(**among, **{field: getattr(entry, field)}).exclude(pk=entry.pk)
    if others.exists():
        raise ValidationError({field: _("This number is taken: choose another.")})


def new_draft(actor: Actor, zone: Zone, *, company: Company | None) -> Application:
    """An application that says of the applicant what the register knows of their company."""
    known = {name: getattr(company, name) for name in _OF_COMPANY} if company else {}
    return Application(
        zone=zone,
        company=company,
        state=the_life().first_state(Subject.APPLICATION),
        applicant=actor.user.username,
        created_at=actor.at,
        is_fictional=zone.is_demonstration,
        **known,
    )


def fill(draft: Application, fields: Mapping[str, Any]) -> None:
    """Write what an applicant says. Raises TypeError for what is not theirs to say."""
    if unknown := fields.keys() - APPLICANT_FIELDS:
        raise TypeError(f"an applicant says nothing of {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(draft, name, value)


def changeable(application: Application) -> Application:
    """The locked application, if its applicant may change it now."""
    fresh = locked(application)
    if not is_changeable(fresh):
        raise ValidationError(
            _("The application can be changed only as a draft, or after it was returned with remarks.")
        )
    return fresh


def item_on(meeting: Meeting, application: Application) -> AgendaItem:
    """The application at the end of the agenda, or at its place again if it was taken off; without votes."""
    item = meeting.items.filter(application=application).first()
    if item is None:
        last = meeting.items.aggregate(last=Max("position"))["last"]
        item = AgendaItem(meeting=meeting, application=application, position=1 if last is None else last + 1)
    else:
        item.votes.all().delete()
    item.decision = item.reasons = ""
    return written(item)


def attachment(actor: Actor, *, name: str, content: bytes) -> dict[str, Any]:
    """Keep the bytes of a file; what an attachment says of it. Raises ValidationError by field `content`."""
    return keep_file(content, name=name, by=actor.user.username, at=actor.at, field="content")


def write_plan(application: Application, stored: Stored) -> None:
    """The whole plan by year and line, in place of what was planned before."""
    application.planned.all().delete()
    PlannedAmount.objects.bulk_create(
        PlannedAmount(application=application, year=year, line=line, amount=amount)
        for (year, line), amount in stored.items()
    )


def conclude(actor: Actor, agreement: Agreement, *, stored: Stored, action: str) -> Agreement:
    """Keep a new agreement with its first terms."""
    must_be_the_only(agreement, field="number", zone=agreement.zone)
    keep(actor, agreement, action=action, details={"obligations": in_words(stored)})
    write_terms(actor, Terms(agreement=agreement), stored=stored)
    return agreement


def write_terms(actor: Actor, terms: Terms, *, stored: Stored) -> Terms:
    """Terms with the whole set of obligations, numbered after those before them; the rest as the agreement says."""
    terms.number = terms.agreement.terms.count()
    terms.activity, terms.valid_until = terms.agreement.activity, terms.agreement.valid_until
    terms.recorded_at = actor.at
    written(terms)
    Obligation.objects.bulk_create(
        Obligation(terms=terms, year=year, line=line, amount=amount) for (year, line), amount in stored.items()
    )
    return terms


def amended(agreement: Agreement, changed: Mapping[str, Any]) -> tuple[list[str], Stored]:
    """Write what an amendment changes; which fields these are, and the whole set of obligations after it."""
    if unknown := changed.keys() - _AMENDED:
        raise TypeError(f"an amendment changes {', '.join(sorted(_AMENDED))}, not {', '.join(sorted(unknown))}")
    before = _obligations_of(agreement.terms.last())
    stored = to_stored(changed["planned"]) if "planned" in changed else before
    changes = ["obligations"] if stored != before else []
    for name in sorted(changed.keys() - {"planned"}):
        if changed[name] != getattr(agreement, name):
            changes.append(name)
            setattr(agreement, name, changed[name])
    return changes, stored


def _obligations_of(terms: Terms | None) -> Stored:
    return {} if terms is None else as_stored(terms.obligations.all())


def known_company(application: Application) -> Company | None:
    """The applicant's company, if the register has it: by its ИНН."""
    return application.company or Company.objects.filter(inn=application.inn).exclude(inn="").first()


def enter_applicant(actor: Actor, application: Application) -> None:
    """Enter the company of an applicant that the register was found not to have."""
    if application.company is None:
        application.company = enter_company(
            actor,
            application.zone,
            code=f"inn-{application.inn}",
            is_fictional=application.is_fictional,
            **{name: getattr(application, name) for name in _OF_COMPANY},
        )


def lift_suspension(actor: Actor, agreement: Agreement, *, resumed_on: date) -> None:
    """End the suspension that is open, if one is, on the day before."""
    suspension = agreement.suspensions.filter(last_day__isnull=True).last()
    if suspension is None:
        return
    must_not_precede(suspension.first_day + _DAY, resumed_on=resumed_on)
    suspension.last_day = resumed_on - _DAY
    keep(actor, suspension, action="lift_suspension")


def grant_status(actor: Actor, agreement: Agreement) -> None:
    """Enter the company in the register of residents from the day of the entry on."""
    agreement.residency = grant_residency(
        actor,
        agreement.company,
        zone=agreement.zone,
        agreement=agreement.number,
        register_number=agreement.register_number,
        first_day=agreement.entered_on,
    )


def held_status(agreement: Agreement) -> bool:
    """Tie the agreement to the status that the register holds on the day of its entry, if there is one."""
    held = agreement.company.residencies.filter(in_force(agreement.entered_on), zone=agreement.zone)
    agreement.residency = held.filter(agreement_entry__isnull=True).first()
    return agreement.residency is not None


def certify(actor: Actor, agreement: Agreement) -> None:
    """Make the certificate of entry and keep its bytes."""
    agreement.certificate_id = keep_bytes(certificate(_certificate_facts(actor, agreement)))


def _certificate_facts(actor: Actor, agreement: Agreement) -> CertificateFacts:
    return CertificateFacts(
        zone=zone_facts(agreement.zone),
        company=company_facts(agreement.company),
        agreement=AgreementFacts(
            number=agreement.number,
            signed_on=agreement.signed_on,
            activity=agreement.activity,
            valid_until=agreement.valid_until,
        ),
        register_number=agreement.register_number,
        entered_on=agreement.entered_on,
        entered_by=actor.user.get_full_name(),
        issued_at=local_moment(actor.at),
    )
