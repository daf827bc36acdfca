"""The facts that the tests of documents start from: Alfa, a resident of the zone of the demonstration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from zonebook.documents import (
    AgreementFacts,
    CertificateFacts,
    CompanyFacts,
    ExtractFacts,
    Issue,
    SiteFacts,
    StatusFacts,
    ZoneFacts,
)
from zonebook.measures import Text

MOSCOW = timezone(timedelta(hours=3))
ISSUED_AT = datetime(2025, 9, 12, 14, 5, tzinfo=MOSCOW)

ZONE = ZoneFacts(
    name=Text("ОЭЗ «Технополис Москва»", "Technopolis Moscow SEZ"),
    managing_company="АО «Технополис Москва»",
    authorised_body="Департамент инвестиционной и промышленной политики города Москвы",
    is_demonstration=False,
)
ALFA = CompanyFacts(name="ООО «Альфа»", inn="7707083893", ogrn="1027700132195")
AGREEMENT = AgreementFacts(
    number="77-ТВТ/2025-018",
    signed_on=date(2025, 9, 9),
    activity="Разработка и выпуск литий-ионных аккумуляторов",
    valid_until=date(2054, 12, 31),
    state=Text("действует", "in force"),
)
CERTIFICATE = CertificateFacts(
    zone=ZONE,
    company=ALFA,
    agreement=AGREEMENT,
    register_number="77-2025-0118",
    entered_on=date(2025, 9, 11),
    entered_by="Борис Кравцов, куратор",
    issued_at=ISSUED_AT,
)
EXTRACT = ExtractFacts(
    zone=ZONE,
    company=ALFA,
    as_of=date(2025, 12, 31),
    known_at=datetime(2026, 2, 3, 9, 30, tzinfo=MOSCOW),
    standing=Text("резидент", "resident"),
    issue=Issue(at=datetime(2026, 2, 3, 9, 31, tzinfo=MOSCOW), by="Борис Кравцов, куратор"),
    statuses=(
        StatusFacts(
            status=Text("заявитель", "applicant"),
            register_number="",
            first_day=date(2025, 3, 3),
            last_day=date(2025, 9, 10),
            ground="соглашение заключено",
        ),
        StatusFacts(
            status=Text("резидент", "resident"),
            register_number="77-2025-0118",
            first_day=date(2025, 9, 11),
            last_day=None,
        ),
    ),
    agreements=(AGREEMENT,),
    sites=(SiteFacts(name=Text("Печатники", "Pechatniki"), first_day=date(2025, 10, 1), last_day=None),),
)


def demonstration(zone: ZoneFacts = ZONE) -> ZoneFacts:
    return replace(zone, is_demonstration=True)
