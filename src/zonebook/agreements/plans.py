"""What is planned or promised by year and line, as people write it and as stores keep it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zonebook.agreements.models import YEARS, AmountOfYear, PlannedLine
from zonebook.measures import QuantityError, Unit

Planned = Mapping[tuple[int, str], Decimal]
"""Amounts by year and line, in roubles or in jobs."""
Stored = Mapping[tuple[int, str], int]
"""The same in kopecks or in jobs."""

UNITS: Mapping[str, str] = MappingProxyType(
    {line: "jobs" if line == PlannedLine.JOBS_CREATED else "RUB" for line in PlannedLine.values}
)


def field_of(year: int, line: str) -> str:
    """The field that an amount is given in: errors are named by it."""
    return f"{line}_{year}"


def to_stored(planned: Planned) -> Stored:
    """The amounts as stores keep them. Raises ValidationError by field (`investment_2026`) for each that is wrong."""
    faults = {field_of(*key): fault for key, amount in planned.items() if (fault := _fault(key, amount))}
    if not faults:
        faults = _capital_above_investment(planned)
    if faults:
        raise ValidationError(faults)
    return {(year, line): Unit.of(UNITS[line]).to_stored(amount) for (year, line), amount in sorted(planned.items())}


def as_stored(rows: Iterable[AmountOfYear]) -> Stored:
    """The amounts of stored rows as they are stored."""
    return {(row.year, row.line): row.amount for row in rows}


def from_stored(rows: Iterable[AmountOfYear]) -> Planned:
    """The amounts behind stored rows, in roubles or in jobs."""
    return {(row.year, row.line): amount_from_stored(row.line, row.amount) for row in rows}


def amount_from_stored(line: str, stored: int) -> Decimal:
    """The amount of a line behind a stored one, in roubles or in jobs."""
    return Unit.of(UNITS[line]).from_stored(stored)


def in_words(stored: Stored) -> dict[str, int]:
    """The amounts as the audit chain holds them."""
    return {field_of(*key): amount for key, amount in stored.items()}


def _fault(key: tuple[int, str], amount: Decimal) -> str:
    year, line = key
    if line not in UNITS:
        return _("Such a line is not planned: choose investment, capital investment, jobs or revenue.")
    if year not in YEARS:
        return _("Write a year from 2000 to 2100.")
    if amount.is_nan() or amount < 0:
        return _("Write an amount that is not below zero.")
    try:
        Unit.of(UNITS[line]).to_stored(amount)
    except QuantityError:
        if line == PlannedLine.JOBS_CREATED:
            return _("Write a whole number of jobs.")
        return _("Write an amount in roubles with no more than two decimals.")
    return ""


def _capital_above_investment(planned: Planned) -> dict[str, str]:
    said = _("Capital investment is part of investment and cannot be above it. Correct one of the two.")
    capital, whole = PlannedLine.CAPITAL_INVESTMENT, PlannedLine.INVESTMENT
    years = {year for year, line in planned if line == capital and (year, whole) in planned}
    return {field_of(year, capital): said for year in sorted(years) if planned[year, capital] > planned[year, whole]}
