"""Which assumption decides the places?"""

import numpy as np
import pytest

from tests.rating.making import matrix, rating
from zonebook.rating import assess, screen
from zonebook.rating.assumptions import Assumption
from zonebook.rating.definition import Imputation, Normalisation, Varied, WeightsDrawn
from zonebook.rating.replaying import Stage
from zonebook.rating.sensitivity import sensitivity, sobol_indices

DRAWS = 4000


def of_function(function, inputs: int, *, draws: int = DRAWS):
    chance = np.random.default_rng(11)
    a, b = chance.uniform(size=(2, draws, inputs))
    found = []
    for nth in range(inputs):
        mixed = a.copy()
        mixed[:, nth] = b[:, nth]
        found.append(sobol_indices(function(a), function(b), mixed=function(mixed)))
    return found


def test_a_sum_is_decided_by_each_part_as_its_variance_says() -> None:
    """f = 3 u + 4 v: variances 9 and 16 of 25, and no interaction."""
    first, second = of_function(lambda u: 3 * u[:, 0] + 4 * u[:, 1], 2)

    for found, share in ((first, 9 / 25), (second, 16 / 25)):
        assert found.first == pytest.approx(share, abs=0.06)
        assert found.total == pytest.approx(share, abs=0.06)


def test_ishigamis_function_has_the_indices_that_are_known() -> None:
    """Ishigami & Homma (1990), a = 7, b = 0.1: first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437."""

    def ishigami(u: np.ndarray) -> np.ndarray:
        x = np.pi * (2 * u - 1)
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    found = of_function(ishigami, 3, draws=16_000)

    for one, first, total in zip(found, (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437), strict=True):
        assert one.first == pytest.approx(first, abs=0.04)
        assert one.total == pytest.approx(total, abs=0.04)


def test_what_has_no_part_has_no_share() -> None:
    _, idle = of_function(lambda u: u[:, 0] ** 2, 2)

    assert (idle.first, idle.total) == (0, 0)


def test_what_decides_alone_has_the_whole_share() -> None:
    (only,) = of_function(lambda u: np.floor(4 * u[:, 0]), 1)

    assert only.total == pytest.approx(1, abs=0.05)
    assert only.first == pytest.approx(1, abs=0.05)


def test_the_error_told_is_that_of_the_draws() -> None:
    few, many = (of_function(lambda u: u.sum(axis=1), 3, draws=draws)[0] for draws in (250, 16_000))

    assert few.total_error > 4 * many.total_error


def test_missing_results_are_left_out_together() -> None:
    chance = np.random.default_rng(3)
    a, b, mixed = chance.uniform(size=(3, 100))
    whole = sobol_indices(a[1:], b[1:], mixed=mixed[1:])
    a[0] = np.nan

    assert (sobol_indices(a, b, mixed=mixed).first, sobol_indices(a, b, mixed=mixed).total) == (
        whole.first,
        whole.total,
    )


def test_where_the_data_have_no_gaps_the_imputation_decides_nothing_and_the_weights_do() -> None:
    varied = Varied(imputations=(Imputation.NONE, Imputation.CLASS_MEDIAN))
    chance = np.random.default_rng(2)
    rows = matrix(chance.uniform(size=(8, 3)))
    of = rating(3, varied=varied)

    found = sensitivity(Stage(screen(of, rows)), draws=1024, seed=1, nominal=assess(of, rows).places)

    assert found.shift[Assumption.IMPUTATION].total == 0
    assert found.shift[Assumption.WEIGHTS].first == pytest.approx(1, abs=0.15)


def test_where_one_indicator_stands_alone_the_normalisation_decides_nothing() -> None:
    """One indicator ranks alike on every scale: no place varies, and nobody is among the zones."""
    of = rating(1, varied=Varied(normalisations=(Normalisation.MIN_MAX, Normalisation.RANK)))
    rows = matrix([[1], [2], [4]])

    found = sensitivity(Stage(screen(of, rows)), draws=256, seed=1, nominal=assess(of, rows).places)

    assert found.zones == {}
    assert np.isnan(found.shift[Assumption.NORMALISATION].total)


def test_the_only_choice_that_is_drawn_has_the_whole_share_and_an_idle_one_beside_it_none() -> None:
    """The scale turns the ranking round, weights are fixed, and where nothing is missing no imputation can matter."""
    varied = Varied(
        weights=WeightsDrawn.FIXED,
        normalisations=(Normalisation.MIN_MAX, Normalisation.RANK),
        imputations=(Imputation.NONE, Imputation.CLASS_MEDIAN),
    )
    of, rows = rating(2, varied=varied), matrix([[100, 1], [2, 2.1], [1, 2.2], [0, 3]])

    found = sensitivity(Stage(screen(of, rows)), draws=2048, seed=1, nominal=assess(of, rows).places)

    assert found.shift[Assumption.NORMALISATION].first == pytest.approx(1, abs=0.1)
    assert found.shift[Assumption.NORMALISATION].total == pytest.approx(1, abs=0.1)
    assert (found.shift[Assumption.IMPUTATION].first, found.shift[Assumption.IMPUTATION].total) == (0, 0)


def test_a_result_that_never_varies_among_others_has_no_indices() -> None:
    of, rows = rating(2), matrix([[100, 20], [40, 90], [0, 0]])

    found = sensitivity(Stage(screen(of, rows)), draws=512, seed=1, nominal=assess(of, rows).places)

    assert set(found.zones) == {"z0", "z1"}  # the third is last whatever counts
    assert found.zones["z0"][Assumption.WEIGHTS].total == pytest.approx(1, abs=0.1)
