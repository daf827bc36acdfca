"""Which report did a company file, when, by whom, and how can its workbook be known again?"""

from __future__ import annotations

from zonebook.documents import saying
from zonebook.documents.facts import ReceiptFacts
from zonebook.documents.typesetting import typeset
from zonebook.measures import Text

_GROUP = 8
"""So many signs of a hash in one group: groups can be compared by eye."""


def receipt(facts: ReceiptFacts) -> bytes:
    """The receipt of a filed report as a PDF (A4); the same facts give the same bytes."""
    zone, company = facts.zone, facts.company
    said = {
        "zone": saying.both(zone.name),
        "managing_company": saying.words(zone.managing_company),
        "is_demonstration": zone.is_demonstration,
        "company": saying.words(company.name),
        "inn": saying.words(company.inn),
        "form": saying.both(facts.form),
        "period": saying.both(facts.period),
        "number": saying.words(facts.number),
        "version": str(facts.version),
        "filed_at": saying.moment(facts.filed_at),
        "filed_by": saying.words(facts.filed_by),
        "sha256": _grouped(facts.sha256),
        "answers": saying.both(Text(f"{facts.answers} из {facts.asked}", f"{facts.answers} of {facts.asked}")),
        "explained": str(facts.explained),
        "reason": saying.words(facts.reason),
    }
    return typeset("receipt.typ", facts=said, dated=facts.filed_at)


def _grouped(sha256: str) -> str:
    return " ".join(sha256[start : start + _GROUP] for start in range(0, len(sha256), _GROUP))
