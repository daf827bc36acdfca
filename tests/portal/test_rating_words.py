"""How the pages of ratings say what the engine found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from zonebook.measures import Text
from zonebook.portal import rating_words
from zonebook.portal.rating_words import cost_said, how_often, percent, place_said, places, streak_said
from zonebook.portal.ratings import Cost, Moved, Row
from zonebook.rating import Streak
from zonebook.rating.assumptions import Assumption
from zonebook.rating.definition import (
    Aggregation,
    Imputation,
    Normalisation,
    Outliers,
    Screening,
    Status,
    Weighting,
    WeightsDrawn,
)

ROW = Row(
    "m", "Технополис Москва", place=1, score=80.0, median=1, low=1, high=3, first=0.712, known=1.0, best=1, worst=4,
    reached=None,
)  # fmt: skip
WORDS = (
    (rating_words.ASSUMPTIONS, Assumption), (rating_words.NORMALISATIONS, Normalisation),
    (rating_words.AGGREGATIONS, Aggregation), (rating_words.IMPUTATIONS, Imputation),
    (rating_words.OUTLIERS, Outliers), (rating_words.WEIGHTINGS, Weighting), (rating_words.SCREENINGS, Screening),
    (rating_words.STATUSES, Status), (rating_words.WEIGHTS_DRAWN, WeightsDrawn),
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_russian():
    with translation.override("ru"):
        yield


def test_the_sentence_of_a_place_in_both_languages():
    assert place_said(ROW) == (
        "Технополис Москва: место 1, интервал 1–3, остаётся на первом месте в 71\u00a0% взвешиваний; "
        "при любых весах место 1–4."
    )
    with translation.override("en"):
        assert place_said(replace(ROW, name="Technopolis Moscow")) == (
            "Technopolis Moscow: place 1, interval 1–3, stays first in 71% of the weightings; "
            "whatever the weights, place 1–4."
        )


def test_whoever_is_not_first_comes_first_or_never_does():
    assert "место 2, интервал 2–3, на первое место выходит в 20\u00a0% взвешиваний." in place_said(
        replace(ROW, place=2, low=2, first=0.2, best=None, worst=None)
    )
    assert "на первое место не выходит ни в одном взвешивании" in place_said(replace(ROW, place=2, low=2, first=0.0))


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (1.0, "во всех взвешиваниях"),
        (0.9999, "более чем в 99\u00a0% взвешиваний"),
        (0.993, "в 99\u00a0% взвешиваний"),
        (0.006, "в 1\u00a0% взвешиваний"),
        (0.0001, "менее чем в 1\u00a0% взвешиваний"),
    ],
)
def test_what_is_rounded_never_reads_as_all_or_none(share, says):
    assert how_often(share) == says


def test_shares_have_no_noughts_that_say_nothing_and_keep_to_their_sign():
    assert percent(0.25, decimals=1) == "25\u00a0%"
    assert percent(0.4444, decimals=1) == "44,4\u00a0%"
    assert percent(1.0) == "100\u00a0%"


def test_one_place_alone_is_no_interval():
    assert (places(2, 2), places(1, 3)) == ("2", "1–3")


def test_what_costs_the_first_place_names_the_weights_and_who_draws_level():
    shifts = (Moved(Text("Рабочие места", "Jobs"), 0.5, 0.25), Moved(Text("Резиденты", "Residents"), 0.5, 0.75))

    assert cost_said(Cost("Москва", "Дубна", 0.25, shifts)) == (
        "Чтобы лишить зону первого места, хватит перенести 25\u00a0% всего веса: убавить «Рабочие места» "
        "(50\u00a0% → 25\u00a0%), прибавить «Резиденты» (50\u00a0% → 75\u00a0%) — тогда вровень встанет Дубна."
    )
    assert cost_said(Cost("Москва", None, None, ())) == (
        "Никакие веса не отнимут первое место: Москва впереди при любых."
    )


@pytest.mark.parametrize(
    ("streak", "says"),
    [
        (Streak(4, is_known=True, seen=5), "на первом месте 4-й год подряд (2021–2024)"),
        (Streak(1, is_known=True, seen=2), "на первом месте в 2024 году"),
        (Streak(1, is_known=False, seen=1), "на первом месте в 2024 году; место за 2023 год не записано"),
        (
            Streak(3, is_known=False, seen=3),
            "на первом месте не меньше чем 3-й год подряд (2022–2024; место за 2021 год не записано)",
        ),
        (Streak(0, is_known=True, seen=1), ""),
    ],
)
def test_a_streak_says_its_years_and_what_is_not_recorded(streak, says):
    assert streak_said(streak, last_year=2024) == says


@pytest.mark.parametrize(("words", "codes"), WORDS, ids=lambda one: getattr(one, "__name__", ""))
def test_every_method_has_words(words, codes):
    assert set(words) == set(codes)
