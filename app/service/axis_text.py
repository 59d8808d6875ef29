"""Axis text: an axis in one argument of the command line.

runs.0.optimizer.learning_rate=0.01,0.1,1      these values
start.0=-2:2:41                                41 values, evenly from −2 to 2
runs.0.optimizer.learning_rate=1e-3:1:13log    13 values, evenly in the logarithm
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

_MOST = 100_000
_RANGE = re.compile(r"(?P<first>[^:,]+):(?P<last>[^:,]+):(?P<count>[0-9]{1,6})(?P<log>log)?")


class AxisError(ValueError):
    """An argument that is no axis: what was expected, and what came."""


def axis_of(text: str) -> dict[str, Any]:
    """The axis document that `text` stands for; raises AxisError with what was expected."""
    path, equals, listed = text.partition("=")
    if not equals:
        raise AxisError(f"an axis is path=values, such as start.0=-2:2:41, got {text}")
    return {"path": path.strip(), "values": _values(listed)}


def _values(text: str) -> list[float]:
    found = _RANGE.fullmatch(text)
    if found is None:
        return [_number(part) for part in text.split(",")]
    first, last, count = _number(found["first"]), _number(found["last"]), int(found["count"])
    if not 0 < count <= _MOST:
        raise AxisError(f"an axis has 1 to {_MOST} values, got {count}")
    if found["log"] is None:
        return [float(value) for value in np.linspace(first, last, count)]
    if not (first > 0 and last > 0):
        raise AxisError(f"values on a log axis are above 0, got {text}")
    return [float(value) for value in np.geomspace(first, last, count)]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise AxisError(f"values are 0.01,0.1,1 or first:last:count or first:last:countlog, got {text}") from None
