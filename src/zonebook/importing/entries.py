"""Which entries of the register do the rows of a checked table make?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from types import MappingProxyType
from typing import Any

from django.db.models import Model

from zonebook.estate.models import Building, Premises
from zonebook.intake.imports import CheckedRow, code_of
from zonebook.measures import Unit
from zonebook.registry.models import Company, Contact, Industry, Presence, Residency, Site, Zone
from zonebook.registry.queries import looked_for_by

_PLAIN_OF_COMPANY = "name inn ogrn kpp legal_form okved product foreign_share address other_names".split()
_PLAIN_OF_PREMISES = "kind number floor area_sqm height_m power_kw purpose state ready_on".split()
_PLAIN_OF_RESIDENCY = "agreement first_day last_day register_number ground_of_end".split()


@dataclass(frozen=True, slots=True)
class Made:
    """An entry to be written, and the row that it comes from."""

    row: int
    entry: Model


def entries_of(kind: str, zone: Zone, *, rows: Sequence[CheckedRow]) -> tuple[tuple[Made, ...], ...]:
    """The entries of rows without findings, sort by sort: those that others refer to come first."""
    return tuple(tuple(made) for made in _MAKERS[kind](zone, rows))


def lake_tables_of(kind: str) -> tuple[str, ...]:
    """The tables of the engine's copy that an import of a kind changes."""
    return _LAKE_TABLES[kind]


def _companies(zone: Zone, rows: Sequence[CheckedRow]) -> Iterator[list[Made]]:
    industries = {industry.code: industry for industry in Industry.objects.all()}
    sites = {site.code: site for site in Site.objects.filter(zone=zone)}
    codes = _Codes(Company, rows)
    companies, presences, contacts = [], [], []
    for row in rows:
        company = Company(code=codes.of(row, name=str(row.values["name"]), number=str(row.values["inn"])))
        company.industry = industries.get(str(row.values.get("industry", "")))
        _fill(company, row, columns=_PLAIN_OF_COMPANY)
        company.search_name = looked_for_by(company)
        companies.append(Made(row.number, company))
        if "site" in row.values:
            presence = Presence(company=company, site=sites[str(row.values["site"])])
            _fill(presence, row, columns=["first_day", "last_day"])
            presences.append(Made(row.number, presence))
        if "contact_name" in row.values:
            contact = Contact(company=company, name=row.values["contact_name"])
            contact.email, contact.phone = row.values.get("contact_email", ""), row.values.get("contact_phone", "")
            contacts.append(Made(row.number, contact))
    yield from (companies, presences, contacts)


def _premises(zone: Zone, rows: Sequence[CheckedRow]) -> Iterator[list[Made]]:
    sites = {site.code: site for site in Site.objects.filter(zone=zone)}
    buildings = {building.code: building for building in Building.objects.filter(site__zone=zone)}
    codes, kopecks = _Codes(Premises, rows), Unit.of("RUB").to_stored
    made = []
    for row in rows:
        building, number = row.values.get("building"), str(row.values["number"])
        name = " ".join((str(row.values["site"]), str(building or ""), number))
        premises = Premises(code=codes.of(row, name=name), site=sites[str(row.values["site"])])
        premises.building = buildings[str(building)] if building else None
        _fill(premises, row, columns=_PLAIN_OF_PREMISES)
        premises.rate = kopecks(row.values["rate"]) if "rate" in row.values else None
        made.append(Made(row.number, premises))
    yield made


def _residencies(zone: Zone, rows: Sequence[CheckedRow]) -> Iterator[list[Made]]:
    companies = {company.code: company for company in Company.objects.only("code")}
    made = []
    for row in rows:
        residency = Residency(zone=zone, company=companies[str(row.values["company"])])
        _fill(residency, row, columns=_PLAIN_OF_RESIDENCY)
        made.append(Made(row.number, residency))
    yield made


def _fill(entry: Any, row: CheckedRow, *, columns: Sequence[str]) -> None:
    """What is blank in the row stays what the register has for blank: missing, or a field's own beginning."""
    for column in columns:
        if column in row.values:
            setattr(entry, column, row.values[column])


class _Codes:
    """Codes for new entries; one given in a row is kept, one made from a name differs from all others."""

    def __init__(self, model: type[Model], rows: Sequence[CheckedRow]) -> None:
        self._taken = set(model._default_manager.values_list("code", flat=True))
        self._taken |= {str(row.values["code"]) for row in rows if "code" in row.values}

    def of(self, row: CheckedRow, *, name: str, number: str = "") -> str:
        """The row's own code; else one made from a name and, where that is taken, a number."""
        if "code" in row.values:
            return str(row.values["code"])
        stem = code_of(name) or "entry"
        endings = chain((number,) if number else (), count(2))
        code = next(code for code in chain((stem,), (f"{stem}-{ending}" for ending in endings)) if self._is_free(code))
        self._taken.add(code)
        return code

    def _is_free(self, code: str) -> bool:
        return code not in self._taken


Maker = Callable[[Zone, Sequence[CheckedRow]], Iterator[list[Made]]]
_MAKERS: Mapping[str, Maker] = MappingProxyType(
    {"companies": _companies, "premises": _premises, "residencies": _residencies}
)
_LAKE_TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"companies": ("company", "presence"), "premises": (), "residencies": ("residency",)}
)
