"""What the faults strike: the small book, and letters to a mail server of the tests' own."""

from tests.conftest_book import book, own_lake
from tests.letters.conftest import office

__all__ = ["book", "office", "own_lake"]
