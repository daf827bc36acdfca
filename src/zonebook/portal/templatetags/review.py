"""What a reviewer said of a report, with the names of the lines."""

from __future__ import annotations

from typing import NamedTuple

from django import template

from zonebook.campaigns.queries import form_of
from zonebook.measures import Text
from zonebook.registry.models import Site
from zonebook.reporting.models import Remark, Version

register = template.Library()


class Said(NamedTuple):
    """A remark, with the title of its line, its site and the address of its cell; none of these of the whole report."""

    remark: Remark
    title: Text | None
    site: Site | None
    address: str


@register.filter
def remarks_said(version: Version) -> list[Said]:
    """The remarks on a version: on the whole report first, then cell by cell."""
    remarks = list(version.remarks.all())
    if not remarks:
        return []
    lines = form_of(version.submission.campaign).by_code
    addresses = {(cell.line, cell.site_code): cell.address for cell in version.cells.all()}
    sites = {site.code: site for site in Site.objects.filter(zone=version.submission.campaign.zone_id)}
    found = [
        Said(
            one,
            title=lines[one.line].title if one.line in lines else None,
            site=sites.get(one.site_code),
            address=addresses.get((one.line, one.site_code), ""),
        )
        for one in remarks
    ]
    return sorted(found, key=lambda said: said.remark.line != "")
