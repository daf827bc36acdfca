"""Two people of Alfa write a report: Alice, and Anna who joins her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.book import SmallBook, at, plausible
from zonebook.accounts.actions import open_account
from zonebook.accounts.models import Role
from zonebook.accounts.queries import Actor
from zonebook.campaigns.queries import form_of
from zonebook.drafting import actions
from zonebook.drafting.actions import Overtaken
from zonebook.drafting.merging import Written
from zonebook.drafting.models import Draft
from zonebook.drafting.queries import answers_of
from zonebook.intake.typed import typed_text

QUARTER = "2025-Q1"
DAY = "2025-04-20"


@dataclass
class Writing:
    """A draft, with what the tests do to it in one line."""

    book: SmallBook
    draft: Draft

    @classmethod
    def begun(cls, book: SmallBook) -> Writing:
        campaign = book.campaign(QUARTER)
        frida = book.users["frida"]
        book.users["anna"] = open_account(
            by=frida, at=at("2023-01-01"), username="anna", password="long-enough-phrase",
            belongs_to=(Role.RESIDENT, "home", "alfa"),
        )  # fmt: skip
        return cls(book, actions.begin_draft(book.actor("alice", DAY), campaign, company=book.alfa))

    def actor(self, name: str = "alice", hour: int = 12) -> Actor:
        return self.book.actor(name, at(DAY, hour))

    def write(
        self, line: str, text: str, *, seen: str = "", by: str = "alice", hour: int = 12
    ) -> tuple[Overtaken, ...]:
        written = {(line, "north"): Written(text, seen)}
        return actions.write_cells(self.actor(by, hour), self.draft, written=written)

    def cell(self, line: str) -> str:
        return answers_of(self.draft).standing[line, "north"].written

    def fill(self, **changed: object) -> None:
        """Write plausible answers into every cell; `changed` are lines that differ from them."""
        actions.write_cells(self.actor(), self.draft, written=answers(self.draft, **changed))

    def explain(self, text: str = "Так и было.") -> None:
        found = answers_of(self.draft).unexplained
        said: Mapping[tuple[str, str], str] = {(one.rule, one.address): text for one in found}
        actions.explain_in_draft(self.actor(), self.draft, explanations=said)

    def send(self, *, by: str = "alice", seen: int | None = None, reason: str = ""):
        stamp = answers_of(self.draft).stamp if seen is None else seen
        return actions.submit_draft(self.actor(by, 14), self.draft, seen=stamp, reason=reason)


def answers(draft: Draft, **changed: object) -> dict[tuple[str, str], Written]:
    """Plausible answers as one types them; `changed` are lines that differ from them."""
    form, amounts = form_of(draft.campaign), plausible(draft.campaign.period, **changed)
    texts = {line.code: typed_text(amounts[line.code], line) for line in form.lines if line.code in amounts}
    return {(line, "north"): Written(text, "") for line, text in texts.items()}


def filled_draft(book: SmallBook) -> Draft:
    """Alice's draft with plausible answers and every warning explained."""
    alice = book.actor("alice", DAY)
    draft = actions.begin_draft(alice, book.campaign(QUARTER), company=book.alfa)
    actions.write_cells(alice, draft, written=answers(draft))
    said = {(one.rule, one.address): "Так и было." for one in answers_of(draft).unexplained}
    actions.explain_in_draft(alice, draft, explanations=said)
    return draft
