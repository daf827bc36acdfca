"""What is a person told about a file in which no table of entries could be read?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zonebook.intake.wording import WORDINGS, Wording, filled
from zonebook.measures import Text

_PLAIN = Text(
    "Скопируйте таблицу на первый лист новой книги, сохраните её как .xlsx или .csv и загрузите снова.",
    "Copy the table to the first sheet of a new workbook, save it as .xlsx or .csv and upload it again.",
)

_OWN: Mapping[str, Wording] = MappingProxyType(
    {
        "file.empty": Wording(
            Text("Файл пуст.", "The file is empty."),
            Text("Выберите файл с таблицей и загрузите его.", "Choose the file with the table and upload it."),
        ),
        "file.not_workbook": Wording(
            Text(
                "Это не книга Excel (.xlsx) и не CSV, а файл вида {value}.",
                "This is neither an Excel workbook (.xlsx) nor CSV: its kind is {value}.",
            ),
            _PLAIN,
        ),
        "file.unknown": Wording(
            Text("Это не книга Excel (.xlsx) и не CSV.", "This is neither an Excel workbook (.xlsx) nor CSV."), _PLAIN
        ),
        "file.unpacks_too_big": Wording(
            Text("Распакованная книга занимает {value} МБ.", "Unpacked, the workbook has {value} MB."), _PLAIN
        ),
        "file.too_many_parts": Wording(Text("В книге {value} частей.", "The workbook has {value} parts."), _PLAIN),
        "file.interrupted": WORDINGS["file.interrupted"],
        "table.csv_too_big": Wording(
            Text(
                "Файл занимает {value} МБ, принимается не больше 10 МБ.", "The file has {value} MB; the limit is 10 MB."
            ),
            Text("Разделите таблицу на части.", "Split the table."),
        ),
        "table.not_text": Wording(
            Text("Файл CSV записан в неизвестной кодировке.", "The encoding of the CSV file is unknown."),
            Text(
                "Сохраните его как «CSV UTF-8» или как книгу Excel (.xlsx).",
                "Save it as “CSV UTF-8” or as an Excel workbook (.xlsx).",
            ),
        ),
        "table.quotes": Wording(
            Text("В файле CSV не закрыта кавычка.", "A quotation mark in the CSV file is not closed."),
            Text(
                "Откройте файл, исправьте кавычки или сохраните таблицу как книгу Excel (.xlsx).",
                "Open the file and mend the quotation marks, or save the table as an Excel workbook (.xlsx).",
            ),
        ),
        "table.no_headers": Wording(
            Text(
                "В начале первого листа нет строки с заголовками столбцов.",
                "The first sheet does not begin with headers.",
            ),
            Text(
                "Поставьте заголовки столбцов в первую строку первого листа.",
                "Put the columns' headers in the first row of the first sheet.",
            ),
        ),
        "table.no_rows": Wording(
            Text("В таблице есть заголовки, но нет ни одной строки.", "The table has headers, but no row."),
            Text("Добавьте строки и загрузите файл снова.", "Add the rows and upload the file again."),
        ),
        "table.too_many_rows": Wording(
            Text("В таблице больше {value} строк.", "The table has more than {value} rows."),
            Text("Разделите таблицу и внесите её частями.", "Split the table and import it in parts."),
        ),
        "table.too_many_columns": Wording(
            Text("В таблице больше {value} столбцов.", "The table has more than {value} columns."),
            Text("Удалите столбцы, которые не нужны в реестре.", "Remove the columns that the register does not need."),
        ),
        "table.same_headers": Wording(
            Text("Два столбца называются «{value}».", "Two columns are called “{value}”."),
            Text("Переименуйте один из них или удалите.", "Rename one of them or remove it."),
        ),
    }
)


def refusal_wording(rule: str, value: str) -> Wording:
    """The words of a refusal. What a form says of a file fits a table too, but not its advice to fetch a new form."""
    if rule in _OWN:
        wording = _OWN[rule]
    else:
        of_form = WORDINGS[rule]
        wording = Wording(of_form.message, _PLAIN)
    said = {"value": value}
    return Wording(filled(wording.message, said), filled(wording.advice, said))
