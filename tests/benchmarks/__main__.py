"""Runs every benchmark and prints one table: `python -m tests.benchmarks [name ...]`, names as in `bench_<name>.py`.

Rivals that are not installed leave their column empty (`pip install -e .[bench]`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import app  # noqa: F401  one thread below NumPy, as the server runs: told before NumPy is imported
from tests.benchmarks.measure import Row

FOLDER = Path(__file__).parent
LINE = "{:<4} {:<34} {:>10} {:>4}  {:<16} {:>10} {:>8} {:>7}  {}"


def main() -> None:
    known = sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))
    unknown = set(sys.argv[1:]) - set(known)
    if unknown:
        raise SystemExit(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    print(f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} processes that want to run before the first line")
    print(LINE.format("", "what", "ours", "", "rival", "theirs", "ratio", "wanted", ""))
    for name in sys.argv[1:] or known:
        rows: Iterator[Row] = import_module(f"tests.benchmarks.bench_{name}").rows()
        for row in rows:
            print(line(row), flush=True)


def line(row: Row) -> str:
    """The row as one line of the table."""
    theirs = "" if row.theirs is None else f"{row.theirs:.2f}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}×"
    wanted = "" if row.wanted is None else f"≥ {row.wanted:g}×"
    return LINE.format(
        row.target, row.what, f"{row.ours:.2f}", row.unit, row.rival, theirs, ratio, wanted, row.verdict
    ).rstrip()


if __name__ == "__main__":
    main()
