"""What must a person know to fill the form in? The text of the sheet «Как заполнить»."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.intake.form import Form, Line, LineKind
from zonebook.measures import Text

_KINDS = {
    LineKind.FLOW: Text("нарастающим итогом", "cumulative"),
    LineKind.STOCK: Text("на конец периода", "at the period's end"),
    LineKind.AVERAGE: Text("среднее за период", "average over the period"),
    LineKind.FLAG: Text("да или нет", "yes or no"),
}

_RULES = (
    Text("Заполняйте только светло-жёлтые ячейки листа «Форма 1».", "Fill in only the pale yellow cells."),
    Text(
        "Пустая ячейка значит «нет данных», а не ноль. Ноль пишите цифрой 0.",
        "An empty cell means “no data”, not zero. Write zero as 0.",
    ),
    Text(
        "Пустая обязательная строка потребует письменного пояснения при отправке.",
        "An empty required line will need a written explanation when you send the report.",
    ),
    Text(
        "Деньги — в тысячах рублей; копейки можно указать после запятой.",
        "Money is in thousands of roubles; kopecks may follow the decimal comma.",
    ),
    Text(
        "Если компания работает на нескольких площадках, у каждой свой столбец.",
        "If the company works on several sites, each has its own column.",
    ),
    Text(
        "Не вставляйте строк и столбцов и не объединяйте ячейки: такой бланк не будет прочитан.",
        "Do not insert rows or columns and do not merge cells: such a form cannot be read.",
    ),
    Text(
        "Формулы допустимы: будет взят их сохранённый результат.",
        "Formulas are welcome: their stored results are taken.",
    ),
    Text(
        "Сохраняйте книгу в формате .xlsx, без макросов и пароля.",
        "Save as .xlsx, without macros or password.",
    ),
)


def guide_lines(form: Form) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """The rows of the sheet: whether it is a heading, and its cells."""
    yield True, (form.title.ru,)
    yield False, (form.title.en,)
    if form.note:
        yield False, (form.note.ru, form.note.en)
    yield False, ("",)
    for rule in _RULES:
        yield False, (rule.ru, rule.en)
    yield False, ("",)
    yield True, ("Показатель · Line", "Как понимать", "What it means")
    for line in form.lines:
        yield False, (line.title.ru, _about(line, "ru"), _about(line, "en"))
    yield False, ("",)
    yield True, ("Основание · Source",)
    yield False, (form.reference.title.ru, form.reference.title.en, form.reference.link)


def _about(line: Line, language: str) -> str:
    def say(text: Text) -> str:
        return text.ru if language == "ru" else text.en

    required = Text("обязательная строка", "required") if line.required else Text("по желанию", "optional")
    about = f"{say(line.written_unit)}; {say(_KINDS[line.kind])}; {say(required)}."
    return f"{about} {say(line.note)}" if line.note else about
