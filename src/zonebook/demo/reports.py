"""Filing the fictional history: every report is made as a workbook and goes the way of any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.db import connection

from zonebook.accounts.queries import Actor
from zonebook.campaigns.actions import close_campaign, open_campaign
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.demo import calibration
from zonebook.demo.cast import Part
from zonebook.demo.history import Account, opening_values, report_values
from zonebook.demo.register import Stage
from zonebook.demo.timeline import CORRECTED_ON, Asked, campaigns, moment
from zonebook.intake import Identity, write_workbook
from zonebook.measures import Period
from zonebook.registry.models import Company
from zonebook.reporting import actions
from zonebook.reporting.models import Version

Values = Mapping[tuple[str, str], Decimal]
Progress = Callable[[int], None]

_EXPLANATION = "Проверено по учёту компании: показатель верен (пояснение вымышленной компании)."
_NOT_PUBLISHED = "Для этой компании опубликована только одна цифра; остальные строки неизвестны."
_LATE_BY = timedelta(days=24)
_CLOSED_AFTER = timedelta(days=40)
CORRECTED_PERIOD = Period.year(2024)
RETURNED_PERIOD = Period.half(2024, 1)
SKIPPED = Period.quarter(2024, 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One workbook to file: whose, with which values, when."""

    company: Company
    values: Values
    identity: Identity
    day: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Filing:
    """What filing needs throughout: the register, the history, the threads, and whom to tell of progress."""

    stage: Stage
    accounts: Mapping[str, Account]
    threads: ThreadPoolExecutor
    progress: Progress


def report_count(accounts: Mapping[str, Account]) -> int:
    """How many reports there will be, versions that are returned or corrected included."""
    ordinary = sum(len(list(_reporters(accounts, asked))) for asked in campaigns())
    return ordinary + len(calibration.PUBLISHED_JOBS) + 2


def file_everything(stage: Stage, accounts: Mapping[str, Account], *, progress: Progress) -> None:
    """Run every campaign of the demonstration in the order of time.

    Two threads file side by side: while one waits for the process that reads its workbook, the other writes to the
    database, as two clerks at two desks would make the server do.
    """
    with ThreadPoolExecutor(2, thread_name_prefix="filing") as threads:
        filing = Filing(stage, accounts, threads, progress)
        correction = None
        for asked in campaigns():
            campaign = _open(stage, asked)
            if campaign.opens > CORRECTED_ON and correction:
                correction()
                correction = None
            sheets = [_sheet(filing, campaign, account=account, asked=asked) for account in _reporters(accounts, asked)]
            _file_and_accept(filing, campaign, sheets=sheets)
            if asked.period == CORRECTED_PERIOD:
                correction = partial(_correct, filing, campaign, asked=asked)
            if asked != campaigns()[-1]:
                close_campaign(stage.curator(asked.due + _CLOSED_AFTER), campaign)
        _file_published(filing, campaign)
        for _ in range(2):
            threads.submit(connection.close)


def _open(stage: Stage, asked: Asked) -> Campaign:
    return open_campaign(
        stage.curator(asked.opens),
        code=asked.code,
        zone=stage.zone,
        form_code=asked.form,
        period_code=str(asked.period),
        opens=asked.opens,
        due=asked.due,
    )


def _reporters(accounts: Mapping[str, Account], asked: Asked) -> Iterator[Account]:
    """Whose report is filed in a campaign."""
    for account in accounts.values():
        part = account.player.part
        if part is Part.NEVER_REPORTS or not account.is_present(asked.quarter):
            continue
        if part is Part.SKIPS and asked.quarter == SKIPPED:
            continue
        yield account


def _sheet(filing: Filing, campaign: Campaign, *, account: Account, asked: Asked) -> Sheet:
    company = filing.stage.companies[account.player.code]
    identity = identity_of(campaign, company)
    if asked.period.first is None:
        values = opening_values(account)
    else:
        values = report_values(account, asked.quarter, extra_jobs=_mistake(account, asked))
    is_late = account.player.part is Part.LATE
    number = int(account.player.code[1:])
    day = asked.due + _LATE_BY if is_late else asked.due - timedelta(days=number % 20)
    return Sheet(company, _by_site(values, identity), identity, day, number)


def _mistake(account: Account, asked: Asked) -> int:
    """The jobs that one report of 2024 counted too many until it was corrected."""
    is_it = account.player.part is Part.CORRECTED and asked.period == CORRECTED_PERIOD
    return calibration.CORRECTED_JOBS if is_it else 0


def _by_site(values: Mapping[str, Decimal], identity: Identity) -> Values:
    """A company on two sites files each line for each: three fifths at the first, the rest at the second."""
    codes = [code for code, _ in identity.sites]
    shared = {}
    for line, amount in values.items():
        if len(codes) == 1 or line in ("average_pay", "foreign_investors"):
            shared |= {(line, code): amount for code in codes}
            continue
        first = (amount * 3 // 5000) * 1000 if amount >= 100_000 else amount * 3 // 5  # noqa: PLR2004 - whole thousands
        shared |= {(line, codes[0]): first, (line, codes[1]): amount - first}
    return shared


def _file_and_accept(filing: Filing, campaign: Campaign, *, sheets: list[Sheet]) -> None:
    """File what came in time and accept it together on the day after the deadline; then the late ones."""
    deadline = campaign.due
    for on_time in (True, False):
        batch = sorted((sheet for sheet in sheets if (sheet.day <= deadline) is on_time), key=lambda one: one.day)
        versions = list(filing.threads.map(lambda sheet: _file(filing, campaign, sheet=sheet), batch))
        if versions:
            accepting = filing.stage.curator(max(sheet.day for sheet in batch) + timedelta(days=4))
            actions.accept_versions(accepting, versions)


def _file(filing: Filing, campaign: Campaign, *, sheet: Sheet, reason: str = "") -> Version:
    """Write, file and explain one workbook; the company that is returned once files a wrong unit first."""
    clerk = Actor(filing.stage.users["curator"], moment(sheet.day, sheet.minutes))
    account = filing.accounts.get(sheet.company.code)
    if account and account.player.part is Part.RETURNED and campaign.period == RETURNED_PERIOD and not reason:
        _file_and_return(campaign, sheet, clerk=clerk)
        filing.progress(1)
    version = _filed(campaign, sheet, clerk=clerk, reason=reason)
    filing.progress(1)
    return version


def _filed(campaign: Campaign, sheet: Sheet, *, clerk: Actor, reason: str = "") -> Version:
    content = write_workbook(form_of(campaign), sheet.identity, values=sheet.values)
    version = actions.file_workbook(clerk, campaign, company=sheet.company, content=content, reason=reason)
    warnings = list(version.findings.filter(severity="warning").values_list("pk", flat=True))
    if warnings:
        text = _EXPLANATION if sheet.company.is_fictional else _NOT_PUBLISHED
        actions.explain_findings(clerk, version, explanations=dict.fromkeys(warnings, text))
    return version


def _file_and_return(campaign: Campaign, sheet: Sheet, *, clerk: Actor) -> None:
    wrong = {key: value / 1000 if key[0] == "revenue" else value for key, value in sheet.values.items()}
    early = Actor(clerk.user, clerk.at - timedelta(days=3))
    version = _filed(campaign, replace(sheet, values=wrong), clerk=early)
    remark = "Выручка меньше своей части и меньше прошлой в тысячу раз: проверьте единицу измерения."
    actions.return_version(Actor(clerk.user, clerk.at - timedelta(days=2)), version, remark=remark)


def _correct(filing: Filing, campaign: Campaign, *, asked: Asked) -> None:
    """The company that counted too many jobs files its report of 2024 again, and it is accepted."""
    account = next(one for one in filing.accounts.values() if one.player.part is Part.CORRECTED)
    without_mistake = replace(account, player=replace(account.player, part=Part.ORDINARY))
    sheet = _sheet(filing, campaign, account=without_mistake, asked=asked)
    sheet = replace(sheet, day=CORRECTED_ON - timedelta(days=1))
    reason = "В строку за 2024 год попали рабочие места прошлых лет."
    version = _file(filing, campaign, sheet=sheet, reason=reason)
    actions.accept_version(filing.stage.curator(CORRECTED_ON), version)


def _file_published(filing: Filing, campaign: Campaign) -> None:
    """The two named firms: one published figure each, every other cell stays empty."""
    versions = []
    for code, jobs in calibration.PUBLISHED_JOBS.items():
        company = filing.stage.companies[code]
        identity = identity_of(campaign, company)
        values = {("jobs_created", identity.sites[0][0]): Decimal(jobs)}
        sheet = Sheet(company, values, identity, campaign.due, 0)
        versions.append(_file(filing, campaign, sheet=sheet))
    actions.accept_versions(filing.stage.curator(campaign.due + timedelta(days=6)), versions)
