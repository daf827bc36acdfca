"""How does an empty table look that a curator fills in and imports?"""

from __future__ import annotations

import io
from datetime import datetime, time

import xlsxwriter

from zonebook.intake.imports.definition import ColumnKind, ImportColumn, ImportDefinition

_WIDTH, _LAST_ROW = 22, 20_000
_INK = "#1F2933"
_AS_NUMBER = {ColumnKind.DECIMAL, ColumnKind.INTEGER}


def write_template(definition: ImportDefinition) -> bytes:
    """A workbook with the headers of a definition and, on a second sheet, what each column takes.

    Columns that are no numbers and no days are formatted as text, so that no nought is lost at the front of a number.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        issued = datetime.combine(definition.valid_from, time())  # a fixed moment: equal definitions, equal bytes
        book.set_properties({"title": definition.title.ru, "created": issued})
        bold = book.add_format({"bold": True, "text_wrap": True, "font_color": _INK, "bottom": 1})
        formats = {kind: book.add_format({"num_format": _number_format(kind)}) for kind in ColumnKind}
        table, guide = book.add_worksheet(definition.title.ru[:31]), book.add_worksheet("Как заполнить")
        for nth, column in enumerate(definition.columns):
            table.set_column(nth, nth, _WIDTH, formats[column.kind])
            table.write_string(0, nth, column.title.ru, bold)
            if column.choices:
                listed = {"validate": "list", "source": [choice.title.ru for choice in column.choices]}
                table.data_validation(1, nth, _LAST_ROW, nth, listed)
            for place, text in enumerate(_said(column)):
                guide.write_string(nth + 1, place, text)
        for place, text in enumerate(("Столбец", "Обязателен", "Пример", "Пояснение")):
            guide.write_string(0, place, text, bold)
        guide.set_column(0, 3, 2 * _WIDTH)
        table.freeze_panes(1, 0)
    return stream.getvalue()


def _number_format(kind: ColumnKind) -> str:
    if kind is ColumnKind.DATE:
        return "dd.mm.yyyy"
    return "General" if kind in _AS_NUMBER else "@"


def _said(column: ImportColumn) -> tuple[str, str, str, str]:
    parts = [column.note.ru if column.note else "", ", ".join(choice.title.ru for choice in column.choices)]
    return column.title.ru, "да" if column.required else "нет", column.example, " ".join(filter(None, parts))
