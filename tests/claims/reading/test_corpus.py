"""Does the reader keep what it reached on the labelled texts? A floor, slightly below what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.reading.scoring import CORPUS, matches, published, score, texts
from zonebook.claims import read_claims

OURS = Path(__file__).parent / "corpus"
LOOKED_INTO = 36
"""The texts of press.jsonl with a greater number were read once unseen and then looked into."""


def our_texts(name: str, *, is_held_out: bool):
    """Texts with an even number were held out: nobody looked at what was wrong in them."""
    return [row for row in texts(OURS / f"{name}.jsonl") if _is_held_out(row["id"], name) is is_held_out]


def _is_held_out(row_id: str, name: str) -> bool:
    number = int(row_id.rpartition("-")[2])
    return number % 2 == 0 and (name == "own" or number <= LOOKED_INTO)


CORPORA = {
    "dev": texts(CORPUS),
    "own, developed on": our_texts("own", is_held_out=False),
    "own, held out": our_texts("own", is_held_out=True),
    "press, seen": our_texts("press", is_held_out=False),
    "press, held out": our_texts("press", is_held_out=True),
}
FLOORS = {
    "dev": {"f1": 0.99, "hedge": 0.98, "unit": 0.97, "measure_group": 0.97, "period": 0.91, "scope": 0.88},
    "own, developed on": {"f1": 0.98, "hedge": 0.98, "unit": 0.97, "measure_group": 0.95, "period": 0.89, "scope": 0.9},
    "own, held out": {"f1": 0.98, "hedge": 0.97, "unit": 0.97, "measure_group": 0.95, "period": 0.76, "scope": 0.92},
    "press, seen": {"f1": 0.97, "hedge": 0.98, "unit": 0.98, "measure_group": 0.97, "period": 0.92, "scope": 0.97},
    "press, held out": {"f1": 0.96, "hedge": 0.98, "unit": 0.98, "measure_group": 0.97, "period": 0.85, "scope": 0.92},
}  # fmt: skip


@pytest.fixture(scope="module")
def reached():
    return {name: score(rows) for name, rows in CORPORA.items()}


@pytest.mark.parametrize("corpus", CORPORA)
def test_nearly_every_claim_is_found_and_nearly_nothing_else(reached, corpus):
    assert reached[corpus].precision >= 0.98
    assert reached[corpus].f1 >= FLOORS[corpus]["f1"]


@pytest.mark.parametrize("corpus", CORPORA)
def test_attributes_stay_above_their_floor(reached, corpus):
    right = reached[corpus].right

    assert {name: right[name] for name, floor in FLOORS[corpus].items() if name in right and right[name] < floor} == {}


@pytest.mark.parametrize("row", [row for rows in CORPORA.values() for row in rows], ids=lambda row: row["id"])
def test_no_claim_is_read_from_a_number_labelled_as_none(row):
    claims = read_claims(row["text"], published=published(row))

    wrong = [
        (claim.quote, label["quote"])
        for claim in claims
        for label in row["non_claims"]
        if claim.start < label["end"] and label["start"] < claim.end
    ]

    assert wrong == []


@pytest.mark.parametrize("row", [row for rows in CORPORA.values() for row in rows], ids=lambda row: row["id"])
def test_labels_point_at_what_they_quote_and_cover_every_digit(row):
    labels = row["claims"] + row["non_claims"]
    covered = {at for label in labels for at in range(label["start"], label["end"])}

    assert [label["quote"] for label in labels] == [row["text"][label["start"] : label["end"]] for label in labels]
    assert [
        row["text"][at - 20 : at + 5] for at, char in enumerate(row["text"]) if char.isdigit() and at not in covered
    ] == []


def test_a_wrong_value_matches_nothing():
    label = {"start": 0, "end": 12, "value": 145.0, "low": 145.0, "high": 145.0}

    assert len(matches([label], read_claims("145 компаний."))) == 1
    assert matches([label | {"value": 146.0}], read_claims("145 компаний.")) == []


def test_a_span_that_overlaps_by_less_than_half_matches_nothing():
    label = {"start": 0, "end": 40, "value": 145.0, "low": 145.0, "high": 145.0}

    assert matches([label], read_claims("145 компаний.")) == []
