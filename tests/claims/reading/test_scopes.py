"""Whom a number is about, and which code of the register that is."""

from __future__ import annotations

import pytest

from zonebook.claims import NamedScope, read_claims
from zonebook.claims.reading.register import Register

NAMES = (
    NamedScope("zone:technopolis-moscow", ("Технополис Москва", "ОЭЗ Москвы")),
    NamedScope("site:pechatniki", ("Печатники",)),
    NamedScope("site:rudnevo", ("Руднево",)),
    NamedScope("site:red-pakhra", ("Красная Пахра",)),
    NamedScope("company:flame", ("НПО Пламя",)),
)


def scopes(text):
    return [claim.scope for claim in read_claims(text)]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("В ОЭЗ «Калуга» 30 резидентов.", "ОЭЗ «Калуга»"),
        ('На площадке "Печатники" 30 компаний.', "Печатники"),
        ("В томской ОЭЗ 30 резидентов.", "томской ОЭЗ"),
        ("Компания «Заря» создала 30 рабочих мест.", "Заря"),
        ("ООО «Заря» создало 30 рабочих мест.", "ООО «Заря»"),
        ("На площадках «Печатники» и «Руднево» 30 компаний.", "Печатники; Руднево"),
        ("30 резидентов работают в ОЭЗ «Калуга».", "ОЭЗ «Калуга»"),
        ("Создано 30 рабочих мест.", None),
    ],
)
def test_the_scope_is_written_as_in_the_text(text, scope):
    assert scopes(text) == [scope]


def test_the_smaller_of_two_names_is_meant():
    assert scopes("ООО «Заря» открыло в ОЭЗ «Калуга» 30 рабочих мест.") == ["ООО «Заря»"]


def test_the_scope_is_carried_into_the_next_sentence():
    assert scopes("ОЭЗ «Калуга» растёт. Резидентов уже 30.") == ["ОЭЗ «Калуга»"]


def test_speech_in_quotes_is_no_name():
    assert scopes("В ОЭЗ «Калуга» рады: «Мы создали 30 рабочих мест».") == ["ОЭЗ «Калуга»"]


def test_one_member_without_a_name_is_told_from_the_whole():
    text = "Один из участников кластера ОЭЗ «Технополис Москва» нанял 30 человек."
    (claim,) = read_claims(text, names=NAMES)

    assert claim.unnamed_member
    assert claim.scopes == ("zone:technopolis-moscow",)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Печатниках", ("site:pechatniki",)),
        ("«ПЕЧАТНИКОВ»", ("site:pechatniki",)),
        ("Технополиса «Москва»", ("zone:technopolis-moscow",)),
        ("ОЭЗ Москвы «Красная Пахра»", ("zone:technopolis-moscow", "site:red-pakhra")),
        ("Красной Пахре", ("site:red-pakhra",)),
        ("Печатники; Руднево", ("site:pechatniki", "site:rudnevo")),
        ("НПО «Пламя»", ("company:flame",)),
        ("Калуга", ()),
        (None, ()),
    ],
)
def test_register_names_are_found_in_any_case(words, codes):
    assert Register(NAMES).codes(words) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("В Печатниках 30 компаний.", ("site:pechatniki",)),
        ("На площадках Печатники и Руднево 30 компаний.", ("site:pechatniki", "site:rudnevo")),
        ("В Красной Пахре 30 компаний.", ("site:red-pakhra",)),
        ("В печатниках нуждаются 30 компаний.", ()),
    ],
)
def test_register_names_without_quotes_are_scopes_where_they_stand_as_names(text, codes):
    (claim,) = read_claims(text, names=NAMES)

    assert claim.scopes == codes


def test_a_name_that_comes_later_serves_where_none_came_before():
    claims = read_claims("Принято девять резидентов. Об этом рассказали в ОЭЗ «Калуга».")

    assert [claim.scope for claim in claims] == ["ОЭЗ «Калуга»"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Заводы «Альфа» и «Бета» вложат 2 и 3 млрд рублей соответственно.", ["Альфа", "Бета"]),
        ("Площадка «Альфа» занимает 610 га, «Бета» — 432 га.", ["Альфа", "Бета"]),
        ("Заводы «Альфа» и «Бета» открыты. На первом 180 человек, на втором 220 человек.", ["Альфа", "Бета"]),
        ("Завод «Альфа» — якорный резидент ОЭЗ «Бета» — вложил 5 млрд рублей.", ["Альфа"]),
        ("Завод «Альфа» вложил 5 млрд рублей. Создано 40 рабочих мест.", ["Альфа", "Альфа"]),
        ("Завод «Альфа» в ОЭЗ «Бета» растёт. Там 40 рабочих мест.", ["Альфа"]),
        ("Компания «Альфа» и холдинг «Бета» вместе создали 40 рабочих мест.", ["Альфа; Бета"]),
        ("Завод «Альфа» в ОЭЗ «Бета» вложил 5 млрд рублей. Всего в зоне 40 резидентов.", ["Альфа", "ОЭЗ «Бета»"]),
    ],
)
def test_several_names_share_out_the_numbers_as_a_reader_would(text, found):
    assert scopes(text) == found
