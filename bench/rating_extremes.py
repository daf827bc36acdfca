"""Do the exact best and worst places contain every place that drawn weights find? In ten thousand random cases.

    python bench/rating_extremes.py [CASES]

Each case is a small matrix of whole numbers, so that ties, zones that are alike and zones that dominate abound, and a
mean of one of three kinds. Printed too: how often the drawn places reach the exact ends, because "between the first and
the last place" would contain everything as well.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.rating.making import group, indicators, matrix, rating
from zonebook.rating import screen
from zonebook.rating.definition import Aggregation
from zonebook.rating.extremes import extremes, terms_of
from zonebook.rating.ranking import places_of

DRAWS = 2_000
MEANS = (Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.HARMONIC)


def main() -> int:
    cases = int(sys.argv[1]) if sys.argv[1:] else 10_000
    outside, zones_seen, reached = [], 0, 0
    for case in range(cases):
        chance = np.random.default_rng([20_250_909, case])
        zones, members = int(chance.integers(2, 7)), int(chance.integers(2, 5))
        of = rating(group(*indicators(members), aggregation=MEANS[case % 3]), scale=(1, 100))
        screened = screen(of, matrix(chance.integers(0, int(chance.integers(2, 30)), (zones, members))))
        found = extremes(screened)
        weights = chance.dirichlet(np.full(members, chance.choice([0.2, 0.5, 1.0])), DRAWS)
        drawn = places_of(weights @ terms_of(screened).T)
        best, worst = drawn.min(axis=0), drawn.max(axis=0)
        if (best < found.best).any() or (worst > found.worst).any():
            outside.append(case)
        zones_seen += 2 * zones
        reached += int((best == found.best).sum() + (worst == found.worst).sum())
        if (case + 1) % 500 == 0:
            sys.stderr.write(f"\r{case + 1} of {cases}")
    print(f"{cases} cases: {len(outside)} with a drawn place outside the exact ends {outside[:5]}; the ends reached by"
          f" {DRAWS} draws: {reached / zones_seen:.1%} of {zones_seen}")  # fmt: skip
    return int(bool(outside))


if __name__ == "__main__":
    sys.exit(main())
