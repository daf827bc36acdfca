"""The book of a special economic zone: what each company promised, did, and what may therefore be said."""

__version__ = "0.1.0"
