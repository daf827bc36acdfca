"""Which parts does a workbook consist of, how do they point at each other, and how is one changed or added?

A workbook is an archive of parts (Open Packaging Conventions, ECMA-376 part 2). What nobody asks to change leaves
byte for byte as it came: that is why a person's own file is edited here and not by a library that writes anew what
it understood, without what it did not.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from xml.dom.minidom import Document, Element, Node

from defusedxml.minidom import parseString

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "[Content_Types].xml"
_PROLOG = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
_FOREIGN_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
# minidom writes a line break inside an attribute as it is, and the next reader takes it for a space
_BREAKS = {b"9": "\ue009".encode(), b"10": "\ue00a".encode(), b"13": "\ue00d".encode()}
_BROKEN_AGAIN = {ord(stand_in.decode()): int(code) for code, stand_in in _BREAKS.items()}
_BREAK = re.compile(rb"&#(?:x0*(?P<hex>[9aAdD])|0*(?P<decimal>9|10|13));")
_NO_CHARACTER_OF_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Package:
    """The parts of one workbook by name, as they will be packed. Raises ValueError for parts it cannot edit."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._edited: dict[str, Element] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises ValueError where there is none."""
        if name not in self._parts:
            raise ValueError(f"the workbook has no part {name}")
        return self._parts[name]

    def put(self, name: str, content: bytes) -> None:
        """Replaces or adds a part."""
        self._parts[name] = content
        self._edited.pop(name, None)

    def drop(self, name: str) -> None:
        """Leaves a part out."""
        self._parts.pop(name, None)
        self._edited.pop(name, None)

    def root(self, name: str) -> Element:
        """The root of a part that is to be edited in place."""
        if name not in self._edited:
            self._edited[name] = parse(self.read(name))
        return self._edited[name]

    def _seen(self, name: str) -> Element:
        """The root of a part that is only looked at."""
        return self._edited[name] if name in self._edited else parse(self.read(name))

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern (`xl/comments{}.xml`) that no part has."""
        return next(name for number in range(1, len(self._parts) + 2) if (name := pattern.format(number)) not in self)

    def pack(self) -> bytes:
        """The workbook."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                archive.writestr(name, _PROLOG + unparse(self._edited[name]) if name in self._edited else content)
        return stream.getvalue()

    def targets(self, part: str, kind: str) -> Mapping[str, str]:
        """The parts that a part points at, of one kind (`comments`), by the name it gives the relation."""
        if relations_of(part) not in self:
            return {}
        return {
            relation.getAttribute("Id"): _resolved(part, relation.getAttribute("Target"))
            for relation in elements(self._seen(relations_of(part)), "Relationship")
            if relation.getAttribute("Type") == f"{RELATIONS}/{kind}"
        }

    def target(self, part: str, kind: str) -> str | None:
        """The one part of a kind that a part points at."""
        return next(iter(self.targets(part, kind).values()), None)

    def relate(self, part: str, kind: str, *, target: str) -> str:
        """Makes a part point at another; the name of the relation."""
        if relations_of(part) not in self:
            self.put(relations_of(part), _NO_RELATIONS)
        root = self.root(relations_of(part))
        taken = {relation.getAttribute("Id") for relation in elements(root, "Relationship")}
        name = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
        add(root, "Relationship", attributes={"Id": name, "Type": f"{RELATIONS}/{kind}", "Target": f"/{target}"})
        return name

    def declare(self, part: str, content_type: str) -> None:
        """Says what kind of content a new part has."""
        add(self.root(_TYPES), "Override", attributes={"PartName": f"/{part}", "ContentType": content_type})


def relations_of(part: str) -> str:
    """The part that holds the relations of a part; of the whole package for an empty name."""
    return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def parse(markup: bytes) -> Element:
    """The root of markup, a tree that writes back as it was read, prefixes and all. Raises ValueError for an encoding
    other than UTF-8 and for what is no markup."""
    if _FOREIGN_ENCODING.match(markup) or markup.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("a part is not in UTF-8")
    root = parseString(_BREAK.sub(_kept_break, markup).decode("utf-8-sig"), forbid_dtd=True).documentElement
    if root is None:
        raise ValueError("a part is empty")
    return root


def unparse(node: Node) -> bytes:
    """The node as markup."""
    text: str = node.toxml()
    for code, stand_in in _BREAKS.items():
        text = text.replace(stand_in.decode(), f"&#{code.decode()};")
    return text.encode()


def legal(text: str) -> str:
    """A text of unknown making without what XML has no character for."""
    return _NO_CHARACTER_OF_XML.sub("", text)


def _kept_break(found: re.Match[bytes]) -> bytes:
    code = found["decimal"] or str(int(found["hex"], 16)).encode()
    return _BREAKS[code]


def elements(parent: Element, name: str) -> list[Element]:
    """The direct children of one local name."""
    return [node for node in parent.childNodes if isinstance(node, Element) and node.localName == name]


def only(parent: Element, name: str) -> Element:
    """The one direct child of a local name. Raises ValueError where there are none or several."""
    (child,) = elements(parent, name)
    return child


def add(
    parent: Element, tag: str, *, attributes: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
) -> Element:
    """A new element at the end of its parent, or in front of the first child that must come later."""
    prefix = f"{parent.prefix}:" if parent.prefix else ""
    element = _document(parent).createElement(prefix + tag)
    for name, content in (attributes or {}).items():
        element.setAttribute(name, content)
    later = (node for node in parent.childNodes if isinstance(node, Element) and node.localName in before)
    parent.insertBefore(element, next(later, None))
    if parent.hasAttribute("count"):
        parent.setAttribute("count", str(len(elements(parent, tag))))
    return element


def words_of(element: Element) -> str:
    """The text directly inside an element."""
    words = "".join(node.nodeValue or "" for node in element.childNodes)
    return words.translate(_BROKEN_AGAIN)


def set_words(element: Element, words: str) -> None:
    """Lets an element hold a text of unknown making and nothing else; what XML has no character for is left out."""
    while element.firstChild is not None:
        element.removeChild(element.firstChild)
    element.appendChild(_document(element).createTextNode(legal(words)))


def _document(element: Element) -> Document:
    if element.ownerDocument is None:
        raise ValueError(f"{element.tagName} is in no document")
    return element.ownerDocument
