"""A table of companies, premises or residencies: which column is which, and what is wrong with which cell?"""

from zonebook.intake.imports.checking import RowFinding, check_rows
from zonebook.intake.imports.definition import (
    Choice,
    ColumnKind,
    Demand,
    ImportColumn,
    ImportDefinition,
    RowRule,
)
from zonebook.intake.imports.mapping import ColumnMapping, Unmatched, headers_name, mapping_for
from zonebook.intake.imports.names import code_of, comparable
from zonebook.intake.imports.rules import CheckedRow, Days, Key, Known
from zonebook.intake.imports.template import write_template
from zonebook.intake.imports.values import Value, reference_key

__all__ = [
    "CheckedRow",
    "Choice",
    "ColumnKind",
    "ColumnMapping",
    "Days",
    "Demand",
    "ImportColumn",
    "ImportDefinition",
    "Key",
    "Known",
    "RowFinding",
    "RowRule",
    "Unmatched",
    "Value",
    "check_rows",
    "code_of",
    "comparable",
    "headers_name",
    "mapping_for",
    "reference_key",
    "write_template",
]
