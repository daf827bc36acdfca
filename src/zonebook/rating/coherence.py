"""Do the indicators of a group belong together? To be asked before anybody trusts what they add up to.

The look at the data that the OECD/JRC Handbook (2008) puts before weights (step 4): which indicators say the same
twice, which pull against their own group, how much of a group one component tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from zonebook.rating.assessing import Assessment, Screened
from zonebook.rating.definition import Indicator
from zonebook.rating.matrix import Array

SAME, AGAINST = 0.92, -0.4
"""From which correlation on two indicators are said to say the same, and one to pull against its group: the flags of
COINr (Becker et al., Journal of Open Source Software 7(78), 2022)."""
_FEWEST = 3  # zones; two always lie on a line


@dataclass(frozen=True, slots=True, eq=False)
class GroupCoherence:
    """Of a group of indicators: `correlations: (members, members)`; `alpha`, Cronbach's, nan for a single member;
    `explained: (members,)`, the share of variance of each principal component, the largest first; `same`, pairs that
    say the same; `against`, members that pull against the sum of the others."""

    code: str
    members: tuple[str, ...]
    zones: int
    correlations: Array
    alpha: float
    explained: Array
    same: tuple[tuple[str, str], ...]
    against: tuple[str, ...]


def coherence(screened: Screened, assessment: Assessment) -> tuple[GroupCoherence, ...]:
    """Each group that has indicators of its own, by the zones of which all its marks are known.

    Groups known of fewer than three zones are left out: there is nothing to correlate.
    """
    places = {code: nth for nth, code in enumerate(assessment.indicators)}
    found = []
    for group in screened.root.groups():
        members = [one.code for one in group.members if isinstance(one, Indicator) and one.code in places]
        marks = assessment.marks[:, [places[code] for code in members]]
        whole = marks[~np.isnan(marks).any(axis=1)]
        if members and len(whole) >= _FEWEST:
            found.append(_coherence(group.code, tuple(members), marks=whole))
    return tuple(found)


def _coherence(code: str, members: tuple[str, ...], *, marks: Array) -> GroupCoherence:
    r = correlations(marks)
    same = tuple((members[a], members[b]) for a, b in combinations(range(len(members)), 2) if r[a, b] > SAME)
    against = [
        member
        for nth, member in enumerate(members)
        if len(members) > 1 and correlations(_with_rest(marks, nth))[0, 1] < AGAINST
    ]
    return GroupCoherence(
        code,
        members,
        zones=len(marks),
        correlations=r,
        alpha=cronbach_alpha(marks),
        explained=explained_variance(r),
        same=same,
        against=tuple(against),
    )


def _with_rest(marks: Array, nth: int) -> Array:
    """A member beside the sum of the others."""
    return np.stack([marks[:, nth], np.delete(marks, nth, axis=1).sum(axis=1)], axis=1)


def correlations(marks: Array) -> Array:
    """Pearson's, `(members, members)`; nan with a member that is the same everywhere."""
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.atleast_2d(np.corrcoef(marks, rowvar=False))
    return np.asarray(r, dtype=np.float64)


def cronbach_alpha(marks: Array) -> float:
    """k / (k − 1) · (1 − Σ var / var Σ): how far the members measure one thing (Cronbach, Psychometrika 16, 1951)."""
    count = marks.shape[1]
    total = marks.sum(axis=1).var(ddof=1)
    if count == 1 or not total > 0:
        return float("nan")
    return float(count / (count - 1) * (1 - marks.var(axis=0, ddof=1).sum() / total))


def explained_variance(r: Array) -> Array:
    """The share of variance of each principal component of the members that vary, the largest first."""
    varies = ~np.isnan(np.diag(r))
    if not varies.any():
        return np.zeros(0)
    eigenvalues = np.linalg.eigvalsh(r[np.ix_(varies, varies)])[::-1]
    return np.asarray(np.maximum(eigenvalues, 0.0) / eigenvalues.sum(), dtype=np.float64)


def coherence_as_dict(groups: Iterable[GroupCoherence]) -> dict[str, dict[str, Any]]:
    """By group in plain values; null where nothing can be said (a single member, a member that never varies)."""
    return {
        one.code: {
            "zones": one.zones,
            "alpha": _number(one.alpha),
            "explained": one.explained.tolist(),
            "correlations": {
                member: {other: _number(r) for other, r in zip(one.members, row, strict=True) if other != member}
                for member, row in zip(one.members, one.correlations, strict=True)
            },
            "same": [list(pair) for pair in one.same],
            "against": list(one.against),
        }
        for one in groups
    }


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
