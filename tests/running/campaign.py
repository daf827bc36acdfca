"""Builds a zone on the last day of a campaign: `python -m tests.running.campaign COMPANIES FOLDER [EDITIONS]`.

Each company has an officer with an account, and in the folder filled workbooks `<company>.<edition>.xlsx` that no check
has anything against; each edition says another revenue. The curator is called boris. Everybody is signed in already:
`sessions.json` has the session of each by user name, because the sign-in lets in only so many people a minute from one
address, and all of these come from one.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zonebook.accounts.models import User
    from zonebook.campaigns.models import Campaign
    from zonebook.registry.models import Company

PASSWORD = "a long word for tests"
CODE = "last-day-2025-h1"
SESSIONS = "sessions.json"
SITES = ("north", "south")


def build(companies: int, folder: Path, *, editions: int) -> None:
    """Fill the empty database of this installation."""
    from tests.book import MOSCOW, valid_inn
    from zonebook.accounts.models import Role, User
    from zonebook.accounts.queries import Actor
    from zonebook.campaigns.actions import open_campaign
    from zonebook.registry import actions as registry
    from zonebook.registry.models import Industry

    root = User.objects.create_superuser("root", password=None)
    actor = Actor(root, datetime(2025, 7, 5, 9, tzinfo=MOSCOW))
    zone = registry.found_zone(
        actor, code="busy", name_ru="ОЭЗ «Час пик»", name_en="SEZ Rush Hour", kind="technology", keeps_book=True
    )
    Industry.objects.get_or_create(code="electronics", defaults={"name_ru": "Электроника", "name_en": "Electronics"})
    sites = [registry.open_site(actor, zone, code=code, name_ru=code, name_en=code) for code in SITES]
    campaign = open_campaign(
        actor,
        code=CODE,
        zone=zone,
        form_code="resident-quarter",
        period_code="2025-H1",
        opens=date(2025, 7, 5),
        due=date(2025, 7, 30),
    )
    officer = User(role=Role.RESIDENT, zone_code=zone.code)
    officer.set_password(PASSWORD)  # one hash for all: hashing is not what is measured here
    officers = []
    for number in range(1, companies + 1):
        code = f"company-{number:03}"
        company = registry.enter_company(actor, zone, code=code, name=f"ООО «Компания {number}»", inn=valid_inn(number))
        registry.place_company(actor, company, site=sites[number % len(sites)], first_day=date(2024, 1, 1))
        registry.grant_residency(actor, company, zone=zone, agreement=f"А-{number}", first_day=date(2024, 1, 1))
        officers.append(
            User(username=code, password=officer.password, role=Role.RESIDENT, zone_code=zone.code, company_code=code)
        )
        for edition in range(editions):
            content = filled_workbook(campaign, company, number=number + edition * companies)
            (folder / f"{code}.{edition}.xlsx").write_bytes(content)
    User.objects.bulk_create(officers)
    curator = User(username="boris", password=officer.password, role=Role.CURATOR, zone_code=zone.code)
    curator.save()
    sessions = {person.username: signed_in(person) for person in (*officers, curator)}
    (folder / SESSIONS).write_text(json.dumps(sessions))


def signed_in(user: User) -> str:
    """The key of a session of somebody who has signed in with the password."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def filled_workbook(campaign: Campaign, company: Company, *, number: int) -> bytes:
    """A report like no other: its revenue tells its number."""
    from tests.book import plausible
    from zonebook.campaigns.queries import form_of, identity_of
    from zonebook.intake import write_workbook

    form, identity = form_of(campaign), identity_of(campaign, company)
    # none of them is a resident: the line about the agreement stays empty
    answers = plausible(campaign.period, revenue=200_000_000 + number * 1000, revenue_agreed=None)
    asked = {line.code for line in form.lines}
    values = {(line, site): Decimal(amount) for line, amount in answers.items() if line in asked
              for site, _name in identity.sites}  # fmt: skip
    return write_workbook(form, identity, values=values)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from zonebook.figures.queries import refill_everything

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    companies, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    build(companies, folder, editions=int(sys.argv[3]) if sys.argv[3:] else 1)
    refill_everything()
    sys.stdout.write(json.dumps({"campaign": CODE, "companies": companies}))


if __name__ == "__main__":
    main()
