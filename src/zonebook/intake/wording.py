"""What is a person told about a workbook that cannot be read as it stands, and what should they do?

One entry for each rule of the reader: how grave it is, what happened, what to do. `{…}` are filled in by the
reader. The checks over the numbers themselves are dated definitions and are worded there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zonebook.intake.reading import Finding, Severity
from zonebook.measures import Text

_FRESH = Text(
    "Скачайте бланк этого отчёта заново, перенесите в него числа и загрузите его.",
    "Download the form of this report again, copy your numbers into it and upload it.",
)
_RESAVE = Text(
    "Откройте файл в Excel или LibreOffice, сохраните как «Книга Excel (.xlsx)» и загрузите его.",
    "Open the file in Excel or LibreOffice, save it as “Excel workbook (.xlsx)” and upload that.",
)
_TYPE_NUMBER = Text(
    "Введите число цифрами, без слов и единиц. Если данных нет, оставьте ячейку пустой.",
    "Type the number in digits, without words or units. If there are no data, leave the cell empty.",
)


@dataclass(frozen=True, slots=True)
class Wording:
    """How grave a rule is, what happened and what to do."""

    message: Text
    advice: Text
    severity: Severity = Severity.ERROR


WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "file.empty": Wording(
            Text("Файл пуст.", "The file is empty."),
            Text("Выберите заполненный бланк и загрузите его.", "Choose the filled-in form and upload it."),
        ),
        "file.too_big": Wording(
            Text(
                "Файл занимает {value} МБ, принимается не больше 5 МБ.",
                "The file has {value} MB; the limit is 5 MB.",
            ),
            Text(
                "Удалите из книги рисунки и лишние листы или перенесите числа в чистый бланк.",
                "Remove pictures and extra sheets, or copy the numbers into a clean form.",
            ),
        ),
        "file.not_workbook": Wording(
            Text(
                "Это не книга Excel (.xlsx), а файл вида {value}.",
                "This is no Excel workbook (.xlsx): its kind is {value}.",
            ),
            _RESAVE,
        ),
        "file.unknown": Wording(Text("Это не книга Excel (.xlsx).", "This is no Excel workbook (.xlsx)."), _RESAVE),
        "file.old_excel": Wording(
            Text("Книга сохранена в старом формате .xls.", "The workbook is in the old .xls format."), _RESAVE
        ),
        "file.encrypted": Wording(
            Text("Книга защищена паролем на открытие.", "The workbook needs a password to open."),
            Text(
                "Снимите пароль: Файл → Сведения → Защита книги → Зашифровать с использованием пароля.",
                "Remove the password: File → Info → Protect workbook → Encrypt with password.",
            ),
        ),
        "file.macros": Wording(Text("В книге есть макросы.", "The workbook has macros."), _RESAVE),
        "file.damaged": Wording(
            Text("Файл повреждён или передан не до конца.", "The file is damaged or was cut short."),
            Text(
                "Проверьте, что файл открывается у вас, сохраните его заново и загрузите ещё раз.",
                "See that the file opens on your side, save it again and upload it once more.",
            ),
        ),
        "file.too_many_parts": Wording(
            Text(
                "В книге {value} частей: бланк устроен проще.",
                "The workbook has {value} parts; the form has far fewer.",
            ),
            _FRESH,
        ),
        "file.unpacks_too_big": Wording(
            Text(
                "Распакованная книга занимает {value} МБ, принимается не больше 20 МБ.",
                "Unpacked, the workbook has {value} MB; the limit is 20 MB.",
            ),
            _FRESH,
        ),
        "file.entities": Wording(
            Text(
                "В части {value} есть объявления, которых в книге быть не должно.",
                "Part {value} declares entities.",
            ),
            _FRESH,
        ),
        "file.limits": Wording(
            Text(
                "Чтение книги потребовало слишком много времени или памяти и остановлено.",
                "Reading the workbook took too much time or memory and was stopped.",
            ),
            _FRESH,
        ),
        "file.interrupted": Wording(
            Text("Чтение книги прервалось.", "Reading the workbook was interrupted."),
            Text("С файлом всё может быть в порядке: загрузите его ещё раз.", "It may be sound: upload it once more."),
        ),
        "book.no_form_sheet": Wording(
            Text("В книге нет листа «{value}».", "The workbook has no sheet “{value}”."), _FRESH
        ),
        "book.renamed_sheet": Wording(
            Text("Лист «Форма 1» переименован в «{value}».", "The sheet «Форма 1» was renamed “{value}”."),
            Text(
                "Числа прочитаны. Верните листу имя «Форма 1».",
                "The numbers were read. Rename the sheet «Форма 1».",
            ),
            Severity.WARNING,
        ),
        "book.copied_sheet": Wording(
            Text(
                "Отчёт есть на нескольких листах: {value}. Неясно, какой из них верный.",
                "The report stands on several sheets: {value}. It is unclear which one counts.",
            ),
            Text("Оставьте один лист «Форма 1».", "Leave one sheet «Форма 1»."),
        ),
        "book.no_meta": Wording(
            Text(
                "Из книги удалён служебный лист, по которому узнают компанию и период.",
                "The service sheet that names the company and the period was removed.",
            ),
            _FRESH,
        ),
        "book.other_form": Wording(Text("Это бланк другой формы: {value}.", "This is another form: {value}."), _FRESH),
        "book.old_version": Wording(
            Text("Это прежняя версия бланка: {value}.", "This is an earlier version of the form: {value}."),
            _FRESH,
        ),
        "book.newer_version": Wording(
            Text(
                "Это более новая версия бланка ({value}), чем действует для этого периода.",
                "This version of the form ({value}) is newer than the one in force for the period.",
            ),
            _FRESH,
        ),
        "book.other_company": Wording(
            Text("Это бланк другой компании: {value}.", "This is the form of another company: {value}."),
            _FRESH,
        ),
        "book.other_period": Wording(
            Text("Это бланк за другой период: {value}.", "This is the form of another period: {value}."),
            _FRESH,
        ),
        "book.other_campaign": Wording(
            Text(
                "Это бланк другой отчётной кампании: {value}.",
                "This form belongs to another campaign: {value}.",
            ),
            _FRESH,
        ),
        "book.other_sites": Wording(
            Text(
                "В бланке другие площадки: {value}. Перечень площадок компании изменился.",
                "The form has other sites: {value}. The company's sites have changed.",
            ),
            _FRESH,
        ),
        "book.other_layout": Wording(
            Text("Бланк составлен по другой разметке.", "The form was laid out in another way."), _FRESH
        ),
        "book.identity_overwritten": Wording(
            Text(
                "Шапка бланка изменена: здесь написано «{value}», а бланк выдан на «{expected}».",
                "The form's heading was changed: it says “{value}”; the form was issued for “{expected}”.",
            ),
            Text(
                "Проверьте, что в бланк не вставлен чужой отчёт, и верните шапку.",
                "Make sure no other report was pasted into the form, and restore the heading.",
            ),
        ),
        "rows.moved": Wording(
            Text(
                "Строки сдвинуты или изменены: здесь ожидалась строка {expected}. Не прочитаны: {lines}.",
                "Rows were moved or changed: line {expected} was expected here. Lines not read: {lines}.",
            ),
            _FRESH,
        ),
        "columns.moved": Wording(
            Text(
                "Столбец сдвинут или изменён: здесь ожидалась площадка «{expected}». Столбец не прочитан.",
                "A column was moved or changed: site “{expected}” was expected here. It was not read.",
            ),
            _FRESH,
        ),
        "cell.text": Wording(
            Text("Вместо числа написано «{value}».", "There is “{value}” in place of a number."), _TYPE_NUMBER
        ),
        "cell.number_as_text": Wording(
            Text("Число записано текстом: «{value}».", "The number is written as text: “{value}”."),
            Text(
                "Похоже на {offer} {unit}. Если так, введите {offer} числом.",
                "It looks like {offer} {unit}. If so, type {offer} as a number.",
            ),
        ),
        "cell.date": Wording(
            Text("Вместо числа стоит дата: {value}.", "There is a date in place of a number: {value}."),
            Text(
                "Верните ячейке числовой формат и введите число с запятой: программа приняла его за дату.",
                "Set the cell's format to number and type it again: the program took it for a date.",
            ),
        ),
        "cell.boolean": Wording(
            Text("Вместо числа стоит {value}.", "There is {value} in place of a number."), _TYPE_NUMBER
        ),
        "cell.error": Wording(
            Text("В ячейке ошибка {value}.", "The cell holds the error {value}."),
            Text("Исправьте формулу или введите число.", "Mend the formula or type the number."),
        ),
        "cell.uncomputed": Wording(
            Text("Формула {value} не вычислена.", "The formula {value} has no stored result."),
            Text(
                "Откройте книгу, дождитесь пересчёта и сохраните её или введите число.",
                "Open the workbook, let it recalculate and save it, or type the number.",
            ),
        ),
        "cell.merged": Wording(
            Text("Ячейка объединена с соседними ({value}).", "The cell is merged with others ({value})."),
            Text(
                "Отмените объединение и впишите число в каждую ячейку отдельно.",
                "Unmerge the cells and write each number in its own cell.",
            ),
        ),
        "cell.percent": Wording(
            Text(
                "Ячейка показывает проценты, в ней хранится {value}.",
                "The cell shows a percentage; it holds {value}.",
            ),
            Text(
                "Верните ячейке числовой формат и введите число в единицах: {unit}.",
                "Set the cell's format to number and type the number in: {unit}.",
            ),
        ),
        "cell.scaled": Wording(
            Text(
                "Ячейка показывает тысячи или миллионы, а хранится в ней {value}.",
                "The cell shows thousands or millions, but it holds {value}.",
            ),
            Text(
                "Верните ячейке числовой формат и проверьте число: единица строки — {unit}.",
                "Set the cell's format to number and check the number: the line's unit is {unit}.",
            ),
        ),
        "cell.decimals": Wording(
            Text(
                "В числе {value} больше знаков после запятой, чем принимает строка ({decimals}).",
                "The number {value} has more decimals than the line takes ({decimals}).",
            ),
            Text("Округлите, например до {offer}.", "Round it, for example to {offer}."),
        ),
        "cell.too_large": Wording(
            Text("Число {value} слишком велико для отчёта.", "The number {value} is too large for a report."),
            Text("Проверьте единицу строки: {unit}.", "Check the line's unit: {unit}."),
        ),
        "cell.not_yes_no": Wording(
            Text("Ответ «{value}» не понят.", "The answer “{value}” is not understood."),
            Text("Выберите «Да» или «Нет» из списка.", "Choose «Да» (yes) or «Нет» (no) from the list."),
        ),
    }
)


def finding(rule: str, address: str = "", *, value: str | None = None, **said: Text | str) -> Finding:
    """The finding of a rule of the reader, worded; `said` fills the placeholders beside {value}."""
    wording = WORDINGS[rule]
    words = {**said, "value": value or ""}
    message, advice = filled(wording.message, words), filled(wording.advice, words)
    return Finding(rule, wording.severity, address, value, message, advice)


def filled(template: Text, said: Mapping[str, Text | str]) -> Text:
    """The template with its placeholders filled in each language."""
    ru = {name: text.ru if isinstance(text, Text) else text for name, text in said.items()}
    en = {name: text.en if isinstance(text, Text) else text for name, text in said.items()}
    # a sentence that ends with an abbreviation («руб.») ends with one dot
    return Text(_TWO_DOTS.sub(".", template.ru.format(**ru)), template.en.format(**en))


_TWO_DOTS = re.compile(r"(?<=[а-я])\.\.(?!\.)")
