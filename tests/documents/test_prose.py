"""Of a file of prose only the words come in, whatever is hidden in it; and a text goes out as it is."""

from __future__ import annotations

import io
import time
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from zonebook.documents.prose_in import UnreadableProse, words_of_docx, words_of_file, words_of_html
from zonebook.documents.prose_out import Prose, prose_docx, prose_html, prose_txt

MADE = datetime(2025, 9, 9, 12, tzinfo=UTC)
TEXT = "В зоне 230 компаний.\nОни создали 27,4 тыс. рабочих мест."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(story: str, **others: bytes) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", story)
        for name, content in others.items():
            package.writestr(name, content)
    return stream.getvalue()


def test_the_paragraphs_of_a_word_file_become_lines():
    document, stream = Document(), io.BytesIO()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    document.save(stream)

    assert words_of_docx(stream.getvalue()) == TEXT


@pytest.mark.parametrize("write", [prose_docx, prose_html, prose_txt])
def test_what_goes_out_comes_back(write):
    ending = write.__name__.removeprefix("prose_")
    content = write(Prose("Заголовок", TEXT, "", MADE))

    lines = [line for line in words_of_file(f"t.{ending}", content).split("\n") if line]
    assert lines == ["Заголовок", *TEXT.split("\n")]


def test_the_same_text_gives_the_same_bytes():
    prose = Prose("Заголовок", TEXT, "Уточнение.", MADE)

    assert prose_docx(prose) == prose_docx(prose)


def test_mark_up_in_a_text_goes_out_as_text():
    page = prose_html(Prose("<b>", "<script>alert(1)</script>", "", MADE)).decode()

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_scripts_styles_and_forms_of_a_page_say_nothing():
    page = "<head><title>нет</title></head><p>Да <script>нет</script><select><option>нет</select><style>нет</style>и да"

    assert words_of_html(page) == "Да и да"


def test_entities_are_read_and_not_run():
    assert words_of_html("<p>&lt;script&gt; 5&nbsp;&#1084;&#1083;&#1085;</p>") == "<script> 5\u00a0млн"


@given(st.text(max_size=200))
def test_any_page_is_read_to_its_end(page):
    assert isinstance(words_of_html(page), str)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"PK\x03\x04", b"not a package", docx_of("<w:document>"), docx_of("no xml"),
        docx_of(f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {W}><w:p><w:t>&a;</w:t></w:p></w:document>'),
        docx_of(f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {W}><w:t>&a;</w:t></w:document>'),
    ],
)  # fmt: skip
def test_a_damaged_or_cunning_word_file_is_refused_in_words(content):
    with pytest.raises(UnreadableProse) as refused:
        words_of_docx(content)
    assert "DOCX" in refused.value.said.ru


def test_a_small_file_that_unpacks_to_too_much_is_refused_before_it_is_read():
    bomb = docx_of(f"<w:document {W}></w:document>", bomb=b"0" * (21 * 1024 * 1024))

    assert len(bomb) < 100_000
    with pytest.raises(UnreadableProse, match="too much"):
        words_of_docx(bomb)


def test_deep_nesting_is_read_in_a_moment():
    began = time.monotonic()
    words_of_html("<div>" * 100_000 + "да" + "</div>" * 100_000)

    assert time.monotonic() - began < 3


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ"), ("a.txt", b"\x00\x01"), ("noending", b"text")])
def test_what_is_no_prose_is_refused(name, content):
    with pytest.raises(UnreadableProse):
        words_of_file(name, content)


def test_plain_text_is_read_in_both_encodings_of_russian():
    assert words_of_file("a.txt", "Да".encode()) == words_of_file("a.txt", "Да".encode("cp1251")) == "Да"
