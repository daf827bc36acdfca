"""The small book for the tests of this room."""

from tests.conftest_book import book, committed_book, own_lake

__all__ = ["book", "committed_book", "own_lake"]
