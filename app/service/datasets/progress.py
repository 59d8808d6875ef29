"""Progress: what is being done, line by line; on a terminal the last line counts."""

from __future__ import annotations

from typing import TextIO


class Progress:
    """Writes to `stream`, usually standard error."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._counts = stream.isatty()
        self._open = 0

    def say(self, line: str) -> None:
        """A new line."""
        self._close()
        self._stream.write(f"{line}\n")
        self._stream.flush()

    def count(self, line: str) -> None:
        """A line that the next count replaces; only a terminal shows it."""
        if self._counts:
            self._stream.write(f"\r{line:<{self._open}}")
            self._stream.flush()
            self._open = len(line)

    def _close(self) -> None:
        if self._open:
            self._stream.write("\n")
            self._open = 0
