"""Collecting: files by name from a folder, whether they lie there plainly, compressed, or in the package they came in."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import tarfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from app.service.datasets.errors import DamagedFile, MissingFiles

MOST_BYTES = 64 * 1024 * 1024
"""No file of any of the data sets is larger."""
_DEEPEST = 4
_ARCHIVES = (".tgz", ".tar.gz", ".tar", ".deb")
_AR_MAGIC = b"!<arch>\n"
_AR_HEAD = 60


def collect(folder: Path, wanted: Collection[str]) -> dict[str, bytes]:
    """What the files called `wanted` hold, `.gz` unpacked; those that are nowhere below `folder` are left out."""
    if not folder.is_dir():
        raise MissingFiles(f"{folder} is not a folder; --from takes the one that holds the files or the package")
    paths = list(_files_below(folder))
    found: dict[str, bytes] = {}
    for path in paths:
        name = path.name.removesuffix(".gz")
        if name in wanted and name not in found:
            found[name] = _unpacked(_read(path), path.name)
    for path in paths:
        if path.name.endswith(_ARCHIVES) and len(found) < len(wanted):
            found = dict(_members(path, wanted)) | found
    return found


def _files_below(folder: Path) -> Iterator[Path]:
    start = len(folder.parts)
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(folders) if len(here.parts) - start < _DEEPEST else []
        yield from (here / name for name in sorted(names))


def _read(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise DamagedFile(path.name, f"at most {MOST_BYTES} bytes", f"{size}")
    return path.read_bytes()


def _unpacked(data: bytes, name: str) -> bytes:
    if not name.endswith(".gz"):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            plain = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DamagedFile(name, "a whole gzip file", str(error)) from None
    if len(plain) > MOST_BYTES:
        raise DamagedFile(name, f"at most {MOST_BYTES} bytes", "more")
    return plain


def _members(path: Path, wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """The wanted files in an archive, which is read and never unpacked into a folder."""
    try:
        data = path.read_bytes()
        with tarfile.open(
            fileobj=io.BytesIO(_data_of_deb(data, path.name) if path.suffix == ".deb" else data)
        ) as archive:
            for member in archive:
                base = member.name.rpartition("/")[2]
                name = base.removesuffix(".gz")
                stream = archive.extractfile(member) if name in wanted and member.isfile() else None
                if stream is not None:
                    if member.size > MOST_BYTES:
                        raise DamagedFile(base, f"at most {MOST_BYTES} bytes", f"{member.size}")
                    yield name, _unpacked(stream.read(), base)
    except (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise DamagedFile(path.name, "a whole archive", str(error)) from None


def _data_of_deb(data: bytes, name: str) -> bytes:
    """The archive of files inside a Debian package, which is an `ar` archive: magic, then heads of 60 bytes and bodies."""
    if not data.startswith(_AR_MAGIC):
        raise DamagedFile(name, "a Debian package", f"a file that begins with {data[:8].hex(' ') or 'nothing'}")
    place = len(_AR_MAGIC)
    while len(head := data[place : place + _AR_HEAD]) == _AR_HEAD and head[48:58].strip().isdigit():
        size = int(head[48:58])
        body = data[place + _AR_HEAD : place + _AR_HEAD + size]
        if head.startswith(b"data.tar"):
            return body
        place += _AR_HEAD + size + size % 2
    raise DamagedFile(name, "a Debian package with its files (data.tar)", "one without")
