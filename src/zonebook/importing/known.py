"""What does the register have already, as far as the checks of a table ask?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from zonebook.agreements.models import Agreement
from zonebook.estate.models import Building, Premises
from zonebook.intake.imports import Days, Key, Known, comparable, reference_key
from zonebook.registry.models import Company, Industry, Residency, Site, Zone

Labelled = Iterable[tuple[tuple[Any, ...], str]]  # values of columns, and the entry that has them


def known_facts(zone: Zone, kind: str) -> Known:
    """The facts that a table of a kind is held against."""
    return _FACTS[kind](zone)


def _of_companies(zone: Zone) -> Known:
    companies = list(Company.objects.values_list("code", "name", "inn", "ogrn"))
    taken = {
        ("inn",): _taken(((inn,), name) for _, name, inn, _ in companies if inn),
        ("ogrn",): _taken(((ogrn,), name) for _, name, _, ogrn in companies if ogrn),
        ("code",): _taken(((code,), name) for code, name, *_ in companies),
        # two firms may bear one name; one whose ИНН the register does not know may be the same firm
        ("name",): _taken(((name,), name) for _, name, inn, _ in companies if not inn),
    }
    industries = Industry.objects.values_list("code", "name_ru", "name_en")
    return Known(names={"site": _sites(zone), "industry": _names(industries)}, taken=taken)


def _of_premises(zone: Zone) -> Known:
    buildings = Building.objects.filter(site__zone=zone).values_list("code", "name", "site__code")
    by_key: dict[str, tuple[str, ...]] = {}
    for code, name, site in buildings:
        for key in {reference_key(name, within=site), reference_key(code, within=site)}:
            by_key[key] = (*by_key.get(key, ()), code)
    premises = list(Premises.objects.values_list("number", "site__code", "building__code", "code"))
    taken = {
        ("number", "site", "building"): _taken(
            ((number, site, building), code) for number, site, building, code in premises
        ),
        ("code",): _taken(((code,), code) for *_, code in premises),
    }
    return Known(names={"site": _sites(zone), "building": by_key}, taken=taken)


def _of_residencies(zone: Zone) -> Known:
    held = list(
        Residency.objects.filter(zone=zone).values_list(
            "company__code", "company__name", "first_day", "last_day", "agreement", "register_number"
        )
    )
    agreements = Agreement.objects.filter(zone=zone).values_list("number", "company__name")
    taken = {
        ("agreement",): _taken(((number,), name) for number, name in agreements)
        | _taken(((agreement,), name) for _, name, _, _, agreement, _ in held if agreement),
        ("register_number",): _taken(((number,), name) for _, name, *_, number in held if number),
    }
    periods: dict[Key, list[Days]] = {}
    for code, _, first, last, *_ in held:
        periods.setdefault((comparable(code),), []).append((first, last))
    companies = Company.objects.values_list("code", "name", "inn", "other_names")
    named = ((code, name, inn, *others.split(";")) for code, name, inn, others in companies)
    return Known(names={"company": _names(named)}, taken=taken, periods={("company",): periods})


def _sites(zone: Zone) -> Mapping[str, tuple[str, ...]]:
    sites = Site.objects.filter(zone=zone).values_list("code", "name_ru", "name_en", "other_names")
    return _names((code, ru, en, *others.split(";")) for code, ru, en, others in sites)


def _names(entries: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The codes that each name may mean; the code itself is a name too."""
    found: dict[str, tuple[str, ...]] = {}
    for code, *names in entries:
        for key in {comparable(name) for name in (code, *names) if name.strip()}:
            found[key] = (*found.get(key, ()), code)
    return found


def _taken(entries: Labelled) -> dict[Key, str]:
    return {tuple(comparable(value or "") for value in values): label for values, label in entries}


_FACTS: Mapping[str, Callable[[Zone], Known]] = MappingProxyType(
    {"companies": _of_companies, "premises": _of_premises, "residencies": _of_residencies}
)
