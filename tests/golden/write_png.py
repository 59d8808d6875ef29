"""Writes png_rows.png and png_rows.json: an image whose rows use all five filters, and its pixels as Pillow 13 reads them.

Run where Pillow is installed. Row y is filtered in way y mod 5; the filters are chapter 9 of the specification.
"""

import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 21, 30
pixels = np.random.Generator(np.random.Philox(11)).integers(0, 256, (HEIGHT, 3 * WIDTH))
rows = []
for y, row in enumerate(pixels.tolist()):
    above = pixels[y - 1].tolist() if y else [0] * len(row)
    lefts, corners = [0, 0, 0, *row], [0, 0, 0, *above]
    line = []
    for value, left, up, corner in zip(row, lefts, above, corners, strict=False):
        estimate = left + up - corner
        nearest = min((left, up, corner), key=lambda neighbour: abs(estimate - neighbour))  # the first of equals
        line.append((value - (0, left, up, (left + up) // 2, nearest)[y % 5]) % 256)
    rows.append(bytes([y % 5, *line]))
head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b"")]
written = [
    struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
]
target = Path(__file__).with_name("png_rows.png")
target.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(written))
read = np.array(Image.open(target))
assert (read.reshape(HEIGHT, -1) == pixels).all(), "Pillow reads what was written"
target.with_suffix(".json").write_text(json.dumps({"pixels": read.tolist()}), encoding="utf-8")
