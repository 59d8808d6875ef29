"""Binary frames: the columns of a frame as little-endian float64, a fifth of the server's time of JSON.

bytes 0–3     "THL1"
bytes 4–7     uint32, little-endian: length of the header in bytes; 8 + length is a multiple of 8
header        JSON, padded with spaces: the frame message, each column in place of its numbers as its shape
then          the columns in the order of the header, row by row, 8 bytes a number; state columns after the others
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from app.service.results import to_bytes

_MAGIC = b"THL1"
_ALIGNMENT = 8


def binary_frame(frame: dict[str, Any]) -> bytes:
    """The binary form of a frame message."""
    data: list[bytes] = []
    runs = [run | {"columns": _shapes(run["columns"], data)} for run in frame["runs"]]
    header = to_bytes(frame | {"runs": runs})
    header += b" " * (-(len(_MAGIC) + 4 + len(header)) % _ALIGNMENT)
    return b"".join([_MAGIC, struct.pack("<I", len(header)), header, *data])


def _shapes(columns: dict[str, Any], data: list[bytes]) -> dict[str, Any]:
    shapes: dict[str, Any] = {}
    for name, values in columns.items():
        if isinstance(values, dict):
            shapes[name] = _shapes(values, data)
        else:
            shapes[name] = list(values.shape)
            data.append(np.ascontiguousarray(values, dtype="<f8").tobytes())
    return shapes
