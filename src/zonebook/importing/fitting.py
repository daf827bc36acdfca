"""Does somebody's choice of columns fit the definition of a table?"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zonebook.intake.imports import ImportDefinition
from zonebook.registry.wording import say


def must_fit(chosen: Mapping[str, str], definition: ImportDefinition) -> None:
    """Raises ValidationError where a column is chosen twice, a required one not at all, or one that there is not.

    `chosen`: header of the file -> code of the definition's column, "" for none.
    """
    faults = []
    codes = [code for code in chosen.values() if code]
    for column in definition.columns:
        said = {"column": say(column.title)}
        if codes.count(column.code) > 1:
            faults.append(_("Two columns of the file are chosen as “%(column)s”: keep one.") % said)
        if column.required and column.code not in codes:
            faults.append(_("Say which column of the file is “%(column)s”: it is required.") % said)
    unknown = sorted(set(codes) - set(definition.by_code))
    faults += [_("There is no column “%(code)s”.") % {"code": code} for code in unknown]
    if faults:
        raise ValidationError(faults)
