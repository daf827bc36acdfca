"""The small book for the tests of this room, really committed: a backup has transactions of its own."""

from tests.cli.conftest import zonebook
from tests.conftest_book import committed_book, own_lake

__all__ = ["committed_book", "own_lake", "zonebook"]
