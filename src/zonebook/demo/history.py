"""Which amounts does each fictional company report? Totals by quarter are shared out, so that they add up exactly.

Flows of a quarter are divided among the companies by largest remainder; what happened before the book began is the
rest of the totals "since the start". Derived lines (taxes, contributions, benefits) are fixed shares of a company's own
numbers, so that a cumulative line never falls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from zonebook.demo import calibration as known
from zonebook.demo.cast import Part, Player
from zonebook.demo.timeline import BOOK_BEGINS, QUARTERS
from zonebook.measures import Period

Quarterly = dict[str, int]  # quarter code -> amount
END_OF_2024 = date(2024, 12, 31)
LAST = QUARTERS[-1]
THOUSAND = 1000


@dataclass(slots=True)
class Account:
    """What happened at one company: flows by quarter, what was before the book, heads at each quarter's end."""

    player: Player
    jobs: Quarterly = field(default_factory=dict)
    investment: Quarterly = field(default_factory=dict)
    revenue: Quarterly = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)
    heads: Quarterly = field(default_factory=dict)

    @property
    def is_counted(self) -> bool:
        """Do its reports cover everything, so that it is part of every total?"""
        return self.player.part not in (Part.NEVER_REPORTS, Part.LEFT)

    @property
    def site(self) -> str:
        """The site under which the totals by site count it."""
        first = self.player.sites[0]
        return first if first in known.JOBS_SINCE_START else "elsewhere"

    def was_resident(self, on: date) -> bool:
        begun, ended = self.player.resident_from, self.player.resident_to
        return begun is not None and begun <= on and (ended is None or on <= ended)

    def had_status(self, since: date, until: date) -> bool:
        """Was it a resident on any day between two days? Only residents fill in the lines about the agreement."""
        begun, ended = self.player.resident_from, self.player.resident_to
        return begun is not None and begun <= until and (ended is None or since <= ended)

    def is_present(self, quarter: Period) -> bool:
        joined, left = self.player.joined, self.player.left
        return joined is not None and joined <= quarter.last and (left is None or left >= quarter.last)


def accounts(players: Sequence[Player], seed: int) -> dict[str, Account]:
    """The account of every company in the zone, by its code."""
    draw = Random(seed + 1)  # noqa: S311 - a play, not a secret: the same seed must tell the same story
    made = [Account(player) for player in players if player.sites]
    _share_flows(draw, made)
    counted = [account for account in made if account.is_counted]
    residents = [account for account in counted if account.was_resident(END_OF_2024)]
    _share_before(draw, counted, residents=residents)
    _share_heads(made)
    return {account.player.code: account for account in made}


def _share_flows(draw: Random, made: list[Account]) -> None:
    """Give each quarter's totals to those who were there: the residents' to the residents of the year's end."""
    for quarter in QUARTERS:
        code, counted_on = str(quarter), min(date(quarter.last.year, 12, 31), LAST.last)
        here = [account for account in made if account.is_present(quarter)]
        counted = [account for account in here if account.is_counted]
        residents = [account for account in counted if account.was_resident(counted_on)]
        others = [account for account in counted if not account.was_resident(counted_on)]
        for group, jobs, invested, earned in (
            (residents, known.RESIDENT_JOBS, 1.0, 1.0),
            (others, known.OTHER_JOBS, known.OTHER_INVESTMENT_SHARE, known.OTHER_REVENUE_SHARE),
        ):
            money = int(known.RESIDENT_INVESTMENT[code] * invested) // THOUSAND
            takings = int(known.RESIDENT_REVENUE[code] * earned) // THOUSAND
            _give(group, jobs[code], what="jobs", key=code, weights=_jobs_weights(draw, group, quarter=quarter))
            _give(group, money, what="investment", key=code, weights=_weights(draw, group))
            _give(group, takings, what="revenue", key=code, weights=_weights(draw, group))
        for account in here:
            if not account.is_counted:
                account.jobs[code], account.investment[code], account.revenue[code] = 1, 900, 5_000


_LEADERS = {"machine-tools": 3.2, "batteries": 2.4, "pharma": 2.0}


def _jobs_weights(draw: Random, here: list[Account], *, quarter: Period) -> list[float]:
    """In the first half of 2025 machine tools, batteries and pharma lead; the growing firm leads its trade."""
    weights = _weights(draw, here)
    if quarter.start.year < 2025:  # noqa: PLR2004 - the half-year whose leaders were published
        return weights
    return [weight * _LEADERS.get(account.player.industry, 1.0) for weight, account in zip(weights, here, strict=True)]


def _share_before(draw: Random, counted: list[Account], *, residents: list[Account]) -> None:
    """What was before the book: the totals since the start less the flows that the book has."""
    for site, total in known.JOBS_SINCE_START.items():
        group = [account for account in counted if account.site == site and account.player.left is None]
        old = [account for account in group if account.player.joined and account.player.joined < BOOK_BEGINS]
        rest = total - sum(sum(account.jobs.values()) for account in group)
        _give(old, rest, what="before", key="jobs", weights=[account.player.weight for account in old])
    old = [account for account in residents if account.player.joined and account.player.joined < BOOK_BEGINS]
    flows = sum(amount for account in residents for code, amount in account.investment.items() if code < "2025")
    rest = known.RESIDENT_INVESTMENT_SINCE_START // THOUSAND - flows
    _give(old, rest, what="before", key="investment", weights=[account.player.weight for account in old])
    for account in counted:
        if account.player.joined and account.player.joined < BOOK_BEGINS:
            account.before.setdefault("investment", int(40_000 * account.player.weight))
            account.before["revenue"] = int(900_000 * account.player.weight * draw.uniform(0.8, 1.2))


def _share_heads(made: list[Account]) -> None:
    """Heads at the last quarter's end by site; earlier ends follow back along the jobs created."""
    for site, total in known.EMPLOYEES.items():
        group = [account for account in made if account.site == site and account.is_counted and not account.player.left]
        _give(group, total, what="heads", key=str(LAST), weights=[account.player.weight for account in group])
    for account in made:
        heads = account.heads.setdefault(str(LAST), 12)
        for quarter, following in zip(reversed(QUARTERS[:-1]), reversed(QUARTERS[1:]), strict=True):
            heads = max(heads - int(0.55 * account.jobs.get(str(following), 0)), 3)
            account.heads[str(quarter)] = heads
        if account.player.part is Part.GROWS:
            _grow(account)


def _grow(account: Account) -> None:
    """Exactly the published change over the half-year, and jobs that go with it."""
    end = account.heads[str(LAST)]
    if end <= known.PHARMA_GROWTH:
        raise ValueError(f"{account.player.code} has {end} heads, too few to have taken on {known.PHARMA_GROWTH}")
    account.heads["2024-Q4"] = end - known.PHARMA_GROWTH
    account.heads["2025-Q1"] = end - known.PHARMA_GROWTH // 2
    for quarter in QUARTERS[:-3]:
        account.heads[str(quarter)] = end - known.PHARMA_GROWTH


def _give(group: Sequence[Account], total: int, *, what: str, key: str, weights: Sequence[float]) -> None:
    """Share a total out into the accounts: `what` is the field that the shares go to, `key` their place in it."""
    for account, amount in zip(group, shared_out(total, weights), strict=True):
        getattr(account, what)[key] = amount


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares of a total in proportion to weights, adding up to it exactly (largest remainder).

    Raises ValueError for a negative total, which would make a company report less than nothing.
    """
    if total < 0:
        raise ValueError(f"cannot share out {total}: the flows exceed the total that they must add up to")
    if not weights:
        return []
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(amount) for amount in exact]
    order = sorted(range(len(shares)), key=lambda index: shares[index] - exact[index])
    for index in order[: total - sum(shares)]:
        shares[index] += 1
    return shares


def _weights(draw: Random, group: Sequence[Account]) -> list[float]:
    return [account.player.weight * draw.uniform(0.85, 1.15) for account in group]


def report_values(account: Account, quarter: Period, *, extra_jobs: int = 0) -> Mapping[str, Decimal]:
    """The lines of the quarterly form, cumulative from the start of the year (base units)."""
    months = [code for code in map(str, QUARTERS) if code[:4] == str(quarter)[:4] and code <= str(quarter)]
    jobs = sum(account.jobs.get(code, 0) for code in months) + extra_jobs
    invested = sum(account.investment.get(code, 0) for code in months)
    revenue = sum(account.revenue.get(code, 0) for code in months)
    heads = account.heads[str(quarter)]
    pay = int(95_000 * (1 + 0.02 * list(map(str, QUARTERS)).index(str(quarter))))
    payroll = heads * pay * 3 * len(months) // THOUSAND
    thousands = _money_lines(invested, revenue=revenue, payroll=payroll)
    if account.had_status(date(quarter.last.year, 1, 1), quarter.last):
        thousands |= _lines_of_residents(revenue)
    values = {line: Decimal(amount * THOUSAND) for line, amount in thousands.items()}
    return values | {
        "headcount_average": Decimal(max(heads - 1, 1)),
        "headcount": Decimal(heads),
        "jobs_created": Decimal(jobs),
        "average_pay": Decimal(pay),
        "foreign_investors": Decimal(int(account.player.code[-1] == "7")),
    }


def opening_values(account: Account) -> Mapping[str, Decimal]:
    """The lines of the opening report: everything before the book began."""
    heads = max(account.heads[str(QUARTERS[0])] - int(0.55 * account.jobs.get(str(QUARTERS[0]), 0)), 3)
    invested, revenue = account.before.get("investment", 0), account.before.get("revenue", 0)
    thousands = _money_lines(invested, revenue=revenue, payroll=revenue // 6)
    if account.had_status(date.min, BOOK_BEGINS - timedelta(days=1)):
        thousands |= _lines_of_residents(revenue)
    values = {line: Decimal(amount * THOUSAND) for line, amount in thousands.items()}
    return values | {"headcount": Decimal(heads), "jobs_created": Decimal(account.before.get("jobs", 0))}


def _money_lines(invested: int, *, revenue: int, payroll: int) -> dict[str, int]:
    """The money lines that follow from three amounts, in thousands of roubles."""
    return {
        "investment": invested,
        "capital_investment": invested * 7 // 10,
        "research": revenue * 6 // 100,
        "revenue": revenue,
        "revenue_export": revenue // 100,
        "tax_federal": revenue * 7 // 100,
        "tax_regional": revenue // 100,
        "tax_local": revenue // 1000,
        "insurance": payroll * 2 // 10,
        "customs": revenue // 200,
    }


def _lines_of_residents(revenue: int) -> dict[str, int]:
    """The money lines that only residents fill in, in thousands of roubles."""
    benefit = revenue // 100
    return {
        "revenue_agreed": revenue * 96 // 100,
        "benefit_profit": benefit,
        "benefit_property": benefit // 4,
        "benefit_land": benefit // 10,
        "benefit_transport": benefit // 50,
        "benefit_customs": benefit // 5,
    }
