"""The small book for the tests of this room."""

from tests.conftest_book import book, own_lake

__all__ = ["book", "own_lake"]
