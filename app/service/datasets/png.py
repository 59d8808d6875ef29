"""PNG, as far as images of bytes need it: eight bits, red, green and blue, not interlaced; all five filters.

Written from the specification (W3C, Portable Network Graphics, third edition; the filters are its chapter 9), with zlib of the
standard library.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.service.datasets.errors import DamagedFile

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = 3
_TRUE_COLOUR = 2


def read_png(data: bytes, name: str, width: int, height: int) -> NDArray[Any]:
    """The pixels `(height, width, 3)` of a PNG file of this size; raises DamagedFile."""
    if not data.startswith(_SIGNATURE):
        raise DamagedFile(name, "a PNG file", f"a file that begins with {data[:8].hex(' ') or 'nothing'}")
    chunks = _chunks(data, name)
    kind, head = next(chunks, (b"", b""))
    if kind != b"IHDR" or len(head) != 13:
        raise DamagedFile(
            name, "the header first (IHDR, 13 bytes)", f"{kind.decode('latin-1') or 'nothing'}, {len(head)}"
        )
    found = struct.unpack(">IIBBBBB", head)
    wanted = (width, height, 8, _TRUE_COLOUR, 0, 0, 0)
    if found != wanted:
        raise DamagedFile(name, f"{_described(wanted)}", _described(found))
    packed = b"".join(body for kind, body in chunks if kind == b"IDAT")
    stride = _CHANNELS * width
    rows = _inflated(packed, name, height * (1 + stride))
    return _unfiltered(np.frombuffer(rows, dtype=np.uint8).reshape(height, 1 + stride), name).reshape(height, width, -1)


def _chunks(data: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    """The chunks up to the end (IEND), each checked against its sum."""
    place = len(_SIGNATURE)
    while len(data) >= place + 12:
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        total = data[place + 8 + length : place + 12 + length]
        if len(total) < 4:
            break
        if zlib.crc32(kind + body) != int.from_bytes(total, "big"):
            raise DamagedFile(name, f"a chunk {kind.decode('latin-1')} that fits its check sum", "one that does not")
        if kind == b"IEND":
            return
        yield kind, body
        place += 12 + length
    raise DamagedFile(name, "an end (IEND)", f"{len(data)} bytes without one: the file is cut short")


def _inflated(packed: bytes, name: str, wanted: int) -> bytes:
    """`packed` inflated to exactly `wanted` bytes; never to more, whatever it claims."""
    stream = zlib.decompressobj()
    try:
        rows = stream.decompress(packed, wanted + 1)
    except zlib.error as error:
        raise DamagedFile(name, "compressed pixels", str(error)) from None
    if len(rows) != wanted:
        raise DamagedFile(name, f"{wanted} bytes of pixels", f"{'more' if len(rows) > wanted else len(rows)}")
    return rows


def _unfiltered(rows: NDArray[Any], name: str) -> NDArray[Any]:
    """Pixels `(height, 3·width)` of filtered rows: every row says in its first byte what was subtracted from it."""
    pixels = np.empty((len(rows), rows.shape[1] - 1), dtype=np.uint8)
    above = np.zeros(pixels.shape[1], dtype=np.uint8)
    for index, (kind, row) in enumerate(zip(rows[:, 0], rows[:, 1:], strict=True)):
        if kind == 0:
            pixels[index] = row
        elif kind == 1:
            np.cumsum(row.reshape(-1, _CHANNELS), axis=0, dtype=np.uint8, out=pixels[index].reshape(-1, _CHANNELS))
        elif kind == 2:
            np.add(row, above, out=pixels[index])
        elif kind in (3, 4):
            predict = _average if kind == 3 else _paeth
            pixels[index] = np.frombuffer(predict(row.tolist(), above.tolist()), dtype=np.uint8)
        else:
            raise DamagedFile(name, "filters from 0 to 4", f"{kind} in row {index + 1}")
        above = pixels[index]
    return pixels


def _average(row: list[int], above: list[int]) -> bytes:
    """Filter 3: the mean of the byte to the left and the byte above was subtracted."""
    pixels = [0] * _CHANNELS
    for value, up in zip(row, above, strict=True):
        pixels.append((value + (pixels[-_CHANNELS] + up) // 2) & 255)
    return bytes(pixels[_CHANNELS:])


def _paeth(row: list[int], above: list[int]) -> bytes:
    """Filter 4: of left, above and the corner between, the one nearest to left + above − corner was subtracted."""
    pixels = [0] * _CHANNELS
    corners = [0] * _CHANNELS + above
    for value, up, corner in zip(row, above, corners, strict=False):
        left = pixels[-_CHANNELS]
        to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
        nearest = left if to_left <= to_up and to_left <= to_corner else up if to_up <= to_corner else corner
        pixels.append((value + nearest) & 255)
    return bytes(pixels[_CHANNELS:])


def _described(head: tuple[int, ...]) -> str:
    width, height, depth, colour, _, _, interlaced = head
    colours = "colours" if colour == _TRUE_COLOUR else f"colour type {colour}"
    return f"{width} × {height} pixels of {depth} bits, {colours}, {'interlaced' if interlaced else 'not interlaced'}"
