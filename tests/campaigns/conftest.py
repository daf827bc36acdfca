"""A small book for each test of campaigns."""

from tests.conftest_book import book, committed_book, own_lake

__all__ = ["book", "committed_book", "own_lake"]
