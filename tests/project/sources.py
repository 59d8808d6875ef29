"""The project's own files, and what they import."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

CHECKOUT = Path(__file__).resolve().parents[2]
NOT_OURS = {
    ".git",
    ".venv",
    ".make",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
    "__pycache__",
    "node_modules",
    "build",
    "dist",
    "data",
    "screenshots",
}
"""Folders that .gitignore keeps out, and git's own."""

_JAVASCRIPT_PART = re.compile(
    r"""
    (?P<comment> //[^\n]* | /\*.*?\*/ )
  | (?P<text>    "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' )
  | (?P<kept>    `(?:\\.|[^`\\])*`
               | [=(,:!&|?{};]\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+/ )
    """,
    re.VERBOSE | re.DOTALL,
)
_JAVASCRIPT_IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)(["'])(?P<path>[^"']+)\1""")


def files_under(*folders: str, suffix: str = "") -> list[Path]:
    """The project's files below `folders` (all of it if none is named), sorted."""
    starts = [CHECKOUT / folder for folder in folders] or [CHECKOUT]
    return sorted(path for start in starts for path in _walk(start) if path.name.endswith(suffix))


def named(path: Path) -> str:
    """A path as people write it: from the checkout's root, with slashes."""
    return path.relative_to(CHECKOUT).as_posix()


@cache
def python_imports(source: str) -> frozenset[str]:
    """The absolute names of everything that a Python source imports, types included."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise AssertionError("imports are absolute, so that their direction can be read")
            # `from app import settings` imports app.settings: the package alone would hide the direction
            imported |= {
                f"{node.module}.{alias.name}" if node.module == "app" else str(node.module) for alias in node.names
            }
    return frozenset(imported)


def javascript_imports(source: str) -> list[str]:
    """The paths that a JavaScript source imports, statically or not."""
    return [match["path"] for match in _JAVASCRIPT_IMPORT.finditer(javascript_code(source, keep_texts=True))]


def javascript_target(importer: PurePosixPath, imported: str) -> PurePosixPath:
    """Where an import leads, from the root of static/js; raises AssertionError if it leaves it."""
    parts: list[str] = []
    for part in (importer.parent / imported).parts:
        if part == "..":
            assert parts, f"{importer} imports {imported}, which lies outside static/js"
            parts.pop()
        elif part != ".":
            parts.append(part)
    return PurePosixPath(*parts)


def javascript_code(source: str, *, keep_texts: bool = False) -> str:
    """A JavaScript source without comments, and without what stands in quotes unless `keep_texts`."""

    def replaced(match: re.Match[str]) -> str:
        if match["comment"]:
            return "\n" * match["comment"].count("\n") or " "
        return '""' if match["text"] and not keep_texts else match[0]

    return _JAVASCRIPT_PART.sub(replaced, source)


def _walk(start: Path) -> Iterator[Path]:
    for path in start.iterdir():
        if path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file():
            yield path
