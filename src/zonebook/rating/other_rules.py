"""The same tree of groups under other rules than the definition's."""

from __future__ import annotations

from dataclasses import replace

from zonebook.rating.definition import Aggregation, Group, Indicator, Weighting


def doubts(group: Group) -> bool:
    """Does each zone find weights of its own for the group?"""
    return group.weighting is Weighting.BENEFIT_OF_THE_DOUBT


def weighted_by(group: Group, how: Weighting) -> Group:
    """The tree with every group's weights from one rule, where the rule can find them for the group."""
    members = tuple(weighted_by(one, how) if isinstance(one, Group) else one for one in group.members)
    of_indicators = all(isinstance(member, Indicator) for member in group.members)
    can = {
        Weighting.GIVEN: True,
        Weighting.EQUAL: True,
        Weighting.BUDGET_ALLOCATION: bool(group.experts),
    }.get(how, of_indicators)
    return replace(group, members=members, weighting=how if can else group.weighting)


def aggregated_by(group: Group, how: Aggregation) -> Group:
    """The tree with every group's members put together in one way; the benefit of the doubt stays what it is."""
    members = tuple(aggregated_by(one, how) if isinstance(one, Group) else one for one in group.members)
    if doubts(group):
        return replace(group, members=members)
    return replace(group, members=members, aggregation=how, exponent=None)
