"""Steps of a life as the browser sends them, and the lives that they lead to: for the tests of the curator's pages."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate

from zonebook.agreements.models import Agreement

PREPARED = {"prepare_agreement-number": "СТ-2", "prepare_agreement-activity": "Насосы"}


def desk(book, name: str = "checked") -> str:
    return f"/desk/applications/{book.lives[name].pk}/"


def take(client, address: str, step: str, **fields):
    """Send the form of a step as the browser does."""
    return client.post(address, {"step": step, **{f"{step}-{name}": value for name, value in fields.items()}})


def judged(book, **changed) -> dict[str, str]:
    """All papers in order, but for what is changed."""
    papers = book.lives["checked"].papers.all()
    fields = {f"verdict_{paper.pk}": "in_order" for paper in papers}
    return {"step": "judge_papers", **fields, **changed}


@pytest.fixture
def boris(signed_in):
    return signed_in("boris")


@pytest.fixture
def prepared(book, boris) -> Agreement:
    """Egor's agreement, to be signed."""
    boris.post(meeting(book), votes(book, "for", "for", "against"))
    boris.post(meeting(book), decision(book))
    boris.post(desk(book, "heard"), {"step": "prepare_agreement", **PREPARED})
    return Agreement.objects.get(number="СТ-2")


@pytest.fixture
def entered(book, boris, prepared) -> Agreement:
    """The same, signed by three and in the register since today."""
    for party in ("resident", "authorised_body", "managing_company"):
        take(boris, page(prepared), "sign", party=party, signatory="Е. Егоров", signed_on=str(localdate()))
    take(boris, page(prepared), "enter_in_register", entered_on=str(localdate()), register_number="Р-2")
    prepared.refresh_from_db()
    return prepared


def page(agreement: Agreement) -> str:
    return f"/agreements/{agreement.pk}/"


def meeting(book) -> str:
    return f"/desk/council/{book.lives['meeting'].pk}/"


def votes(book, *choices: str) -> dict[str, str]:
    item, members = book.lives["item"], book.lives["members"]
    named = {f"votes{item.pk}-vote_{one.pk}": choice for one, choice in zip(members, choices, strict=True)}
    return {"act": "votes", "item": str(item.pk), **named}


def decision(book, reasons: str = "Проект нужен.") -> dict[str, str]:
    item = book.lives["item"]
    return {"act": "decide", "item": str(item.pk), f"decide{item.pk}-reasons": reasons}
