"""How does a claim leave the program, for programs: the fields of `docs/reference/command-line.md`."""

from __future__ import annotations

from typing import Any

from zonebook.claims.claim import Claim, Unread
from zonebook.measures.numbers import as_number


def claim_as_dict(claim: Claim) -> dict[str, Any]:
    """A claim as every command and the API give it."""
    return {
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "value": as_number(claim.value),
        "low": as_number(claim.low),
        "high": as_number(claim.high),
        "hedge": claim.hedge.value,
        "unit": claim.unit,
        "measure": claim.measure,
        "measure_group": claim.measure_group,
        "period": claim.period,
        "scope": claim.scope,
    }


def unread_as_dict(number: Unread) -> dict[str, Any]:
    """A number that was not read as a claim, and what was unclear about it."""
    return {
        "start": number.start,
        "end": number.end,
        "quote": number.quote,
        "why": number.why.ru,
        "why_en": number.why.en,
    }
