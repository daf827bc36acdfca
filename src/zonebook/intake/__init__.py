"""What did a resident write in the workbook, cell by cell, and what is wrong with it?

Workbook bytes go in; filed cells with their addresses and findings in two languages come out. All of it is
pure but `read_safely` and `mark_safely`, which open files of unknown making in a limited child process.
"""

from zonebook.intake.check import Check, Context, Example, Register, Rule
from zonebook.intake.checking import check_cells, lines_found
from zonebook.intake.form import DefinitionError, Form, FormChange, Identity, Line, LineKind, Reference, Section
from zonebook.intake.listing import write_table
from zonebook.intake.marking import mark_workbook
from zonebook.intake.reader import read_workbook
from zonebook.intake.reading import FiledCell, Finding, Reading, Severity
from zonebook.intake.sandbox import mark_safely, read_safely
from zonebook.intake.summary_sheet import write_summary
from zonebook.intake.writing import write_workbook

__all__ = [
    "Check",
    "Context",
    "DefinitionError",
    "Example",
    "FiledCell",
    "Finding",
    "Form",
    "FormChange",
    "Identity",
    "Line",
    "LineKind",
    "Reading",
    "Reference",
    "Register",
    "Rule",
    "Section",
    "Severity",
    "check_cells",
    "lines_found",
    "mark_safely",
    "mark_workbook",
    "read_safely",
    "read_workbook",
    "write_summary",
    "write_table",
    "write_workbook",
]
