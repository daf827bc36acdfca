"""What do the definitions say, as pages to read? Made from the definitions, so that page and product cannot differ."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zonebook.methodology.loader import Methodology, load_methodology
from zonebook.methodology.reference.checks import checks_page
from zonebook.methodology.reference.extracts import extracts_page
from zonebook.methodology.reference.forms import forms_page
from zonebook.methodology.reference.imports import imports_page
from zonebook.methodology.reference.measures import measures_page
from zonebook.methodology.reference.published import published_page
from zonebook.methodology.reference.ratings import ratings_page
from zonebook.methodology.reference.returns import returns_page
from zonebook.methodology.reference.rules import rules_page
from zonebook.methodology.reference.schedules import schedules_page
from zonebook.methodology.reference.status import status_page

__all__ = ["pages", "write_pages"]


def pages(methodology: Methodology) -> Mapping[str, str]:
    """The text of each reference page by the name of its file."""
    return {
        "measures.md": measures_page(methodology),
        "forms.md": forms_page(methodology),
        "checks.md": checks_page(methodology),
        "imports.md": imports_page(methodology),
        "extracts.md": extracts_page(methodology),
        "status.md": status_page(methodology),
        "rules.md": rules_page(methodology),
        "schedules.md": schedules_page(methodology),
        "returns.md": returns_page(methodology),
        "ratings.md": ratings_page(),
        "published.md": published_page(),
    }


def write_pages(folder: Path) -> None:
    """Write the reference pages of the shipped definitions into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(load_methodology()).items():
        (folder / name).write_text(text, encoding="utf-8")
