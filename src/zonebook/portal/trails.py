"""How does a figure's trail read: company by company, and what does each of them add?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zonebook.campaigns.queries import Break
from zonebook.figures.queries import TrailRow, trail
from zonebook.measures import Contribution, Figure
from zonebook.registry.models import Company, Site, Zone

COMPANIES_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Share:
    """What one company, or one site, adds to a figure, from how many cells."""

    code: str
    amount: Decimal
    cells: int


@dataclass(frozen=True, slots=True)
class TrailLine:
    """A cell of a trail, and the breaks of the series that lie between it and the cell above."""

    row: TrailRow
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class CompanyTrail:
    """One company's part of a trail with its cells."""

    company: Company
    amount: Decimal
    lines: Sequence[TrailLine]


def shares_by_company(figure: Figure) -> list[Share]:
    """What each company adds, the largest first; they sum to the figure."""
    return _shares((cell.company, cell) for cell in figure.lineage.cells)


def shares_by_site(figure: Figure, zone: Zone) -> list[tuple[Site, Share]]:
    """What the companies of each site add together: all that may be shown without the right to see reports."""
    sites = {site.code: site for site in Site.objects.filter(zone=zone)}
    shares = _shares((cell.site, cell) for cell in figure.lineage.cells)
    return [(sites[share.code], share) for share in shares if share.code in sites]


def trails_of(figure: Figure, shares: Sequence[Share], *, breaks: Sequence[Break]) -> list[CompanyTrail]:
    """The trails of these companies, in their order, with names and receipts, parted where the series breaks."""
    wanted = {share.code for share in shares}
    cells = tuple(cell for cell in figure.lineage.cells if cell.company in wanted)
    rows: dict[str, list[TrailRow]] = defaultdict(list)
    for row in trail(replace(figure, lineage=replace(figure.lineage, cells=cells))):
        rows[row.company.code].append(row)
    return [
        CompanyTrail(rows[share.code][0].company, share.amount, _parted(rows[share.code], breaks)) for share in shares
    ]


def _parted(rows: Sequence[TrailRow], breaks: Sequence[Break]) -> list[TrailLine]:
    above = [None, *rows][: len(rows)]
    return [
        TrailLine(row, tuple(one for one in breaks if before and before.quarter.last < one.since <= row.quarter.last))
        for before, row in zip(above, rows, strict=True)
    ]


def _shares(cells: Iterable[tuple[str, Contribution]]) -> list[Share]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    counts: dict[str, int] = defaultdict(int)
    for code, cell in cells:
        sums[code] += cell.amount
        counts[code] += 1
    shares = [Share(code, amount, counts[code]) for code, amount in sums.items()]
    return sorted(shares, key=lambda share: (-share.amount, share.code))
