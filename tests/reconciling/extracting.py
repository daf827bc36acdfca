"""How the tests of this room write an extract, bring it and take it."""

from __future__ import annotations

from datetime import date

from tests.book import SmallBook, valid_inn
from zonebook.reconciling.actions import bring_extract, take_extract
from zonebook.reconciling.comparing import Comparison, Outcome
from zonebook.reconciling.models import Dispute, Extract
from zonebook.reconciling.queries import columns_of, comparison_of, table_of

ALFA, BETA, STRANGER = valid_inn(1), valid_inn(2), valid_inn(777)
MADE_ON = date(2024, 6, 1)


def table(*rows: str) -> bytes:
    """A CSV written out in a test: headers first."""
    return "\r\n".join(rows).encode()


def taxes(*rows: str, columns: str = "ИНН;Плательщик;Выручка") -> bytes:
    return table(columns, *rows)


def months(inn: str, *people: int, year: int = 2024) -> list[str]:
    """The rows of an employer from January on."""
    return [f"{inn};Альфа;{15:02}.{month:02}.{year};{count}" for month, count in enumerate(people, start=1)]


def insured(*rows: str) -> bytes:
    return table("ИНН;Страхователь;Отчётный месяц;Застраховано работников", *rows)


def brought(book: SmallBook, content: bytes, **described: object) -> Extract:
    """An extract of the tax authority for the first quarter of 2024, unless told otherwise."""
    by, name = str(described.pop("by", "boris")), str(described.pop("name", "extract.csv"))
    usual = {"source": "tax", "period_code": "2024-Q1", "as_of": MADE_ON}
    return bring_extract(book.actor(by), book.zone, file=(name, content), **usual | described)


def taken(book: SmallBook, content: bytes, **described: object) -> Extract:
    extract = brought(book, content, **described)
    mapping, _rest = columns_of(extract, table_of(extract))
    return take_extract(book.actor(str(described.get("by", "boris"))), extract, mapping=mapping)


def compared(book: SmallBook, extract: Extract) -> Comparison:
    return comparison_of(book.users["boris"], extract)


def outcomes(book: SmallBook, extract: Extract) -> dict[tuple[str, str], Outcome]:
    """What came of each line of each company, by their codes."""
    return {(one.company.code, one.line): one.outcome for one in compared(book, extract).compared}


def the_dispute() -> Dispute:
    return Dispute.objects.get()


def kinds(dispute: Dispute) -> list[str]:
    """What has been done with a dispute, step by step."""
    return [step.kind for step in dispute.steps.all()]
