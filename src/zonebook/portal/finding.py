"""What in the book is called so, or has this number: one search over everything that has a page?

Of companies and their agreements there may be ten thousand: the database finds companies through their normalised
`search_name`, and agreements through the digits of their numbers, which have no case. All else is compared here, name
by name: the databases fold the case of Cyrillic differently, and there are hundreds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Any

from django.db.models import Q
from django.urls import reverse

from zonebook.estate.models import Premises
from zonebook.projects.models import Project
from zonebook.registry.models import Cluster, Company, Residency, Site, Zone
from zonebook.registry.queries import searchable, wanted_words

MAX_TEXT = 200
_CHUNK = 2000


class Fit(IntEnum):
    """How well an entry fits what was looked for, the best first."""

    EXACT_NUMBER = 0
    WHOLE_NAME = 1
    BEGINNING = 2
    BEGINNING_OF_WORD = 3
    PART = 4
    EVERY_WORD = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: of which kind, what it is called, what of it was found, the code of its page (if it has one)."""

    fit: Fit
    kind: str
    title: str
    title_en: str
    said: str
    code: str

    @property
    def address(self) -> str:
        """Where its page is; blank where it has none."""
        if not self.code:
            return ""
        view, anchor = _PAGES[self.kind]
        return reverse(view, kwargs={"code": self.code} if self.kind != "zone" else None) + anchor


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Something that may be found: by its names, and by its numbers."""

    kind: str
    title: str
    title_en: str
    names: Sequence[str]
    numbers: Sequence[str]
    code: str


def find(text: str, zone: Zone) -> list[Hit]:
    """Everything found by a text, the best fit first; nothing for a text without a letter or a digit."""
    wanted = wanted_words(text.replace("\0", "")[:MAX_TEXT])
    if not wanted:
        return []
    hits = (hit for candidate in _candidates(wanted, zone) if (hit := _hit(candidate, wanted)) is not None)
    return sorted(hits, key=lambda hit: (hit.fit, _KINDS.index(hit.kind), searchable(hit.title)))


def companies_looked_for(text: str, zone: Zone) -> Q:
    """The companies that have every word of a text in their names or numbers, or an agreement whose number it is.

    As in the search of the whole book, a text without a letter or a digit finds nobody.
    """
    wanted = wanted_words(text)
    found = Q() if wanted else Q(pk__in=())
    for word in wanted.split():
        found &= Q(search_name__contains=word)
    holders = {one.code for one in _agreements(wanted, zone) if _compact(wanted) in map(_compact, one.numbers)}
    return found | Q(code__in=holders) if holders else found


def fit_of(wanted: str, *, names: Iterable[str], numbers: Iterable[str]) -> tuple[Fit, str] | None:
    """How well names and numbers fit a searchable text, and which of them does; None where none does."""
    named = ((_fit_of_name(wanted, wanted_words(name)), name) for name in names)
    numbered = ((_fit_of_number(_compact(wanted), _compact(number)), number) for number in numbers if number)
    fitting = [(fit, said) for fit, said in (*named, *numbered) if fit is not None]
    return min(fitting, default=None)


def _fit_of_name(wanted: str, name: str) -> Fit | None:
    if name == wanted:
        return Fit.WHOLE_NAME
    if name.startswith(wanted):
        return Fit.BEGINNING
    place = name.find(wanted)
    while place > 0:
        if not name[place - 1].isalnum():
            return Fit.BEGINNING_OF_WORD
        place = name.find(wanted, place + 1)
    if wanted in name:
        return Fit.PART
    return Fit.EVERY_WORD if all(word in name for word in wanted.split()) else None


def _fit_of_number(wanted: str, number: str) -> Fit | None:
    if number == wanted:
        return Fit.EXACT_NUMBER
    if number.startswith(wanted):
        return Fit.BEGINNING
    return Fit.PART if wanted in number else None


def _compact(number: str) -> str:
    """A number without what people write between its parts, so that «№ 77-1» is found as «77 1»."""
    return "".join(filter(str.isalnum, searchable(number)))


def _hit(candidate: _Candidate, wanted: str) -> Hit | None:
    found = fit_of(wanted, names=candidate.names, numbers=candidate.numbers)
    if found is None:
        return None
    fit, said = found
    shown = said if said not in (candidate.title, candidate.title_en) else ""
    return Hit(fit, candidate.kind, candidate.title, candidate.title_en, shown, candidate.code)


def _candidates(wanted: str, zone: Zone) -> Iterator[_Candidate]:
    yield from _companies(wanted)
    yield from _agreements(wanted, zone)
    yield from _entries("zone", Zone.objects.all(), zone=zone)
    yield from _entries("site", Site.objects.filter(zone=zone), zone=zone)
    yield from _entries("cluster", Cluster.objects.filter(zone=zone), zone=zone)
    yield from _projects(zone)
    yield from _premises(zone)


def _companies(wanted: str) -> Iterator[_Candidate]:
    found = Company.objects.order_by()
    for word in wanted.split():
        found = found.filter(search_name__contains=word)
    columns = ("code", "name", "other_names", "inn", "ogrn")
    for code, name, others, *numbers in found.values_list(*columns).iterator(chunk_size=_CHUNK):
        yield _Candidate("company", name, name, (name, *_parted(others)), numbers, code)


def _agreements(wanted: str, zone: Zone) -> Iterator[_Candidate]:
    """The residents by the numbers of their agreements and of the register, for a text that has a digit."""
    digits = re.findall(r"\d+", wanted)
    if not digits:
        return
    held = Residency.objects.filter(zone=zone).order_by()
    for run in digits:
        held = held.filter(Q(agreement__contains=run) | Q(register_number__contains=run))
    columns = ("company__code", "company__name", "agreement", "register_number")
    for code, name, *numbers in held.values_list(*columns).iterator(chunk_size=_CHUNK):
        yield _Candidate("agreement", name, name, (), numbers, code)


def _entries(kind: str, entries: Any, *, zone: Zone) -> Iterator[_Candidate]:
    """Zones, sites and clusters: what is called in two languages. Of the zones only this one has a page."""
    for code, ru, en, others in entries.values_list("code", "name_ru", "name_en", "other_names"):
        has_page = kind != "zone" or code == zone.code
        yield _Candidate(kind, ru, en, (ru, en, *_parted(others)), (), code if has_page else "")


def _projects(zone: Zone) -> Iterator[_Candidate]:
    columns = ("code", "title_ru", "title_en", "product")
    for code, ru, en, product in Project.objects.filter(zone=zone).values_list(*columns):
        yield _Candidate("project", ru, en, (ru, en, product), (), code)


def _premises(zone: Zone) -> Iterator[_Candidate]:
    columns = ("code", "number", "building__name", "site__name_ru", "site__name_en")
    for code, number, building, ru, en in Premises.objects.filter(site__zone=zone).values_list(*columns):
        where = [", ".join(filter(None, (number, building, site))) for site in (ru, en)]
        yield _Candidate("premises", *where, (), (number,), code)


def _parted(others: str) -> list[str]:
    return [name for name in map(str.strip, others.split(";")) if name]


_PAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "company": ("portal:company", ""),
        "agreement": ("portal:company", "#status"),
        "site": ("portal:site", ""),
        "cluster": ("portal:cluster", ""),
        "project": ("portal:project", ""),
        "premises": ("portal:invest_premises", ""),
        "zone": ("portal:home", ""),
    }
)
_KINDS = tuple(_PAGES)
"""Each kind with its page, in the order in which equal hits are listed."""
