"""Could this tree be built on any machine, from any mirror?"""

from __future__ import annotations

import re

import pytest

from tests.house.project import shown, text_files

# where packages come from is the machine's business, and so are its folders
_INDEX = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|(?:--(?:extra-)?index-url|find-links)[ =]\S|/simple[/]"
)
_MACHINE_PATH = re.compile(r"(?<![\w.}>)*~-])/(?:work|tmp|root|home/\w+)(?:/|(?=[\s\"'`]|$))")


def addresses(text: str) -> list[str]:
    """Every address of a package index and every folder of one particular machine that a text names."""
    return [match.group() for pattern in (_INDEX, _MACHINE_PATH) for match in pattern.finditer(text)]


def test_no_file_names_a_package_index_or_a_machine():
    found = {shown(path): addresses(path.read_text(errors="replace")) for path in text_files()}

    assert len(found) > 50
    assert {path: hits for path, hits in found.items() if hits} == {}


@pytest.mark.parametrize(
    "parts",
    [
        ("https://pypi", ".org/project"),
        ("https://files.python", "hosted.org/a.whl"),
        ("https://registry", ".npmjs.org/esbuild"),
        ("--index", "-url https://mirror"),
        ("open('/tm", "p/book.sqlite3')"),
        ("cd /wo", "rk/main"),
        ("/ro", "ot/.cache"),
        ("/hom", "e/anna/book"),
    ],
)
def test_an_address_is_found(parts):
    assert addresses("".join(parts)) != []


@pytest.mark.parametrize("text", ["https://example.ru/work/12", "--no-emit-index-url", "and/or", "var/work/x"])
def test_ordinary_text_is_no_address(text):
    assert addresses(text) == []
