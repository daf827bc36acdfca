"""What a reviewer said of a report, with the names of the lines."""

from __future__ import annotations

from typing import NamedTuple

from django import template

from zonebook.campaigns.queries import form_of
from zonebook.measures import Text
from zonebook.reporting.models import Remark, Version

register = template.Library()


class Said(NamedTuple):
    """A remark, with the title of the line that it is on and the address of its cell; none of the whole report."""

    remark: Remark
    title: Text | None
    address: str


@register.filter
def remarks_said(version: Version) -> list[Said]:
    """The remarks on a version: on the whole report first, then cell by cell."""
    remarks = list(version.remarks.all())
    if not remarks:
        return []
    lines = form_of(version.submission.campaign).by_code
    addresses = {(cell.line, cell.site_code): cell.address for cell in version.cells.all()}
    found = [
        Said(one, lines[one.line].title if one.line in lines else None, addresses.get((one.line, one.site_code), ""))
        for one in remarks
    ]
    return sorted(found, key=lambda said: said.remark.line != "")
