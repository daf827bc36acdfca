"""`python -m zonebook.methodology.reference [FOLDER]` writes the reference pages, into docs/reference by default."""

from __future__ import annotations

import sys
from pathlib import Path

from zonebook.methodology.reference import write_pages

if __name__ == "__main__":
    write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference"))
