"""IDX, the format of MNIST: two zero bytes, the type, the number of axes, the lengths, then the numbers.

All lengths are big-endian and of 32 bits. MNIST and its kin hold unsigned bytes (type 8).
"""

from __future__ import annotations

import math
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.service.datasets.errors import DamagedFile

_UNSIGNED_BYTES = 8


def read_idx(data: bytes, name: str, shape: tuple[int, ...]) -> NDArray[Any]:
    """The bytes of an IDX file as an array of this `shape`; raises DamagedFile."""
    if len(data) < 4:
        raise DamagedFile(name, "an IDX file", f"{len(data)} bytes")
    zeros, kind, axes = struct.unpack(">HBB", data[:4])
    if zeros:
        raise DamagedFile(name, "an IDX file, which begins with two zero bytes", f"{data[:2].hex(' ')}")
    if kind != _UNSIGNED_BYTES:
        raise DamagedFile(name, f"unsigned bytes (type {_UNSIGNED_BYTES})", f"type {kind}")
    start = 4 + 4 * axes
    if len(data) < start:
        raise DamagedFile(name, f"{start} bytes of lengths", f"{len(data)} bytes: the file is cut short")
    found = struct.unpack(f">{axes}I", data[4:start])
    if found != shape:
        raise DamagedFile(name, f"an array of {_product(shape)}", _product(found) or "a single number")
    wanted = start + math.prod(shape)
    if len(data) != wanted:
        reason = "the file is cut short" if len(data) < wanted else "something follows the numbers"
        raise DamagedFile(name, f"{wanted} bytes", f"{len(data)}: {reason}")
    return np.frombuffer(data, dtype=np.uint8, offset=start).reshape(shape)


def _product(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape))
