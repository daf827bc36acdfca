"""Which columns can the list of companies have, and what stands in them: on the page, in CSV, in a workbook?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zonebook.portal.register import Row
from zonebook.registry.wording import language

Content = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what it says of a company, and whether the list can be sorted by it."""

    code: str
    title: str | Promise
    content: Callable[[Row], Content]
    is_sortable: bool = False


def _called(entry: Any) -> str:
    return str(getattr(entry, f"name_{language()}"))


def _status(row: Row) -> str:
    return gettext("no status") if row.residency is None else gettext("resident")


def _of_residency(name: str) -> Callable[[Row], Content]:
    return lambda row: None if row.residency is None else getattr(row.residency, name) or None


def _of_company(name: str) -> Callable[[Row], Content]:
    return lambda row: getattr(row.company, name)


NAME = Column("name", _("Company"), _of_company("name"), is_sortable=True)
COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        column.code: column
        for column in (
            Column("sites", _("Site"), lambda row: ", ".join(map(_called, row.sites)) or gettext("not on a site")),
            Column(
                "industry",
                _("Industry"),
                lambda row: _called(row.company.industry) if row.company.industry else None,
                is_sortable=True,
            ),
            Column("status", _("Status"), _status, is_sortable=True),
            Column("resident_since", _("Resident since"), _of_residency("first_day"), is_sortable=True),
            Column("agreement", _("Agreement"), _of_residency("agreement")),
            Column("register_number", _("Register number"), _of_residency("register_number")),
            Column("since", _("On its sites since"), lambda row: row.since),
            Column("clusters", _("Clusters"), lambda row: ", ".join(map(_called, row.clusters)) or None),
            Column("inn", _("Taxpayer number"), lambda row: row.company.inn or None, is_sortable=True),
            Column("ogrn", _("Registration number"), lambda row: row.company.ogrn or None),
            Column("kpp", _("Tax registration code"), lambda row: row.company.kpp or None),
            Column("legal_form", _("Legal form"), lambda row: row.company.legal_form or None, is_sortable=True),
            Column("okved", _("Code of activity"), lambda row: row.company.okved or None, is_sortable=True),
            Column("foreign_share", _("Foreign share, %"), _of_company("foreign_share"), is_sortable=True),
            Column("address", _("Address"), lambda row: row.company.address or None),
            Column("product", _("Product"), lambda row: row.company.product or None),
        )
    }
)
USUAL = ("sites", "industry", "status")


def read_columns(asked: QueryDict) -> list[Column]:
    """The columns of an address, in the register's order; the usual ones where it names none that there are."""
    chosen = {code for codes in asked.getlist("columns") for code in codes.split(",")} & COLUMNS.keys()
    return [column for code, column in COLUMNS.items() if code in (chosen or USUAL)]
