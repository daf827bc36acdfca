"""What do the raw values become before they are put on one scale?

In the order of the OECD/JRC Handbook (2008), steps 3 to 5: divided and transformed, screened for coverage, gaps filled,
outliers treated. All functions take and give `values: (…, zones, indicators)`, nan for missing; what stands before the
zones are draws that are treated side by side.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zonebook.rating.definition import Imputation, Indicator, Outliers, RatingError, Transformation
from zonebook.rating.matrix import Array, Matrix

_ZONES, _INDICATORS = -2, -1
SKEWED, PEAKED = 2.0, 3.5
"""An indicator is treated when its skewness is above the one and its kurtosis above the other: the usual rule, as in
Becker et al., COINr: An R package for developing composite indicators, JOSS 7(78), 2022, and the European Commission's
scoreboards."""
_NEIGHBOURS = 3


def derived(matrix: Matrix, indicators: Sequence[Indicator], *, values: Array | None = None) -> Array:
    """What each indicator says of each zone: divided, as a share of the plan, capped, transformed.

    `values`: other values than the matrix's own (draws of them). Raises RatingError where a divisor is not above zero
    or a logarithm has nothing to be taken of.
    """
    given = matrix.values if values is None else values
    columns = [_derived(matrix, indicator, given=given) for indicator in indicators]
    return np.stack(columns, axis=_INDICATORS)


def _derived(matrix: Matrix, indicator: Indicator, *, given: Array) -> Array:
    value = given[..., matrix.place_of(indicator.columns[0])]
    for divisor in (indicator.per, indicator.plan):
        if divisor:
            below = given[..., matrix.place_of(divisor)]
            _must_be_positive(below, matrix, what=f"column “{divisor}”, which “{indicator.code}” is divided by,")
            value = value / below
    if indicator.cap is not None:
        value = np.where(np.isnan(value), value, np.minimum(value, indicator.cap))
    if indicator.transformation is Transformation.LOG:
        _must_be_positive(value, matrix, what=f"“{indicator.code}”, of which the logarithm is taken,")
        value = np.log(value)
    return value


def _must_be_positive(values: Array, matrix: Matrix, *, what: str) -> None:
    wrong = np.argwhere(values <= 0)
    if len(wrong):
        raise RatingError(f"zone “{matrix.zones[wrong[0][-1]]}”: {what} is not above zero")


def coverage(values: Array, *, axis: int) -> Array:
    """The share of known values: of each zone (axis −1) or of each indicator (axis −2)."""
    return np.asarray(1.0 - np.isnan(values).mean(axis=axis), dtype=np.float64)


def imputed(values: Array, how: Imputation, *, kinds: Sequence[str] = (), earlier: Sequence[Array] = ()) -> Array:
    """The values with gaps filled, where the rule can fill them.

    Class median: of the zones of the same class, else of all. Last value: the newest of the earlier editions that are
    allowed. Nearest: the mean of the three zones that are nearest by the indicators both have (Euclidean distance of
    standardised values, Troyanskaya et al., Bioinformatics 17(6), 2001, without their weights).
    """
    match how:
        case Imputation.NONE:
            return values
        case Imputation.LAST_VALUE:
            for edition in earlier:
                values = np.where(np.isnan(values), edition, values)
            return values
        case Imputation.CLASS_MEDIAN:
            return _with_medians(values, kinds)
        case Imputation.NEAREST:
            return _with_neighbours(values)


def _with_medians(values: Array, kinds: Sequence[str]) -> Array:
    of_class = np.full_like(values, np.nan)
    for kind in dict.fromkeys(kinds):
        members = [nth for nth, one in enumerate(kinds) if one == kind]
        of_class[..., members, :] = _median(values[..., members, :])
    filled = np.where(np.isnan(values), of_class, values)
    return np.where(np.isnan(filled), _median(values), filled)


def _median(values: Array) -> Array:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # nobody of the class knows: the median of all is taken
        return np.asarray(np.nanmedian(values, axis=_ZONES, keepdims=True), dtype=np.float64)


def _with_neighbours(values: Array) -> Array:
    if values.ndim > 2:  # noqa: PLR2004 - draws before zones and indicators
        return np.stack([_with_neighbours(one) for one in values])
    standard = _standardised(values)
    both = ~np.isnan(standard[:, None, :]) & ~np.isnan(standard[None, :, :])
    apart = np.where(both, standard[:, None, :] - standard[None, :, :], 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        distance = (apart**2).sum(axis=-1) / both.sum(axis=-1)
    distance[np.isnan(distance)] = np.inf
    np.fill_diagonal(distance, np.inf)
    filled = values.copy()
    for zone, indicator in np.argwhere(np.isnan(values)):
        order = np.argsort(distance[zone], kind="stable")
        near = [
            other for other in order if np.isfinite(distance[zone, other]) and not np.isnan(values[other, indicator])
        ]
        if near:
            filled[zone, indicator] = values[near[:_NEIGHBOURS], indicator].mean()
    return filled


def _standardised(values: Array) -> Array:
    spread = np.nanstd(values, axis=_ZONES, keepdims=True)
    spread[spread == 0] = 1.0
    return np.asarray((values - np.nanmean(values, axis=_ZONES, keepdims=True)) / spread, dtype=np.float64)


def treated(values: Array, how: Outliers) -> Array:
    """The values with the outliers of skewed and peaked indicators treated, the others as they are.

    Winsorise: the farthest value takes the next one's, until the indicator is no longer skewed and peaked, at most for
    a tenth of the zones. Log: ln(x − min + a hundredth of the range), the Handbook's shift. Box-Cox: with the exponent
    of the greatest likelihood (Box & Cox, JRSS B 26, 1964), on values shifted alike.
    """
    if how is Outliers.NONE:
        return values
    if values.ndim > 2:  # noqa: PLR2004 - draws before zones and indicators
        return np.stack([treated(one, how) for one in values])
    result = values.copy()
    for nth in np.flatnonzero(is_outlying(values)):
        known = ~np.isnan(values[:, nth])
        result[known, nth] = _TREATMENTS[how](values[known, nth])
    return result


def is_outlying(values: Array) -> npt.NDArray[np.bool_]:
    """Which indicators are skewed and peaked at once: `(indicators,)`, by the population's moments."""
    with np.errstate(invalid="ignore", divide="ignore"):
        standard = _standardised(values)
        skewness, kurtosis = np.nanmean(standard**3, axis=_ZONES), np.nanmean(standard**4, axis=_ZONES) - 3
    return np.asarray((np.abs(skewness) > SKEWED) & (kurtosis > PEAKED))


def _winsorised(known: Array) -> Array:
    values = known.copy()
    for _ in range(max(1, len(values) // 10)):
        if not is_outlying(values[:, None])[0]:
            break
        farthest = np.abs(values - np.median(values)).argmax()
        others = values[values != values[farthest]]
        if not len(others):
            break
        values[values == values[farthest]] = others[np.abs(others - values[farthest]).argmin()]
    return values


def _shifted(known: Array) -> Array:
    least = known.min()
    return np.asarray(known - least + 0.01 * (known.max() - least), dtype=np.float64)


def _logged(known: Array) -> Array:
    return np.asarray(np.log(_shifted(known)), dtype=np.float64)


def box_coxed(known: Array) -> Array:
    """Known values of an indicator, shifted above nought, under the exponent of the greatest likelihood."""
    from scipy.stats import boxcox

    return np.asarray(boxcox(_shifted(known))[0], dtype=np.float64)


_TREATMENTS = {Outliers.WINSORISE: _winsorised, Outliers.LOG: _logged, Outliers.BOX_COX: box_coxed}
