"""Reading drafts: what stands in them, what is wrong with it, and who wrote what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from zonebook.accounts.queries import Asker, Permission, require
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.drafting.models import Draft, DraftCell, DraftEntry, DraftExplanation
from zonebook.drafting.totals import Total, totals
from zonebook.intake import FiledCell as ReadCell
from zonebook.intake import Finding, Form, Identity, Severity, check_cells
from zonebook.intake.check import Key
from zonebook.intake.typed import read_typed
from zonebook.measures import Period, Unit
from zonebook.methodology import load_methodology
from zonebook.registry.models import Company
from zonebook.reporting.carrying import Said, explained_again
from zonebook.reporting.models import FiledCell, Remark, Version
from zonebook.reporting.queries import check_context
from zonebook.reporting.whose import last_for_company, with_whose


@dataclass(frozen=True)
class Answers:
    """A draft as it would be filed now; `stamp` grows with every writing in it."""

    draft: Draft
    form: Form
    identity: Identity
    standing: Mapping[Key, DraftCell]
    cells: tuple[ReadCell, ...]
    findings: tuple[Finding, ...]
    explanations: Mapping[Said, str]
    stamp: int

    @cached_property
    def errors(self) -> tuple[Finding, ...]:
        """What has to be mended before the report can be sent."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        """What has to be explained, or mended."""
        return tuple(one for one in self.findings if one.severity is Severity.WARNING)

    @cached_property
    def unexplained(self) -> tuple[Finding, ...]:
        """The warnings without a word of why the number is right."""
        return tuple(one for one in self.warnings if not self.explanations.get((one.rule, one.address)))

    @cached_property
    def totals(self) -> Mapping[str, Total]:
        """What the sites come to together, by line."""
        return totals(self.form, self.cells)

    @property
    def amounts(self) -> dict[Key, Decimal]:
        """The answers that are given, in base units."""
        return {(cell.line, cell.site): cell.amount for cell in self.cells if cell.amount is not None}


def open_draft(asker: Asker, campaign: Campaign, *, company: Company) -> Draft | None:
    """The draft that the company's people are writing, if there is one. Raises PermissionDenied."""
    require(asker, Permission.FILE_REPORTS, zone=campaign.zone.code, company=company.code)
    drafts = Draft.objects.select_related("campaign__zone", "company")
    return drafts.filter(campaign=campaign, company=company, submitted_at__isnull=True).first()


def open_drafts_of(company: Company) -> Mapping[int, DraftEntry | None]:
    """The company's open drafts by the key of their campaign, each with what was written in it last."""
    drafts = dict(Draft.objects.filter(company=company, submitted_at__isnull=True).values_list("pk", "campaign"))
    last = {entry.draft_id: entry for entry in DraftEntry.objects.filter(draft__in=drafts).order_by("pk")}
    return {campaign: last.get(key) for key, campaign in drafts.items()}


def companies_with_a_draft(campaign: Campaign) -> set[int]:
    """The keys of the companies that have begun a report of the campaign and have not sent it."""
    return set(Draft.objects.filter(campaign=campaign, submitted_at__isnull=True).values_list("company", flat=True))


def answers_of(draft: Draft) -> Answers:
    """What the draft says, read and checked as a workbook would be."""
    campaign, company = draft.campaign, draft.company
    form, identity = form_of(campaign), identity_of(campaign, company)
    standing = {(cell.line, cell.site_code): cell for cell in draft.cells.all()}
    cells, unread = read_typed(form, identity, typed={key: cell.written for key, cell in standing.items()})
    checks = load_methodology().checks_of(form, on=campaign.period.last)
    found = check_cells(form, checks, cells=cells, context=check_context(campaign, company))
    order = {cell.address: nth for nth, cell in enumerate(cells)}
    findings = tuple(sorted([*unread, *found], key=lambda one: order[one.address]))
    return Answers(draft, form, identity, standing, cells, findings, explanations_of(draft), stamp_of(draft))


def explanations_of(draft: Draft) -> dict[Said, str]:
    """The explanations that count, by what they are about."""
    rows = DraftExplanation.objects.filter(draft=draft).order_by("pk").values_list("rule", "address", "text")
    texts = {(rule, address): text for rule, address, text in rows}
    return {said: text for said, text in texts.items() if text}


def explained_last_time(answers: Answers) -> dict[Said, str]:
    """What was written of the draft's warnings when the report was filed last, where they are the same again."""
    draft = answers.draft
    filed = Version.objects.filter(submission__campaign=draft.campaign_id, submission__company=draft.company_id)
    last = filed.order_by("number").last()
    if last is None or not answers.warnings:
        return {}
    return explained_again(answers.warnings, answers.cells, form=answers.form, before=last)


def stamp_of(draft: Draft) -> int:
    """A number that grows with every writing in the draft: the key of the last one, 0 before the first."""
    last = DraftEntry.objects.filter(draft=draft).order_by("-pk").values_list("pk", flat=True).first()
    return 0 if last is None else last


def keys_written_since(draft: Draft, stamp: int) -> set[Key]:
    """The cells in which somebody wrote after the stamp."""
    return set(DraftEntry.objects.filter(draft=draft, pk__gt=stamp).values_list("line", "site_code"))


def remarks_on(draft: Draft) -> Mapping[Key, str]:
    """What the zone asked to mend when it returned the report last, by cell; of the whole report under blanks."""
    filed = Version.objects.filter(submission__campaign=draft.campaign_id, submission__company=draft.company_id)
    last = last_for_company(list(with_whose(filed)))
    if last is None or last.state != Version.State.RETURNED:
        return {}
    remarks = Remark.objects.filter(version=last).values_list("line", "site_code", "text")
    return {(line, site): text for line, site, text in remarks}


def entries_of_cell(draft: Draft, key: Key) -> Sequence[DraftEntry]:
    """Everything that was written in a cell of the report, in this draft and in those before it; the newest first."""
    drafts = Draft.objects.filter(campaign=draft.campaign_id, company=draft.company_id)
    return DraftEntry.objects.filter(draft__in=drafts, line=key[0], site_code=key[1]).order_by("-pk")


def accepted_before(draft: Draft, key: Key) -> list[tuple[Period, Decimal]]:
    """What the company's accepted reports by the same form say in a cell of other periods (base units), newest first.

    The periods are cumulative. A blank of then is left out.
    """
    cells = FiledCell.objects.filter(
        version__state=Version.State.ACCEPTED,
        version__submission__company=draft.company_id,
        version__submission__campaign__zone=draft.campaign.zone_id,
        version__submission__campaign__form_code=draft.campaign.form_code,
        line=key[0],
        site_code=key[1],
        amount__isnull=False,
    ).exclude(version__submission__campaign=draft.campaign_id)
    unit = Unit.of(form_of(draft.campaign).by_code[key[0]].unit)
    rows = cells.values_list("version__submission__campaign__period_code", "amount")
    found = [(Period.parse(code), unit.from_stored(amount)) for code, amount in rows]
    return sorted(found, key=lambda one: one[0].last, reverse=True)
