"""What is counted: which unit does the word behind (or before) a number name?

Money, areas and shares are written in few ways and found by pattern; counted nouns are looked up by stem, and the
dictionary is asked only about the words that no list knows. The unit is one of `zonebook.measures.Unit`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from zonebook.claims.reading import morphology
from zonebook.claims.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit in the text: its code, the noun (folded) that names it, where it ends, and what it multiplies by."""

    unit: str
    noun: str
    end: int
    factor: Decimal = Decimal(1)


_HECTARES_IN_SQUARE_KM = Decimal(100)
_ROUBLES_IN_KOPECK = Decimal("0.01")

_FIXED = re.compile(
    r"""\s*(?:
      (?P<percent> % | процент(?:а|ов|ам|ами|ах|ом)?\b | проц\. | процентн\w+\sпункт\w* | п\.\s?п\.? )
    | (?P<RUB> руб(?:\.|л\w+)?(?!\w) | ₽ | р\.(?!\w) )
    | (?P<kopecks> коп(?:\.|е\w+) )
    | (?P<USD> доллар\w*(?:\sсша)? | долл\.? | \$ | usd\b )
    | (?P<EUR> евро\b | € | eur\b )
    | (?P<square_km> кв\.?\s?(?:км|километр\w*)\b | км2 | км² | квадратн\w+\sкилометр\w* )
    | (?P<ha> га\b | гектар\w* )
    | (?P<sqm> кв\.?\s?м(?:етр\w*)?\b | м2 | м² | квадратн\w+\sметр\w* | «квадрат\w*» | "квадрат\w*"
                | квадрат(?:ов|а)\b )
    | (?P<times> раз(?:а)?\b )
    | (?P<time> (?:(?:последн|ближайш|прошедш|полн|календарн|рабоч)\w+\s)?
                (?:лет|год(?:а|у|ам|ами|ах|ов|ы)?\b|месяц\w*|дн(?:я|ей|ям|ями)|день|сутк\w+|суток|час(?:а|ов|ам|ами|ах)?|минут\w*
                  |недел\w*|утра|вечера|ночи|квартал\w*|полугоди\w+|десятилети\w+|век(?:а|ов)?|секунд\w*)\b )
    | (?P<other> тонн\w* | т\b\.? | [мс]м\b | кг\b | килограмм\w* | атмосфер\w* | грамм\w*
                | [кмг]вт(?:\W?ч)?\b | мва\b | км\b | километр\w* | м\b | метр\w* | литр\w*
                | куб\w* | м3 | м³
               | баррел\w* | гкал\w* | [кмг]?бит\w* | градус\w* | °\w? | юан\w* | тенге\b | балл\w* | сум\b
                | дирхам\w* )
    )""",
    re.VERBOSE,
)
_BEFORE = {"$": "USD", "€": "EUR", "₽": "RUB"}

_NOUNS: tuple[tuple[str, str], ...] = (
    ("residents", r"(?:\w+-)?резидент(?!ск)\w*|технорезидент\w*"),
    ("jobs", r"(?:рабоч\w+|вакантн\w+ рабоч\w+) мест\w*|рабочее место|рабмест\w*|рабочеместа"),
    ("companies", r"(?:\w+-)?(?:компани|предприяти|организаци|фирм[аыеу]?(?!енн)|инвестор|участни[кц]|партнер"
                  r"|арендатор"
                  r"|производител|стартап|поставщик|разработчик|предпринимател|юрлиц|корпораци|холдинг|экспортер"
                  r"|подрядчик|новичк|застройщик|дилер|заказчик|покупател|игрок|импортер|соинвестор)\w*|ип"),
    ("people", r"человек\w*|людей|людям|людьми|люди|чел|специалист\w*|сотрудни[кц]\w*|работни[кц]\w*|рабочих|вакансий"
               r"|вакансии|вакансия|душ|жител\w*|занятых|трудящихся"),
    ("zones", r"(?:\w+-)?(?:зон(?:а|ы|у|ой|е|ам|ами|ах)?|оэз|тосэр|тор|технопарк\w*|кластер\w*|парк(?:а|ов|и|ах"
              r"|ам|ами)?"
              r"|технополис\w*|наукоград\w*|промпарк\w*|индустриальн\w+ парк\w*|сэз)"),
    ("projects", r"(?:\w+-)?проект(?:а|ов|ы|ам|ами|ах|ом|у)?|бизнес-план\w*|стартап-проект\w*"),
    ("items", r"(?:\w+-)?(?:площад(?:к|ок)|участ(?:ок|к)|корпус|здани|завод|производств|объект|цех|лини[яийю]"
              r"|регион|стран"
              r"|республик|област|город|заявк|заявок|провер(?:к|ок)|соглашени|договор|лаборатор|единиц|издели"
              r"|дом|дорог"
              r"|школ|машин|автомобил|судов|судн|станц|подстанц|патент|очеред|помещени|маршрут|мероприяти|рейс"
              r"|инцидент|нарушени|таблет|капсул|ячеек|ячейк|фабрик|офис|парковк|квартир|номер|отел|гостиниц"
              r"|комплекс|модул|муниципалитет|район|штук|экземпляр|видов|наименовани|позици)\w*|государств(?:о|а|ам|ах)?"),
)  # fmt: skip
_NOUN_PATTERNS = tuple((unit, re.compile(pattern)) for unit, pattern in _NOUNS)
_LEGAL = frozenset("статей пункт пункта пунктов закон закона сторон случаев слов минут вопросов глав раз строк".split())
_JOB_WORDS = re.compile(r"рабоч\w+$")
_LINKS = frozenset(("и", ",", "или"))
_FARTHEST = 6


def unit_before(text: str, start: int) -> str | None:
    """The currency whose sign stands right before position `start` («$2,5 млрд»)."""
    return _BEFORE.get(text[start - 1 : start]) if start else None


def fixed_unit(low: str, end: int) -> Counted | None:
    """Money, area, share, ratio, time or a physical unit right behind position `end` of the folded text."""
    match = _FIXED.match(low, end)
    if match is None or match.lastgroup is None:
        return None
    noun, stop = match[0].strip(), match.end()
    if match.lastgroup == "square_km":
        return Counted("ha", noun, stop, _HECTARES_IN_SQUARE_KM)
    if match.lastgroup == "kopecks":
        return Counted("RUB", noun, stop, _ROUBLES_IN_KOPECK)
    return Counted(match.lastgroup, noun, stop)


def counted_noun(tokens: Sequence[Token], at: int) -> Counted | None:
    """The noun that the number before token `at` of its clause counts, adjectives between them included.

    Where adjectives stand without a noun («две промышленные»), they are the name, and the unit is left empty.
    """
    last_adjective: Token | None = None
    for here in range(at, min(len(tokens), at + _FARTHEST)):
        token = tokens[here]
        if token.low in _LINKS and last_adjective is not None:
            continue
        if token.kind != "word":
            break
        found = _noun_at(tokens, here)
        if found is not None:
            return found
        if not morphology.is_adjective(token.low):
            break
        last_adjective = token
    return last_adjective and Counted("", last_adjective.low, last_adjective.end)


def _noun_at(tokens: Sequence[Token], here: int) -> Counted | None:
    low = tokens[here].low
    after = tokens[here + 1] if here + 1 < len(tokens) else None
    if after is not None and _JOB_WORDS.match(low) and after.low.startswith("мест"):
        return Counted("jobs", f"{low} {after.low}", after.end)
    unit = noun_unit(low)
    if unit is None:
        return None
    is_completed = after is not None and low.startswith("объект") and after.low.startswith("инфраструктур")
    return Counted(unit, low, after.end if after and is_completed else tokens[here].end)


@lru_cache(20_000)
def noun_unit(low: str) -> str | None:
    """The unit of a counted noun; None for a word that is no noun or counts nothing («случаев»)."""
    if low in _LEGAL:
        return None
    for unit, pattern in _NOUN_PATTERNS:
        if pattern.fullmatch(low):
            return unit
    if len(low) < 3 or morphology.is_adjective(low) or not morphology.is_noun(low):
        return None
    return "people" if morphology.is_animate(low) else "items"


@lru_cache(20_000)
def listed_unit(low: str) -> str | None:
    """The unit of a noun that the lists know by name; the dictionary is not asked."""
    return next((unit for unit, pattern in _NOUN_PATTERNS if pattern.fullmatch(low)), None)
