"""Readers of the original files: IDX, PNG, both forms of CIFAR-10. What is broken is named: what was expected, what came."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
import zlib
from pathlib import Path

import numpy as np
import pytest

from app.service.datasets.cifar import PICTURES, read_binary, read_labels, read_rows
from app.service.datasets.collecting import collect
from app.service.datasets.errors import DamagedFile, MissingFiles
from app.service.datasets.idx import read_idx
from app.service.datasets.png import read_png

GOLDEN = Path(__file__).parents[1] / "golden"
PNG = (GOLDEN / "png_rows.png").read_bytes()
PIXELS = np.array(json.loads((GOLDEN / "png_rows.json").read_text(encoding="utf-8"))["pixels"])
WIDTH, HEIGHT = 21, 30
END = (b"IEND", b"")
SMALL = (b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0))
IDX = struct.pack(">HBBII", 0, 8, 2, 2, 3) + bytes(range(6))


def test_idx_is_the_bytes_in_their_shape() -> None:
    assert read_idx(IDX, "file", (2, 3)).tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "file: expected an IDX file, got 0 bytes"),
        (b"\x1f\x8b" + IDX[2:], "expected an IDX file, which begins with two zero bytes, got 1f 8b"),
        (IDX[:2] + b"\x0d" + IDX[3:], r"expected unsigned bytes \(type 8\), got type 13"),
        (IDX[:9], "expected 12 bytes of lengths, got 9 bytes: the file is cut short"),
        (IDX[:-1], "expected 18 bytes, got 17: the file is cut short"),
        (IDX + b"\0", "expected 18 bytes, got 19: something follows"),
        (struct.pack(">HBBII", 0, 8, 2, 2**32 - 1, 3), "expected an array of 2 × 3, got 4294967295 × 3"),
        (struct.pack(">HBB", 0, 8, 0) + b"\0", "expected an array of 2 × 3, got a single number"),
    ],
)
def test_a_broken_idx_file_says_what_is_wrong(data: bytes, sentence: str) -> None:
    with pytest.raises(DamagedFile, match=f"{sentence}.*fetch or copy the file again"):
        read_idx(data, "file", (2, 3))


def test_png_undoes_all_five_filters_as_pillow_does() -> None:
    assert set(zlib.decompress(_compressed(PNG))[:: 1 + 3 * WIDTH]) == {0, 1, 2, 3, 4}
    np.testing.assert_array_equal(read_png(PNG, "image", WIDTH, HEIGHT), PIXELS)


def test_png_is_read_from_several_chunks_and_ignores_what_it_need_not_know() -> None:
    body = _compressed(PNG)
    chunks = [_head(WIDTH, HEIGHT), (b"tEXt", b"Comment\0hello"), (b"IDAT", body[:99]), (b"IDAT", body[99:]), END]
    np.testing.assert_array_equal(read_png(_written(*chunks), "image", WIDTH, HEIGHT), PIXELS)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "expected a PNG file, got a file that begins with nothing"),
        (b"GIF89a" + PNG[6:], "expected a PNG file, got a file that begins with 47 49 46 38 39 61"),
        (PNG[: len(PNG) // 2], "expected an end .IEND., got .* the file is cut short"),
        (PNG[:60] + b"\xff" + PNG[61:], "expected a chunk IDAT that fits its check sum"),
        (PNG[:8], "expected an end .IEND., got 8 bytes without one"),
    ],
)
def test_a_broken_png_file_says_what_is_wrong(data: bytes, sentence: str) -> None:
    with pytest.raises(DamagedFile, match=sentence):
        read_png(data, "image", WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("chunks", "sentence"),
    [
        ([END], r"expected the header first .*got nothing"),
        ([(b"IDAT", b""), END], "expected the header first .*got IDAT"),
        ([(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 3, 0, 0, 0))], "2 × 1 pixels of 8 bits, colours, .*colour type 3"),
        ([(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 1))], "not interlaced, got .*, interlaced"),
        ([(b"IHDR", struct.pack(">IIBBBBB", 9, 1, 8, 2, 0, 0, 0))], "expected 2 × 1 .*, got 9 × 1"),
        ([SMALL, (b"IDAT", b"no zlib"), END], "expected compressed pixels"),
        ([SMALL, (b"IDAT", zlib.compress(bytes(6))), END], "expected 7 bytes of pixels, got 6"),
        ([SMALL, (b"IDAT", zlib.compress(bytes(1_000_000))), END], "expected 7 bytes of pixels, got more"),
        (
            [SMALL, (b"IDAT", zlib.compress(bytes([5, 0, 0, 0, 0, 0, 0]))), END],
            "expected filters from 0 to 4, got 5 in row 1",
        ),
    ],
)
def test_a_png_file_of_another_kind_is_refused(chunks: list[tuple[bytes, bytes]], sentence: str) -> None:
    with pytest.raises(DamagedFile, match=sentence):
        read_png(_written(*chunks), "image", 2, 1)


def test_both_forms_of_cifar_hold_the_same_pictures() -> None:
    random = np.random.Generator(np.random.Philox(5))
    pictures = np.zeros((PICTURES, 32, 32, 3), dtype=np.uint8)
    pictures[::500] = random.integers(0, 256, (20, 32, 32, 3))
    labels = random.integers(0, 10, PICTURES, dtype=np.uint8)
    planes = pictures.transpose(0, 3, 1, 2).reshape(PICTURES, -1)
    binary = np.column_stack([labels, planes]).tobytes()
    rows = np.column_stack([np.zeros(PICTURES, dtype=np.uint8), pictures.reshape(PICTURES, -1)]).tobytes()
    png = _written(_head(1024, PICTURES), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    from_binary, labels_read = read_binary(binary, "data_batch_1.bin")
    np.testing.assert_array_equal(from_binary, pictures)
    np.testing.assert_array_equal(labels_read, labels)
    np.testing.assert_array_equal(read_rows(png, "data_batch_1.png"), pictures)
    np.testing.assert_array_equal(read_labels(json.dumps(labels.tolist()).encode(), "labels.json", PICTURES), labels)
    with pytest.raises(DamagedFile, match=r"expected 30730000 bytes \(10000 records of 3073\), got 30729999"):
        read_binary(binary[:-1], "data_batch_1.bin")
    with pytest.raises(DamagedFile, match="expected labels from 0 to 9, got '10' for picture 1"):
        read_binary(b"\x0a" + binary[1:], "data_batch_1.bin")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[1, 2", "expected a JSON list"),
        ("[" * 100_000, "expected a JSON list"),
        ("{}", "expected a JSON list of 3 labels, got none"),
        ("[1, 2]", "expected a JSON list of 3 labels, got 2"),
        ("[1, 2, 10]", "expected labels from 0 to 9, got '10' for picture 3"),
        ("[1, true, 3]", "got 'True' for picture 2"),
    ],
)
def test_broken_labels_say_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(DamagedFile, match=sentence):
        read_labels(text.encode(), "labels.json", 3)


def test_files_are_found_plain_packed_and_in_packages(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "plain").write_bytes(b"1")
    (tmp_path / "packed.gz").write_bytes(gzip.compress(b"2"))
    (tmp_path / "package-1.0.tgz").write_bytes(_tar({"package/in_npm": b"3", "package/plain": b"not this"}, "gz"))
    inner = _tar({"./usr/share/in_debian.gz": gzip.compress(b"4")}, "xz")
    (tmp_path / "package.deb").write_bytes(
        b"!<arch>\n" + _ar("debian-binary", b"2.0") + _ar("data.tar.xz", inner) + _ar("other", b"")
    )
    wanted = ("plain", "packed", "in_npm", "in_debian", "nowhere")
    assert collect(tmp_path, wanted) == {"plain": b"1", "packed": b"2", "in_npm": b"3", "in_debian": b"4"}
    with pytest.raises(MissingFiles, match="is not a folder"):
        collect(tmp_path / "packed.gz", wanted)


@pytest.mark.parametrize("name", ["wanted.gz", "package.tgz", "package.deb"])
def test_what_is_not_whole_is_named(tmp_path: Path, name: str) -> None:
    wholes = {
        "wanted.gz": gzip.compress(PNG),
        "package.tgz": _tar({"package/wanted": PNG}, "gz"),
        "package.deb": b"!<arch>\n" + _ar("debian-binary", b"2.0"),
    }
    (tmp_path / name).write_bytes(wholes[name][:-50])
    with pytest.raises(DamagedFile, match=f"^{name}: expected a .*"):
        collect(tmp_path, ("wanted",))


def _compressed(data: bytes) -> bytes:
    """The one IDAT chunk of a file."""
    place = data.index(b"IDAT")
    length = int.from_bytes(data[place - 4 : place], "big")
    return data[place + 4 : place + 4 + length]


def _head(width: int, height: int) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)


def _written(*chunks: tuple[bytes, bytes]) -> bytes:
    written = [
        struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def _tar(files: dict[str, bytes], how: str) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=f"w:{how}") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target.getvalue()


def _ar(name: str, data: bytes) -> bytes:
    return f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode() + data + b"\n" * (len(data) % 2)
