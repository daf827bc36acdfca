"""Claims held against a book: the questions that a claim can mean, the book's answers, and the verdict in words."""

from zonebook.claims.judging.judge import Ask, Judge, Outcome, Rules, Tried, Verdict, VerdictKind

__all__ = ["Ask", "Judge", "Outcome", "Rules", "Tried", "Verdict", "VerdictKind"]
