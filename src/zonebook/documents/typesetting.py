"""Which page do these facts make?

The only module that knows the typesetter. The layout is in `templates/`; the facts travel to it as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _fonts() -> typst.Fonts:
    """The typesetter's own fonts and no others, so that every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False)


def typeset(template: str, *, facts: Mapping[str, object], dated: datetime) -> bytes:
    """A PDF that everybody can read (PDF/UA-1), dated `dated`; the same facts give the same bytes.

    Safe to call from several threads at once.
    """
    document = typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=dated.replace(microsecond=0),  # a PDF tells whole seconds
    )
    return bytes(document)
