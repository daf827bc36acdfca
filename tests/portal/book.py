"""A small book made through the actions, each report a real workbook.

The cast: Alice reports for Alfa, Boris is curator, Clara analyst, Pavel press officer, Vera viewer; Zoe is curator of
another zone; Dina and Egor are applicants. Alfa (resident) works on North and South, Beta (no status) on North; Gamma
never reported. In the first half of 2025 Alfa created 12 + 8 jobs, Beta 5: 25 in all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.portal.contradicting_book import contradict
from tests.portal.life_book import begin_lives
from tests.portal.oversight_book import watch_over
from tests.portal.rated_book import rate_zones
from tests.projects.plants import PHOTO
from zonebook.accounts.actions import open_account
from zonebook.accounts.models import Role, User
from zonebook.accounts.queries import Actor
from zonebook.campaigns.actions import open_campaign
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.campus.actions import list_amenity
from zonebook.estate import actions as estate
from zonebook.estate.models import Lease
from zonebook.figures.actions import release_figure
from zonebook.figures.queries import question
from zonebook.intake import write_workbook
from zonebook.measures import Period
from zonebook.newsroom.actions import keep_statement
from zonebook.newsroom.models import Statement
from zonebook.projects import actions as projects
from zonebook.projects.models import Project
from zonebook.registry import actions as registry
from zonebook.registry.models import Cluster, Company, Industry, Site, Zone
from zonebook.reporting import actions as reporting
from zonebook.reporting.models import Version

PASSWORD = "a long word for tests"
ARTICLE = "За первое полугодие 2025 года компании ОЭЗ «Проба» создали 25 новых рабочих мест, а не 40 рабочих мест."
STAFF = {
    "alice": (Role.RESIDENT, "proba", "alfa"),
    "boris": (Role.CURATOR, "proba", ""),
    "clara": (Role.ANALYST, "proba", ""),
    "pavel": (Role.PRESS_OFFICER, "proba", ""),
    "vera": (Role.VIEWER, "proba", ""),
    "gleb": (Role.CITY_REVIEWER, "proba", ""),
    "zoe": (Role.CURATOR, "other", ""),
    "dina": (Role.APPLICANT, "proba", ""),
    "egor": (Role.APPLICANT, "proba", ""),
}


def moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Moscow"))


START = moment(date(2025, 1, 10))


@dataclass
class SmallBook:
    """What the tests speak of by name."""

    users: dict[str, User] = field(default_factory=dict)
    zone: Zone = field(default_factory=Zone)
    sites: dict[str, Site] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    accepted: Version = field(default_factory=Version)
    waiting: Version = field(default_factory=Version)
    statement: Statement = field(default_factory=Statement)
    plant: Project = field(default_factory=Project)
    lease: Lease = field(default_factory=Lease)
    lives: dict[str, Any] = field(default_factory=dict)
    watched: dict[str, Any] = field(default_factory=dict)

    def act(self, name: str, day: date) -> Actor:
        return Actor(self.users[name], moment(day))


def build_small_book() -> SmallBook:
    """Everything that the pages show something of."""
    book = SmallBook()
    _found(book)
    _register(book)
    _stock(book)
    _report(book)
    _say(book)
    book.lives = begin_lives(book)
    book.watched = watch_over(book)
    rate_zones(book)
    contradict(book)
    return book


def workbook(campaign: Campaign, company: Company, *, jobs: Mapping[str, int], **other: int) -> bytes:
    """The company's workbook with `jobs` by site; every other line has a plausible answer."""
    identity = identity_of(campaign, company)
    values = {
        (line.code, site): Decimal({"jobs_created": jobs[site], **other}.get(line.code, _usual(line.code)))
        for line in form_of(campaign).lines
        for site, _name in identity.sites
    }
    return write_workbook(form_of(campaign), identity, values=values)


def _usual(line: str) -> int:
    usual = {"headcount": 40, "headcount_average": 40, "revenue": 90_000_000, "average_pay": 100_000}
    return usual.get(line, 0)


def _found(book: SmallBook) -> None:
    chief = User.objects.create_superuser("chief", password=None)
    names = {"proba": ("Проба", "Proba"), "other": ("Другая", "Other")}
    for code, (ru, en) in names.items():
        is_home = code == "proba"
        zone = registry.found_zone(
            Actor(chief, START), code=code, name_ru=ru, name_en=en, kind=Zone.Kind.TECHNOLOGY,
            keeps_book=is_home, is_demonstration=is_home, trail_is_public=is_home,
        )  # fmt: skip
        book.zone = zone if is_home else book.zone
    for username, belongs_to in STAFF.items():
        book.users[username] = open_account(
            by=chief, at=START, username=username, password=PASSWORD, belongs_to=belongs_to
        )


def _register(book: SmallBook) -> None:
    boris = book.act("boris", date(2025, 1, 10))
    places = (("north", "Северная", "North", "56.0100"), ("south", "Южная", "South", "55.4400"))
    for code, name, english, latitude in places:
        book.sites[code] = registry.open_site(
            boris, book.zone, code=code, name_ru=name, name_en=english, area_ha=Decimal(10), specialisation="pharma",
            latitude=Decimal(latitude), longitude=Decimal("37.1600"),
        )  # fmt: skip
    pharma = Industry.objects.create(code="pharma", name_ru="Фармацевтика", name_en="Pharmaceuticals")
    cluster = registry.form_cluster(boris, book.zone, code="pharma", name_ru="Фармкластер", name_en="Pharma cluster")
    for code, name, inn in (("alfa", "Альфа", "7707083893"), ("beta", "Бета", ""), ("gamma", "Рёнера", "")):
        company = registry.enter_company(boris, book.zone, code=code, name=name, inn=inn, industry=pharma)
        book.companies[code] = company
        registry.place_company(boris, company, site=book.sites["north"], first_day=date(2024, 1, 1))
    alfa = book.companies["alfa"]
    registry.place_company(boris, alfa, site=book.sites["south"], first_day=date(2024, 1, 1))
    registry.grant_residency(boris, alfa, zone=book.zone, agreement="№ 1", first_day=date(2024, 2, 1))
    registry.join_cluster(boris, alfa, cluster=cluster, first_day=date(2024, 3, 1))
    _plan(book, cluster)
    list_amenity(boris, book.zone, site=book.sites["north"], name="Корт", category="sport", status="open")


def _plan(book: SmallBook, cluster: Cluster) -> None:
    """A project of two companies, one of them not in the cluster, with a stage ahead."""
    boris = book.act("boris", date(2025, 1, 10))
    book.plant = project = projects.enter_project(
        boris, book.zone, site=book.sites["south"], cluster=cluster, code="plant", title_ru="Завод", title_en="Plant",
        planned_investment=5_000_000_000_00, planned_jobs=120,
    )  # fmt: skip
    projects.take_part(boris, project, company=book.companies["alfa"], share=Decimal(60), part="строит завод")
    projects.take_part(boris, project, company=book.companies["beta"], share=Decimal(30))
    projects.set_stage(boris, project, title_ru="Пуск", title_en="Start", planned="2026-01")
    projects.attach_file(boris, project, name="цех.png", content=PHOTO, caption="Цех с воздуха")
    projects.attach_file(boris, project, name="план.pdf", content=b"%PDF-1.7 plan", caption="План цеха")


def _stock(book: SmallBook) -> None:
    """On North a hall let to Alfa for good and a free laboratory in one building, on South a free plot."""
    boris, north = book.act("boris", date(2025, 1, 10)), book.sites["north"]
    house = estate.add_building(boris, north, code="north-1", name="Корпус 1")
    rooms = (("hall", "1.1", Decimal(2000), 37.160), ("laboratory", "1.2", Decimal(500), 37.161))
    entered = {}
    for code, number, area, west in rooms:
        outline = [[west, 56.0], [west + 0.001, 56.0], [west + 0.001, 56.0005], [west, 56.0005]]
        entered[code] = estate.add_premises(
            boris, north, building=house, code=code, number=number, area_sqm=area, height_m=Decimal("4.5"),
            rate=10_000_00, outline=outline,
        )  # fmt: skip
    estate.add_premises(
        boris, book.sites["south"], kind="plot", code="field", number="Участок 1", area_sqm=Decimal(12_000),
        outline=[[37.16, 55.44], [37.163, 55.44], [37.163, 55.442]],
    )  # fmt: skip
    book.lease = estate.let_premises(
        boris, entered["hall"], company=book.companies["alfa"], number="А-1", first_day=date(2024, 6, 1), rate=9_000_00
    )


def _report(book: SmallBook) -> None:
    boris = book.act("boris", date(2025, 4, 5))
    for period, opens, due in (
        ("2025-Q1", date(2025, 4, 5), date(2025, 5, 2)),
        ("2025-H1", date(2025, 7, 5), date(2025, 8, 1)),
    ):
        book.campaigns[period] = open_campaign(
            boris, code=f"quarter-{period.lower()}", zone=book.zone, form_code="resident-quarter",
            period_code=period, opens=opens, due=due,
        )  # fmt: skip
    reports = (
        ("2025-Q1", "alfa", {"north": 7, "south": 3}, date(2025, 4, 20)),
        ("2025-Q1", "beta", {"north": 2}, date(2025, 4, 21)),
        ("2025-H1", "alfa", {"north": 12, "south": 8}, date(2025, 7, 20)),
        ("2025-H1", "beta", {"north": 5}, date(2025, 7, 21)),
    )
    for period, code, jobs, day in reports:
        version = filed(book, period, code, jobs=jobs, day=day)
        reporting.accept_version(book.act("boris", day), version)
        book.accepted = version if (period, code) == ("2025-H1", "alfa") else book.accepted
    book.waiting = filed(book, "2025-H1", "beta", jobs={"north": 9}, day=date(2025, 9, 1), reason="Забыли четверых.")


def filed(book: SmallBook, period: str, code: str, *, jobs: Mapping[str, int], day: date, reason: str = "") -> Version:
    campaign, company = book.campaigns[period], book.companies[code]
    content = workbook(campaign, company, jobs=jobs)
    boris = book.act("boris", day)
    version = reporting.file_workbook(boris, campaign, company=company, content=content, reason=reason)
    warnings = version.findings.filter(severity="warning").values_list("pk", flat=True)
    if warnings:
        reporting.explain_findings(boris, version, explanations=dict.fromkeys(warnings, "Проверено."))
    return version


def _say(book: SmallBook) -> None:
    for measure, period in (("companies", "@2025-09-09"), ("jobs_created", "2025-H1")):
        asked = question(measure, Period.parse(period))
        release_figure(book.act("clara", date(2025, 9, 9)), book.zone, asked=asked, is_headline=True)
    book.statement = keep_statement(
        book.act("pavel", date(2025, 9, 9)), book.zone, kind=Statement.Kind.TEXT, title="Работа в зоне",
        text=ARTICLE, speaker="Представитель", published=date(2025, 9, 9),
    )  # fmt: skip
