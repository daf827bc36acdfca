"""In which order do scores stand?

Places follow the rule of sport tables and of published ratings ("1, 2, 2, 4"): equal scores share the better place
and the next ones are skipped. A zone without a score is not ranked: it never becomes the last by being unknown.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def ranks(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Places for `scores: (zones,)`, the highest first; `nan` stays `nan`.

    Ties share the better place (OECD/JRC Handbook on Constructing Composite Indicators, 2008, §1.5, ranking).
    Raises ValueError for anything but one dimension.
    """
    if scores.ndim != 1:
        raise ValueError(f"scores are one value a zone, got an array of shape {scores.shape}")
    known = ~np.isnan(scores)
    ordered = np.sort(-scores[known])
    places = np.full(scores.shape, np.nan)
    places[known] = np.searchsorted(ordered, -scores[known], side="left") + 1
    return places
