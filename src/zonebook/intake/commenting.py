"""How does a cell of a person's own workbook get a comment, beside the comments that stand there already?

A comment is two things: its text in one part, and in another the box that shows it. What is ours begins with a line of
its own, so that it can be told from the person's words and taken off when the file comes back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.dom.minidom import Element

from zonebook.intake.layout import coordinate
from zonebook.intake.package import MAIN, RELATIONS, Package, add, elements, only, set_words, words_of

Place = tuple[int, int]

OURS = "Zonebook:"
_OURS = re.compile(rf"(?:^|\s*\n)\s*{OURS}\n")  # the line that our words begin with, and the space before it
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_NO_COMMENTS = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_BOXES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600"'
    b' o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BOXES_END = b"</xml>"
_BOX = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*</v:shape>\s*", re.DOTALL)
_BOX_NUMBER = re.compile(rb'id="_x0000_s(\d+)"')
_FIRST_BOX = 1024
_BOX_WIDTH, _LINE_LETTERS, _LEAST_LINES = 5, 52, 4  # columns across, and lines for so many letters


def comment_cells(
    package: Package, part: str, *, root: Element, texts: Mapping[Place, str], later: tuple[str, ...]
) -> bool:
    """Comments cells of a sheet and takes our earlier comments off; whether the sheet's own markup changed.

    `root` is the sheet without its cells; its elements named in `later` stand behind the boxes' drawing.
    """
    name = package.target(part, "comments")
    if not texts and (name is None or OURS.encode() not in package.read(name)):
        return False
    if name is None:
        name = package.free_name("xl/comments{}.xml")
        package.put(name, _NO_COMMENTS)
        package.declare(name, _COMMENTS)
        package.relate(part, "comments", target=name)
    drawing, is_new = _drawing(package, part, root=root, later=later)
    comments = package.root(name)
    entries = only(comments, "commentList")
    gone = _take_off(entries)
    standing = {entry.getAttribute("ref"): entry for entry in elements(entries, "comment")}
    added = [place for place in texts if coordinate(*place) not in standing]
    if texts:
        author = _author(comments)
        for place, text in sorted(texts.items()):
            entry = standing.get(coordinate(*place))
            if entry is None:
                entry = add(entries, "comment", attributes={"ref": coordinate(*place), "authorId": author})
                add(entry, "text")
            _say(entry, text, is_alone=place in added)
    package.put(drawing, _boxes(package.read(drawing), gone=gone, added={place: texts[place] for place in added}))
    return is_new


def _drawing(package: Package, part: str, *, root: Element, later: tuple[str, ...]) -> tuple[str, bool]:
    """The part that holds the sheet's boxes, and whether it had to be made."""
    drawings = package.targets(part, "vmlDrawing")
    for link in elements(root, "legacyDrawing"):
        if link.getAttributeNS(RELATIONS, "id") in drawings:
            return drawings[link.getAttributeNS(RELATIONS, "id")], False
        root.removeChild(link)
    name = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.put(name, _NO_BOXES)
    package.declare(name, _DRAWING)
    link = add(root, "legacyDrawing", before=later)
    link.setAttribute("xmlns:r", RELATIONS)
    link.setAttribute("r:id", package.relate(part, "vmlDrawing", target=name))
    return name, True


def _take_off(entries: Element) -> set[str]:
    """Takes our words off the comments; the cells that have no comment any more."""
    gone = set()
    for entry in elements(entries, "comment"):
        text = only(entry, "text")
        pieces = [piece for part in [text, *elements(text, "r")] for piece in elements(part, "t")]
        said = [words_of(piece) for piece in pieces]
        ours = _OURS.search("".join(said))
        if ours is None:
            continue
        left = ours.start()
        for piece, words in zip(pieces, said, strict=True):
            set_words(piece, words[: max(left, 0)])
            left -= len(words)
        if not "".join(map(words_of, pieces)).strip():
            entries.removeChild(entry)
            gone.add(entry.getAttribute("ref"))
    return gone


def _author(comments: Element) -> str:
    authors = only(comments, "authors")
    names = [words_of(author) for author in elements(authors, "author")]
    if OURS not in names:
        set_words(add(authors, "author"), OURS)
        names.append(OURS)
    return str(names.index(OURS))


def _say(entry: Element, words: str, *, is_alone: bool) -> None:
    """Adds words to a comment, behind what the person wrote."""
    text = only(entry, "text")
    for plain in elements(text, "t"):  # beside runs a plain text is not allowed
        text.removeChild(plain)
        add(text, "r", before=("r",)).appendChild(plain)
    said = add(add(text, "r"), "t")
    said.setAttribute("xml:space", "preserve")
    lead = OURS if is_alone else f"\n\n{OURS}"
    set_words(said, f"{lead}\n{words}")


def _boxes(drawing: bytes, *, gone: set[str], added: Mapping[Place, str]) -> bytes:
    """The boxes without those of comments that are gone, with one for each new comment.

    As text: the programs that draw boxes do not all write well-formed markup into them.
    """
    kept = _BOX.sub(lambda box: b"" if _cell_of(box[0]) in gone else box[0], drawing)
    end = kept.rfind(_BOXES_END)
    if end < 0:
        raise ValueError("the drawing of the comments has no end")
    first = 1 + max([_FIRST_BOX, *map(int, _BOX_NUMBER.findall(kept))])
    new = "".join(_box(number, place, text=text) for number, (place, text) in enumerate(sorted(added.items()), first))
    return kept[:end] + new.encode() + kept[end:]


def _cell_of(box: bytes) -> str | None:
    row, column = re.search(rb"<x:Row>\s*(\d+)", box), re.search(rb"<x:Column>\s*(\d+)", box)
    return coordinate(int(row[1]) + 1, int(column[1]) + 1) if row and column else None


def _box(number: int, place: Place, *, text: str) -> str:
    """One hidden box, as wide as a sentence and as high as its text needs, to the right of its cell."""
    row, column = place[0] - 1, place[1] - 1
    lines = max(_LEAST_LINES, 1 + sum(1 + len(line) // _LINE_LETTERS for line in text.splitlines()))
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 1 + _BOX_WIDTH}, 15, {max(row - 1, 0) + lines}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden"'
        ' fillcolor="#fffdf2" o:insetmode="auto"><v:fill color2="#fffdf2"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )
