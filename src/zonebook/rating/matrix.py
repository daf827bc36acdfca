"""What is known of the zones: one row a zone, one column an indicator, a gap where nothing is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from zonebook.rating.definition import Rating, RatingError

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """`values: (zones, columns)`, nan for missing. `kinds`: the class of each zone, or none at all.

    `earlier`: the same zones and columns in earlier editions, the newest first. `low`, `high`: between which bounds
    the truth lies, both nan where none are stated. Raises RatingError naming what is wrong.
    """

    zones: tuple[str, ...]
    columns: tuple[str, ...]
    values: Array
    kinds: tuple[str, ...] = ()
    earlier: tuple[Array, ...] = ()
    low: Array | None = None
    high: Array | None = None

    def __post_init__(self) -> None:
        for what, names in (("zone", self.zones), ("column", self.columns)):
            twice = [name for name, times in Counter(names).items() if times > 1]
            if twice:
                raise RatingError(f"the {what} “{twice[0]}” stands in the matrix twice")
        expected = (len(self.zones), len(self.columns))
        for array in (self.values, *self.earlier, *(one for one in (self.low, self.high) if one is not None)):
            if array.shape != expected:
                raise RatingError(f"the matrix is {array.shape}, its zones and columns say {expected}")
        if np.isinf(self.values).any():
            zone, column = np.argwhere(np.isinf(self.values))[0]
            raise RatingError(f"zone “{self.zones[zone]}”, column “{self.columns[column]}”: no finite number")
        if self.kinds and len(self.kinds) != len(self.zones):
            raise RatingError("every zone of the matrix has a class, or none has")
        self._must_be_within_bounds()

    def _must_be_within_bounds(self) -> None:
        low, high = self.bounds
        for zone, column in np.argwhere(~((low <= self.values) & (self.values <= high)) & ~np.isnan(self.values)):
            raise RatingError(
                f"zone “{self.zones[zone]}”, column “{self.columns[column]}”: "
                f"{self.values[zone, column]:g} is not between {low[zone, column]:g} and {high[zone, column]:g}"
            )

    @property
    def bounds(self) -> tuple[Array, Array]:
        """Between what each value lies; one without stated bounds is taken as it is."""
        return self._or_as_stated(self.low), self._or_as_stated(self.high)

    def _or_as_stated(self, bound: Array | None) -> Array:
        return self.values if bound is None else np.where(np.isnan(bound), self.values, bound)

    def of_kinds(self, kinds: Sequence[str]) -> Matrix:
        """The zones of some classes; all where no class is asked. Raises RatingError where nobody is left."""
        if not kinds or not self.kinds:
            return self
        chosen = [nth for nth, kind in enumerate(self.kinds) if kind in kinds]
        if not chosen:
            raise RatingError(f"no zone of the matrix is of class {' or '.join(kinds)}")
        return self.rows(chosen)

    def rows(self, chosen: Sequence[int]) -> Matrix:
        """Some of the zones, in the order asked."""
        at = list(chosen)
        return Matrix(
            tuple(self.zones[nth] for nth in at),
            self.columns,
            self.values[at],
            tuple(self.kinds[nth] for nth in at) if self.kinds else (),
            tuple(one[at] for one in self.earlier),
            None if self.low is None else self.low[at],
            None if self.high is None else self.high[at],
        )

    def after(self, editions: Sequence[Matrix]) -> Matrix:
        """The matrix with earlier editions of it, the newest first: zones and columns are found by their names."""
        return replace(self, earlier=tuple(self._as_known_in(edition) for edition in editions))

    def _as_known_in(self, edition: Matrix) -> Array:
        known = np.full(self.values.shape, np.nan)
        zones = [nth for nth, zone in enumerate(self.zones) if zone in edition.zones]
        columns = [nth for nth, column in enumerate(self.columns) if column in edition.columns]
        theirs = np.ix_(
            [edition.zones.index(self.zones[nth]) for nth in zones],
            [edition.columns.index(self.columns[nth]) for nth in columns],
        )
        known[np.ix_(zones, columns)] = edition.values[theirs]
        return known

    def place_of(self, column: str) -> int:
        """Where a column stands. Raises RatingError."""
        try:
            return self.columns.index(column)
        except ValueError:
            raise RatingError(f"the matrix has no column “{column}”; it has {', '.join(self.columns)}") from None


def must_have_columns(rating: Rating, matrix: Matrix) -> None:
    """Raises RatingError where the definition names a column that the matrix lacks, or a column that is empty."""
    for indicator in rating.indicators:
        for column in indicator.columns:
            place = matrix.place_of(column)
            if np.isnan(matrix.values[:, place]).all():
                raise RatingError(f"column “{column}” has no value at all")
