"""Workbooks as accidents leave them: one seed, one damaged file, and which numbers may honestly be read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tests.intake import damaged_archives as archives
from tests.intake import damaged_sheets as sheets
from tests.intake.planting import NOTHING, PLACES, Harm, Key, Random, planted_by, standing_in
from tests.intake.workbooks import FORM, TWO_SITES
from zonebook.intake import write_workbook


@dataclass(frozen=True)
class Damaged:
    """A file, what befell it, and the amounts that stand in it at each answer's place."""

    what: str
    content: bytes
    planted: Mapping[Key, Decimal]
    standing: Mapping[Key, frozenset[Decimal]]


def damaged(seed: int) -> Damaged:
    """The damaged file of a seed."""
    chance = Random(seed)
    planted = planted_by(chance)
    content = write_workbook(FORM, TWO_SITES, values=planted)
    harm = chance.choice(HARMS)
    content, meant = harm(content, chance)
    standing = dict.fromkeys(PLACES, NOTHING) | standing_in(content) | meant
    return Damaged(harm.__name__, content, planted, standing)


HARMS: tuple[Harm, ...] = (
    *[sheets.other_content] * 4,
    sheets.another_number,
    sheets.shown_otherwise,
    sheets.a_cell_twice,
    sheets.a_cell_elsewhere,
    sheets.moved_rows,
    sheets.a_row_left_out,
    sheets.swapped_rows,
    sheets.a_row_twice,
    sheets.a_column_moved,
    sheets.merged,
    sheets.hidden,
    sheets.wrong_size,
    sheets.renamed_sheet,
    sheets.rearranged_sheets,
    sheets.tampered_service_sheet,
    *[archives.changed_bytes] * 3,
    *[archives.changed_digits] * 3,
    archives.cut_markup,
    archives.strange_markup,
    archives.cut_short,
    *[archives.flipped_bytes] * 3,
    archives.spliced,
    archives.missing_part,
    archives.strange_part,
    archives.wrong_types,
    archives.stored_and_flipped,
)
