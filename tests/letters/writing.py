"""A letter in one line."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import now

from zonebook.letters.actions import Draft, write_letters
from zonebook.letters.models import Letter


def draft(number: int = 1, *, to: str = "", text: str = "Ждём отчёт за квартал.", zone: str = "home") -> Draft:
    return Draft(
        key=f"test/{number}",
        zone=zone,
        company="alfa",
        about="campaigns.campaign:1",
        to=to or f"officer{number}@alfa.example",
        subject="Отчёт за I квартал: осталось три рабочих дня",
        text=text,
        language="ru",
    )


def written(number: int = 1, *, at: datetime | None = None, **fields: str) -> Letter:
    """A letter that waits to be sent."""
    write_letters([draft(number, **fields)], at=at or now())
    return Letter.objects.get(key=f"test/{number}")
