"""Every address of the portal, with what it needs of the small book."""

from __future__ import annotations

from tests.portal.book import SmallBook

PUBLIC = (
    "/",
    "/figures/",
    "/figures/jobs_created/?during=2025-H1",
    "/figures/jobs_created/?during=2024",
    "/figures/companies/",
    "/figures/rating_place/",
    "/companies/",
    "/companies/alfa/",
    "/sites/",
    "/sites/north/",
    "/amenities/",
    "/check/",
    "/statements/",
    "/account/login/",
)


def pages(book: SmallBook) -> dict[str, str]:
    """Public pages by a name that does not change with the keys of the database."""
    accepted = book.accepted
    return {path: path for path in PUBLIC} | {
        "/reports/<submission>/<version>/": f"/reports/{accepted.submission_id}/{accepted.number}/",
        "/statements/<key>/": f"/statements/{book.statement.pk}/",
        "/check/?example=<key>": f"/check/?example={book.statement.pk}",
    }


def rooms(book: SmallBook) -> dict[str, tuple[str, str]]:
    """Pages of the cabinets by name: who is at home there, and the address."""
    waiting = book.waiting
    return {
        "/my/": ("alice", "/my/"),
        "/my/<campaign>/": ("alice", "/my/quarter-2025-h1/"),
        "/my/<campaign>/workbook.xlsx": ("alice", "/my/quarter-2025-h1/workbook.xlsx"),
        "/review/": ("boris", "/review/"),
        "/review/<submission>/<version>/": ("boris", f"/review/{waiting.submission_id}/{waiting.number}/"),
    }
