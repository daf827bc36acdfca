"""Every change in the life of a status, from the draft of an application to the end of an agreement.

Which step leads where, what must hold before it and by when the next one is due is the table's matter (`regime.life`):
an action asks who acts, hands the step to `steps.take` and writes what the step leaves behind. A step that may not be
taken raises ValidationError with every reason; a field that is wrong raises it by field; then nothing is written.
Every action works on the newest state of what it is given and returns that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.agreements import records
from zonebook.agreements.facts import council_supports, the_life, unsigned_parties
from zonebook.agreements.models import (
    AgendaItem,
    Agreement,
    Application,
    CouncilMember,
    Meeting,
    Minutes,
    Paper,
    Signature,
    Step,
    Suspension,
    Terms,
    Vote,
)
from zonebook.agreements.plans import Planned, as_stored, in_words, to_stored
from zonebook.agreements.queries import applies_for
from zonebook.agreements.steps import RECORDED, Asked, append, take
from zonebook.regime import Subject
from zonebook.registry.actions import end_residency, keep, seal
from zonebook.registry.days import must_have_come, must_not_be_past
from zonebook.registry.keeping import locked, must_keep_register, written
from zonebook.registry.models import Company, Zone

_DAY = timedelta(days=1)


@transaction.atomic
def start_application(actor: Actor, zone: Zone, **fields: Any) -> Application:
    """Begin a draft; whoever begins it owns it. A resident's user applies for their own company.

    `fields`: some of `queries.APPLICANT_FIELDS`, `name` among them. Raises ValidationError by field.
    """
    company = Company.objects.filter(code=getattr(actor.user, "company_code", "")).first()
    require(actor.user, Permission.APPLY, zone=zone.code, company=company.code if company else None)
    draft = records.new_draft(actor, zone, company=company)
    records.fill(draft, fields)
    records.check_all(draft.full_clean, lambda: records.must_be_sound(draft))
    return keep(actor, draft, action="start_application")


@transaction.atomic
def save_draft(actor: Actor, application: Application, *, planned: Planned | None = None, **fields: Any) -> Application:
    """Change a draft, or an application that was returned; `planned` replaces the whole plan by year and line.

    Amounts are in roubles and in jobs. Raises ValidationError by field; an amount's field is `investment_2026`.
    """
    _must_apply(actor, application)
    draft = records.changeable(application)
    records.fill(draft, fields)
    records.check_all(
        draft.full_clean, lambda: records.must_be_sound(draft), lambda: planned is None or to_stored(planned)
    )
    details = {}
    if planned is not None:
        stored = to_stored(planned)
        records.write_plan(draft, stored)
        details = {"planned": in_words(stored)}
    return keep(actor, draft, action="save_draft", details=details)


@transaction.atomic
def attach_paper(actor: Actor, application: Application, *, kind: str, name: str, content: bytes) -> Paper:
    """Attach a paper to a draft, or to an application that was returned; the newest of a kind counts.

    Raises ValidationError by field: `content` for a file of a wrong kind or size, `kind` for an unknown kind of paper.
    """
    _must_apply(actor, application)
    draft = records.changeable(application)
    if kind not in {paper.code for paper in the_life().papers}:
        raise ValidationError({"kind": _("Choose one of the kinds of papers in the list.")})
    paper = Paper(application=draft, kind=kind, **records.attachment(actor, name=name, content=content))
    return keep(actor, paper, action="attach_paper")


@transaction.atomic
def submit_application(actor: Actor, application: Application) -> Application:
    """Submit a draft to the managing company; it gets its number. Raises ValidationError by field and in general."""
    _must_apply(actor, application)
    draft = locked(application)
    if draft.number is None:
        draft.number, draft.submitted_at = f"{localdate(actor.at).year}-{draft.pk:05}", actor.at
    return _submit(actor, draft, step="submit")


@transaction.atomic
def resubmit_application(actor: Actor, application: Application) -> Application:
    """Submit an application again that was returned with remarks."""
    _must_apply(actor, application)
    return _submit(actor, locked(application), step="resubmit")


@transaction.atomic
def withdraw_application(actor: Actor, application: Application, *, reason: str = "") -> Application:
    """Take an application back, for good."""
    _must_apply(actor, application)
    return _step(actor, application, asked=Asked("withdraw", reason=reason))


@transaction.atomic
def judge_paper(actor: Actor, paper: Paper, *, verdict: str, remark: str = "") -> Paper:
    """Say whether a paper is in order (`Paper.Verdict`); one with defects needs a remark. Only during the check."""
    must_keep_register(actor, paper.application.zone)
    application, judged = locked(paper.application), Paper.objects.get(pk=paper.pk)
    if application.state not in the_life().transition("pass_on").sources:
        raise ValidationError(_("Papers are judged while they are checked: the application is not under check now."))
    if verdict == Paper.Verdict.DEFECTIVE:
        records.must_be_said(remark=remark)
    judged.verdict, judged.remark = verdict, remark
    return keep(actor, judged, action="judge_paper")


@transaction.atomic
def return_application(actor: Actor, application: Application, *, remarks: str) -> Application:
    """Return an application to the applicant; remarks on single papers are enough where `remarks` is empty."""
    asked = Asked("return_with_remarks", given={"remarks": remarks}, reason=remarks)
    return _lead_on(actor, application, asked=asked, remarks=remarks)


@transaction.atomic
def pass_on_application(actor: Actor, application: Application) -> Application:
    """Pass an application on to the expert council."""
    return _lead_on(actor, application, asked=Asked("pass_on"))


@transaction.atomic
def refuse_application(actor: Actor, application: Application, *, ground: str, reason: str) -> Application:
    """Refuse an application on a ground of the table (a code of `life.grounds_of("refuse")`), for good."""
    return _lead_on(actor, application, asked=Asked("refuse", given={"ground": ground}, reason=reason))


@transaction.atomic
def seat_member(actor: Actor, zone: Zone, **fields: Any) -> CouncilMember:
    """Enter somebody who votes in the expert council: name, office, first_day, last_day."""
    must_keep_register(actor, zone)
    return keep(actor, CouncilMember(zone=zone, **fields), action="seat_member")


@transaction.atomic
def unseat_member(actor: Actor, member: CouncilMember, *, last_day: date, reason: str) -> CouncilMember:
    """Record the last day of a member of the council."""
    must_keep_register(actor, member.zone)
    records.must_be_said(reason=reason)
    member.last_day = last_day
    return keep(actor, member, action="unseat_member", reason=reason)


@transaction.atomic
def call_meeting(actor: Actor, zone: Zone, *, number: str, day: date) -> Meeting:
    """Call a meeting of the council, for a day that is not past."""
    must_keep_register(actor, zone)
    meeting = Meeting(zone=zone, number=number, day=day)
    must_not_be_past(actor, day=day)
    records.must_be_the_only(meeting, field="number", zone=zone)
    return keep(actor, meeting, action="call_meeting")


@transaction.atomic
def put_on_agenda(actor: Actor, application: Application, *, meeting: Meeting) -> AgendaItem:
    """Put an application on the agenda of a meeting that is ahead."""
    must_keep_register(actor, application.zone)
    if meeting.zone_id != application.zone_id:
        raise ValidationError({"meeting": _("Choose a meeting of this zone.")})
    called = locked(meeting)
    take(actor, locked(application), asked=Asked("put_on_agenda", given={"meeting": called}))
    return records.item_on(called, application)


@transaction.atomic
def postpone(actor: Actor, item: AgendaItem, *, reason: str) -> AgendaItem:
    """Take an application off the agenda and back into the queue."""
    application, fresh = _undecided(actor, item)
    take(actor, application, asked=Asked("postpone", reason=reason))
    fresh.decision, fresh.reasons = AgendaItem.Decision.POSTPONED, reason
    return written(fresh)


@transaction.atomic
def hold_meeting(actor: Actor, meeting: Meeting, *, minutes: tuple[str, bytes]) -> Meeting:
    """Record that a meeting was held, with the name and the bytes of its minutes; again for newer minutes."""
    must_keep_register(actor, meeting.zone)
    held = locked(meeting)
    must_have_come(actor, day=held.day)
    name, content = minutes
    kept = written(Minutes(meeting=held, **records.attachment(actor, name=name, content=content)))
    held.is_held = True
    return keep(actor, held, action="hold_meeting", details={"minutes": kept.file_id})


@transaction.atomic
def record_votes(actor: Actor, item: AgendaItem, *, votes: Mapping[CouncilMember, str]) -> AgendaItem:
    """Record who voted how on an item (`Vote.Choice`), in place of what was recorded; before it is decided."""
    _application, fresh = _undecided(actor, item)
    must_have_come(actor, day=fresh.meeting.day)
    records.must_be_seated(fresh.meeting, voters=votes)
    fresh.votes.all().delete()
    for member, choice in votes.items():
        written(Vote(item=fresh, member=member, choice=choice))
    seal(actor, "record_votes", entry=fresh, details={"votes": {str(member): str(votes[member]) for member in votes}})
    return fresh


@transaction.atomic
def decide(actor: Actor, item: AgendaItem, *, reasons: str) -> AgendaItem:
    """Record the council's decision with its reasons. It follows from the votes: nobody chooses it."""
    application, fresh = _undecided(actor, item)
    records.must_be_said(reasons=reasons)
    supports = council_supports(fresh)
    take(actor, application, asked=Asked("support" if supports else "decline", reason=reasons))
    fresh.decision = AgendaItem.Decision.SUPPORTED if supports else AgendaItem.Decision.DECLINED
    fresh.reasons = reasons
    return written(fresh)


@transaction.atomic
def prepare_agreement(
    actor: Actor, application: Application, *, number: str, activity: str, valid_until: date | None = None
) -> Agreement:
    """Prepare the agreement of a supported application; what was planned becomes its obligations.

    Enters the company in the register unless it is there (by its ИНН). Raises ValidationError by field.
    """
    must_keep_register(actor, application.zone)
    records.must_not_precede(localdate(actor.at), valid_until=valid_until)
    applied = locked(application)
    applied.company = records.known_company(applied)
    step = take(
        actor, applied, asked=Asked("prepare_agreement"), carry_out=lambda: records.enter_applicant(actor, applied)
    )
    agreement = Agreement(
        zone=applied.zone, company=applied.company, application=applied, number=number, activity=activity,
        valid_until=valid_until, state=the_life().first_state(Subject.AGREEMENT), due=step.due,
        due_code=the_life().transition(step.transition).starts,
    )  # fmt: skip
    stored = as_stored(applied.planned.all())
    return records.conclude(actor, agreement, stored=stored, action="prepare_agreement")


@transaction.atomic
def record_signature(actor: Actor, agreement: Agreement, *, party: str, signed_on: date, **signatory: str) -> Signature:
    """Record that a party signed; `signatory`: signatory (who) and office. The last starts the clock of the entry."""
    fresh = _at_hand(actor, agreement, signed_on=signed_on)
    if party not in {known.code for known in the_life().parties}:
        raise ValidationError({"party": _("Choose one of the parties of the agreement.")})
    if unsigned_parties(fresh) == (party,):
        fresh.signed_on = signed_on
    take(actor, fresh, asked=Asked("sign", day=signed_on, given={"party": party, **signatory}))
    return written(Signature(agreement=fresh, party=party, signed_on=signed_on, **signatory))


@transaction.atomic
def enter_in_register(actor: Actor, agreement: Agreement, *, entered_on: date, register_number: str) -> Agreement:
    """Make the entry in the register of residents from `entered_on` on, and keep the bytes of its certificate."""
    fresh = _at_hand(actor, agreement, entered_on=entered_on)
    records.must_be_said(register_number=register_number)
    fresh.entered_on, fresh.register_number = entered_on, register_number

    def enter() -> None:
        records.must_not_precede(entered_on, valid_until=fresh.valid_until)
        records.must_be_the_only(fresh, field="register_number", zone=fresh.zone)
        records.grant_status(actor, fresh)
        records.certify(actor, fresh)

    take(actor, fresh, asked=Asked("enter_in_register", day=entered_on), carry_out=enter)
    return fresh


@transaction.atomic
def amend_agreement(actor: Actor, agreement: Agreement, *, agreed_on: date, reason: str, **changed: Any) -> Terms:
    """Record an amendment on the day it was agreed or later; what was agreed before is kept.

    `changed`: `planned` (the whole new set of obligations), `valid_until` (None for no end), `activity`; what is not
    given stays as it is.
    """
    fresh = _at_hand(actor, agreement, agreed_on=agreed_on)
    records.must_be_said(reason=reason)
    records.must_not_precede(agreed_on, valid_until=changed.get("valid_until"))
    changes, stored = records.amended(fresh, changed)
    take(actor, fresh, asked=Asked("amend", day=agreed_on, given={"changes": changes}, reason=reason))
    terms = Terms(agreement=fresh, agreed_on=agreed_on, reason=reason)
    return records.write_terms(actor, terms, stored=stored)


@transaction.atomic
def suspend_agreement(
    actor: Actor, agreement: Agreement, *, first_day: date, ground: str, reason: str = ""
) -> Suspension:
    """Suspend an agreement from a day that has come on; the company stays in the register."""
    fresh = _at_hand(actor, agreement, first_day=first_day)
    take(actor, fresh, asked=Asked("suspend", day=first_day, given={"ground": ground}, reason=reason))
    suspension = Suspension(agreement=fresh, first_day=first_day, ground=ground)
    return keep(actor, suspension, action="suspend_agreement", reason=reason)


@transaction.atomic
def resume_agreement(actor: Actor, agreement: Agreement, *, resumed_on: date, reason: str = "") -> Agreement:
    """Resume a suspended agreement; `resumed_on`, which has come, is the first day on which it is in force again."""
    fresh = _at_hand(actor, agreement, resumed_on=resumed_on)
    take(actor, fresh, asked=Asked("resume", day=resumed_on, reason=reason))
    records.lift_suspension(actor, fresh, resumed_on=resumed_on)
    return fresh


@transaction.atomic
def end_agreement(actor: Actor, agreement: Agreement, *, ended_on: date, ground: str, end_document: str) -> Agreement:
    """End an agreement and the status: `ended_on`, which has come, is the last day of both; by which document, why."""
    fresh = _at_hand(actor, agreement, ended_on=ended_on)
    fresh.ended_on, fresh.ground, fresh.end_document = ended_on, ground, end_document
    given = {"ground": ground, "end_document": end_document}
    take(actor, fresh, asked=Asked("end", day=ended_on, since=ended_on + _DAY, given=given))
    records.lift_suspension(actor, fresh, resumed_on=ended_on + _DAY)
    words = f"{records.ground_in_words(ground)}: {end_document}"
    end_residency(actor, fresh.residency, last_day=ended_on, ground=words)
    return fresh


@transaction.atomic
def record_agreement(actor: Actor, zone: Zone, *, company: Company, planned: Planned, **fields: Any) -> Agreement:
    """Record an agreement that was concluded and entered before the book began; it is in force at once.

    `fields`: number, signed_on, entered_on, and as far as known register_number, activity and valid_until. Its status
    is the one that the register holds on `entered_on`, or else a new one. It gets no certificate.
    """
    must_keep_register(actor, zone)
    life = the_life()
    agreement = Agreement(zone=zone, company=company, state=life.transition("enter_in_register").target, **fields)
    records.must_not_precede(agreement.signed_on, entered_on=agreement.entered_on)
    records.must_not_precede(agreement.entered_on, valid_until=agreement.valid_until)
    if not records.held_status(agreement):
        records.grant_status(actor, agreement)
    records.conclude(actor, agreement, stored=to_stored(planned), action="record_agreement")
    step = Step(transition=RECORDED, from_state=life.first_state(Subject.AGREEMENT), day=agreement.entered_on)
    append(actor, agreement, step=step)
    return agreement


def _at_hand(actor: Actor, agreement: Agreement, **days: date) -> Agreement:
    """The locked agreement, for a curator. Its state holds once it is written, so the days of a step have come."""
    must_keep_register(actor, agreement.zone)
    must_have_come(actor, **days)
    return locked(agreement)


def _lead_on(actor: Actor, application: Application, *, asked: Asked, **fields: str) -> Application:
    """Take a step of the curator's with an application."""
    must_keep_register(actor, application.zone)
    return _step(actor, application, asked=asked, **fields)


def _step(actor: Actor, application: Application, *, asked: Asked, **fields: str) -> Application:
    fresh = locked(application)
    for name, value in fields.items():
        setattr(fresh, name, value)
    take(actor, fresh, asked=asked)
    return fresh


def _must_apply(actor: Actor, application: Application) -> None:
    if not applies_for(actor.user, application):
        raise PermissionDenied(f"{actor.user} may not change application {application.pk}")


def _submit(actor: Actor, application: Application, *, step: str) -> Application:
    records.check_all(lambda: records.must_be_filled(application), lambda: take(actor, application, asked=Asked(step)))
    return application


def _undecided(actor: Actor, item: AgendaItem) -> tuple[Application, AgendaItem]:
    """The locked application of an item that the council has not decided yet, and the item as it is now."""
    must_keep_register(actor, item.meeting.zone)
    application = locked(item.application)
    fresh = AgendaItem.objects.select_related("meeting__zone").get(pk=item.pk)
    if fresh.decision:
        raise ValidationError(_("What became of this item was recorded already."))
    return application, fresh
