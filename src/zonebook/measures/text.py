"""The same words in both languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """A title or a message in Russian and in English."""

    ru: str
    en: str

    def say(self, language: Literal["ru", "en"]) -> str:
        return self.ru if language == "ru" else self.en
