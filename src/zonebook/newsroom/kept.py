"""How is a claim kept so that it can be judged again, years later, just as it was read?

Every part of the claim goes into JSON under its own name: numbers as exact decimals in text. Parts that a later reader
has and this one had not take their defaults; parts that are gone are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from zonebook.claims import Claim, Compared, Qualified, Speaker, Until
from zonebook.claims.judging import Verdict
from zonebook.measures import Hedge, Written
from zonebook.newsroom.models import StatedClaim, Statement
from zonebook.newsroom.queries import decided_by

_NUMBERS = ("value", "low", "high")
_WRITTEN = ("written", "upper")


def claim_as_kept(claim: Claim) -> dict[str, Any]:
    """A claim as JSON can hold it, whole."""
    return {name: _plain(value) for name, value in asdict(claim).items()}


def kept_claim(kept: Mapping[str, Any]) -> Claim:
    """The claim that was kept. Raises KeyError where a part without a default is missing."""
    known = {one.name: one for one in fields(Claim)}
    given = {name: _read(name, kept[name]) for name, one in known.items() if name in kept}
    lacking = [one.name for name, one in known.items() if name not in kept and _has_no_default(one)]
    if lacking:
        raise KeyError(f"a kept claim lacks {', '.join(lacking)}")
    return Claim(**given)


def keep_with_verdicts(statement: Statement, verdicts: Sequence[Verdict], *, at: datetime) -> None:
    """Keep a statement with its claims and the verdict on each, as judged at a moment. Raises ValidationError."""
    statement.full_clean()
    statement.save()
    StatedClaim.objects.bulk_create(stated(verdict, statement, judged_at=at) for verdict in verdicts)


def stated(verdict: Verdict, statement: Statement, *, judged_at: datetime) -> StatedClaim:
    """A verdict as it is kept with its statement."""
    claim = verdict.claim
    return StatedClaim(
        statement=statement,
        start=claim.start,
        end=claim.end,
        quote=claim.quote[:300],
        measure=claim.measure,
        unit=claim.unit,
        hedge=claim.hedge.value,
        value=claim.value,
        period=claim.period or "",
        scope=(claim.scope or "")[:300],
        read=claim_as_kept(claim),
        verdict=verdict.kind.value,
        why_ru=verdict.why.ru,
        why_en=verdict.why.en,
        figure=decided_by(verdict),
        judged_at=judged_at,
    )


def _has_no_default(one: Any) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return str(value)
        case Mapping():
            return {name: _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
    return value


def _read(name: str, plain: Any) -> Any:
    if plain is None:
        return None
    if name in _NUMBERS:
        return Decimal(plain)
    if name in _WRITTEN:
        return Written(**{part: Decimal(number) for part, number in plain.items()})
    if name == "hedge":
        return Hedge(plain)
    if name == "compared":
        return Compared(**{**plain, "wholes": tuple(plain["wholes"])})
    if name == "qualified":
        return Qualified(**{**plain, "until": Until(plain["until"]) if plain["until"] else None})
    if name == "speaker":
        return Speaker(**plain)
    return tuple(plain) if isinstance(plain, list) else plain
