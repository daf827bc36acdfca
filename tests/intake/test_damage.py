"""A thousand damaged workbooks: each ends in what it honestly holds, in findings or in a clear refusal."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.intake.damage import HARMS, Damaged, damaged
from tests.intake.planting import PLACES
from tests.intake.workbooks import FORM, TWO_SITES, amounts
from zonebook.intake import Reading, read_safely

FILES = 1000


def wrongs(file: Damaged, reading: Reading) -> list[str]:
    """What is wrong about how a damaged file was read."""
    read = amounts(reading)
    found = [
        f"{key}: {amount} is read, {sorted(file.standing[key])} stands there"
        for key, amount in read.items()
        if amount not in file.standing[key]
    ]
    if not reading.findings:
        found += [
            f"{key}: {file.planted[key]} is lost without a word"
            for key in PLACES
            if key not in read and file.standing[key]
        ]
    found += [f"{one.rule} says nothing" for one in reading.findings if not (one.message.ru and one.advice.ru)]
    return found


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[Damaged, Reading]]:
    """Every file as the sandbox reads it."""

    def read(seed: int) -> tuple[Damaged, Reading]:
        file = damaged(seed)
        return file, read_safely(file.content, FORM, expected=TWO_SITES)

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(read, range(FILES)))


def test_no_number_is_read_that_does_not_stand_at_its_place_and_none_is_lost_without_a_word(
    outcomes: list[tuple[Damaged, Reading]],
) -> None:
    wrong = {(seed, file.what): wrongs(file, reading) for seed, (file, reading) in enumerate(outcomes)}
    assert {file: faults for file, faults in wrong.items() if faults} == {}


def test_the_damage_is_of_every_kind_and_most_of_it_is_told(outcomes: list[tuple[Damaged, Reading]]) -> None:
    assert {file.what for file, _ in outcomes} == {harm.__name__ for harm in HARMS}
    rules = Counter(finding.rule for _, reading in outcomes for finding in reading.findings)
    assert len(rules) > 20
    assert sum(bool(reading.findings) for _, reading in outcomes) > FILES * 0.6


def test_one_seed_is_one_file() -> None:
    assert damaged(7) == damaged(7)
