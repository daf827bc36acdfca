"""What did the resident file? Workbook bytes in, answers and findings out, within this process."""

from __future__ import annotations

from zonebook.intake.form import Form, Identity
from zonebook.intake.interpreting import interpret
from zonebook.intake.reading import Reading
from zonebook.intake.unpacking import unpack


def read_workbook(content: bytes, form: Form, *, expected: Identity | None = None) -> Reading:
    """The filed cells and the findings of a workbook, whatever state it is in. Never raises for any content.

    `expected` is whose report it should be; without it the workbook is believed about company, period and
    sites. For files of unknown making use `read_safely`: this one bounds what is unpacked but not time and
    memory.
    """
    return interpret(unpack(content), form, expected=expected)
