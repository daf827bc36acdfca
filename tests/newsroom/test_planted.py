"""Sentences planted from the small book's own figures: the true ones hold, none of the false ones does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from tests.book import at
from tests.newsroom.number_writing import Number
from tests.newsroom.planted import KINDS, SLIPS, Place, Writer
from tests.newsroom.planted_judging import judged
from tests.newsroom.planted_pairs import PairWriter, Promiser
from tests.oversight.deals import agree, promised
from zonebook.figures.queries import refill_everything
from zonebook.newsroom.owing import Inquiry, Sight, with_obligations
from zonebook.newsroom.queries import asking_at

PLACES = (
    Place(("zone:home",), "зоны «Зона home»"),
    Place(("site:north",), "площадки «Площадка north»"),
    Place(("site:south",), "площадки «Площадка south»"),
)
MOMENT = at("2025-09-09")
KINDS_OF_REPORTS = [kind for kind in KINDS if len(kind.populations) > 1]
"""What is reported; there are only two companies to be counted."""


@pytest.fixture
def reported(book):
    for company, heads in (("alfa", 137), ("beta", 211)):
        for period in ("2024-H1", "2024"):
            book.report(period, company, heads=heads)
    return book


def test_of_planted_sentences_the_true_ones_hold_and_none_of_the_false_ones_does(reported):
    refill_everything()
    writer = Writer(asking_at(MOMENT), PLACES, Random(1), kinds=KINDS_OF_REPORTS)
    true_ones, false_ones = writer.true_ones(30), writer.false_ones(30)

    verdicts = judged([*true_ones, *false_ones], zone=reported.zone, published=date(2025, 9, 9), known_at=MOMENT)

    assert len(true_ones) == len(false_ones) == 30
    assert {one.text: verdict for one, verdict in zip(true_ones, verdicts, strict=False)} == {
        one.text: "holds" for one in true_ones
    }
    assert set(verdicts[30:]) == {"contradicted", "cannot_check"}
    assert {one.made for one in false_ones} == set(SLIPS) - {"population"}


def test_of_planted_comparisons_and_promises_no_true_one_is_contradicted_and_no_false_one_holds(reported):
    for company, jobs, spent, revenue in (("alfa", 13, 40, 170), ("beta", 7, 90, 130)):
        for period, quarters in (("2023-H1", 2), ("2023", 4)):
            lines = {"jobs_created": jobs * quarters, "investment": spent * quarters * 10**6}
            reported.report(period, company, revenue=revenue * quarters * 10**6, **lines)
        agree(reported, company, planned=promised({2025: {"jobs_created": 7 * jobs, "investment": spent * 10**6}}))
    refill_everything()
    inquiry = Inquiry(reported.zone, date(2025, 9, 9), MOMENT, Sight.EVERYTHING)
    promisers = (Promiser(("company:alfa",), "Компания «Альфа»", is_many=False),)
    writer = PairWriter(with_obligations(asking_at(MOMENT), inquiry), PLACES, promisers, Random(2))
    true_ones, false_ones = (
        [one for kind in ("growth", "share", "promise") for one in writer.so_many(8, kind, is_true=is_true)]
        for is_true in (True, False)
    )

    verdicts = judged([*true_ones, *false_ones], zone=reported.zone, published=date(2025, 9, 9), known_at=MOMENT)

    told = dict(zip((one.text for one in [*true_ones, *false_ones]), verdicts, strict=True))
    assert len(true_ones) == len(false_ones) == 24
    assert [one.text for one in true_ones if told[one.text] == "contradicted"] == []
    assert [one.text for one in false_ones if told[one.text] == "holds"] == []
    assert sum(told[one.text] == "holds" for one in true_ones) >= 8
    assert sum(told[one.text] == "contradicted" for one in false_ones) >= 8


def test_the_writer_knows_which_figures_its_words_allow():
    more = Number("более", Decimal(27400), Decimal(100))

    assert [more.allows(Decimal(figure)) for figure in (27400, 27499, 27500, 27399)] == [True, True, False, False]
