"""`zonebook check` over a folder: one object a file, and what cannot be read stops nothing."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document

TRUE, FALSE = "В зоне работают 2 компании.", "В зоне работают 9 компаний."


@pytest.fixture
def folder(book, tmp_path):
    document, file = Document(), io.BytesIO()
    document.add_paragraph(FALSE)
    document.save(file)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TRUE)
    (tmp_path / "texts" / "b.docx").write_bytes(file.getvalue())
    (tmp_path / "texts" / "c.html").write_text(f"<p>{TRUE}</p>")
    (tmp_path / "texts" / "picture.png").write_bytes(b"png")
    return tmp_path / "texts"


def test_each_text_of_a_folder_is_one_object(folder, zonebook):
    told = zonebook("check", folder, "--published", "2025-06-01", "--format", "json")

    rows = [json.loads(line) for line in told.out.splitlines()]
    assert [(row["file"], [claim["verdict"] for claim in row["claims"]]) for row in rows] == [
        ("a.txt", ["holds"]), ("b.docx", ["contradicted"]), ("c.html", ["holds"]),
    ]  # fmt: skip
    assert (told.code, told.err) == (1, "")


def test_for_people_a_folder_is_a_table_of_verdicts(folder, zonebook):
    told = zonebook("check", folder, "--published", "2025-06-01")

    assert "b.docx" in told.out
    assert "✗ противоречит" in told.out


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_checked(folder, zonebook):
    (folder / "b.docx").write_bytes(b"PK broken")
    told = zonebook("check", folder, "--published", "2025-06-01", "--format", "json")

    assert [json.loads(line)["file"] for line in told.out.splitlines()] == ["a.txt", "b.docx", "c.html"]
    assert told.code == 2
    assert "b.docx" in told.err


def test_a_folder_without_texts_is_no_input(folder, zonebook, tmp_path):
    (tmp_path / "empty").mkdir()
    told = zonebook("check", tmp_path / "empty")

    assert (told.code, told.out) == (2, "")
    assert "has no text" in told.err
