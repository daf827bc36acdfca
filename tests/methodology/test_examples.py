"""Each measure's worked example is executed over a real lake."""

from pathlib import Path

import pytest

from tests.engine.small_book import lake_of
from zonebook.engine import Book
from zonebook.measures import Figure, Period, Question
from zonebook.methodology import MeasureDefinition, load_methodology

MEASURES = load_methodology().measures


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES.keys())
def test_the_worked_example_of_each_measure_comes_out_as_written(measure: MeasureDefinition, tmp_path: Path) -> None:
    example = measure.example
    book = Book(lake_of(example.given, tmp_path, unit=measure.unit), load_methodology())
    question = Question(measure.code, example.ask.of, example.ask.population, Period.parse(example.ask.during))

    answer = book.answer(question, with_cells=True)

    assert isinstance(answer, Figure), answer
    assert answer.quantity.amount == example.answer.value
    assert (answer.coverage.reported, answer.coverage.expected) == (example.answer.reported, example.answer.expected)
    if measure.inputs:
        assert sum(cell.amount for cell in answer.lineage.cells) == answer.quantity.amount
