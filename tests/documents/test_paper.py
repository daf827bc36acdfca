"""Is the paper the same for the same facts, readable for everybody, and safe from whatever people type?"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.examples import AGREEMENT, ALFA, CERTIFICATE, EXTRACT, ISSUED_AT
from tests.documents.reading import letters_of, opened, roles_of, text_of
from zonebook.documents import certificate, register_extract, saying

ROOT = Path(__file__).parents[2]
ELSEWHERE = """
import hashlib
from tests.documents.examples import CERTIFICATE, EXTRACT
from zonebook.documents import certificate, register_extract
print(hashlib.sha256(certificate(CERTIFICATE) + register_extract(EXTRACT)).hexdigest())
"""
DOCUMENTS: list[Callable[[], bytes]] = [lambda: certificate(CERTIFICATE), lambda: register_extract(EXTRACT)]
both_documents = pytest.mark.parametrize("document", DOCUMENTS, ids=["certificate", "extract"])


def named(name: str) -> bytes:
    return certificate(replace(CERTIFICATE, company=replace(ALFA, name=name)))


@both_documents
def test_the_same_facts_give_the_same_bytes(document):
    assert document() == document()


def test_a_moment_with_a_fraction_of_a_second_is_printed_like_its_second():
    precise = replace(CERTIFICATE, issued_at=CERTIFICATE.issued_at + timedelta(microseconds=123456))

    assert certificate(precise) == certificate(CERTIFICATE)


def test_another_process_in_another_place_and_hour_gives_the_same_bytes(tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "TZ": "Asia/Vladivostok", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )

    here = hashlib.sha256(certificate(CERTIFICATE) + register_extract(EXTRACT)).hexdigest()
    assert result.stdout.strip() == here


def test_threads_that_print_at_once_do_not_mix_their_facts():
    names = [f"ООО «Завод {number}»" for number in range(24)]

    with ThreadPoolExecutor(max_workers=4) as threads:
        printed = list(threads.map(named, names))

    assert all(name in text_of(pdf) for name, pdf in zip(names, printed, strict=True))


def test_a_document_is_dated_by_its_facts():
    later = replace(CERTIFICATE, issued_at=ISSUED_AT + timedelta(days=1))

    assert opened(certificate(CERTIFICATE)).metadata.creation_date == ISSUED_AT
    assert opened(certificate(later)).metadata.creation_date == ISSUED_AT + timedelta(days=1)


@both_documents
def test_a_document_is_tagged_in_russian_and_claims_the_standard_for_everybody(document):
    root = opened(document()).trailer["/Root"]

    assert root["/Lang"] == "ru"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_the_heads_of_an_extract_are_heard_as_heads():
    roles = roles_of(register_extract(EXTRACT))

    assert roles.count("/H1") == len(["statuses", "agreements", "sites"])
    assert roles.count("/Table") == 3
    assert roles.count("/TH") == 5 + 5 + 3


@both_documents
def test_english_words_are_heard_in_english(document):
    first_page = opened(document()).pages[0].get_contents().get_data()

    assert first_page.count(b"/Lang(en)") > 10


def test_a_document_is_called_by_what_it_is():
    assert opened(certificate(CERTIFICATE)).metadata.title == "Свидетельство № 77-2025-0118"
    assert opened(register_extract(EXTRACT)).metadata.title == "Выписка из реестра: ООО «Альфа»"


def test_the_fonts_are_in_the_file_and_are_the_typesetters_own():
    page = opened(certificate(CERTIFICATE)).pages[0]
    fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]

    assert fonts
    assert all("LibertinusSerif" in font for font in fonts)


def test_every_sign_of_the_lettering_has_a_glyph():
    signs = "".join(chr(code) for letters in saying.LETTERING for code in letters)

    assert named(" ".join(signs)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "typed",
    [
        '#import "paper.typ": *',
        "#panic()",
        "*жирно* _курсив_ $x^2$ `код`",
        '\\ " \\u{41} \\" }',
        "= Заголовок // и примечание",
        "<метка> @ссылка [скобки] ~ -- ---",
        "5 000 ₽ № 7 — «ёлочки» −1",
    ],
)
def test_what_people_type_is_text_and_never_markup(typed):
    assert typed in text_of(named(typed))


def test_a_sign_without_a_glyph_is_printed_as_its_code():
    assert "Завод [U+1F600]" in text_of(named("Завод 😀"))


def test_a_very_long_name_keeps_all_its_words():
    name = "Общество с ограниченной ответственностью " + "Научно-производственное объединение " * 30

    assert letters_of(name) in letters_of(text_of(named(name)))


def test_a_word_wider_than_the_page_breaks_and_keeps_all_its_letters():
    word = "Я" * 300

    pdf = named(word)

    assert word in letters_of(text_of(pdf))
    assert max(len(letters_of(line)) for line in opened(pdf).pages[0].extract_text().splitlines()) < 120


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_whatever_people_type_can_be_printed(typed):
    agreement = replace(AGREEMENT, activity=typed, number=f"№ {typed}")

    printed = register_extract(replace(EXTRACT, agreements=(agreement,)))

    assert printed.startswith(b"%PDF")
