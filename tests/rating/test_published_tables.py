"""Do the methods say what published worked tables say?

Handbook: OECD/JRC, Handbook on Constructing Composite Indicators (2008); its case study is the Technology Achievement
Index, whose raw values for 23 countries stand in its table A.2. COINr: Becker et al., the articles and the reference of
the R package, with the output printed there. SciPy: the examples of its reference, with what they print. Where a text
and we differ by definition, the test says how.
"""

from itertools import combinations

import numpy as np
import pytest

from tests.rating.making import TITLE, group, indicators, matrix, rating
from zonebook.rating import Indicator, assess
from zonebook.rating.aggregating import combined
from zonebook.rating.coherence import cronbach_alpha, explained_variance
from zonebook.rating.definition import Aggregation, Goalposts, Imputation, Normalisation, Outliers, Weighting
from zonebook.rating.normalising import normalised
from zonebook.rating.treating import imputed, treated
from zonebook.rating.weighting import (
    benefit_of_the_doubt,
    component_loadings,
    varimax,
    weights_of,
    weights_of_loadings,
)

TAI = np.array(
    [
        [187, 289, 271, 994, 779, 189, 82, 31, 75, 8, 235, 103, 106, 72, 103, 165, 205, 74, 42, 13, 28, 26, 105],
        [125.6, 130, 156.6, 64.6, 9.8, 151.2, 134, 38.6, 18.2, 25.5, 36.8, 20.2, 110.3, 73.9, 13, 14.8, 33.6, 43.6, 8.6,
         9.8, 4.2, 6.2, 4],
        [200.2, 179.1, 125.8, 49, 4.8, 136, 57.4, 108, 125.9, 72.3, 41.2, 193.6, 48.6, 58.9, 146.7, 84.2, 36.4, 43.2,
         21, 30.4, 25, 21.6, 20.3],
        [50.7, 66.2, 59.7, 80.8, 66.7, 50.9, 61.9, 48.7, 16.2, 74.9, 64.2, 19, 53.6, 47.6, 15.4, 50.3, 58.9, 45, 53.4,
         51, 51.7, 63.5, 49.5],
        [3.08, 3.00, 3.10, 3.00, 2.97, 3.02, 3.02, 2.94, 2.94, 2.95, 2.94, 3.12, 2.97, 2.91, 2.86, 2.99, 2.97, 2.96,
         2.86, 3.00, 2.75, 2.73, 2.84],
        [4.15, 4.07, 4.14, 3.86, 3.65, 3.77, 3.73, 4.18, 3.94, 3.83, 3.75, 4.39, 3.68, 3.86, 3.91, 3.79, 3.80, 3.74,
         3.62, 3.65, 3.68, 3.46, 3.71],
        [10, 12, 11.4, 9.5, 10.8, 9.4, 9.4, 11.6, 10.9, 7.1, 10.2, 11.9, 9.4, 9.3, 11.7, 8.4, 7.9, 9.6, 7.3, 7.2, 9.5,
         9.1, 7.1],
        [27.4, 13.9, 15.3, 10, 23.2, 9.5, 14.9, 14.2, 25.3, 24.2, 14.4, 11.2, 12.3, 13.6, 13.1, 13.6, 12.6, 11, 15.6,
         13, 8.2, 7.7, 10.6],
    ]
).T  # fmt: skip
"""Patents, royalties, internet, exports, telephones (log), electricity (log), schooling, university by country."""
EXPORTS, TELEPHONES, SCHOOLING = 3, 4, 6
FIRST_EIGHT = slice(8)  # Finland, United States, Sweden, Japan, Korea, Netherlands, United Kingdom, Canada


def schooling(how: Normalisation) -> np.ndarray:
    marks = normalised(TAI[:, [SCHOOLING]], how, indicators=indicators(1), scale=(0.0, 1.0))
    return marks[FIRST_EIGHT, 0]


@pytest.mark.parametrize(
    ("how", "published"),
    [
        (Normalisation.MIN_MAX, [0.59, 1.00, 0.88, 0.49, 0.76, 0.47, 0.47, 0.92]),
        (Normalisation.LEADER, [0.83, 1.00, 0.95, 0.79, 0.90, 0.78, 0.78, 0.97]),
        (
            Normalisation.RANK,
            [15, 23, 19, 12.5, 17, 10, 10, 20],
        ),  # it gives equal ones the lowest of their ranks: 12, 9
    ],
)
def test_scales_of_the_handbooks_table_15(how: Normalisation, published: list[float]) -> None:
    assert schooling(how) == pytest.approx(published, abs=0.006)


def test_z_scores_of_the_handbooks_table_15() -> None:
    """It divides by the deviation of a sample, we by that of all zones there are."""
    published = [0.26, 1.52, 1.14, -0.06, 0.76, -0.12, -0.12, 1.27]

    assert schooling(Normalisation.Z_SCORE) * np.sqrt(22 / 23) == pytest.approx(published, abs=0.006)


def test_components_of_the_handbooks_tables_16_to_18() -> None:
    """16: shares of variance; 17: rotated loadings of the first four, more than Kaiser's rule keeps; 18: weights."""
    eigenvalues, loadings = component_loadings(TAI)
    turned = varimax(loadings[:, :4])

    assert 100 * explained_variance(np.corrcoef(TAI, rowvar=False)) == pytest.approx(
        [41.9, 21.8, 12.3, 11.1, 6.0, 3.7, 2.2, 0.9],
        abs=0.12,  # its logarithms are printed with two digits
    )
    assert sorted((turned**2).sum(axis=0)) == pytest.approx([1.19, 1.39, 1.76, 2.64], abs=0.03)
    assert np.abs(turned).max(axis=1) == pytest.approx([0.97, 0.93, 0.79, 0.64, 0.68, 0.82, 0.88, 0.96], abs=0.02)
    weights = weights_of_loadings(turned)
    assert weights / weights.sum() == pytest.approx(
        [0.17, 0.15, 0.11, 0.07, 0.08, 0.12, 0.14, 0.16],
        abs=0.014,  # its table 22 has 0.06, 0.13, 0.13 and 0.17 of them
    )
    assert (eigenvalues > 1).sum() == 2  # the third is 0.985: 1.0 in the table


def test_alpha_of_the_handbooks_section_4_3() -> None:
    """Of standardised values 0.70; 0.77 without exports, 0.60 without telephones."""
    standard = (TAI - TAI.mean(axis=0)) / TAI.std(axis=0)

    assert cronbach_alpha(standard) == pytest.approx(0.70, abs=0.005)
    assert cronbach_alpha(np.delete(standard, EXPORTS, axis=1)) == pytest.approx(0.77, abs=0.005)
    assert cronbach_alpha(np.delete(standard, TELEPHONES, axis=1)) == pytest.approx(0.60, abs=0.005)


def test_a_geometric_mean_of_the_handbooks_section_6_11() -> None:
    """21, 1, 1, 1 and 6, 6, 6, 6 are equal by their arithmetic means, and 2.14 and 6 by their geometric ones."""
    rows = np.array([[21.0, 1, 1, 1], [6, 6, 6, 6], [21, 2, 1, 1], [7, 6, 6, 6]])

    assert scores(Aggregation.ARITHMETIC, rows)[:2] == [6, 6]
    assert scores(Aggregation.GEOMETRIC, rows) == pytest.approx([2.14, 6, 2.54, 6.23], abs=0.006)


def scores(how: Aggregation, rows: np.ndarray, weights: list[int] | None = None) -> list[float]:
    """Values are marks already: the goalposts of a scale are its own ends."""
    shares = np.array(weights or [1] * rows.shape[1], dtype=float)
    return list(combined(how, rows, weights=(shares / shares.sum())[None, :])[0])


def of_orders(*orders: str) -> np.ndarray:
    """`(zones, members)`: how many each member puts below; a member says its order, the best first."""
    return np.array([[len(order) - order.index(zone) for order in orders] for zone in sorted(orders[0])], dtype=float)


TABLES_OF_ORDERS = (
    ((3, 5, 7, 6), ("abcd", "acbd", "bdca", "cbda"), {"a": 24, "b": 44, "c": 38, "d": 20}, [-3, 1, 3, -1]),
    ((23, 17, 2, 10, 8), ("abc", "bca", "bac", "cab", "cba"), {"a": 58, "b": 69, "c": 53}, [0, 0, 0]),
    ((3, 2, 2), ("cbad", "badc", "adcb"), {"a": 13, "b": 12, "c": 11, "d": 6}, None),
    ((3, 2, 2), ("cba", "bac", "acb"), {"a": 6, "b": 7, "c": 8}, None),
    ((42, 26, 15, 17), ("mnck", "nckm", "cknm", "kcnm"), {"c": 173, "k": 107, "m": 126, "n": 194}, [1, -1, -3, 3]),
)
"""The Handbook's tables 25 to 33, the second being Condorcet's own; last the capital of Tennessee, as encyclopaedias
have it. Members by how many hold each order, the orders, Borda's points, victories less defeats."""


@pytest.mark.parametrize(("members", "orders", "points", "net"), TABLES_OF_ORDERS)
def test_borda_and_copeland_of_the_handbooks_section_6_12(members, orders, points, net) -> None:
    rows = of_orders(*orders)

    borda = np.array(scores(Aggregation.BORDA, rows, list(members))) * sum(members)

    assert dict(zip(sorted(orders[0]), borda, strict=True)) == pytest.approx(points)
    if net is not None:
        assert scores(Aggregation.COPELAND, rows, list(members)) == net


PUBLISHED_WEIGHTS = (
    # Diakoulaki, Mavrotas & Papayannakis, Computers & Operations Research 22(7), 1995: eight firms, three ratios
    (
        Weighting.CRITIC,
        [[61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9, 3.29, 1.65], [5.4, 2.77, 2.33], [4, 4.12, 1.21],
         [-6.1, 3.52, 2.10], [-34.6, 3.31, 0.98]],
        [0.202, 0.481, 0.317],
    ),
    # Tuş & Aytaç Adalı, OPSEARCH 56(2), 2019: five programmes, six criteria
    (
        Weighting.CRITIC,
        [[5000, 3, 3, 4, 3, 2], [680, 5, 3, 2, 2, 1], [2000, 3, 2, 3, 4, 3], [600, 4, 3, 1, 2, 2],
         [800, 2, 4, 3, 3, 4]],
        [0.157, 0.249, 0.168, 0.121, 0.154, 0.151],
    ),
    # Xu, European Journal of Operational Research 156(2), 2004
    (
        Weighting.ENTROPY,
        [[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]],
        [0.463, 0.399, 0.138, 0.0],
    ),
    # Zavadskas & Podvezko, International Journal of Information Technology & Decision Making 15(2), 2016
    (
        Weighting.ENTROPY,
        [[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]],
        [0.115, 0.198, 0.419, 0.269],
    ),
)  # fmt: skip


@pytest.mark.parametrize(("how", "rows", "published"), PUBLISHED_WEIGHTS)
def test_weights_read_from_published_matrices(how: Weighting, rows: list[list[float]], published: list[float]) -> None:
    values = np.array(rows, dtype=float)
    if how is Weighting.CRITIC:  # of shares between the least and the most; entropy of the values themselves
        values = (values - values.min(axis=0)) / np.ptp(values, axis=0)

    assert weights_of(how, values, given=np.ones(values.shape[1])) == pytest.approx(published, abs=0.0006)


def test_experts_budgets_add_up_to_the_handbooks_mean() -> None:
    """Section 6.5: weights are average budgets."""
    members = (Indicator("a", TITLE), Indicator("b", TITLE))
    experts = ({"a": 70, "b": 30}, {"a": 50, "b": 50})
    of = rating(group(*members, weighting=Weighting.BUDGET_ALLOCATION, experts=experts))

    assert list(assess(of, matrix([[0, 1], [1, 0]])).scores) == pytest.approx([40, 60])


@pytest.mark.parametrize(
    ("how", "exponent", "published"),
    [
        (Aggregation.HARMONIC, None, 1.9029126213592233),
        (Aggregation.GEOMETRIC, None, 2.80668351922014),
        (Aggregation.GENERALISED, -1.0, 1.9029126213592233),
        (Aggregation.GENERALISED, -2.0, 1.4969684896631954),
    ],
)
def test_weighted_means_of_scipys_reference(how: Aggregation, exponent: float | None, published: float) -> None:
    """`pmean`, `hmean`, `gmean`: 1, 4 and 7, weighted 3 : 1 : 3."""
    found = combined(how, np.array([[1.0, 4, 7]]), weights=np.array([[3, 1, 3]]) / 7, exponent=exponent)

    assert found[0, 0] == pytest.approx(published, rel=1e-14)


def test_an_equal_generalised_mean_of_scipys_reference() -> None:
    found = combined(Aggregation.GENERALISED, np.array([[1.0, 4]]), weights=np.array([[0.5, 0.5]]), exponent=1.3)

    assert found[0, 0] == pytest.approx(2.639372938300652, rel=1e-14)


def test_a_human_development_index_of_the_united_nations() -> None:
    """UNDP, Technical notes to the Human Development Report: an income of 3,829 between the goalposts 100 and 75,000 on
    the logarithm is 0.5506; with 0.6971 and 0.3447 its geometric mean is 0.510."""
    posts = Goalposts(float(np.log(100)), float(np.log(75_000)))
    income = normalised(
        np.log([[3829.0]]), Normalisation.GOALPOSTS, indicators=indicators(1, goalposts=posts), scale=(0.0, 1.0)
    )[0, 0]

    assert income == pytest.approx(0.5506, abs=0.00005)
    assert scores(Aggregation.GEOMETRIC, np.array([[0.6971, 0.3447, income]])) == pytest.approx([0.510], abs=0.0005)


def test_percentile_ranks_of_scipys_reference() -> None:
    """`percentileofscore([1, 2, 3, 3, 4], 3, kind='mean')` is 60: two are below, two of five are equal."""
    values = np.array([[1.0], [2], [3], [3], [4]])
    marks = normalised(values, Normalisation.PERCENTILE_RANK, indicators=indicators(1), scale=(0.0, 100.0))[:, 0]

    assert marks[2] == marks[3] == pytest.approx(60)
    assert list(marks) == pytest.approx([10, 30, 60, 60, 90])  # by hand: (below + equal / 2) / 5


def test_winsorising_of_coinrs_reference() -> None:
    """1 to 10, 30 and 100: one point is treated, 100 becomes 30. COINr's skewness (3.06) and kurtosis (9.74) are of a
    sample, ours of the zones there are (2.67 and 5.67): both above 2 and 3.5."""
    values = np.array([[*range(1, 11), 30, 100]], dtype=float).T

    assert list(treated(values, Outliers.WINSORISE)[:, 0]) == [*range(1, 11), 30, 30]


def test_class_medians_of_coinrs_article_on_imputation() -> None:
    """Ten countries, four indicators, the first five of a group and the last five of another."""
    gap = np.nan
    rows = np.array(
        [[23.7, 0.13405, gap, 11.519], [583.5, 2.20754, 16.182, 24.04], [3.6, 0.0578, 0.985, 6.509],
         [249.8, 1.798, gap, 17.242], [gap, gap, gap, 3.315],
         [64.2, 1.15292, 7.555, 26.757], [0.3, 0.00266, 0.046, 0.404], [gap, 0.08905, gap, 2.907],
         [46.5, 0.34615, 1.213, 3.37], [7.2, 0.03553, 1.256, 0.966]]
    )  # fmt: skip

    filled = imputed(rows, Imputation.CLASS_MEDIAN, kinds=["a"] * 5 + ["b"] * 5)

    assert list(filled[np.isnan(rows)]) == pytest.approx([8.5835, 8.5835, 136.75, 0.966025, 8.5835, 26.85, 1.2345])
    assert (filled[~np.isnan(rows)] == rows[~np.isnan(rows)]).all()


STAFF = np.array([18.0, 16, 17, 11])
PERSONAL, BUSINESS = np.array([125.0, 44, 80, 23]) / STAFF, np.array([50.0, 20, 55, 12]) / STAFF
"""Four bank branches (Croydon, Dorking, Redhill, Reigate): Beasley, OR-Notes, Data envelopment analysis."""


def in_its_best_light(*outputs: np.ndarray) -> np.ndarray:
    values = np.stack(outputs, axis=1)
    return np.asarray((benefit_of_the_doubt(values) * values).sum(axis=1))


def test_efficiencies_of_beasleys_branches() -> None:
    """Personal transactions by member of staff, in whole per cent as printed: 100, 40, 68, 30. The benefit of the doubt
    is such an envelopment, of one input that is the same for all."""
    assert np.round(100 * in_its_best_light(PERSONAL)) == pytest.approx([100, 40, 68, 30])


def test_the_benefit_of_the_doubt_is_the_best_corner_of_the_weights() -> None:
    """Of two outputs: no table was found that we could read, so every corner of the weights is tried by hand. A best
    one is where two branches have the score 1, or one has it and the other output counts for nothing."""
    values = np.stack([PERSONAL, BUSINESS], axis=1)
    corners = [np.array([0.0, 1 / BUSINESS.max()]), np.array([1 / PERSONAL.max(), 0.0])]
    corners += [np.linalg.solve(values[list(pair)], np.ones(2)) for pair in combinations(range(4), 2)]
    allowed = [one for one in corners if (one >= 0).all() and (values @ one <= 1 + 1e-12).all()]

    best = np.max([values @ one for one in allowed], axis=0)

    assert in_its_best_light(PERSONAL, BUSINESS) == pytest.approx(best)
    assert best[[0, 2]] == pytest.approx([1, 1])
    assert (best[[1, 3]] < 1).all()
