"""What others made and we serve or ship is listed with its source, licence and digest (static/THIRD_PARTY.md)."""

from __future__ import annotations

import os
import re
from hashlib import sha256

from tests.project.sources import CHECKOUT, files_under, named

STATIC = CHECKOUT / "static"
OWN_SUFFIXES = {".js", ".ts", ".css", ".svg", ".md", ".txt"}
"""What we write ourselves; everything else in static/ came from somewhere."""


def test_every_asset_is_listed_with_its_digest() -> None:
    rows = _rows()
    static = [path for path in files_under("static") if path.suffix not in OWN_SUFFIXES]
    shipped = [path for path in files_under("app/shipped") if path.suffix != ".txt"]
    assert static, "the font at least"
    assert shipped, "the digits at least"
    for path in (*static, *shipped):
        name = os.path.relpath(path, STATIC).replace(os.sep, "/")
        assert name in rows, f"{named(path)} is not listed in static/THIRD_PARTY.md"
        assert rows[name]["sha256"] == sha256(path.read_bytes()).hexdigest(), (
            f"static/{name} is another file than the one listed"
        )


def test_every_row_says_where_from_and_under_which_licence() -> None:
    for name, row in _rows().items():
        path = STATIC / name
        assert path.is_file(), f"static/THIRD_PARTY.md lists {name}, which is not there"
        assert row["sha256"] == sha256(path.read_bytes()).hexdigest(), (
            f"static/{name} is another file than the one listed"
        )
        assert all(row[column] for column in ("what", "version", "source", "licence"))
        licence = re.search(r"`([^`]+\.txt)`", row["licence"])
        assert licence is None or (STATIC / licence[1]).read_text(encoding="utf-8").strip()


def _rows() -> dict[str, dict[str, str]]:
    """The table of THIRD_PARTY.md: file → its row, by column."""
    lines = [line for line in (STATIC / "THIRD_PARTY.md").read_text("utf-8").splitlines() if line.startswith("|")]
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    assert head == ["file", "what", "version", "source", "licence", "sha256"]
    listed = [
        dict(zip(head, (cell.strip("`") if cell.count("`") == 2 else cell for cell in row), strict=True))
        for row in rows
    ]
    return {row["file"]: row for row in listed}
