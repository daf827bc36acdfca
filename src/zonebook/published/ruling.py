"""What must an analyst say of two published figures that contradict each other?"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zonebook.claims.probable_causes import Cause
from zonebook.published.comparing import Pair, found_contradictions
from zonebook.published.models import Ruling

MAX_TEXT = 2000


def must_be_found(pair: Pair) -> None:
    """Raises ValidationError where the book finds no contradiction between the two."""
    if all(found.pair != pair for found in found_contradictions()):
        raise ValidationError(_("These two figures do not contradict each other: there is nothing to rule on."))


def must_be_told(*, kind: str, text: str, cause: str) -> None:
    """A ruling says which it is, and why. Raises ValidationError by field."""
    faults = {}
    if kind not in Ruling.Kind.values:
        faults["kind"] = _("Say whether the two contradict each other.")
    if not text.strip():
        faults["text"] = _("Write why: the explanation stays beside the two figures.")
    elif len(text) > MAX_TEXT:
        faults["text"] = _("Write it in at most %(most)s characters.") % {"most": MAX_TEXT}
    if cause and cause not in list(Cause):
        faults["cause"] = _("Choose one of the causes.")
    if faults:
        raise ValidationError(faults)
