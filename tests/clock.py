"""Milliseconds that mean the same on a slow machine as on a fast one, and beside other work as alone.

A fixed piece of work is timed in turns with what is measured. The unit is such that it takes 3.5 of them, which are about
milliseconds on the processor cores of 2025.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from statistics import median
from time import perf_counter, thread_time

import numpy as np

_YARDSTICK_MS = 3.5
_TREE = ast.parse("+".join(f"(x{number} * {number}) ** 2" for number in range(40)), mode="eval")
_GRID = np.linspace(0.1, 2.0, 101 * 101)


def processor_ms(work: Callable[[], object], times: int = 7) -> float:
    """Processor time of the fastest of several calls: what else the machine does is not the work's cost."""
    own, yardstick = [], []
    for _ in range(times):
        yardstick.append(_seconds(_yardstick))
        own.append(_seconds(work))
    return _YARDSTICK_MS * min(own) / min(yardstick)


def slowness(times: int = 7) -> float:
    """How much longer this machine takes, as it is now, than the one of the figures; at least 1."""
    return max(1.0, 1e3 * min(_seconds(_yardstick) for _ in range(times)) / _YARDSTICK_MS)


def crowding(times: int = 15) -> float:
    """How much longer work takes by the clock on the wall, as slow as this machine is and with all else it does; at least 1."""
    seconds = []
    for _ in range(times):
        started = perf_counter()
        _yardstick()
        seconds.append(perf_counter() - started)
    return max(1.0, 1e3 * median(seconds) / _YARDSTICK_MS)


def _seconds(work: Callable[[], object]) -> float:
    started = thread_time()
    work()
    return thread_time() - started


def _yardstick() -> None:
    """Like reading, building and evaluating a formula: trees of small objects, the compiler, functions of arrays."""
    compile(copy.deepcopy(_TREE), "<yardstick>", "eval")
    np.sin(np.exp(_GRID))
