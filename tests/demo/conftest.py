"""The demonstration for the tests of this room."""

from tests.demo_book import demonstration

__all__ = ["demonstration"]
