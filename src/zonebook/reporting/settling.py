"""Bringing the ledger to what the accepted reports say: called by acceptance, inside its transaction.

What the ledger must say follows from the accepted reports of a year alone (see `ledger`); here the difference between
that and what it says now is closed and opened, at the moment of the acceptance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from zonebook.accounts.queries import Actor
from zonebook.registry.actions import mark_dirty
from zonebook.registry.models import Company
from zonebook.reporting.ledger import Entry, LedgerYear, Source, ledger_year_of, open_entries, wanted_entries
from zonebook.reporting.models import Observation, Version

_CLOSES_AT_ONCE = 500
"""Keys in one statement, well under what any database takes."""

Settled = Mapping[Version, Mapping[str, int]]
"""How many rows of whose company opened and closed, as the audit entry of an acceptance tells it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What has to happen in the ledger for one company of a year: rows to close, by key, and entries to open."""

    company: str
    closing: Mapping[Entry, int]
    opening: Mapping[Entry, Source]


def lock_ledgers(companies: Iterable[int]) -> None:
    """Let nobody else settle these companies' years: each settlement must see what the one before it accepted."""
    list(Company.objects.select_for_update(no_key=True).filter(pk__in=list(companies)).order_by("pk"))


def settle(actor: Actor, versions: Iterable[Version]) -> Settled:
    """Bring the ledger to what the accepted reports say, now that these versions are among them."""
    changes: dict[Version, Mapping[str, int]] = {}
    for year, of_year in by_year(versions):
        changes |= _settle(actor, year, versions=of_year)
    return changes


def by_year(versions: Iterable[Version]) -> list[tuple[LedgerYear, list[Version]]]:
    """The versions by the year that their amounts accumulate in: what they change together is settled once."""
    years: dict[int, LedgerYear] = {}
    found: dict[int, list[Version]] = defaultdict(list)
    for version in versions:
        campaign = version.submission.campaign
        if campaign.pk not in years:
            year = ledger_year_of(campaign)
            years |= dict.fromkeys(year.campaigns, year)
        found[min(years[campaign.pk].campaigns)].append(version)
    return [(years[key], of_year) for key, of_year in found.items()]


def turns_of(year: LedgerYear, companies: Iterable[str], *, accepting: Sequence[Version] = ()) -> list[Turn]:
    """What the ledger says of companies (by code) and should not, and what it should and does not.

    `accepting`: versions to be counted as accepted already, in the place of those that are.
    """
    codes = sorted(set(companies))
    wanted, standing = wanted_entries(year, codes, accepting=accepting), open_entries(year, codes)
    return [
        Turn(
            company=code,
            closing={entry: key for entry, key in standing[code].items() if entry not in wanted[code]},
            opening={entry: source for entry, source in wanted[code].items() if entry not in standing[code]},
        )
        for code in codes
    ]


def _settle(actor: Actor, year: LedgerYear, *, versions: Sequence[Version]) -> Settled:
    companies = {version.submission.company.code for version in versions}
    _must_be_latest(actor, year, companies=companies)
    turns = turns_of(year, companies)
    _close(actor, [key for turn in turns for key in turn.closing.values()])
    Observation.objects.bulk_create(
        _observation(entry, source, zone_code=year.zone, company_code=turn.company, known_from=actor.at)
        for turn in turns
        for entry, source in turn.opening.items()
    )
    mark_dirty("observation", year.zone)
    counts = {turn.company: {"opened": len(turn.opening), "closed": len(turn.closing)} for turn in turns}
    return {version: counts[version.submission.company.code] for version in versions}


def _must_be_latest(actor: Actor, year: LedgerYear, *, companies: Iterable[str]) -> None:
    """Both clocks run forward: what is known from now on cannot be older than what was known already."""
    of_companies = year.versions.filter(submission__company__code__in=companies)
    later = of_companies.filter(decided_at__gt=actor.at, state__in=(Version.State.ACCEPTED, Version.State.SUPERSEDED))
    if version := later.first():
        raise ValidationError(f"{version} was accepted at {version.decided_at}, after {actor.at}: set the clock right")


def _close(actor: Actor, keys: Sequence[int]) -> None:
    """End the time that rows are known; they stay in the ledger for whoever asks what was known then."""
    for start in range(0, len(keys), _CLOSES_AT_ONCE):
        rows = Observation.objects.filter(pk__in=keys[start : start + _CLOSES_AT_ONCE])
        if rows.filter(known_from__gte=actor.at).exists():
            raise ValidationError(f"the ledger was changed at this very moment, {actor.at}: accept again")
        rows.update(known_to=actor.at)


def _observation(entry: Entry, source: Source, **fields: Any) -> Observation:
    return Observation(
        site_code=entry.site,
        line=entry.line,
        period_from=entry.first,
        period_to=entry.last,
        amount=entry.amount,
        version_id=source.version,
        cell=source.address,
        **fields,
    )
