"""Does the reader keep what it reached on the labelled texts? A floor, slightly below what was measured."""

from __future__ import annotations

import pytest

from tests.claims.scoring import matches, published, score, texts
from zonebook.claims import read_claims


@pytest.fixture(scope="module")
def reached():
    return score(texts())


def test_nearly_every_claim_is_found_and_nearly_nothing_else(reached):
    assert reached.precision >= 0.98
    assert reached.recall >= 0.97
    assert reached.f1 >= 0.98


@pytest.mark.parametrize(
    ("attribute", "floor"),
    [("hedge", 0.98), ("unit", 0.97), ("measure_group", 0.97), ("period", 0.86), ("scope", 0.86)],
)
def test_attributes_stay_above_their_floor(reached, attribute, floor):
    assert reached.right[attribute] >= floor


@pytest.mark.parametrize("row", texts(), ids=lambda row: row["id"])
def test_no_claim_is_read_from_a_number_labelled_as_none(row):
    claims = read_claims(row["text"], published=published(row))

    wrong = [
        (claim.quote, label["quote"])
        for claim in claims
        for label in row["non_claims"]
        if claim.start < label["end"] and label["start"] < claim.end
    ]

    assert wrong == []


def test_a_wrong_value_matches_nothing():
    label = {"start": 0, "end": 12, "value": 145.0, "low": 145.0, "high": 145.0}

    assert len(matches([label], read_claims("145 компаний."))) == 1
    assert matches([label | {"value": 146.0}], read_claims("145 компаний.")) == []


def test_a_span_that_overlaps_by_less_than_half_matches_nothing():
    label = {"start": 0, "end": 40, "value": 145.0, "low": 145.0, "high": 145.0}

    assert matches([label], read_claims("145 компаний.")) == []
