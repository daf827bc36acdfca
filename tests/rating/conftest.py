"""What is compiled at its first use is so before the tests begin, or the first of them would take a second."""

import numpy as np
import pytest

from zonebook.rating.ranking import count_pairs, count_places, places_of


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    counts = np.zeros((2, 2), np.int32)
    places = places_of(np.array([[1.0, 2.0]]))
    count_places(places, counts)
    count_pairs(places, counts)
