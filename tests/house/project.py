"""Which files are the project's own?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

# What .gitignore keeps out: made by tools or by the running book, so nobody's prose or code.
_MADE = {
    "node_modules",
    "var",
    "staticfiles",
    "build",
    "dist",
    "htmlcov",
    "test-results",
    "__pycache__",
    "built",
}
_HIDDEN_BUT_OURS = {".ci", ".github"}
_BINARY = {".xlsx", ".png", ".woff2", ".ttf", ".pdf", ".parquet", ".mo", ".sqlite3", ".ico", ".pyc"}


def text_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every text file a person wrote or a tool locked, in order of name."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name not in _HIDDEN_BUT_OURS
            if not hidden and path.name not in _MADE:
                yield from text_files(path)
        elif path.suffix not in _BINARY:
            yield path


def python_files(*roots: str) -> list[Path]:
    """The Python sources under these folders of the project, migrations (written by Django) left out."""
    found = (path for root in roots for path in sorted((ROOT / root).rglob("*.py")))
    return [path for path in found if "migrations" not in path.parts]


def shown(path: Path) -> str:
    """A path as a person would type it from the project's root."""
    return path.relative_to(ROOT).as_posix()
