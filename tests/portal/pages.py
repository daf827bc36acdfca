"""Every address of the portal, with what it needs of the small book."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.portal.book import SmallBook
from tests.portal.contradicting_book import pair_of
from tests.portal.released_book import approved, checked, published, release
from zonebook.campaigns.actions import assign_curator, extend_deadline
from zonebook.drafting.actions import begin_draft
from zonebook.drafting.models import Draft
from zonebook.reconciling.actions import bring_extract, take_extract
from zonebook.reconciling.models import Dispute
from zonebook.reconciling.queries import columns_of, table_of

PUBLIC = (
    "/",
    "/figures/",
    "/figures/jobs_created/?during=2025-H1",
    "/figures/jobs_created/?during=2024",
    "/figures/companies/",
    "/figures/rating_place/",
    "/companies/",
    "/companies/alfa/",
    "/companies/alfa/?on=2024-03-01&known=2025-02-01T00:00",
    "/companies/?on=2024-03-01&known=2025-02-01&columns=inn&columns=resident_since&sort=-status",
    "/history/company/alfa/",
    "/search/",
    "/search/?q=ренера",
    "/sites/",
    "/sites/north/",
    "/amenities/",
    "/clusters/",
    "/clusters/pharma/",
    "/clusters/pharma/?on=2024-02-01",
    "/projects/",
    "/projects/?site=south&cluster=pharma&state=joint",
    "/projects/plant/",
    "/invest/",
    "/invest/?site=north&area_from=100&sort=-rate",
    "/invest/laboratory/",
    "/invest/field/",
    "/invest/calculator/",
    "/invest/calculator/?first_year=2024&years=2&revenue=500&profit=100&property_value=50&land_value=10"
    "&vehicles_tax=0.03&imports=20&duty_rate=5",
    "/apply/",
    "/check/",
    "/statements/",
    "/statements/contradictions/",
    "/statements/contradictions/?zone=proba&cause=declared_or_spent",
    "/ratings/",
    "/ratings/zone-balance/method/",
    "/ratings/zone-balance/technology/2024/",
    "/ratings/zone-balance/technology/2024/?number=1",
    "/ratings/zone-balance/technology/2024/what-if/?w-residents=90&w-jobs=5&w-investment=5",
    "/ratings/zone-balance/technology/2024/third/",
    "/health/",
    "/account/login/",
)
AN_EDITION = "rating=zone-balance&zone_class=technology&year=2024"
NO_PAGES = frozenset({"/health/"})
"""Public addresses that answer machines."""


def pages(book: SmallBook) -> dict[str, str]:
    """Public pages by a name that does not change with the keys of the database."""
    accepted = book.accepted
    return {path: path for path in PUBLIC} | {
        "/reports/<submission>/<version>/": f"/reports/{accepted.submission_id}/{accepted.number}/",
        "/statements/<key>/": f"/statements/{book.statement.pk}/",
        "/statements/contradictions/<pair>/": "/statements/contradictions/{}-{}/".format(*pair_of("jobs_year")),
        "/check/?example=<key>": f"/check/?example={book.statement.pk}",
        **_news(book),
    }


def _news(book: SmallBook) -> dict[str, str]:
    """The pages of what the zone itself has published."""
    key = published(book).release_id
    return {"/news/": "/news/", "/news/<key>/": f"/news/{key}/", "/news/<key>/<number>/": f"/news/{key}/1/"}


def rooms(book: SmallBook) -> dict[str, tuple[str, str]]:
    """Pages of the cabinets by name: who is at home there, and the address."""
    draft = begin_writing(book)
    waiting = book.waiting
    stage, part = book.plant.stages.first(), book.plant.participations.first()
    member, paper = book.companies["alfa"].memberships.first(), book.plant.attachments.get(name="план.pdf")
    return {
        "/my/": ("alice", "/my/"),
        "/my/<campaign>/": ("alice", "/my/quarter-2025-h1/"),
        "/my/<campaign>/workbook.xlsx": ("alice", "/my/quarter-2025-h1/workbook.xlsx"),
        "/review/": ("boris", "/review/"),
        "/desk/letters/": ("boris", "/desk/letters/"),
        "/desk/": ("boris", "/desk/"),
        "/desk/zone/": ("boris", "/desk/zone/"),
        "/desk/sites/new/": ("boris", "/desk/sites/new/"),
        "/desk/sites/<code>/edit/": ("boris", "/desk/sites/north/edit/"),
        "/desk/companies/new/": ("boris", "/desk/companies/new/"),
        "/desk/companies/change/": ("boris", "/desk/companies/change/?company=alfa&company=beta"),
        "/desk/companies/<code>/edit/": ("boris", "/desk/companies/alfa/edit/"),
        "/desk/companies/<code>/sites/": ("boris", "/desk/companies/alfa/sites/"),
        "/desk/companies/<code>/contacts/": ("boris", "/desk/companies/alfa/contacts/"),
        "/desk/presences/<key>/": ("boris", f"/desk/presences/{book.companies['alfa'].presences.first().pk}/"),
        "/companies/, as a curator": ("boris", "/companies/"),
        "/companies/<code>/, as a curator": ("boris", "/companies/alfa/"),
        "/desk/clusters/new/": ("boris", "/desk/clusters/new/"),
        "/desk/clusters/<code>/edit/": ("boris", "/desk/clusters/pharma/edit/"),
        "/desk/clusters/<code>/members/new/": ("boris", "/desk/clusters/pharma/members/new/"),
        "/desk/clusters/<code>/members/<key>/": ("boris", f"/desk/clusters/pharma/members/{member.pk}/"),
        "/desk/clusters/<code>/contracts/new/": ("boris", "/desk/clusters/pharma/contracts/new/"),
        "/desk/projects/new/": ("boris", "/desk/projects/new/"),
        "/desk/projects/<code>/edit/": ("boris", "/desk/projects/plant/edit/"),
        "/desk/projects/<code>/stages/new/": ("boris", "/desk/projects/plant/stages/new/"),
        "/desk/projects/<code>/stages/<key>/": ("boris", f"/desk/projects/plant/stages/{stage.pk}/"),
        "/desk/projects/<code>/participants/new/": ("boris", "/desk/projects/plant/participants/new/"),
        "/desk/projects/<code>/participants/<key>/": ("boris", f"/desk/projects/plant/participants/{part.pk}/"),
        "/desk/projects/<code>/files/new/": ("boris", "/desk/projects/plant/files/new/"),
        "/projects/<code>/files/<key>/": ("boris", f"/projects/plant/files/{paper.pk}/"),
        "/desk/buildings/new/": ("boris", "/desk/buildings/new/"),
        "/desk/premises/": ("boris", "/desk/premises/"),
        "/desk/premises/new/": ("boris", "/desk/premises/new/"),
        "/desk/premises/<code>/": ("boris", "/desk/premises/hall/"),
        "/desk/premises/<code>/edit/": ("boris", "/desk/premises/hall/edit/"),
        "/desk/premises/<code>/reserve/": ("boris", "/desk/premises/laboratory/reserve/"),
        "/desk/premises/<code>/release/": ("boris", "/desk/premises/laboratory/release/"),
        "/desk/premises/<code>/let/": ("boris", "/desk/premises/laboratory/let/"),
        "/desk/leases/<key>/amend/": ("boris", f"/desk/leases/{book.lease.pk}/amend/"),
        "/desk/leases/<key>/end/": ("boris", f"/desk/leases/{book.lease.pk}/end/"),
        **_lives(book.lives),
        **_watched(book),
        **_drafts(draft),
        **_campaigns(book) | _reconciled(book) | _releases(book),
        "/review/accept/": ("boris", "/review/accept/"),
        "/review/absence/": ("boris", "/review/absence/"),
        "/review/<submission>/correct/": ("boris", f"/review/{waiting.submission_id}/correct/"),
        "/review/<submission>/<version>/": ("boris", f"/review/{waiting.submission_id}/{waiting.number}/"),
        "/review/<submission>/<version>/figures/": (
            "boris",
            f"/review/{waiting.submission_id}/{waiting.number}/figures/",
        ),
    }


def _releases(book: SmallBook) -> dict[str, tuple[str, str]]:
    """Pages of releases on every step of their way."""
    written, awaiting, ready = release(book).pk, checked(book).pk, approved(book).pk
    return {
        "/desk/published/": ("clara", "/desk/published/"),
        "/desk/editions/": ("clara", "/desk/editions/"),
        "/desk/editions/, looked at": ("clara", f"/desk/editions/?{AN_EDITION}"),
        "/desk/releases/": ("pavel", "/desk/releases/"),
        "/desk/releases/new/": ("pavel", "/desk/releases/new/"),
        "/desk/releases/changed/": ("pavel", "/desk/releases/changed/"),
        "/desk/releases/<key>/, being written": ("pavel", f"/desk/releases/{written}/"),
        "/desk/releases/<key>/, checked": ("clara", f"/desk/releases/{awaiting}/"),
        "/desk/releases/<key>/, approved": ("pavel", f"/desk/releases/{ready}/"),
        "/desk/releases/<key>/, published": ("pavel", f"/desk/releases/{published(book).release_id}/"),
        "/desk/releases/<key>/figure/": ("pavel", f"/desk/releases/{written}/figure/?during=2025-H1"),
        "/desk/releases/<key>/texts/<number>/": ("pavel", f"/desk/releases/{awaiting}/texts/1/"),
        "/desk/statements/": ("pavel", "/desk/statements/"),
        "/desk/statements/new/": ("pavel", "/desk/statements/new/"),
    }


def _lives(lives: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Pages of the lives of a status: the applicant's own, then the curator's."""
    draft, checked, heard = (lives[name].pk for name in ("draft", "checked", "heard"))
    meeting, agreement = lives["meeting"], lives["agreement"].pk
    return {
        "/apply/, as an applicant": ("dina", "/apply/"),
        "/apply/<key>/, a draft": ("dina", f"/apply/{draft}/"),
        "/apply/<key>/, submitted": ("dina", f"/apply/{checked}/"),
        "/apply/<key>/check/": ("dina", f"/apply/{draft}/check/"),
        "/apply/<key>/withdraw/": ("dina", f"/apply/{checked}/withdraw/"),
        "/papers/<key>/": ("dina", f"/papers/{lives['checked'].papers.first().pk}/"),
        "/desk/applications/": ("boris", "/desk/applications/"),
        "/desk/applications/<key>/, under check": ("boris", f"/desk/applications/{checked}/"),
        "/desk/applications/<key>/, before the council": ("boris", f"/desk/applications/{heard}/"),
        "/desk/council/": ("boris", "/desk/council/"),
        "/desk/council/<key>/": ("boris", f"/desk/council/{meeting.pk}/"),
        "/desk/council/minutes/<key>/": ("boris", f"/desk/council/minutes/{meeting.minutes.first().pk}/"),
        "/agreements/": ("boris", "/agreements/"),
        "/agreements/<key>/": ("boris", f"/agreements/{agreement}/"),
        "/agreements/<key>/, the company's own": ("alice", f"/agreements/{agreement}/?on=2025-01-01"),
    }


def begin_writing(book: SmallBook) -> Draft:
    """Alfa begins to correct its report of the first half of 2025 on the page; who begun already goes on."""
    alice, accepted = book.act("alice", date(2025, 9, 2)), book.accepted
    campaign, company = accepted.submission.campaign, book.companies["alfa"]
    return begin_draft(alice, campaign, company=company, version=accepted)


def _drafts(draft: Draft) -> dict[str, tuple[str, str]]:
    """Pages of a report that is written on the page."""
    address = f"/my/{draft.campaign.code}/draft/"
    return {
        "/my/<campaign>/draft/": ("alice", address),
        "/my/<campaign>/draft/check/": ("alice", f"{address}check/"),
        "/my/<campaign>/draft/cells/<line>/<site>/": ("alice", f"{address}cells/revenue/north/"),
    }


def _campaigns(book: SmallBook) -> dict[str, tuple[str, str]]:
    """Pages of campaigns, and of who looks after whom: Boris after Alfa."""
    address, alfa = "/desk/campaigns/quarter-2025-h1/", book.companies["alfa"]
    first_day = date(2025, 1, 10)
    assign_curator(book.act("boris", first_day), book.zone, companies=[alfa], username="boris", first_day=first_day)
    boris, campaign = book.act("boris", date(2025, 7, 21)), book.campaigns["2025-H1"]
    gamma, until = book.companies["gamma"], date(2025, 8, 20)
    later = extend_deadline(boris, campaign, company=gamma, due=until, reason="Бухгалтер в больнице.")
    return {
        "/desk/campaigns/": ("boris", "/desk/campaigns/"),
        "/desk/returns/": ("clara", "/desk/returns/"),
        "/desk/returns/<table>/": ("clara", "/desk/returns/zone/?during=2025-H1"),
        "/desk/bridges/<bridge>/": ("clara", "/desk/bridges/jobs/?during=2025-H1"),
        "/desk/campaigns/new/": ("boris", "/desk/campaigns/new/?form=resident-quarter"),
        "/desk/campaigns/<campaign>/": ("boris", f"{address}?by=curator&show=all"),
        "/desk/campaigns/<campaign>/extend/": ("boris", f"{address}extend/?company=gamma"),
        "/desk/extensions/<key>/withdraw/": ("boris", f"/desk/extensions/{later.pk}/withdraw/"),
        "/desk/campaigns/<campaign>/close/": ("boris", f"{address}close/"),
        "/desk/campaigns/<campaign>/reopen/": ("boris", f"{address}reopen/"),
        "/desk/curators/": ("boris", "/desk/curators/"),
        "/desk/curators/<key>/release/": ("boris", f"/desk/curators/{alfa.curatorships.get().pk}/release/"),
    }


def _watched(book: SmallBook) -> dict[str, tuple[str, str]]:
    """Pages of what is watched over."""
    agreement, held, ahead = (one.pk for one in (book.lives["agreement"], book.watched["held"], book.watched["ahead"]))
    return {
        "/my/obligations/": ("alice", "/my/obligations/"),
        "/desk/watch/": ("boris", "/desk/watch/"),
        "/desk/obligations/": ("boris", "/desk/obligations/?state=all"),
        "/agreements/<key>/obligations/": ("vera", f"/agreements/{agreement}/obligations/"),
        "/desk/inspections/": ("boris", "/desk/inspections/"),
        "/desk/inspections/new/": ("boris", f"/desk/inspections/new/?agreement={agreement}"),
        "/desk/inspections/<key>/": ("boris", f"/desk/inspections/{held}/"),
        "/desk/inspections/<key>/move/": ("boris", f"/desk/inspections/{ahead}/move/"),
        "/desk/inspections/<key>/record/": ("boris", f"/desk/inspections/{ahead}/record/"),
        "/desk/inspections/<key>/order/": ("boris", f"/desk/inspections/{held}/order/"),
        "/desk/inspections/acts/<key>/": ("boris", f"/desk/inspections/acts/{book.watched['act'].pk}/"),
        "/desk/orders/<key>/": ("boris", f"/desk/orders/{book.watched['order'].pk}/"),
    }


def disputed(book: SmallBook, content: str = "ИНН;Выручка\r\n7707083893;200000000\r\n500100732259;5") -> Dispute:
    """The tax authority has another revenue of Alfa for the first half of 2025 than its report, 180 million."""
    boris = book.act("boris", date(2025, 9, 3))
    described = {"source": "tax", "as_of": date(2025, 9, 1), "period_code": "2025-H1"}
    extract = bring_extract(boris, book.zone, file=("taxes.csv", content.encode()), **described)
    if not extract.is_taken:
        mapping, _rest = columns_of(extract, table_of(extract))
        take_extract(boris, extract, mapping=mapping)
    return Dispute.objects.get(company=book.companies["alfa"])


def _reconciled(book: SmallBook) -> dict[str, tuple[str, str]]:
    """Pages of outside extracts, and of the difference that one of them told."""
    dispute, boris = disputed(book), book.act("boris", date(2025, 9, 3))
    described = {"source": "tax", "as_of": date(2025, 9, 2), "period_code": "2025-H1"}
    brought = bring_extract(boris, book.zone, file=("taxes.csv", "ИНН;Выручка\r\n7707083893;1".encode()), **described)
    address = f"/desk/extracts/{brought.pk}/"
    return {
        "/desk/extracts/": ("boris", "/desk/extracts/"),
        "/desk/extracts/<key>/": ("boris", f"/desk/extracts/{dispute.row.extract_id}/"),
        "/desk/extracts/<key>/columns/": ("boris", f"{address}columns/"),
        "/desk/extracts/<key>/check/": ("boris", f"{address}check/"),
        "/desk/disputes/": ("boris", "/desk/disputes/"),
        "/disputes/<key>/": ("alice", f"/disputes/{dispute.pk}/"),
    }
