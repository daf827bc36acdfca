"""Which totals must the fictional history add up to? Published figures of the zone, each with its page.

The residents' flows of 2024 are taken from the ministry's yearly report, the flows of all companies from what the
city stated half a year apart; both can be true at once, because companies are not residents. Money is in roubles.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

BN = 1_000_000_000

RESIDENT_JOBS: Mapping[str, int] = MappingProxyType(
    # 2024: more than 4,900 by the ministry's report; the first half about 1,800
    {
        "2023-Q1": 380, "2023-Q2": 420, "2023-Q3": 450, "2023-Q4": 510,
        "2024-Q1": 840, "2024-Q2": 962, "2024-Q3": 1_391, "2024-Q4": 1_744,
        "2025-Q1": 2_010, "2025-Q2": 2_318,
    }
)  # fmt: skip
OTHER_JOBS: Mapping[str, int] = MappingProxyType(
    # with the residents': 5,788 in 2024 (about 5,900 was stated), 5,336 in the first half of 2025
    {
        "2023-Q1": 120, "2023-Q2": 140, "2023-Q3": 150, "2023-Q4": 160,
        "2024-Q1": 190, "2024-Q2": 205, "2024-Q3": 221, "2024-Q4": 235,
        "2025-Q1": 480, "2025-Q2": 528,
    }
)  # fmt: skip
JOBS_SINCE_START: Mapping[str, int] = MappingProxyType(
    # at the middle of 2025, by site: 27,436 in all (more than 27.4 thousand), Rudnevo more than 3,400
    {"pechatniki": 11_800, "alabushevo": 8_900, "rudnevo": 3_430, "elsewhere": 3_306}
)
EMPLOYEES: Mapping[str, int] = MappingProxyType(
    # 18,571 on the three largest sites (almost 18.6 thousand), Pechatniki more than 9,000
    {"pechatniki": 9_120, "alabushevo": 7_012, "rudnevo": 2_439, "elsewhere": 3_260}
)
RESIDENT_INVESTMENT: Mapping[str, int] = MappingProxyType(
    # 2024: 30.0 bn in the first half, 38.4 bn in nine months, more than 70.6 bn in the year
    {
        "2023-Q1": 6 * BN, "2023-Q2": 8 * BN, "2023-Q3": 9 * BN, "2023-Q4": 14 * BN,
        "2024-Q1": 13_400_000_000, "2024-Q2": 16_600_000_000, "2024-Q3": 8_400_000_000, "2024-Q4": 32_230_000_000,
        "2025-Q1": 15_100_000_000, "2025-Q2": 19_800_000_000,
    }
)  # fmt: skip
RESIDENT_INVESTMENT_SINCE_START = 215 * BN
"""To the end of 2024: the 215 bn that were also printed as the investment of that single year."""
OTHER_INVESTMENT_SHARE = 0.12
RESIDENT_REVENUE: Mapping[str, int] = MappingProxyType(
    # 18.7 bn in 2023-Q1, 77 bn in nine months of 2023, 72.6 bn in the first half of 2024, 108.3 bn in that of 2025
    {
        "2023-Q1": 18_700_000_000, "2023-Q2": 27_100_000_000, "2023-Q3": 31_200_000_000, "2023-Q4": 34_500_000_000,
        "2024-Q1": 34_900_000_000, "2024-Q2": 37_740_000_000, "2024-Q3": 41_000_000_000, "2024-Q4": 48_300_000_000,
        "2025-Q1": 51_600_000_000, "2025-Q2": 56_710_000_000,
    }
)  # fmt: skip
OTHER_REVENUE_SHARE = 0.22


COMPANIES = 236
RESIDENTS_BEFORE = 90
"""Fictional residents before 2023, as many as were published for its beginning."""
NEWCOMERS: tuple[tuple[date, int, int], ...] = (
    # the day they came, how many, and how many of them with the status at once: more than 100 residents in January
    # 2024, 118 at the end of 2024 (one of them a named firm); 220 companies in the middle of 2024, 230 a year later
    (date(2023, 10, 16), 13, 13),
    (date(2024, 5, 13), 14, 14),
    (date(2025, 3, 12), 10, 7),
)
CLUSTER_MEMBERS = 146
ON_SITE: Mapping[str, int] = MappingProxyType(
    # on 9 September 2025; what is left of the companies is at Karacharovo
    {"pechatniki": 134, "alabushevo": 40, "rudnevo": 33, "mikron": 10, "angstrem": 7, "miet": 6}
)
PHARMA_GROWTH = 210
"""A member of the pharmaceutical cluster took on 210 people in the first half of 2025."""
PUBLISHED_JOBS: Mapping[str, int] = MappingProxyType({"renera": 153, "lassard": 115})
"""Jobs of the first half of 2025 that two named firms are reported to have created; all else of them is unknown."""
CORRECTED_JOBS = 412
"""What one report of 2024 held too much until it was corrected."""
