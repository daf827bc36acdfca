"""Who looks after which company of the demonstration, and whom does the zone write to? All of them are fictional."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from zonebook.accounts.actions import open_account
from zonebook.accounts.models import Role, User
from zonebook.campaigns.actions import assign_curator
from zonebook.demo import facts
from zonebook.demo.register import PASSWORD, Stage
from zonebook.demo.timeline import BOOK_BEGINS
from zonebook.registry.actions import name_contact
from zonebook.registry.models import Company, Presence

_PEOPLE = (("curator", "Мария", "Ветрова"), ("lesnoy", "Игорь", "Лесной"), ("rechnaya", "Анна", "Речная"))
"""User names and names; none of them is a real person."""


def enter_curators(stage: Stage) -> None:
    """Share the companies out among the curators, site by site: each site goes to who has the fewest so far."""
    shares: dict[str, list[Company]] = {
        _person(stage, username, named=named).username: [] for username, *named in _PEOPLE
    }
    sites = _companies_by_site()
    for code in sorted(sites, key=lambda code: (-len(sites[code]), code)):
        min(shares.values(), key=len).extend(sites[code])
    for username, companies in shares.items():
        assign_curator(stage.curator(), stage.zone, companies=companies, username=username, first_day=BOOK_BEGINS)


def enter_contacts(stage: Stage) -> None:
    """Whom the zone writes to in the fictional companies; nobody is invented for a firm that exists."""
    for company in stage.companies.values():
        if company.is_fictional:
            name_contact(
                stage.curator(),
                company,
                zone=stage.zone,
                name="Бухгалтер (вымышлен)",
                office="ответственный за отчётность",
                email=f"report@{company.code}.example",
            )


def _companies_by_site() -> dict[str, list[Company]]:
    """The companies of each site, by its code; one that works on two belongs to the first."""
    found: dict[str, list[Company]] = defaultdict(list)
    placed: set[int] = set()
    for stay in Presence.objects.select_related("company", "site").order_by("company__code", "site__code"):
        if stay.company_id not in placed:
            found[stay.site.code].append(stay.company)
            placed.add(stay.company_id)
    return found


def _person(stage: Stage, username: str, *, named: Sequence[str]) -> User:
    person = stage.users.get(username)
    if person is None:
        person = open_account(
            by=stage.users["founder"],
            at=stage.curator().at,
            username=username,
            password=PASSWORD,
            belongs_to=(Role.CURATOR, facts.HOME, ""),
        )
    person.first_name, person.last_name = named
    person.save(update_fields=["first_name", "last_name"])
    return person
