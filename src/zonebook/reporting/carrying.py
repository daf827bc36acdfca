"""Which warnings of a version are those of the version before again, and how were they explained then?"""

from __future__ import annotations

from collections.abc import Mapping

from zonebook.reporting.models import FiledFinding, Version

_Same = tuple[str, str, str, str, str]
"""What makes it the same again: rule, line, site, number as written, and the words, which say what it was held to."""


def explained_before(version: Version) -> Mapping[int, str]:
    """The explanations of the version before, for warnings that are the same again: by the key of the new finding."""
    before = Version.objects.filter(submission=version.submission_id, number__lt=version.number).last()
    if before is None:
        return {}
    texts = {same: one.explanation for same, one in _warnings(before).items() if one.explanation}
    if not texts:
        return {}
    return {one.pk: texts[same] for same, one in _warnings(version).items() if same in texts}


def _warnings(version: Version) -> dict[_Same, FiledFinding]:
    places = {cell.address: (cell.line, cell.site_code) for cell in version.cells.all()}
    return {
        (one.rule, *places.get(one.address, ("", "")), one.value, one.message_ru): one
        for one in version.findings.filter(severity="warning")
    }
