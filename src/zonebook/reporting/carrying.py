"""Which warnings are the same as those of an earlier version, and how were they explained then?

A warning is the same again when the same rule says the same words of the same number in the same cell: the words say
what the number was held to. A cell is known by its line and site, whatever the layout of the workbook; a number by its
amount, however it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zonebook.intake import FiledCell as ReadCell
from zonebook.intake import Finding, Form, Severity
from zonebook.reporting.models import FiledCell, FiledFinding, Version
from zonebook.reporting.queries import as_filed

Said = tuple[str, str]
"""A rule and an address: which finding an explanation is about."""
Same = tuple[str, str, tuple[str, str, int | str] | None]
"""What makes a warning the same again: rule, words, and the cell with what it says; none for the whole report."""


def explained_before(version: Version) -> Mapping[int, str]:
    """The explanations of the version before, for warnings that are the same again: by the key of the new finding."""
    before = Version.objects.filter(submission=version.submission_id, number__lt=version.number).last()
    texts = {} if before is None else explained_in(before)
    if not texts:
        return {}
    return {one.pk: texts[same] for same, one in _warnings(version).items() if same in texts}


def explained_in(version: Version) -> Mapping[Same, str]:
    """How the warnings of a version were explained; those that nobody explained are left out."""
    return {same: one.explanation for same, one in _warnings(version).items() if one.explanation}


def explained_again(
    warnings: Iterable[Finding], cells: Iterable[ReadCell], *, form: Form, before: Version
) -> dict[Said, str]:
    """The explanations of a version for warnings about cells that are not filed yet, where they are the same again."""
    texts, stand = explained_in(before), {cell.address: as_filed(cell, form) for cell in cells}
    same = {(one.rule, one.address): _same(one.rule, one.message.ru, cell=stand.get(one.address)) for one in warnings}
    return {said: texts[key] for said, key in same.items() if key in texts}


def _warnings(version: Version) -> dict[Same, FiledFinding]:
    stand = {cell.address: cell for cell in version.cells.all()}
    warnings = version.findings.filter(severity=Severity.WARNING)
    return {_same(one.rule, one.message_ru, cell=stand.get(one.address)): one for one in warnings}


def _same(rule: str, words: str, *, cell: FiledCell | None) -> Same:
    if cell is None:
        return rule, words, None
    return rule, words, (cell.line, cell.site_code, cell.written if cell.amount is None else cell.amount)
