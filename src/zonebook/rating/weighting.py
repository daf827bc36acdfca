"""How much does each member of a group count?

Given weights state a policy; the others are read from the data, each with its own idea of what makes an indicator
important. All functions take `values: (zones, members)` that are normalised, more being better, and give shares of 1.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from zonebook.rating.definition import Group, RatingError, Weighting
from zonebook.rating.matrix import Array

_NOTHING = 1e-12  # of what is about 1 where it is anything


def weights_of(how: Weighting, values: Array, *, given: Array, name: str = "") -> Array:
    """Shares of 1 for the members, by any rule but the benefit of the doubt, which has a row a zone.

    `given`: the weights stated, or the allocated budget. Raises RatingError, naming the group, where the rule finds
    nothing to tell the members by.
    """
    if how in (Weighting.GIVEN, Weighting.BUDGET_ALLOCATION):
        return np.asarray(given / given.sum(), dtype=np.float64)
    if how is Weighting.EQUAL:
        return np.full(values.shape[1], 1.0 / values.shape[1])
    whole = values[~np.isnan(values).any(axis=1)]
    if len(whole) < 2:  # noqa: PLR2004 - one zone has no spread
        raise RatingError(f"group “{name}”: fewer than two zones are known by all members: no weights in the data")
    rule = {
        Weighting.ENTROPY: entropy,
        Weighting.CRITIC: critic,
        Weighting.PRINCIPAL_COMPONENTS: principal_components,
    }[how]
    try:
        found = rule(whole)
    except RatingError as error:
        raise RatingError(f"group “{name}”: {error}") from error
    if not np.isfinite(found).all() or not found.sum() > 0:
        raise RatingError(f"group “{name}”: no member tells the zones apart: {how} finds no weights")
    return np.asarray(found / found.sum(), dtype=np.float64)


def budget_allocation(points: Array) -> Array:
    """Shares of 1 from experts who each spread the same points: `points: (experts, members)`.

    The mean of the experts' own shares (OECD/JRC Handbook, 2008, step 6).
    """
    return np.asarray((points / points.sum(axis=1, keepdims=True)).mean(axis=0), dtype=np.float64)


def points_of(group: Group) -> Array:
    """`(experts, members)`: the points of the experts of a group who give any to its members."""
    points = np.array([[given[member.code] for member in group.members] for given in group.experts], dtype=np.float64)
    return np.asarray(points[points.sum(axis=1) > 0])


def entropy(values: Array) -> Array:
    """The less evenly an indicator is spread over zones, the more it tells: d = 1 − H / ln n.

    H = −Σ p ln p over p = x / Σx (Shannon, 1948; Hwang & Yoon, Multiple Attribute Decision Making, 1981, ch. 3).
    Values are not below zero.
    """
    if (values < 0).any():
        raise RatingError("entropy weights need values that are not below zero: choose another normalisation")
    total = values.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.where(total > 0, values / total, 1.0 / len(values))
        h = -np.where(p > 0, p * np.log(p), 0.0).sum(axis=0)
    told = 1.0 - h / np.log(len(values))
    return np.asarray(np.where(told > _NOTHING, told, 0.0), dtype=np.float64)


def critic(values: Array) -> Array:
    """Contrast times conflict: c = σ Σ (1 − r), r the correlation with each other member.

    Diakoulaki, Mavrotas & Papayannakis, Computers & Operations Research 22(7), 1995. σ is the sample's.
    """
    spread = values.std(axis=0, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.corrcoef(values, rowvar=False).reshape(len(spread), len(spread))
    r = np.where(np.isnan(r), 0.0, r)  # a member that never varies goes with none; its spread of 0 settles its weight
    np.fill_diagonal(r, 1.0)
    conflict = (1.0 - r).sum(axis=0) if len(spread) > 1 else np.ones(1)
    return np.asarray(spread * conflict, dtype=np.float64)


def principal_components(values: Array) -> Array:
    """Squared loadings on the components that matter, each by the variance it explains.

    Components with an eigenvalue above 1 (Kaiser's rule); varimax rotation; an indicator's weight is its greatest
    squared loading times the share of variance of that component (Nicoletti, Scarpetta & Boylaud, OECD Economics
    Working Paper 226, 2000; Handbook, step 6, tables 16 to 18).
    """
    varying = values.std(axis=0) > 0
    weights = np.zeros(values.shape[1])
    if varying.sum() == 1:
        return np.asarray(varying, dtype=np.float64)
    if not varying.any():
        return weights
    eigenvalues, loadings = component_loadings(values[:, varying])
    kept = max(1, int((eigenvalues > 1.0 + 1e-12).sum()))
    weights[varying] = weights_of_loadings(varimax(loadings[:, :kept]))
    return weights


def component_loadings(values: Array) -> tuple[Array, Array]:
    """`(components,)` eigenvalues of the correlations of members that vary, the largest first, and the correlations
    `(members, components)` of each member with each component."""
    eigenvalues, vectors = np.linalg.eigh(np.corrcoef(values, rowvar=False))
    order = np.argsort(-eigenvalues)
    eigenvalues = np.maximum(eigenvalues[order], 0.0)
    return eigenvalues, np.asarray(vectors[:, order] * np.sqrt(eigenvalues))


def weights_of_loadings(loadings: Array) -> Array:
    """`(members,)` from rotated loadings: the greatest squared one, as its component's share of what is explained."""
    squared = loadings**2
    explained = squared.sum(axis=0)
    within = squared / explained
    return np.asarray(within.max(axis=1) * explained[within.argmax(axis=1)] / explained.sum())


def varimax(loadings: Array, *, rounds: int = 100) -> Array:
    """Loadings turned so that each is near nought or large: two components at a time, each pair by its best angle.

    Kaiser, Psychometrika 23, 1958, with his division by the communalities, so that each member counts alike.
    """
    communalities = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    turned = loadings / np.where(communalities > 0, communalities, 1.0)
    components = turned.shape[1]
    for _ in range(rounds):
        largest = 0.0
        for one, other in combinations(range(components), 2):
            x, y = turned[:, one].copy(), turned[:, other].copy()
            angle = _best_angle(x, y)
            turned[:, one], turned[:, other] = (
                x * np.cos(angle) + y * np.sin(angle),
                y * np.cos(angle) - x * np.sin(angle),
            )
            largest = max(largest, abs(angle))
        if largest < _NOTHING:
            break
    return np.asarray(turned * communalities)


def _best_angle(x: Array, y: Array) -> float:
    u, v = x**2 - y**2, 2 * x * y
    above = 2 * (u * v).sum() - 2 * u.sum() * v.sum() / len(x)
    below = (u**2 - v**2).sum() - (u.sum() ** 2 - v.sum() ** 2) / len(x)
    return float(np.arctan2(above, below) / 4) if np.hypot(above, below) > _NOTHING else 0.0


def benefit_of_the_doubt(values: Array, *, parts: tuple[float, float] | None = None) -> Array:
    """The weights that show each zone in its best light: a row a zone, a zone's gaps with weight 0.

    max Σ w x_i so that Σ w x_k ≤ 1 for every zone k, w ≥ 0 (Melyn & Moesen, 1991; Cherchye et al., JORS 58, 2007). The
    rows are not shares of 1: a zone that nobody beats under its own weights scores 1. `parts`: between which shares of
    the zone's own score each known member's part w x_i lies (proportional restrictions, Wong & Beasley, JORS 41, 1990).
    """
    known = np.where(np.isnan(values), 0.0, values)
    if (known < 0).any() or not (known.max(axis=0) > 0).all():
        raise RatingError("the benefit of the doubt needs values that are not below zero, some above it")
    if parts is not None and parts[0] > 0 and (values <= 0).any():
        raise RatingError("under a least part every mark must be above zero: let the scale begin above 0, as [1, 100]")
    return np.array([_in_its_best_light(nth, values, known=known, parts=parts) for nth in range(len(values))])


def _in_its_best_light(nth: int, values: Array, *, known: Array, parts: tuple[float, float] | None) -> Array:
    from scipy.optimize import linprog

    zone = known[nth]
    rows, bounds = [known], [np.ones(len(known))]
    told = np.flatnonzero(~np.isnan(values[nth]))
    if parts is not None and len(told):
        least, greatest = parts[0], max(parts[1], 1.0 / len(told))  # who has few members known must fill the whole
        of_each = np.zeros((len(told), len(zone)))
        of_each[np.arange(len(told)), told] = zone[told]
        rows += [of_each - greatest * zone, least * zone - of_each]
        bounds += [np.zeros(2 * len(told))]
    solved = linprog(-zone, A_ub=np.vstack(rows), b_ub=np.concatenate(bounds), bounds=(0, None), method="highs")
    if not solved.success:
        raise RatingError(f"the solver found no weights: {solved.message}")
    return np.where(zone > 0, solved.x, 0.0)
