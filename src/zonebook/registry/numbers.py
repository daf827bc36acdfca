"""Are the numbers by which the state knows a firm well formed?"""

from __future__ import annotations

from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as NumberError
from stdnum.ru import inn as inn_number
from stdnum.ru import ogrn as ogrn_number

from zonebook.intake.imports.values import KPP, OKVED


def number_faults(*, inn: str = "", ogrn: str = "", kpp: str = "", okved: str = "") -> dict[str, str]:
    """What is wrong with a firm's numbers and code of activity, by field, in words that tell what to do.

    An empty number is not wrong.
    """
    faults = {}
    for name, number, module in (("inn", inn, inn_number), ("ogrn", ogrn, ogrn_number)):
        try:
            if number:
                module.validate(number)
        except NumberError:
            said = _("%(number)s is no valid number: a digit is wrong. Copy it from the company's certificate.")
            faults[name] = said % {"number": number}
    if kpp and not KPP.fullmatch(kpp):
        faults["kpp"] = _("КПП has nine characters: digits, the fifth and sixth may be Latin capitals.")
    if okved and not OKVED.fullmatch(okved):
        faults["okved"] = _("Write the ОКВЭД code in digits with points, such as 26.51.1.")
    return faults
