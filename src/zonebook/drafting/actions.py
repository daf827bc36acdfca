"""Beginning, writing and sending a draft.

Of the cells every writing is kept in a table that only grows, which says who wrote what when, sealed with the one
before it; the audit chain is told when a draft begins and when it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of, must_take_filings
from zonebook.drafting.merging import Change, Written, merged
from zonebook.drafting.models import MAX_EXPLANATION, MAX_WRITTEN, Draft, DraftCell, DraftEntry, DraftExplanation
from zonebook.drafting.queries import Answers, Said, answers_of, explanations_of, stamp_of
from zonebook.drafting.sealing import last_seals, sealed
from zonebook.intake import FiledCell as ReadCell
from zonebook.intake import Finding, Form, read_safely, write_workbook
from zonebook.intake.check import Key
from zonebook.intake.typed import tidied, typed_text
from zonebook.registry.models import Company
from zonebook.reporting.actions import explain_findings, file_report
from zonebook.reporting.correcting import text_of
from zonebook.reporting.filing import ReadReport, read_report
from zonebook.reporting.models import Version
from zonebook.reporting.queries import reference_values


@dataclass(frozen=True, slots=True)
class Overtaken:
    """In a cell stands `written` now, in the place of what another wrote that the writer had not seen."""

    key: Key
    written: str
    instead: str
    by: str
    at: datetime


@transaction.atomic
def begin_draft(actor: Actor, campaign: Campaign, *, company: Company, version: Version | None = None) -> Draft:
    """Begin to write the company's report on the page, from nothing or from what a version says.

    There is one open draft of a report: who comes second joins the first. Raises ValidationError when the campaign
    takes no report of the company, and for a version of another report.
    """
    require(actor.user, Permission.FILE_REPORTS, zone=campaign.zone.code, company=company.code)
    if version is not None and (version.submission.campaign_id, version.submission.company_id) != (
        campaign.pk,
        company.pk,
    ):
        raise ValidationError(_("This version is of another report: open your report again."))
    accepted = Version.objects.filter(submission__campaign=campaign, submission__company=company, state="accepted")
    must_take_filings(campaign, company, by=actor, is_correction=accepted.exists())
    draft, is_new = Draft.objects.get_or_create(
        campaign=campaign,
        company=company,
        submitted_at=None,
        defaults={"begun_by": actor.user.username, "begun_at": actor.at},
    )
    if is_new:
        _copy(actor, draft, version=version)
        details = {"version": version and version.receipt}
        subject = f"drafting.draft:{draft.pk}"
        record(by=actor.user.username, at=actor.at, action="begin_draft", subject=subject, details=details)
    return draft


def take_workbook(actor: Actor, draft: Draft, *, content: bytes) -> tuple[Finding, ...]:
    """Write what a workbook says into the draft, and tell what could not be read in it.

    A cell that is blank in the workbook stays as it is in the draft. Raises ValidationError, as `write_cells`.
    """
    _may_write(actor, draft)
    form, identity = form_of(draft.campaign), identity_of(draft.campaign, draft.company)
    reading = read_safely(content, form, expected=identity)
    typed = {(one.line, one.site): _typed(one, form) for one in reading.cells if one.written is not None}
    with transaction.atomic():
        draft = _locked(draft)
        standing = _standing(draft)
        writings = {key: Written(text[:MAX_WRITTEN], standing.get(key, "")) for key, text in typed.items()}
        _write(actor, draft, changes=merged(standing, writings))
    return reading.findings


@transaction.atomic
def write_cells(actor: Actor, draft: Draft, *, written: Mapping[Key, Written]) -> tuple[Overtaken, ...]:
    """Write into cells what was typed, or nothing to empty them; what plainly is a number is written as the page does.

    The last writer's text stands. The answer names the cells in which meanwhile stood what the writer had not seen,
    and who wrote it when. Raises ValidationError for a cell that the form does not ask, for a text that is longer
    than a cell, and for a draft that was sent.
    """
    _may_write(actor, draft)
    draft = _locked(draft)
    asked = _asked(draft)
    if not written.keys() <= asked:
        raise ValidationError(_("The form does not ask for one of these cells: open the report again."))
    _must_be_text(one.text for one in written.values())
    if any(len(one.text) > MAX_WRITTEN for one in written.values()):
        raise ValidationError(_("A cell holds at most %(most)s characters.") % {"most": MAX_WRITTEN})
    form = form_of(draft.campaign)
    tidy = {key: Written(tidied(one.text, form.by_code[key[0]]), one.seen) for key, one in written.items()}
    cells = {(cell.line, cell.site_code): cell for cell in draft.cells.all()}
    changes = merged({key: cell.written for key, cell in cells.items()}, tidy)
    _write(actor, draft, changes=changes)
    return tuple(
        Overtaken(change.key, change.after, change.before, cells[change.key].by, cells[change.key].at)
        for change in changes
        if change.overtakes and change.key in cells
    )


@transaction.atomic
def explain_in_draft(actor: Actor, draft: Draft, *, explanations: Mapping[Said, str]) -> None:
    """Write why numbers are right that a check warns of (rule and address → text); a blank takes the text back."""
    _may_write(actor, draft)
    draft = _locked(draft)
    _must_be_text(part for said, text in explanations.items() for part in (*said, text))
    if any(len(text) > MAX_EXPLANATION for text in explanations.values()):
        raise ValidationError(_("An explanation has at most %(most)s characters.") % {"most": MAX_EXPLANATION})
    standing = explanations_of(draft)
    rows = [
        DraftExplanation(draft=draft, rule=said[0], address=said[1], text=text, by=actor.user.username, at=actor.at)
        for said, text in ((said, text.strip()) for said, text in explanations.items())
        if text != standing.get(said, "")
    ]
    DraftExplanation.objects.bulk_create(sealed(draft, rows))


def submit_draft(actor: Actor, draft: Draft, *, seen: int, reason: str = "") -> Version:
    """Send the report: the answers are written as a workbook and filed as any workbook is, with the explanations.

    `seen` is the stamp of the answers that the sender checked. A draft is sent once: a second click gets the version
    of the first. Raises ValidationError when somebody wrote in it since `seen`, when a cell has an error, when a
    warning is not explained, and as `file_workbook`. The workbook is read before the transaction; what was written
    meanwhile is seen in it.
    """
    _may_write(actor, draft)
    _must_be_text([reason])
    draft = Draft.objects.select_related("campaign__zone", "company", "version").get(pk=draft.pk)
    if draft.version is not None:
        return draft.version
    answers = answers_of(draft)
    _must_be_as_seen(answers.stamp, seen)
    _must_be_clean(answers)
    reference = reference_values(draft.campaign, draft.company) or None
    content = write_workbook(answers.form, answers.identity, values=answers.amounts, reference=reference)
    return _send(actor, answers, report=read_report(draft.campaign, draft.company, content=content), reason=reason)


@transaction.atomic
def _send(actor: Actor, answers: Answers, *, report: ReadReport, reason: str) -> Version:
    """File the answers that were read back, unless they are sent already or somebody wrote in them meanwhile."""
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=answers.draft.pk)
    if draft.version is not None:
        return draft.version
    _must_be_as_seen(stamp_of(draft), answers.stamp)
    explanations = explanations_of(draft)
    _must_be_clean(replace(answers, explanations=explanations))
    version = file_report(actor, report, reason=reason)
    _explain(actor, version, explanations=explanations)
    draft.submitted_at, draft.version = actor.at, version
    draft.save(update_fields=["submitted_at", "version"])
    details = {"receipt": version.receipt, "entries": answers.stamp, "seals": last_seals(draft)}
    subject = f"drafting.draft:{draft.pk}"
    record(by=actor.user.username, at=actor.at, action="submit_draft", subject=subject, details=details)
    return version


def _may_write(actor: Actor, draft: Draft) -> None:
    require(actor.user, Permission.FILE_REPORTS, zone=draft.campaign.zone.code, company=draft.company.code)


def _must_be_text(texts: Iterable[str]) -> None:
    """Raises ValidationError for signs that no database keeps; no keyboard types them."""
    if any("\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text) for text in texts):
        raise ValidationError(_("This is no text: type it again."))


def _locked(draft: Draft) -> Draft:
    """The draft, locked against other writers; one that is still open."""
    locked = Draft.objects.select_for_update(of=("self",)).select_related("campaign__zone", "company").get(pk=draft.pk)
    if locked.submitted_at is not None:
        moment = localtime(locked.submitted_at)
        said = _("This report was sent on %(day)s at %(time)s: what you write now is no part of it.")
        raise ValidationError(said % {"day": f"{moment:%d.%m.%Y}", "time": f"{moment:%H:%M}"})
    return locked


def _asked(draft: Draft) -> set[Key]:
    form, identity = form_of(draft.campaign), identity_of(draft.campaign, draft.company)
    return {(line.code, site) for line in form.lines for site, _name in identity.sites}


def _standing(draft: Draft) -> dict[Key, str]:
    return {(line, site): text for line, site, text in draft.cells.values_list("line", "site_code", "written")}


def _write(actor: Actor, draft: Draft, *, changes: tuple[Change, ...]) -> None:
    """Add the writings to what is kept of the draft, and let them stand."""
    who = {"draft": draft, "by": actor.user.username, "at": actor.at}
    entries = [
        DraftEntry(line=one.key[0], site_code=one.key[1], before=one.before, after=one.after, **who) for one in changes
    ]
    DraftEntry.objects.bulk_create(sealed(draft, entries))
    DraftCell.objects.bulk_create(
        [DraftCell(line=one.key[0], site_code=one.key[1], written=one.after, **who) for one in changes],
        update_conflicts=True,
        unique_fields=["draft", "line", "site_code"],
        update_fields=["written", "by", "at"],
    )


def _copy(actor: Actor, draft: Draft, *, version: Version | None) -> None:
    """Let the draft begin with the answers of a version."""
    if version is None:
        return
    form, asked = form_of(draft.campaign), _asked(draft)
    cells = {(cell.line, cell.site_code): cell for cell in version.cells.all()}
    texts = {key: text_of(cell, form) for key, cell in cells.items() if key in asked}
    _write(actor, draft, changes=merged({}, {key: Written(text, "") for key, text in texts.items()}))


def _typed(cell: ReadCell, form: Form) -> str:
    return (cell.written or "") if cell.amount is None else typed_text(cell.amount, form.by_code[cell.line])


def _must_be_as_seen(stamp: int, seen: int) -> None:
    if stamp != seen:
        last = DraftEntry.objects.get(pk=stamp)
        said = _("%(who)s wrote in the report at %(time)s, after you had checked it: look at the answers again.")
        raise ValidationError(said % {"who": last.by, "time": f"{localtime(last.at):%H:%M}"})


def _must_be_clean(answers: Answers) -> None:
    if answers.errors:
        count, places = len(answers.errors), ", ".join(dict.fromkeys(one.address for one in answers.errors))
        said = ngettext("Mend %(count)s error first: %(places)s.", "Mend %(count)s errors first: %(places)s.", count)
        raise ValidationError(said % {"count": count, "places": places})
    if answers.unexplained:
        count, places = len(answers.unexplained), ", ".join(dict.fromkeys(one.address for one in answers.unexplained))
        said = ngettext(
            "Explain %(count)s warning first: %(places)s.", "Explain %(count)s warnings first: %(places)s.", count
        )
        raise ValidationError(said % {"count": count, "places": places})


def _explain(actor: Actor, version: Version, *, explanations: Mapping[Said, str]) -> None:
    """Let the explanations go with the findings that they are about."""
    found = {(one.rule, one.address): one.pk for one in version.findings.all()}
    texts = {key: explanations[said] for said, key in found.items() if said in explanations}
    if texts:
        explain_findings(actor, version, explanations=texts)
