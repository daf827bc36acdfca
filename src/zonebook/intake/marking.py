"""What must be mended in this very file? The person's own workbook back, with each faulty cell coloured and commented.

The cells are never touched: colour lies over them as conditional formatting, so that formulas, stored results and
number formats stay as the person left them, and the file sent again is read like the one before it. Marks of an
earlier time are taken off first. A file that cannot be opened gives the list of findings alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal
from xml.dom.minidom import Element

from openpyxl.utils.cell import coordinate_to_tuple

from zonebook.intake.commenting import comment_cells
from zonebook.intake.findings_sheet import SHEET_NAMES, Looks, findings_sheet, listed, said_in_full
from zonebook.intake.layout import coordinate
from zonebook.intake.listing import write_table
from zonebook.intake.package import (
    RELATIONS,
    Package,
    add,
    elements,
    only,
    parse,
    relations_of,
    set_words,
    unparse,
    words_of,
)
from zonebook.intake.reading import Finding, Severity
from zonebook.intake.unpacking import MAX_SHEETS, refused
from zonebook.measures import Text

Language = Literal["ru", "en"]
Place = tuple[int, int]

_COLOURS = {Severity.ERROR: "FFF6C7C0", Severity.WARNING: "FFFBE7A8"}
_OURS = 'N("zonebook")=0'  # always true; tells our colouring from the person's own
_LIST_IS_AT = "zonebook_findings"  # a hidden name of the workbook that points at our sheet
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_AFTER_NAMES = ("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "webPublishing", "fileRecoveryPr", "extLst")
_AFTER_DXFS = ("tableStyles", "colors", "extLst")
_ROOT = re.compile(rb"<(?:\w+:)?worksheet\b[^>]*>")
_CELLS_END = re.compile(rb"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>")
# what comes behind conditional formatting, and behind the comments' drawing, in a sheet (ECMA-376 part 1, 18.3.1.99)
_LAST = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
_AFTER_COLOURS = (
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", *_LAST,
)  # fmt: skip
_TITLE = Text("Замечания к отчёту", "Findings of the report")


def mark_workbook(content: bytes, findings: Sequence[Finding], *, language: Language) -> bytes:
    """The workbook with its findings in it: at the cells, and on a first sheet as a list with links.

    Never raises, whatever the bytes. For files of unknown making use `mark_safely`.
    """
    if refused(content) is not None:
        return findings_alone(findings, language=language)
    try:
        return _marked(content, findings, language=language)
    except Exception:  # noqa: BLE001 - a part that cannot be edited fails in dozens of ways; the list is left
        return findings_alone(findings, language=language)


def findings_alone(findings: Sequence[Finding], *, language: Language) -> bytes:
    """A workbook that holds nothing but the list of findings."""
    headers, *rows = listed(findings, language)
    return write_table(_TITLE.say(language), headers, rows=rows, notes=())


def _marked(content: bytes, findings: Sequence[Finding], *, language: Language) -> bytes:
    package = Package(content)
    book = package.target("", "officeDocument") or ""
    styles = package.target(book, "styles") or ""
    colours = {severity: _colour(package, styles, rgb=rgb) for severity, rgb in _COLOURS.items()}
    by_sheet = _by_sheet(findings)
    for name, part in _sheets(package, book).items():
        _mark_sheet(package, part, found=by_sheet.get(name, {}), colours=colours, language=language)
    _put_list(package, book, sheet=findings_sheet(findings, language, looks=_looks(package, styles)), language=language)
    return package.pack()


def _by_sheet(findings: Sequence[Finding]) -> dict[str, dict[Place, list[Finding]]]:
    found: dict[str, dict[Place, list[Finding]]] = {}
    for finding in findings:
        sheet, _, cell = finding.address.rpartition("!")
        if cell:
            found.setdefault(sheet, {}).setdefault(coordinate_to_tuple(cell), []).append(finding)
    return found


def _sheets(package: Package, book: str) -> dict[str, str]:
    """The parts of the sheets by the sheets' names, in their order."""
    parts = package.targets(book, "worksheet")
    return {
        sheet.getAttribute("name"): parts[relation]
        for sheet in _sheet_entries(package, book)
        if (relation := sheet.getAttributeNS(RELATIONS, "id")) in parts
    }


def _sheet_entries(package: Package, book: str) -> list[Element]:
    return elements(only(package.root(book), "sheets"), "sheet")


def _mark_sheet(
    package: Package,
    part: str,
    *,
    found: Mapping[Place, Sequence[Finding]],
    colours: Mapping[Severity, str],
    language: Language,
) -> None:
    sheet = package.read(part)
    start, cells_end = _ROOT.search(sheet), max((end.end() for end in _CELLS_END.finditer(sheet)), default=None)
    if start is None or cells_end is None:
        raise ValueError(f"{part} is no sheet")
    root = parse(sheet[: start.end()] + sheet[cells_end:])
    is_changed = _take_off(root)
    for severity, colour in colours.items():
        places = [place for place, its in found.items() if _gravest(its) is severity]
        if places:
            _colour_cells(root, places, colour=colour)
            is_changed = True
    texts = {place: "\n\n".join(said_in_full(one, language) for one in its) for place, its in found.items()}
    is_changed |= comment_cells(package, part, root=root, texts=texts, later=_LAST)
    if is_changed:
        tail = b"".join(unparse(node) for node in root.childNodes)
        package.put(part, sheet[:cells_end] + tail + f"</{root.tagName}>".encode())


def _gravest(findings: Sequence[Finding]) -> Severity:
    return Severity.ERROR if any(one.severity is Severity.ERROR for one in findings) else Severity.WARNING


def _take_off(root: Element) -> bool:
    """Takes the colours of an earlier time off a sheet; whether there were any."""
    ours = [
        colouring
        for colouring in elements(root, "conditionalFormatting")
        for rule in elements(colouring, "cfRule")
        for formula in elements(rule, "formula")
        if words_of(formula) == _OURS
    ]
    for colouring in ours:
        root.removeChild(colouring)
    return bool(ours)


def _colour_cells(root: Element, places: Sequence[Place], *, colour: str) -> None:
    cells = " ".join(coordinate(*place) for place in sorted(places))
    colouring = add(root, "conditionalFormatting", attributes={"sqref": cells}, before=_AFTER_COLOURS)
    rule = add(colouring, "cfRule", attributes={"type": "expression", "dxfId": colour, "priority": "1"})
    set_words(add(rule, "formula"), _OURS)


def _colour(package: Package, styles: str, *, rgb: str) -> str:
    """The number of a new colour that conditional formatting may lay over a cell."""
    root = package.root(styles)
    (colours,) = elements(root, "dxfs") or [add(root, "dxfs", attributes={"count": "0"}, before=_AFTER_DXFS)]
    fill = add(add(colours, "dxf"), "fill")
    add(add(fill, "patternFill", attributes={"patternType": "solid"}), "bgColor", attributes={"rgb": rgb})
    return str(len(elements(colours, "dxf")) - 1)


def _looks(package: Package, styles: str) -> Looks:
    """The numbers of the new styles in which the list is set."""
    root = package.root(styles)
    fonts, formats = only(root, "fonts"), only(root, "cellXfs")
    numbers = []
    for traits in ((), ("b",), ("u",)):
        font = add(fonts, "font")
        for trait in traits:
            add(font, trait)
        add(font, "sz", attributes={"val": "10"})
        add(font, "name", attributes={"val": "Arial"})
        uses = {"fontId": str(len(elements(fonts, "font")) - 1), "applyFont": "1", "applyAlignment": "1"}
        style = add(formats, "xf", attributes={"numFmtId": "0", "fillId": "0", "borderId": "0", **uses})
        add(style, "alignment", attributes={"vertical": "top", "wrapText": "1"})
        numbers.append(len(elements(formats, "xf")) - 1)
    return Looks(*numbers)


def _put_list(package: Package, book: str, *, sheet: bytes, language: Language) -> None:
    """Puts the list in the place of an earlier one, or in front of all sheets."""
    part = _earlier_list(package, book)
    if part is not None:
        package.drop(relations_of(part))
        package.put(part, sheet)
        return
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.put(part, sheet)
    package.declare(part, _WORKSHEET)
    name = _free_sheet_name(package, book, wanted=SHEET_NAMES.say(language))
    _add_sheet(package, book, name=name, relation=package.relate(book, "worksheet", target=part))


def _earlier_list(package: Package, book: str) -> str | None:
    """The part of our sheet, if the person sends back a marked file; a name that points nowhere is removed."""
    for names in elements(package.root(book), "definedNames"):
        for name in elements(names, "definedName"):
            if name.getAttribute("name") == _LIST_IS_AT:
                sheet = words_of(name).rpartition("!")[0].strip("'").replace("''", "'")
                part = _sheets(package, book).get(sheet)
                if part is None:
                    names.removeChild(name)
                return part
    return None


def _free_sheet_name(package: Package, book: str, *, wanted: str) -> str:
    taken = {sheet.getAttribute("name").casefold() for sheet in _sheet_entries(package, book)}
    others = (f"{wanted} {number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *others) if name.casefold() not in taken)


def _add_sheet(package: Package, book: str, *, name: str, relation: str) -> None:
    """Enters the sheet in the workbook, where possible as the first; what counts sheets by place is moved on."""
    root = package.root(book)
    entries = only(root, "sheets")
    others = elements(entries, "sheet")
    number = 1 + max(int(sheet.getAttribute("sheetId")) for sheet in others)
    is_first = len(others) < MAX_SHEETS  # a sheet in front must not push the form beyond what is read
    facts = {"name": name, "sheetId": str(number), "xmlns:r": RELATIONS, "r:id": relation}
    add(entries, "sheet", attributes=facts, before=("sheet",) if is_first else ())
    if is_first:
        _move_on(root)
    (names,) = elements(root, "definedNames") or [add(root, "definedNames", before=_AFTER_NAMES)]
    pointer = add(names, "definedName", attributes={"name": _LIST_IS_AT, "hidden": "1"})
    quoted = name.replace("'", "''")
    set_words(pointer, f"'{quoted}'!$A$1")


def _move_on(root: Element) -> None:
    """Lets what names a sheet by its place, counted from 0, name the same sheet behind one more."""
    for names in elements(root, "definedNames"):
        for name in elements(names, "definedName"):
            if name.hasAttribute("localSheetId"):
                name.setAttribute("localSheetId", str(int(name.getAttribute("localSheetId")) + 1))
    for views in elements(root, "bookViews"):
        for view in elements(views, "workbookView"):
            view.setAttribute("activeTab", str(int(view.getAttribute("activeTab") or "0") + 1))
