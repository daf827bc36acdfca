"""The way of a status, one line a step. Nadia applies for Gamma; Boris leads it; five members sit in the council.

Every step is taken on its own day of 2025, so that a test can ask what the register said in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from tests.book import SmallBook, at, valid_inn
from zonebook.accounts.actions import open_account
from zonebook.accounts.models import Role
from zonebook.agreements import actions
from zonebook.agreements.models import AgendaItem, Agreement, Application, CouncilMember, Meeting, Terms
from zonebook.agreements.plans import Planned

PDF = b"%PDF-1.7 what somebody attached"
REQUIRED = ("business_plan", "charter", "registration_extract", "tax_registration", "authority")
PARTIES = ("resident", "authorised_body", "managing_company")
COUNCIL = ("Ильина", "Кононов", "Лаптев", "Маркова", "Носов")
GAMMA_INN = valid_inn(77)

DAYS: Mapping[str, str] = MappingProxyType(
    {
        "start": "2025-03-03",
        "submit": "2025-03-05",
        "judge": "2025-03-06",
        "pass_on": "2025-03-07",
        "call": "2025-03-10",
        "put_on_agenda": "2025-03-11",
        "meeting": "2025-03-20",
        "prepare": "2025-03-25",
        "sign": "2025-04-01",
        "enter": "2025-04-03",
    }
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def plan(*, years: tuple[int, ...] = (2025, 2026), investment: int = 50_000_000) -> Planned:
    """A plan of some years, every line of each."""
    lines = {"investment": investment, "capital_investment": 30_000_000, "jobs_created": 20, "revenue": 80_000_000}
    return {(year, line): Decimal(amount) for year in years for line, amount in lines.items()}


@dataclass
class Way:
    """An application for the status on its way, and the agreement that it leads to."""

    book: SmallBook
    application: Application
    item: AgendaItem | None = None
    agreement: Agreement | None = None

    @property
    def state(self) -> str:
        """The state of the agreement once there is one, of the application until then."""
        return self.agreement.state if self.agreement else self.application.state

    def boris(self, day: str):
        return self.book.actor("boris", day)

    def fill_in(self, *, by: str = "nadia", **changed: object) -> Way:
        """Write everything that a draft needs, and attach its papers."""
        known = self.application.company
        fields = {
            "inn": known.inn if known else GAMMA_INN,
            "activity": "Лазеры",
            "contact_name": "Надя",
            "contact_email": "n@example.org",
        }
        place = {"site": self.book.sites["north"], "place": "premises", "area_sqm": Decimal(400)}
        draft = {"planned": plan(), **fields, **place, **changed}
        self.application = actions.save_draft(self.book.actor(by, DAYS["start"]), self.application, **draft)
        for kind in REQUIRED:
            self.attach(kind, by=by)
        return self

    def attach(self, kind: str, *, by: str = "nadia", content: bytes = PDF, day: str = DAYS["start"]) -> None:
        actor = self.book.actor(by, day)
        actions.attach_paper(actor, self.application, kind=kind, name=f"{kind}.pdf", content=content)

    def submit(self, day: str = DAYS["submit"], *, by: str = "nadia") -> Way:
        self.application = actions.submit_application(self.book.actor(by, day), self.application)
        return self

    def resubmit(self, day: str) -> Way:
        self.application = actions.resubmit_application(self.book.actor("nadia", day), self.application)
        return self

    def give_back(self, day: str = "2025-03-07", *, remarks: str = "нет подписи") -> Way:
        """Return the application with remarks."""
        self.application = actions.return_application(self.boris(day), self.application, remarks=remarks)
        return self

    def judge(self, *, verdict: str = "in_order", remark: str = "", day: str = DAYS["judge"]) -> Way:
        """Say the same of every paper."""
        for paper in self.application.papers.all():
            actions.judge_paper(self.boris(day), paper, verdict=verdict, remark=remark)
        return self

    def pass_on(self, day: str = DAYS["pass_on"]) -> Way:
        self.application = actions.pass_on_application(self.boris(day), self.application)
        return self

    def seat(self) -> list[CouncilMember]:
        """The members of the council, seated when the first one asks for them."""
        if not self.book.zone.council.exists():
            for name in COUNCIL:
                actions.seat_member(self.boris("2025-01-09"), self.book.zone, name=name, first_day=date(2025, 1, 9))
        return list(self.book.zone.council.all())

    def call(self, *, day: str = DAYS["meeting"]) -> Meeting:
        self.seat()
        number = f"ЭС-{self.book.zone.meetings.count() + 1}"
        return actions.call_meeting(
            self.boris(DAYS["call"]), self.book.zone, number=number, day=date.fromisoformat(day)
        )

    def put_on_agenda(self, meeting: Meeting | None = None, *, day: str = DAYS["put_on_agenda"]) -> Way:
        self.item = actions.put_on_agenda(self.boris(day), self.application, meeting=meeting or self.call())
        self.application.refresh_from_db()
        return self

    def vote(self, *choices: str, on: str = DAYS["meeting"]) -> Way:
        """Let the members vote in the order of their names; who is given no choice is not there."""
        votes = dict(zip(self.seat(), choices, strict=False))
        actions.record_votes(self.boris(on), self.item, votes=votes)
        return self

    def hold(self, day: str = DAYS["meeting"]) -> Way:
        actions.hold_meeting(self.boris(day), self.item.meeting, minutes=("протокол.pdf", PDF))
        return self

    def decide(self, *, reasons: str = "Проект нужен зоне.", day: str = DAYS["meeting"]) -> Way:
        self.item = actions.decide(self.boris(day), self.item, reasons=reasons)
        self.application.refresh_from_db()
        return self

    def support(self) -> Way:
        return self.put_on_agenda().vote("for", "for", "for", "against").hold().decide()

    def prepare(self, *, number: str = "ТВД-77", day: str = DAYS["prepare"], **fields: object) -> Way:
        self.agreement = actions.prepare_agreement(
            self.boris(day), self.application, number=number, activity="Лазеры", **fields
        )
        self.application.refresh_from_db()
        return self

    def sign(self, *parties: str, day: str = DAYS["sign"]) -> Way:
        """Let these parties sign, all three where none is named."""
        for party in parties or PARTIES:
            actions.record_signature(
                self.boris(day), self.agreement, party=party, signatory="И. О.", signed_on=date.fromisoformat(day)
            )
        self.agreement.refresh_from_db()
        return self

    def enter(self, *, day: str = DAYS["enter"], register_number: str = "77-001") -> Way:
        self.agreement = actions.enter_in_register(
            self.boris(day), self.agreement, entered_on=date.fromisoformat(day), register_number=register_number
        )
        return self

    def amend(self, day: str, **changed: object) -> Terms:
        terms = actions.amend_agreement(
            self.boris(day), self.agreement, agreed_on=date.fromisoformat(day), reason="спрос вырос", **changed
        )
        self.agreement.refresh_from_db()
        return terms

    def suspend(self, day: str, *, ground: str = "material_breach") -> Way:
        actions.suspend_agreement(
            self.boris(day), self.agreement, first_day=date.fromisoformat(day), ground=ground, reason="нет отчётов"
        )
        self.agreement.refresh_from_db()
        return self

    def resume(self, day: str) -> Way:
        self.agreement = actions.resume_agreement(
            self.boris(day), self.agreement, resumed_on=date.fromisoformat(day), reason="отчёты сданы"
        )
        return self

    def end(self, day: str, *, ground: str = "by_agreement", end_document: str = "Соглашение № 5") -> Way:
        self.agreement = actions.end_agreement(
            self.boris(day), self.agreement, ended_on=date.fromisoformat(day), ground=ground, end_document=end_document
        )
        return self

    def to_council(self) -> Way:
        """Submitted, checked, passed on."""
        return self.fill_in().submit().judge().pass_on()

    def to_signing(self) -> Way:
        """Supported, with an agreement to sign."""
        return self.to_council().support().prepare()

    def to_register(self) -> Way:
        """Signed and entered: a resident."""
        return self.to_signing().sign().enter()


def let_apply(book: SmallBook, name: str) -> None:
    """Open the account of an applicant."""
    role, moment, password = (Role.APPLICANT, "home", ""), at("2025-01-09"), "long-enough-phrase"
    book.users[name] = open_account(
        by=book.users["frida"], at=moment, username=name, password=password, belongs_to=role
    )


def begin(book: SmallBook, *, name: str = "Гамма") -> Way:
    """A draft of Nadia's; she gets her account when she first needs it."""
    if "nadia" not in book.users:
        let_apply(book, "nadia")
    return Way(book, actions.start_application(book.actor("nadia", DAYS["start"]), book.zone, name=name))
