"""What must an analyst say of two published figures that contradict each other?"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an analyst says of a pair: a kind of ruling, why, what was taken for what, the number of the one wrong."""

    kind: str
    text: str
    cause: str = ""
    wrong: int | None = None


def must_be_told(opinion: Opinion, pair: Pair) -> None:
    """A ruling says which it is, and why; if one of the two is wrong, which. Raises ValidationError by field."""
    faults = {}
    if opinion.wrong is not None and opinion.wrong not in pair:
        faults["wrong"] = _("Name one of the two figures.")
    if opinion.kind not in Ruling.Kind.values:
        faults["kind"] = _("Say whether the two contradict each other.")
    if not opinion.text.strip():
        faults["text"] = _("Write why: the explanation stays beside the two figures.")
    elif len(opinion.text) > MAX_TEXT:
        faults["text"] = _("Write it in at most %(most)s characters.") % {"most": MAX_TEXT}
    if opinion.cause and opinion.cause not in list(Cause):
        faults["cause"] = _("Choose one of the causes.")
    if faults:
        raise ValidationError(faults)
