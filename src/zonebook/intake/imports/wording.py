"""What is a person told about a cell of a table, and what should they do? One entry for each rule."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zonebook.intake.wording import Wording
from zonebook.measures import Text


def _said(ru: str, en: str, *, advice: tuple[str, str]) -> Wording:
    return Wording(Text(ru, en), Text(*advice))


_COPY = ("Возьмите номер из выписки ЕГРЮЛ.", "Copy the number from the company's certificate.")
_DAY = ("Напишите день как 31.12.2025.", "Write the day as 31.12.2025.")
_DIGITS = ("Напишите число цифрами, например 1250,5.", "Write the number in digits, such as 1250.5.")
_AS_TEXT = (
    "Задайте столбцу формат «Текстовый» и введите значение заново.",
    "Set the column's format to text and type the value again.",
)

WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "table.stray": _said(
            "Значение стоит в столбце без заголовка.",
            "The value stands in a column without a header.",
            advice=("Дайте столбцу заголовок или удалите значение.", "Give the column a header or remove the value."),
        ),
        "value.missing": _said(
            "Не заполнено обязательное поле «{title}».",
            "The required field “{title}” is blank.",
            advice=("Заполните ячейку или удалите строку.", "Fill in the cell or remove the row."),
        ),
        "value.error": _said(
            "В ячейке ошибка или невычисленная формула.",
            "The cell holds an error or a formula without a result.",
            advice=("Замените формулу значением.", "Replace the formula by its value."),
        ),
        "value.boolean": _said(
            "В ячейке логическое значение.",
            "The cell holds a logical value.",
            advice=("Напишите значение словами или цифрами.", "Write the value in words or digits."),
        ),
        "text.date": _said(
            "Программа превратила значение в дату.", "The program turned the value into a day.", advice=_AS_TEXT
        ),
        "text.too_long": _said(
            "Слишком длинный текст: {length} знаков, помещается {limit}.",
            "The text has {length} characters; {limit} fit.",
            advice=("Сократите текст.", "Shorten the text."),
        ),
        "slug.form": _said(
            "Код «{value}» записан неверно.",
            "The code “{value}” is malformed.",
            advice=(
                "Оставьте строчные латинские буквы, цифры и дефисы или очистите ячейку: код составится из названия.",
                "Keep lower-case Latin letters, digits and hyphens, or clear the cell: the name will give the code.",
            ),
        ),
        "inn.digits": _said("В ИНН есть не только цифры.", "The ИНН has more than digits.", advice=_COPY),
        "inn.length": _said(
            "В ИНН {length} цифр, а должно быть 10 или 12.",
            "The ИНН has {length} digits instead of 10 or 12.",
            advice=(
                "Проверьте номер; если потерян ноль в начале, задайте столбцу формат «Текстовый».",
                "Check the number; where a leading zero was lost, set the column's format to text.",
            ),
        ),
        "inn.control": _said(
            "Контрольная цифра ИНН не сходится: в номере опечатка.",
            "The control digit of the ИНН does not agree: a digit is wrong.",
            advice=_COPY,
        ),
        "inn.form": _said("Такого ИНН не бывает.", "There is no such ИНН.", advice=_COPY),
        "ogrn.digits": _said("В ОГРН есть не только цифры.", "The ОГРН has more than digits.", advice=_COPY),
        "ogrn.length": _said(
            "В ОГРН {length} цифр, а должно быть 13 или 15.",
            "The ОГРН has {length} digits instead of 13 or 15.",
            advice=_COPY,
        ),
        "ogrn.control": _said(
            "Контрольная цифра ОГРН не сходится: в номере опечатка.",
            "The control digit of the ОГРН does not agree: a digit is wrong.",
            advice=_COPY,
        ),
        "ogrn.form": _said("Такого ОГРН не бывает.", "There is no such ОГРН.", advice=_COPY),
        "kpp.form": _said(
            "КПП записан неверно.",
            "The КПП is malformed.",
            advice=(
                "КПП — девять знаков: цифры, на пятом и шестом месте может стоять латинская буква.",
                "A КПП has nine characters: digits, the fifth and sixth may be Latin capitals.",
            ),
        ),
        "okved.form": _said(
            "Код ОКВЭД записан неверно.",
            "The ОКВЭД code is malformed.",
            advice=("Напишите код цифрами с точками, например 26.51.1.", "Write digits with points, such as 26.51.1."),
        ),
        "okved.number": _said(
            "Код ОКВЭД сохранён как число или дата, и его нули могли потеряться.",
            "The ОКВЭД code is stored as a number or a day, so noughts may be lost.",
            advice=_AS_TEXT,
        ),
        "date.number": _said("В ячейке число, а не дата.", "The cell holds a number instead of a day.", advice=_DAY),
        "date.form": _said("Дата не понята.", "The day is not understood.", advice=_DAY),
        "date.none": _said("Такого дня нет в календаре.", "The calendar has no such day.", advice=_DAY),
        "date.year": _said("Год вне пределов 1900–2100.", "The year is outside 1900–2100.", advice=_DAY),
        "number.none": _said("Это не число.", "This is no number.", advice=_DIGITS),
        "number.date": _said("В ячейке дата, а не число.", "The cell holds a day instead of a number.", advice=_DIGITS),
        "number.display": _said(
            "Ячейка показывает проценты или тысячи, а хранит другое число: {value}.",
            "The cell shows a percentage or thousands, but it holds {value}.",
            advice=(
                "Верните ячейке числовой формат и проверьте число.",
                "Set the format to number and check it.",
            ),
        ),
        "number.ambiguous": _said(
            "Неясно, разделяет ли знак тысячи или дробную часть.",
            "It is unclear whether the sign parts thousands or decimals.",
            advice=("Напишите 1234 или 1,23.", "Write 1234 or 1.23."),
        ),
        "number.decimals": _said(
            "Знаков после запятой больше, чем {decimals}.",
            "There are more than {decimals} decimals.",
            advice=("Округлите число.", "Round the number."),
        ),
        "number.whole": _said("Нужно целое число.", "A whole number is needed.", advice=_DIGITS),
        "number.low": _said(
            "Число меньше наименьшего допустимого: {low} {unit}.",
            "The number is below the least allowed: {low} {unit}.",
            advice=("Проверьте число и единицу измерения.", "Check the number and its unit."),
        ),
        "number.high": _said(
            "Число больше наибольшего допустимого: {high} {unit}.",
            "The number is above the largest allowed: {high} {unit}.",
            advice=("Проверьте число и единицу измерения.", "Check the number and its unit."),
        ),
        "choice.unknown": _said(
            "Значение не из списка.",
            "The value is not in the list.",
            advice=("Выберите одно из: {known}.", "Choose one of: {known}."),
        ),
        "email.form": _said(
            "Адрес почты записан неверно.",
            "The e-mail address is malformed.",
            advice=("Напишите один адрес вида name@example.ru.", "Write one address such as name@example.ru."),
        ),
        "phone.form": _said(
            "Телефон записан неверно.",
            "The telephone number is malformed.",
            advice=("Напишите один номер вида +7 495 123-45-67.", "Write one number such as +7 495 123-45-67."),
        ),
        "reference.site": _said(
            "В зоне нет такой площадки.",
            "The zone has no such site.",
            advice=("Возьмите название площадки из реестра.", "Copy the site's name from the register."),
        ),
        "reference.industry": _said(
            "В реестре нет такой отрасли.",
            "The register has no such industry.",
            advice=("Возьмите название отрасли из реестра.", "Copy the industry's name from the register."),
        ),
        "reference.building": _said(
            "На этой площадке нет такого корпуса.",
            "The site has no such building.",
            advice=("Сначала внесите корпус или исправьте название.", "Enter the building first, or correct its name."),
        ),
        "reference.company": _said(
            "В реестре нет такой компании.",
            "The register has no such company.",
            advice=("Укажите ИНН или сначала внесите компанию.", "Give the ИНН, or enter the company first."),
        ),
        "reference.ambiguous": _said(
            "Так называются несколько записей реестра: {codes}.",
            "Several entries of the register are called so: {codes}.",
            advice=("Укажите код или ИНН вместо названия.", "Give the code or the ИНН instead of the name."),
        ),
        "unique.in_file": _said(
            "Повтор: то же значение уже есть в строке {other}.",
            "A repetition: row {other} has the same value.",
            advice=("Оставьте одну из строк.", "Keep one of the rows."),
        ),
        "unique.in_register": _said(
            "Уже есть в реестре: {entry}.",
            "The register has this already: {entry}.",
            advice=(
                "Удалите строку: имеющиеся записи загрузкой не меняются.",
                "Remove the row: an import does not change entries of the register.",
            ),
        ),
        "days.reversed": _said(
            "Последний день раньше первого ({first}).",
            "The last day is before the first ({first}).",
            advice=("Исправьте одну из дат.", "Correct one of the days."),
        ),
        "row.needs": _said(
            "Заполнено «{title_0}», но не заполнено «{title_1}».",
            "“{title_0}” is filled in, but “{title_1}” is not.",
            advice=("Заполните оба поля или очистите это.", "Fill in both fields or clear this one."),
        ),
        "row.only_with": _said(
            "«{title_0}» не заполняется при таком значении «{title_1}».",
            "“{title_0}” is not for this “{title_1}”.",
            advice=("Очистите ячейку или исправьте «{title_1}».", "Clear the cell or correct “{title_1}”."),
        ),
        "overlap.in_file": _said(
            "Дни пересекаются с днями строки {other}.",
            "The days overlap those of row {other}.",
            advice=("Исправьте даты или оставьте одну из строк.", "Correct the days or keep one of the rows."),
        ),
        "overlap.in_register": _said(
            "В реестре это уже есть с {first} по {last}.",
            "The register has this from {first} to {last}.",
            advice=("Исправьте даты или удалите строку.", "Correct the days or remove the row."),
        ),
    }
)
