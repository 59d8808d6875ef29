"""Cells: a text of separated values taken apart, with the line and the column of whatever is wrong."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from app.service.refusal import Fault, Refusal

MOST_CHARACTERS = 100_000
MOST_ROWS = 5_000
MOST_COLUMNS = 64
_LARGEST = 1e100
_SEPARATORS = ",;\t，"
"""The last one is what a Japanese keyboard types."""
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_MINUS = str.maketrans({"−": "-", "‐": "-", "–": "-", "ー": "-"})


@dataclass(frozen=True)
class Table:
    """Rows of cells with the line each begins on, under names."""

    pointer: str
    names: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]

    def cell(self, row: int, column: int) -> str:
        """A cell that has to hold something."""
        line, cells = self.rows[row]
        if not cells[column]:
            raise self._refused("csv_empty_cell", line, column)
        return cells[column]

    def number(self, row: int, column: int) -> float:
        """A cell that has to hold a number."""
        cell = self.cell(row, column)
        number = number_of(cell)
        if number is None:
            raise self._refused("csv_no_number", self.rows[row][0], column, got=cell[:40])
        if not abs(number) <= _LARGEST:
            raise self._refused("csv_too_big", self.rows[row][0], column, got=cell[:40], limit=f"{_LARGEST:g}")
        return number

    def _refused(self, code: str, line: int, column: int, **arguments: Any) -> Refusal:
        return refused(self.pointer, code, line=line, column=self.names[column], **arguments)


def refused(pointer: str, code: str, **arguments: Any) -> Refusal:
    """The refusal of a table for one reason."""
    return Refusal([Fault(pointer=pointer, code=code, arguments=arguments)])


def number_of(cell: str) -> float | None:
    """The number that a cell holds, in digits of any width; None if it holds something else."""
    plain = unicodedata.normalize("NFKC", cell).translate(_MINUS)
    return float(plain) if _NUMBER.fullmatch(plain) else None


def read_table(text: str, pointer: str) -> Table:
    """The table that `text` holds; raises Refusal with the line where it cannot be read."""
    rows = _rows(text.removeprefix("\ufeff"), pointer)
    if not rows:
        raise refused(pointer, "csv_empty")
    width = len(rows[0][1])
    if width > MOST_COLUMNS:
        raise refused(pointer, "csv_many_columns", got=width, limit=MOST_COLUMNS)
    for line, cells in rows:
        if len(cells) != width:
            raise refused(pointer, "csv_ragged", line=line, expected=width, got=len(cells))
    names = tuple(f"column{index + 1}" for index in range(width))
    if _is_header(rows):
        names = tuple(cell or name for cell, name in zip(rows[0][1], names, strict=True))
        rows = rows[1:]
    repeated = [name for index, name in enumerate(names) if name in names[:index]]
    if repeated:
        raise refused(pointer, "repeated", got=repeated[0][:80])
    if len(rows) > MOST_ROWS:
        raise refused(pointer, "csv_many_rows", got=len(rows), limit=MOST_ROWS)
    return Table(pointer, names, tuple(rows))


def _rows(text: str, pointer: str) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, each with the number of the line on which it begins."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    rows = []
    begin = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((begin, stripped))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise refused(pointer, "csv_unreadable", line=begin, detail=str(error)) from None
    return rows


def _is_header(rows: list[tuple[int, list[str]]]) -> bool:
    """Whether the first row names the columns: where the second has a number, it has something else."""
    if len(rows) < 2:
        return False
    return any(
        number_of(below) is not None and number_of(above) is None and above
        for above, below in zip(rows[0][1], rows[1][1], strict=True)
    )
