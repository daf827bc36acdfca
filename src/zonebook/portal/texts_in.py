"""A release is begun from a file: its first line may serve as the headline, the rest is the text."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from zonebook.documents.prose_in import UnreadableProse, words_of_file
from zonebook.registry.wording import say

_LONGEST_HEADLINE = 200


def text_of_file(name: str, content: bytes) -> tuple[str, str]:
    """Headline and text of a DOCX, HTML or plain file. Raises ValidationError beside the field `file`.

    The first line is a headline where it is short and something follows; of any other text there is none.
    """
    try:
        words = words_of_file(name, content)
    except UnreadableProse as error:
        raise ValidationError({"file": say(error.said)}) from error
    first, _end, rest = words.partition("\n")
    if rest.strip() and len(first) <= _LONGEST_HEADLINE and not first.endswith("."):
        return first, rest.strip()
    return "", words
