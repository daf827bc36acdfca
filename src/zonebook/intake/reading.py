"""What was found in a workbook: filed cells with addresses, and findings that tell a person what to do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from zonebook.intake.form import Identity
from zonebook.measures import Text


class Severity(StrEnum):
    """An error blocks the report; a warning needs a written explanation that travels with the figure."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class FiledCell:
    """One answer: `amount` is in the line's base unit, None where nothing that can be taken was written.

    `written` is what the cell holds (None: blank), so that a blank is told from a value that could not be
    read.
    """

    line: str
    site: str
    address: str
    amount: Decimal | None
    written: str | None

    @property
    def is_blank(self) -> bool:
        return self.written is None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and what to do about it. `address` is empty when it is about the whole file."""

    rule: str
    severity: Severity
    address: str
    value: str | None
    message: Text
    advice: Text

    def as_dict(self, language: Literal["ru", "en"]) -> dict[str, str | None]:
        """The finding as the command line and the API give it, in one language."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "cell": self.address,
            "value": self.value,
            "message": self.message.say(language),
            "advice": self.advice.say(language),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook as read. `form_code`, `form_version` and `identity` are what the file says of itself.

    Where the file is not the expected one (another company, period, form or version) there are no cells at
    all.
    """

    form_code: str | None
    form_version: int | None
    identity: Identity | None
    cells: tuple[FiledCell, ...]
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)
