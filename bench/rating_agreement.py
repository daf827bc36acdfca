"""Do we say what scikit-criteria, pymcdm, scikit-learn and SALib say, where they have the method?

    make peers && .venv/bin/python bench/rating_agreement.py

Matrices by Hypothesis, at least a thousand of them compared, of small whole numbers so that ties abound, with gaps that
the median of the zones fills before anybody looks. Scores and weights agree to 1e-9. Ranks agree but where two scores
differ by less than our rule of ties (2⁻⁴⁰ of the largest): there the peers rank by the last binary digit of a sum, and
this is counted. Indices of sensitivity are held against SALib's on the same draws.
"""

from __future__ import annotations

import sys
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.rating.making import group, indicators, matrix, rating
from zonebook.rating import assess
from zonebook.rating.aggregating import combined
from zonebook.rating.coherence import explained_variance
from zonebook.rating.definition import Aggregation, Imputation, Normalisation
from zonebook.rating.normalising import normalised
from zonebook.rating.ranking import on_grid
from zonebook.rating.sensitivity import sobol_indices
from zonebook.rating.treating import box_coxed, imputed
from zonebook.rating.weighting import critic, entropy

CASES = 2_000  # of which a little more than half can be compared
TOLERANCE = 1e-9
_CELL = st.one_of(st.integers(0, 6), st.integers(0, 1_000), st.none())


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[list[float | None]], list[int]]:
    zones, members = draw(st.integers(3, 9)), draw(st.integers(2, 5))
    rows = draw(st.lists(st.lists(_CELL, min_size=members, max_size=members), min_size=zones, max_size=zones))
    return rows, draw(st.lists(st.integers(1, 9), min_size=members, max_size=members))


seen: Counter[str] = Counter()


def main() -> int:
    from pymcdm.methods import TOPSIS, WSM
    from pymcdm.normalizations import minmax_normalization
    from pymcdm.weights import critic_weights
    from skcriteria.agg.simple import wpm, wsm
    from skcriteria.agg.topsis import topsis
    from skcriteria.preprocessing.weighters import entropy_weights

    @seed(20_250_909)
    @settings(max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(cases())
    def compare(case: tuple[list[list[float | None]], list[int]]) -> None:
        rows, raw = case
        values = np.array([[np.nan if one is None else one for one in row] for row in rows], dtype=float)
        known, spread = ~np.isnan(values), np.ptp(np.nan_to_num(values, nan=0.0), axis=0)
        if known.mean() < 0.5 or not known.any(axis=0).all() or not (spread > 0).all():
            seen["no comparison: too little known"] += 1
            return
        of = rating(group(*indicators(len(raw))), scale=(1, 100), coverage=0.01, imputation=Imputation.CLASS_MEDIAN)
        found = assess(of, matrix(rows))
        if len(found.zones) < len(rows) or not (np.ptp(found.marks, axis=0) > 0).all():
            seen["no comparison: a zone without a value, or an indicator that says the same of all"] += 1
            return
        marks, weights = found.marks, np.array(raw, dtype=float) / sum(raw)
        ours = {how: combined(how, marks, weights=weights[None, :])[0] for how in Aggregation if how != "generalised"}
        best, maxima = np.ones(len(raw)), np.ones(len(raw), dtype=int)
        shares = (marks - marks.min(axis=0)) / np.ptp(marks, axis=0)
        of_shares = {how: combined(how, shares, weights=weights[None, :])[0] for how in ("arithmetic", "topsis")}
        theirs = WSM(lambda column, cost: column)(marks, weights, best)
        same("arithmetic mean, pymcdm", ours["arithmetic"], theirs=theirs)
        same("arithmetic mean, scikit-criteria", ours["arithmetic"], theirs=wsm(marks, weights)[1])
        same("geometric mean, scikit-criteria", ours["geometric"], theirs=10 ** wpm(marks, weights)[1])
        same("TOPSIS, pymcdm", of_shares["topsis"], theirs=TOPSIS()(marks, weights, best))
        same("TOPSIS, scikit-criteria", ours["topsis"], theirs=topsis(marks, maxima, weights)[3])
        same("min-max, pymcdm", (marks[:, 0] - 1) / 99, theirs=minmax_normalization(found.values[:, 0]))
        weigh("CRITIC, pymcdm", critic(shares), theirs=critic_weights(marks))
        weigh("entropy, scikit-criteria", entropy(marks), theirs=entropy_weights(marks))

    warnings.simplefilter("ignore")
    compare()
    preparing()
    for what, count in sorted(seen.items()):
        print(f"{count:6}  {what}")
    return int(any(what.startswith("DIFFERENT") for what in seen) or not indices())


def preparing() -> None:
    """What comes before weights, beside scikit-learn: neighbours, z-scores, components, Box-Cox's exponent."""
    from sklearn.decomposition import PCA
    from sklearn.impute import KNNImputer
    from sklearn.preprocessing import PowerTransformer, StandardScaler

    for case in range(1_000):
        chance = np.random.default_rng([20_250_909, case])
        values = chance.lognormal(size=(int(chance.integers(6, 15)), int(chance.integers(2, 6))))
        scaled = StandardScaler().fit(values)
        zs = normalised(values, Normalisation.Z_SCORE, indicators=indicators(values.shape[1]), scale=(0, 1))
        alike("z-scores, scikit-learn", zs, theirs=scaled.transform(values))
        ratios = PCA().fit(scaled.transform(values)).explained_variance_ratio_
        alike("shares of variance, scikit-learn", explained_variance(np.corrcoef(values, rowvar=False)), theirs=ratios)
        shifted = values[:, :1] - values[:, 0].min() + 0.01 * np.ptp(values[:, 0])
        exponent = PowerTransformer("box-cox", standardize=False).fit(shifted)
        alike(
            "Box-Cox, scikit-learn", box_coxed(values[:, 0])[:, None], theirs=exponent.transform(shifted), within=1e-4
        )
        gaps = np.where(chance.random(values.shape) < 0.2, np.nan, values)
        if np.isnan(gaps).all(axis=1).any() or (~np.isnan(gaps)).sum(axis=0).min() < 4:
            seen["no comparison of neighbours: too little known"] += 1
            continue
        scaled = StandardScaler().fit(gaps)
        theirs = scaled.inverse_transform(KNNImputer(n_neighbors=3).fit_transform(scaled.transform(gaps)))
        alike("three nearest neighbours, scikit-learn", imputed(gaps, Imputation.NEAREST), theirs=theirs)


def alike(what: str, ours: np.ndarray, *, theirs: np.ndarray, within: float = TOLERANCE) -> None:
    apart = np.abs(ours - theirs).max() > within * max(1.0, np.abs(theirs).max())
    seen[f"DIFFERENT: {what}" if apart else f"{what}: the same numbers"] += 1


def indices() -> bool:
    """Ishigami's function: our indices from SALib's own draws, beside SALib's. Within SALib's errors?"""
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as sample

    inputs, draws = 3, 4_096
    problem = {"num_vars": inputs, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * inputs}
    x = sample.sample(problem, draws, calc_second_order=False, seed=1)
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    theirs = analyse.analyze(problem, y, calc_second_order=False, seed=1)
    by_draw = y.reshape(draws, inputs + 2)
    agree = True
    for nth in range(inputs):
        ours = sobol_indices(by_draw[:, 0], by_draw[:, -1], mixed=by_draw[:, nth + 1])
        apart = max(abs(ours.first - theirs["S1"][nth]), abs(ours.total - theirs["ST"][nth]))
        agree &= apart <= max(theirs["S1_conf"][nth], theirs["ST_conf"][nth])
        print(f"x{nth + 1}: first {ours.first:.4f} (SALib {theirs['S1'][nth]:.4f}), total {ours.total:.4f}"
              f" (SALib {theirs['ST'][nth]:.4f} ± {theirs['ST_conf'][nth]:.4f})")  # fmt: skip
    return agree


def same(what: str, ours: np.ndarray, *, theirs: np.ndarray) -> None:
    """Scores, and the order that they stand in."""
    if np.isnan(theirs).any():
        seen[f"{what}: it divides nought by nought"] += 1
    elif np.abs(ours - theirs).max() > TOLERANCE * max(1.0, np.abs(theirs).max()):
        seen[f"DIFFERENT scores: {what}"] += 1
    elif (_dense(on_grid(ours)) == _dense(theirs)).all():
        seen[f"{what}: the same scores and ranks"] += 1
    elif (_dense(on_grid(ours)) == _dense(on_grid(np.asarray(theirs)))).all():
        seen[f"{what}: the same scores; it ranks by the last digits of equal sums"] += 1
    else:
        seen[f"DIFFERENT ranks: {what}"] += 1


def weigh(what: str, ours: np.ndarray, *, theirs: np.ndarray) -> None:
    if not np.isfinite(theirs).all() or not ours.sum() > 0:
        seen[f"{what}: nothing to weigh by"] += 1
    elif np.abs(ours / ours.sum() - theirs).max() > TOLERANCE:
        seen[f"DIFFERENT weights: {what}"] += 1
    else:
        seen[f"{what}: the same weights"] += 1


def _dense(values: np.ndarray) -> np.ndarray:
    return np.unique(-np.asarray(values), return_inverse=True)[1]


if __name__ == "__main__":
    sys.exit(main())
