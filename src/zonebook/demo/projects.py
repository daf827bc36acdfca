"""Projects of the demonstration: those that were published, and openly fictional joint ones of cluster members.

Only an exact published number is entered as one; "more than a billion" stays a note, as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from zonebook.demo import facts
from zonebook.demo.register import Stage, named
from zonebook.demo.timeline import BOOK_DAY
from zonebook.measures import Unit, last_day_as_published, months_after
from zonebook.projects import actions
from zonebook.projects.models import Project
from zonebook.registry.actions import record_cooperation
from zonebook.registry.models import Cluster, Company, Membership

_BN = Decimal(10) ** 9
_SAID = MappingProxyType({"more than": "больше", "almost": "почти"})
_CONTRACTS_A_CLUSTER = 8
_SHARES = ((60, 40), (50, 30, 20), (45, 35), (40, 40, None), (75, 25))
_PLAN = (
    ("design", "Проект готов", "Design ready", 6),
    ("permit", "Разрешение на строительство", "Building permit", 10),
    ("construction", "Корпус построен", "Building built", 18),
    ("equipment", "Оборудование установлено", "Equipment installed", 22),
    ("pilot", "Опытная партия", "Pilot batch", 25),
    ("commissioned", "Серийное производство", "Serial production", 30),
)
"""The stages of a fictional project: kind, names, months after its beginning."""


@dataclass(frozen=True, slots=True)
class Joint:
    """A fictional joint project of a cluster: how many months each of its stages is late."""

    code: str
    cluster: str
    site: str | None
    titles: tuple[str, str]
    begins: date
    slips: int


_JOINT = (
    Joint("j-vaccines", "pharma", "Печатники", ("линия вакцин", "vaccine line"), date(2023, 5, 1), 1),
    Joint("j-substances", "pharma", "Алабушево", ("цех субстанций", "substance shop"), date(2024, 6, 1), 0),
    Joint("j-modulators", "photonics-microelectronics", "Алабушево", ("модуляторы света", "light modulators"),
          date(2023, 9, 1), 2),
    Joint("j-sensors", "photonics-microelectronics", "МИЭТ", ("датчики давления", "pressure sensors"),
          date(2024, 3, 1), 3),
    Joint("j-autopilot", "unmanned-aircraft", "Руднево", ("автопилот", "autopilot"), date(2023, 6, 1), 0),
    Joint("j-engines", "unmanned-aircraft", "Руднево", ("двигатели беспилотников", "drone engines"),
          date(2024, 9, 1), 1),
    Joint("j-chargers", "electric-vehicles", "Печатники", ("зарядные станции", "charging stations"),
          date(2023, 7, 1), 4),
    Joint("j-motors", "electric-vehicles", "Печатники", ("тяговые двигатели", "traction motors"),
          date(2024, 11, 1), 0),
    Joint("j-cells", "batteries", "Красная Пахра", ("корпуса ячеек", "cell cases"), date(2025, 3, 1), 0),
    Joint("j-recycling", "batteries", None, ("переработка батарей", "battery recycling"), date(2025, 4, 1), 2),
    Joint("j-winches", "lifts", None, ("безредукторные лебёдки", "gearless winches"), date(2025, 3, 1), 0),
    Joint("j-cabins", "lifts", None, ("кабины лифтов", "lift cabins"), date(2025, 5, 1), 0),
)  # fmt: skip


def enter_projects(stage: Stage) -> None:
    """The published projects, the fictional joint ones, and the fictional contracts of the clusters' members.

    Call after the companies and their memberships were entered.
    """
    _enter_renera(stage)
    for row in facts.rows("moscow_residents"):
        is_announced = row["announced_investment"] or row["announced_jobs"]
        if is_announced and row["relation"] != "applicant":
            _enter_published(stage, row, company=stage.companies[named(row)[1]])
    for number, joint in enumerate(_JOINT):
        _enter_joint(stage, joint, number=number)
    for cluster in stage.clusters.values():
        _enter_contracts(stage, cluster)


def _enter_renera(stage: Stage) -> None:
    """The one project of which the article tells a stage, and the plant that is still ahead."""
    actor, renera = stage.curator(BOOK_DAY), stage.companies["renera"]
    pilot = actions.enter_project(
        actor,
        stage.zone,
        code="renera-pilot",
        site=stage.sites["Печатники"],
        title_ru="Опытное производство батарей",
        title_en="Pilot production of batteries",
        product="литий-ионные батареи",
    )
    names = {"title_ru": "Опытное производство", "title_en": "Pilot production"}
    actions.set_stage(actor, pilot, kind="pilot", actual="2024-12", **names)
    plant = actions.enter_project(
        actor,
        stage.zone,
        code="renera-gigafactory",
        site=stage.sites["Красная Пахра"],
        title_ru="Гигафабрика тяговых батарей",
        title_en="Traction battery gigafactory",
        product="литий-ионные аккумуляторы",
        source_url=renera.source_url,
    )
    for project in (pilot, plant):
        actions.take_part(actor, project, company=renera)


def _enter_published(stage: Stage, row: Mapping[str, str], *, company: Company) -> None:
    actor = stage.curator(BOOK_DAY)
    investment, about_investment = _investment(row["announced_investment"])
    jobs, about_jobs = _jobs(row["announced_jobs"])
    project = actions.enter_project(
        actor,
        stage.zone,
        code=f"{company.code}-project"[:60],
        site=stage.sites.get(row["site"]),
        title_ru=f"Производство: {company.name}",
        title_en=f"Production of {company.name}",
        product=row["product"][:300],
        planned_investment=investment,
        planned_jobs=jobs,
        note="; ".join(filter(None, (about_investment, about_jobs)))[:300],
        source_url=row["source_url"][:500],
    )
    actions.take_part(actor, project, company=company)
    if opened := _opened(row["note"]):
        names = {"title_ru": "Производство открыто", "title_en": "Production opened"}
        actions.set_stage(actor, project, kind="commissioned", actual=opened, **names)


def _investment(text: str) -> tuple[int | None, str]:
    """Announced roubles as kopecks, when they are exact; otherwise what was said of them."""
    found = re.fullmatch(r"([\d.]+) bn RUB(?: \((more than|almost)\))?", text)
    if found is None:
        dollars = re.match(r"([\d.]+) mln USD", text)
        return None, f"объявлено инвестиций: {dollars[1]} млн долларов США" if dollars else ""
    if found[2]:
        return None, f"объявлено инвестиций: {_SAID[found[2]]} {found[1].replace('.', ',')} млрд ₽"
    return Unit.of("RUB").to_stored(Decimal(found[1]) * _BN), ""


def _jobs(text: str) -> tuple[int | None, str]:
    """Announced jobs, when they are exact; otherwise what was said of them."""
    found = re.fullmatch(r"(\d+)(?: \((more than|almost|working)\))?", text)
    if found is None:
        return None, ""
    if found[2] == "working":
        return None, f"работает человек: {found[1]}"
    if found[2]:
        return None, f"объявлено рабочих мест: {_SAID[found[2]]} {found[1]}"
    return int(found[1]), ""


def _opened(note: str) -> str | None:
    """When a production was opened or built, where a whole day or year is told; "2022-23" tells neither."""
    found = re.search(r"(?:opened|built) (\d{4}(?:-\d{2}-\d{2})?)(?![\d-])", note)
    last = last_day_as_published(found[1]) if found else None
    return found[1] if found and last and last <= BOOK_DAY else None


def _enter_joint(stage: Stage, joint: Joint, *, number: int) -> None:
    """A fictional project with its participants, and its stages as the book's curator came to know them."""
    actor = stage.curator(joint.begins)
    shares = _SHARES[number % len(_SHARES)]
    members = _members(stage.clusters[joint.cluster], on=joint.begins)
    first = (number * 5) % max(len(members) - len(shares), 1)
    chosen = members[first : first + len(shares)]
    ru, en = joint.titles
    project = actions.enter_project(
        actor,
        stage.zone,
        code=joint.code,
        cluster=stage.clusters[joint.cluster],
        site=stage.sites[joint.site] if joint.site else None,
        title_ru=f"Вымышленный совместный проект: {ru}",
        title_en=f"Fictional joint project: {en}",
        product=ru,
        planned_investment=Unit.of("RUB").to_stored(Decimal(300_000_000 + 85_000_000 * number)),
        planned_jobs=35 + 9 * number,
        is_fictional=True,
    )
    for company, share in zip(chosen, shares, strict=False):
        agreed = None if share is None else Decimal(share)
        actions.take_part(actor, project, company=company, share=agreed)
    _enter_stages(stage, project, joint=joint)


def _enter_stages(stage: Stage, project: Project, *, joint: Joint) -> None:
    """Each stage planned at the beginning; those whose month has come are reached, later by the slips of the project.

    A stage that slips past the day of the book stays planned, and so the book calls it late.
    """
    for kind, ru, en, months in _PLAN:
        planned, reached = months_after(joint.begins, months), months_after(joint.begins, months + joint.slips)
        entered = actions.set_stage(
            stage.curator(joint.begins),
            project,
            kind=kind,
            title_ru=ru,
            title_en=en,
            planned=f"{planned:%Y-%m}",
        )
        if reached < BOOK_DAY.replace(day=1):
            following = months_after(reached, 1)
            actions.reach_stage(stage.curator(following), entered, actual=f"{reached:%Y-%m}")


def _members(cluster: Cluster, *, on: date) -> list[Company]:
    """The fictional members of a cluster on a day, by code: no real firm is given a project that it has not."""
    found = Membership.objects.filter(cluster=cluster, company__is_fictional=True, first_day__lte=on)
    return [membership.company for membership in found.select_related("company").order_by("company__code")]


def _enter_contracts(stage: Stage, cluster: Cluster) -> None:
    for fields in _contracts(cluster):
        record_cooperation(stage.curator(fields["first_day"]), cluster, **fields)


def _contracts(cluster: Cluster) -> Iterator[dict[str, Any]]:
    """Each of the first members supplies the next one, from the day when both are members."""
    members = _members(cluster, on=BOOK_DAY)[: _CONTRACTS_A_CLUSTER + 1]
    since = {one.company_id: one.first_day for one in Membership.objects.filter(cluster=cluster)}
    for number, (supplier, customer) in enumerate(pairwise(members), start=1):
        yield {
            "supplier": supplier,
            "customer": customer,
            "subject": f"Вымышленная поставка № {number}",
            "first_day": max(since[supplier.pk], since[customer.pk]),
        }
