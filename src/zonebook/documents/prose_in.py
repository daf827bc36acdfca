"""Which words does a file of prose hold, whatever is hidden in it?

Of a Word file, a web page or a plain file only the words are taken, a paragraph a line. Nothing in them is followed,
run or fetched: no link, script, entity, field or picture. What is too large, or unpacks to too much, is refused before
it is read; time and memory grow with the length of what is read and not with what it claims to be.
"""

from __future__ import annotations

import io
import re
import zlib
from html.parser import HTMLParser
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from zonebook.measures import Text

MAX_UNPACKED = 20 * 1024 * 1024
MAX_ENTRIES = 500
_STORY = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = frozenset(
    "address article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li"
    " main nav ol p pre section table td th title tr ul".split()
)
_UNSAID = frozenset("head script style template noscript svg math iframe object textarea select option".split())
_VOID = frozenset("br hr img input link meta area base col embed source track wbr".split())
_GAPS = re.compile(r"[ \t\n\r\f\v]+")
_BLANKS = re.compile(r"[ \t\f\v]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


class UnreadableProse(ValueError):
    """A file from which no words can be taken: `said` tells why and what to do."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


_NOT_WORD = Text("Файл не читается как документ Word: сохраните его заново в формате DOCX.",
                 "The file cannot be read as a Word document: save it as DOCX anew.")  # fmt: skip
_TOO_MUCH = Text("Внутри файла слишком много: оставьте в нём только текст.",
                 "There is too much inside the file: leave only the text in it.")  # fmt: skip
_NOT_TEXT = Text("Файл не читается как текст: сохраните его в кодировке UTF-8.",
                 "The file cannot be read as text: save it as UTF-8.")  # fmt: skip
_NO_KIND = Text("Файл не похож ни на DOCX, ни на HTML, ни на простой текст: выберите другой.",
                "The file is no DOCX, no HTML and no plain text: choose another.")  # fmt: skip


def words_of_file(name: str, content: bytes) -> str:
    """The words of a DOCX, HTML or plain file, by its name's ending. Raises UnreadableProse."""
    ending = name.rpartition(".")[2].casefold()
    if ending == "docx":
        return words_of_docx(content)
    if ending in ("html", "htm"):
        return words_of_html(_decoded(content))
    if ending in ("txt", "md", "text"):
        return _tidied(_decoded(content))
    raise UnreadableProse(_NO_KIND)


def words_of_docx(content: bytes) -> str:
    """The paragraphs of a Word file's main story. Raises UnreadableProse."""
    try:
        with ZipFile(io.BytesIO(content)) as package:
            entry = _bounded(package)
            story = package.open(entry).read(MAX_UNPACKED + 1)
    except (BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, zlib.error, EOFError) as error:
        raise UnreadableProse(_NOT_WORD) from error
    if len(story) > MAX_UNPACKED:
        raise UnreadableProse(_TOO_MUCH)
    try:
        return _tidied(_paragraphs(story))
    except (DefusedXmlException, SyntaxError, ValueError) as error:  # a ParseError is a SyntaxError
        raise UnreadableProse(_NOT_WORD) from error


def words_of_html(page: str) -> str:
    """The words that a reader of the page would see; scripts, styles and forms say nothing."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    return _tidied("".join(reader.said))


def _bounded(package: ZipFile) -> ZipInfo:
    """The entry of the main story, in a package that unpacks to what can be read."""
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnreadableProse(_TOO_MUCH)
    return package.getinfo(_STORY)


def _paragraphs(story: bytes) -> str:
    """The text runs of the story; a paragraph, a break or a row ends a line, a cell is parted by a tab."""
    said: list[str] = []
    ends = {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t"}
    for _event, element in iterparse(io.BytesIO(story), forbid_dtd=True):
        tag = element.tag.removeprefix(_WORD) if isinstance(element.tag, str) else ""
        if tag == "t":
            said.append(element.text or "")
        elif tag in ends:
            said.append(ends[tag])
        element.clear()
    return "".join(said)


class _Words(HTMLParser):
    """Collects what is said outside of scripts, styles and forms. Depth costs a counter, not a call."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unsaid: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSAID:
            self._unsaid.append(tag)
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unsaid:  # what was left open inside of it ends with it
            del self._unsaid[len(self._unsaid) - 1 - self._unsaid[::-1].index(tag) :]
        if tag in _BREAKS and tag not in _VOID:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.said.append(_GAPS.sub(" ", data))


def _decoded(content: bytes) -> str:
    """Text in UTF-8, or in the older encoding of Russian Windows, where it is plainly that."""
    if b"\x00" in content:
        raise UnreadableProse(_NOT_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1251")
    except UnicodeDecodeError as error:
        raise UnreadableProse(_NOT_TEXT) from error


def _tidied(text: str) -> str:
    """Lines without blanks around them, one empty line between paragraphs at most."""
    lines = [_BLANKS.sub(" ", line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()
