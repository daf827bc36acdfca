"""A book small enough to reckon by hand, and who is who in it.

Alice reports for Alfa. Boris is the curator, Clara the analyst, Pavel the press officer, Vera may only look. Gleb
accepts for the city where a campaign has two levels. Zoe is the curator of another zone. Frida founds zones. Alfa sits
on the site North, Beta on South; both have been residents since before the book. Everything is made through the
actions, every report is a real workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from stdnum.ru import inn

from zonebook.accounts.actions import open_account
from zonebook.accounts.models import Role, User
from zonebook.accounts.queries import Actor
from zonebook.campaigns.actions import open_campaign
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.intake import write_workbook
from zonebook.measures import Period, quarter_of
from zonebook.registry import actions as registry
from zonebook.registry.models import Company, Industry, Site, Zone
from zonebook.reporting import actions as reporting
from zonebook.reporting.models import Version

MOSCOW = ZoneInfo("Europe/Moscow")
Values = Mapping[tuple[str, str], Decimal]

# who, in which role, of which zone, of which company
CAST: Mapping[str, tuple[Role, str, str]] = {
    "alice": (Role.RESIDENT, "home", "alfa"),
    "bella": (Role.RESIDENT, "home", "beta"),
    "boris": (Role.CURATOR, "home", ""),
    "clara": (Role.ANALYST, "home", ""),
    "pavel": (Role.PRESS_OFFICER, "home", ""),
    "vera": (Role.VIEWER, "home", ""),
    "gleb": (Role.CITY_REVIEWER, "home", ""),
    "zoe": (Role.CURATOR, "away", ""),
}


def at(day: str, hour: int = 12) -> datetime:
    """An hour of a day in Moscow."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), MOSCOW) + timedelta(hours=hour)


def valid_inn(number: int) -> str:
    stem = f"7700{number:05}"
    return stem + inn.calc_company_check_digit(stem)


def plausible(period: Period, *, heads: int = 100, **changed: object) -> dict[str, Decimal]:
    """The lines of a quarterly report to which no check objects, in base units; `changed` replaces some of them."""
    quarters = period.last.month // 3
    million = 1_000_000 * quarters
    lines = {
        "headcount_average": heads,
        "headcount": heads,
        "jobs_created": 10 * quarters,
        "investment": 50 * million,
        "capital_investment": 30 * million,
        "research": 5 * million,
        "revenue": 100 * million,
        "revenue_agreed": 96 * million,
        "revenue_export": million,
        "tax_federal": 7 * million,
        "tax_regional": million,
        "tax_local": 100_000 * quarters,
        "insurance": heads * 60_000 * quarters,
        "customs": 500_000 * quarters,
        "average_pay": 100_000,
        "foreign_investors": 0,
    }
    return {line: Decimal(amount) for line, amount in {**lines, **changed}.items() if amount is not None}


@dataclass
class SmallBook:
    """The small book, with the things that a test does to it in one line."""

    users: dict[str, User] = field(default_factory=dict)
    zones: dict[str, Zone] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)

    @property
    def zone(self) -> Zone:
        return self.zones["home"]

    @property
    def alfa(self) -> Company:
        return self.companies["alfa"]

    def newcomer(self, code: str, *, first_day: date, last_day: date | None = None) -> Company:
        """A third company, which comes to the site North."""
        boris, number = self.actor("boris"), len(self.companies) + 1
        company = registry.enter_company(boris, self.zone, code=code, name=f"Новая {code}", inn=valid_inn(number))
        self.companies[code] = company
        self.place(company, "north", first_day=first_day, last_day=last_day)
        return company

    def place(self, company: Company, site: str, *, first_day: date, last_day: date | None = None) -> None:
        """Let a company work on a site."""
        boris, where = self.actor("boris"), self.sites[site]
        registry.place_company(boris, company, site=where, first_day=first_day, last_day=last_day)

    def actor(self, name: str, when: str | datetime = "2025-09-09") -> Actor:
        """Somebody of the cast, acting at a moment."""
        return Actor(self.users[name], at(when) if isinstance(when, str) else when)

    def campaign(self, code: str, form: str = "resident-quarter") -> Campaign:
        """The campaign of a period, opened when it is first asked for."""
        period = Period.parse(code)
        found = Campaign.objects.filter(zone=self.zone, form_code=form, period_code=str(period)).first()
        opens = period.last + timedelta(days=5)
        return found or open_campaign(
            self.actor("boris", str(opens)),
            code=f"{form}-{quarter_of(period.last)}".lower(),
            zone=self.zone,
            form_code=form,
            period_code=code,
            opens=opens,
            due=opens + timedelta(days=25),
        )

    def workbook(
        self, campaign: Campaign, company: Company, *, values: Values | None = None, **changed: object
    ) -> bytes:
        """The company's workbook, filled in with plausible answers at its first site and none at the others."""
        identity = identity_of(campaign, company)
        first = identity.sites[0][0]
        given = plausible(campaign.period, **changed)
        asked = {line.code for line in form_of(campaign).lines}
        filled = values if values is not None else {(line, first): given[line] for line in given if line in asked}
        return write_workbook(form_of(campaign), identity, values=filled)

    def file(
        self, code: str, company: str = "alfa", *, by: str = "boris", reason: str = "", **changed: object
    ) -> Version:
        """File a report on the twentieth day after its period; `changed` are lines that differ from the plausible."""
        campaign = self.campaign(code, str(changed.pop("form", "resident-quarter")))
        content = self.workbook(campaign, self.companies[company], **changed)
        when = at(str(campaign.period.last + timedelta(days=20)))
        return reporting.file_workbook(
            self.actor(by, when), campaign, company=self.companies[company], content=content, reason=reason
        )

    def accept(self, version: Version, when: str | None = None, *, by: str = "boris") -> Version:
        """Explain what has to be explained, and accept, on the thirtieth day after the period unless told otherwise."""
        moment = at(when or str(version.submission.campaign.period.last + timedelta(days=30)))
        warnings = version.findings.filter(severity="warning", explanation="").values_list("pk", flat=True)
        if warnings:
            texts = dict.fromkeys(warnings, "Проверено по учёту.")
            reporting.explain_findings(self.actor(by, moment), version, explanations=texts)
        return reporting.accept_version(self.actor(by, moment), version)

    def report(self, code: str, company: str = "alfa", *, when: str | None = None, **changed: object) -> Version:
        """File a report and accept it."""
        return self.accept(self.file(code, company, **changed), when)

    def correct(self, code: str, company: str = "alfa", *, when: str, **changed: object) -> Version:
        """File a correction of an accepted report and accept it."""
        return self.accept(self.file(code, company, reason="ошибка в учёте", **changed), when)


def make_small_book() -> SmallBook:
    """The book with its register and its people, and no report yet."""
    book = SmallBook()
    frida = book.users["frida"] = User.objects.create_superuser("frida")
    founder = Actor(frida, at("2023-01-01"))
    for code, keeps_book in (("home", True), ("away", False)):
        book.zones[code] = registry.found_zone(
            founder, code=code, name_ru=f"Зона {code}", name_en=f"Zone {code}", kind="technology", keeps_book=keeps_book
        )
    for name, belongs_to in CAST.items():
        book.users[name] = open_account(
            by=frida, at=founder.at, username=name, password="long-enough-phrase", belongs_to=belongs_to
        )
    _enter_register(book)
    return book


def _enter_register(book: SmallBook) -> None:
    boris = book.actor("boris", "2023-01-01")
    for code, area in (("north", "12.5"), ("south", "7.5")):
        book.sites[code] = registry.open_site(
            boris, book.zone, code=code, name_ru=f"Площадка {code}", name_en=f"Site {code}", area_ha=Decimal(area)
        )
    tools = Industry.objects.create(code="tools", name_ru="Станки", name_en="Tools")
    for number, (code, name, site) in enumerate((("alfa", "Альфа", "north"), ("beta", "Бета", "south")), start=1):
        company = registry.enter_company(
            boris, book.zone, code=code, name=name, inn=valid_inn(number), industry=tools, is_fictional=True
        )
        book.companies[code] = company
        registry.place_company(boris, company, site=book.sites[site], first_day=date(2020, 3, 1))
        registry.grant_residency(boris, company, zone=book.zone, agreement=f"ТВД-{number}", first_day=date(2021, 1, 1))
