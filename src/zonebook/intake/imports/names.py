"""When are two names the same name, and what code does a name give?"""

from __future__ import annotations

import re

_ALIKE = str.maketrans("ёэ", "ее", "\"'«»“”„’‘")
_LATIN = str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye") | str.maketrans(
    {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)
_NOT_IN_CODE = re.compile(r"[^a-z0-9]+")
_LONGEST_CODE = 48


def comparable(name: str) -> str:
    """A name without regard to case, quotes, spaces and the letters ё and э."""
    return " ".join(name.casefold().translate(_ALIKE).split())


def code_of(name: str) -> str:
    """The code that a name gives: its letters in Latin, hyphens between the words. Empty for a name of none."""
    return _NOT_IN_CODE.sub("-", name.casefold().translate(_LATIN))[:_LONGEST_CODE].strip("-")
