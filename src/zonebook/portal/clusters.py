"""Who is in the clusters of a zone on a day, who supplies whom, and what does each membership lack?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from zonebook.methodology import load_methodology
from zonebook.portal.clocks import Clock
from zonebook.regime.membership import ClusterKind, MemberFacts, Requirement, checked
from zonebook.registry.models import Cluster, Company, Cooperation, Membership, Zone
from zonebook.registry.queries import companies_present, in_force, known, residents


@dataclass(frozen=True, slots=True)
class Member:
    """A company in a cluster on a day: where it stands to the zone, and what its kind of cluster requires of it."""

    membership: Membership
    is_in_zone: bool
    is_resident: bool
    requirements: tuple[Requirement, ...]

    @property
    def company(self) -> Company:
        return self.membership.company

    @property
    def lacks(self) -> tuple[Requirement, ...]:
        """What is not met, or cannot be told."""
        return tuple(one for one in self.requirements if not one.met)


@dataclass(frozen=True, slots=True)
class Circle:
    """A cluster on a day: its members by name, and the contracts between them that are in force."""

    cluster: Cluster
    members: tuple[Member, ...]
    contracts: tuple[Cooperation, ...]

    @property
    def in_zone(self) -> int:
        return sum(member.is_in_zone for member in self.members)

    @property
    def residents(self) -> int:
        return sum(member.is_resident for member in self.members)

    @property
    def lacking(self) -> int:
        """How many members do not meet a requirement, or cannot be told to."""
        return sum(bool(member.lacks) for member in self.members)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Which companies (by key) are in the zone and hold the status, and which clusters have any contract recorded."""

    present: frozenset[int]
    residents: frozenset[int]
    with_contracts: frozenset[int]


def circles(zone: Zone, clock: Clock, *, code: str | None = None) -> list[Circle]:
    """The clusters of the zone, or the one of a code, on a day, as known at a moment; as many queries for all."""
    clusters = known(Cluster, clock.known_at).filter(zone=zone).order_by("name_ru")
    listed = list(clusters if code is None else clusters.filter(code=code))
    memberships = _by_cluster(Membership, listed, clock=clock)
    prefetch_related_objects([one for of in memberships.values() for one in of], "company__industry")
    contracts = _by_cluster(Cooperation, listed, clock=clock)
    prefetch_related_objects([one for of in contracts.values() for one in of], "supplier", "customer")
    standing = _standing(zone, clock)
    return [
        _circle(cluster, memberships[cluster.pk], contracts=contracts[cluster.pk], standing=standing, clock=clock)
        for cluster in listed
    ]


def former_members(cluster: Cluster, clock: Clock) -> list[Membership]:
    """Who had left by the day, the last first."""
    left = list(known(Membership, clock.known_at).filter(cluster=cluster.pk, last_day__lt=clock.on))
    prefetch_related_objects(left, "company")
    return sorted(left, key=lambda one: (one.last_day, one.pk), reverse=True)


def _standing(zone: Zone, clock: Clock) -> _Standing:
    asked: dict[str, Any] = {"on": clock.on, "known_at": clock.known_at}
    return _Standing(
        present=frozenset(companies_present(zone, **asked).values_list("pk", flat=True)),
        residents=frozenset(residents(zone, **asked).values_list("pk", flat=True)),
        with_contracts=frozenset(known(Cooperation, clock.known_at).values_list("cluster", flat=True)),
    )


def _by_cluster(model: type[Any], clusters: Iterable[Cluster], *, clock: Clock) -> defaultdict[int, list[Any]]:
    """The entries of a kind that hold on the day, by cluster."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    keys = [cluster.pk for cluster in clusters]
    for entry in known(model, clock.known_at).filter(in_force(clock.on), cluster__in=keys).order_by("pk"):
        found[entry.cluster_id].append(entry)
    return found


def _circle(
    cluster: Cluster,
    memberships: list[Membership],
    *,
    contracts: list[Cooperation],
    standing: _Standing,
    clock: Clock,
) -> Circle:
    definitions = load_methodology().regime.requirements_of(ClusterKind(cluster.kind), on=clock.on)
    counts = _contracts_of_members(memberships, contracts)
    members = [
        Member(
            membership,
            is_in_zone=membership.company_id in standing.present,
            is_resident=membership.company_id in standing.residents,
            requirements=checked(
                definitions,
                MemberFacts(
                    coordinator=cluster.coordinator,
                    industry=membership.company.industry.name_ru if membership.company.industry else "",
                    members=len(memberships),
                    contracts=counts[membership.company_id] if cluster.pk in standing.with_contracts else None,
                ),
            ),
        )
        for membership in memberships
    ]
    return Circle(cluster, tuple(sorted(members, key=lambda one: one.company.search_name)), tuple(contracts))


def _contracts_of_members(memberships: list[Membership], contracts: list[Cooperation]) -> Counter[int]:
    """How many contracts each member has with another member; what it has with a firm that left does not count."""
    members = {membership.company_id for membership in memberships}
    counts: Counter[int] = Counter()
    for contract in contracts:
        if {contract.supplier_id, contract.customer_id} <= members:
            counts.update((contract.supplier_id, contract.customer_id))
    return counts
