"""What is watched over in the small book: Alfa's agreement was inspected without plan, and is to be inspected by plan.

The first found a breach and ordered it to be remedied by the end of September 2025.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from zonebook.oversight import actions

if TYPE_CHECKING:
    from tests.portal.book import SmallBook

ACT = ("акт.pdf", b"%PDF-1.7 act")
HELD_ON, DUE, PLANNED_ON = date(2025, 9, 8), date(2025, 9, 30), date(2026, 2, 2)


def watch_over(book: SmallBook) -> dict[str, Any]:
    """Both inspections, and the order of the first."""
    boris, agreement = book.act("boris", date(2025, 9, 9)), book.lives["agreement"]
    held = actions.plan_inspection(boris, agreement, planned_on=HELD_ON, kind="unplanned", ground="Жалоба соседей.")
    held = actions.record_inspection(boris, held, held_on=HELD_ON, found=("breaches", "Стенд не куплен."), act=ACT)
    order = actions.issue_order(boris, held, text="Купить стенд.", due=DUE)
    return {
        "held": held,
        "order": order,
        "act": held.papers.get(),
        "ahead": actions.plan_inspection(boris, agreement, planned_on=PLANNED_ON),
    }
