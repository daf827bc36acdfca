"""Russian text to numeric claims: what is said about whom, how much of what, when, and how firmly.

Reading is by rules over words, so every attribute can name the words it was read from. Where the words do not tell,
an attribute stays empty, and a number without a unit is no claim: the reader never guesses.
"""

from zonebook.claims.claim import Claim, Compared, NamedScope, Qualified, Speaker, TextReading, Unread, Until
from zonebook.claims.reading.furniture import article_body
from zonebook.claims.reading.reader import read_claims, read_text

__all__ = [
    "Claim",
    "Compared",
    "NamedScope",
    "Qualified",
    "Speaker",
    "TextReading",
    "Unread",
    "Until",
    "article_body",
    "read_claims",
    "read_text",
]
