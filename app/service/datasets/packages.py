"""Packages that hold data sets, and the clients that fetch them: whatever registries they are set up for are used."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.service.datasets.errors import NotFetched

_LOOK_SECONDS = 0.5
_ENDING = (signal.SIGTERM, signal.SIGINT)
_LAST_WORDS = 600
"""As many characters of a client's complaints as help."""


@dataclass(frozen=True)
class Package:
    """A package by name, and the command that puts its file into the folder where it runs."""

    name: str
    client: str
    command: tuple[str, ...]
    advice: str

    def fetch(self, room: Path, tell: Callable[[int], None]) -> None:
        """Put the package's file into `room`, telling now and then how many bytes are there; raises NotFetched."""
        if shutil.which(self.client) is None:
            raise NotFetched(
                f"{self.client} is needed to fetch {self.name}, and it is not on this machine. Where it is, run "
                f"`{' '.join(self.command[:3])}`, and name the folder of the file with --from"
            )
        log = room / "client.log"
        with log.open("wb") as output:
            process: subprocess.Popen[bytes] | None = None
            try:
                with _signals_held():
                    process = subprocess.Popen(
                        self.command,
                        cwd=room,
                        stdin=subprocess.DEVNULL,
                        stdout=output,
                        stderr=subprocess.STDOUT,
                        start_new_session=True,
                    )
                while _is_running(process):
                    tell(_bytes_in(room))
            finally:
                if process is not None:
                    _end(process)
        if process.returncode:
            words = " ".join(log.read_text("utf-8", errors="replace").split())[-_LAST_WORDS:]
            raise NotFetched(f"{self.client} could not fetch {self.name}; {self.advice}. It said: {words}")


def npm(name: str) -> Package:
    """A package of npm: its own cache would keep another copy, so it is put where all is thrown away."""
    command = ("npm", "pack", name, "--ignore-scripts", "--no-update-notifier", "--cache", "npm-cache")
    return Package(name, "npm", command, "is there a network, and a registry that npm is set up for?")


def debian(name: str) -> Package:
    """A package of Debian and what descends from it."""
    return Package(name, "apt-get", ("apt-get", "download", name), "`apt-get update` may have to run before")


@contextmanager
def _signals_held() -> Iterator[None]:
    """SIGTERM and SIGINT wait until the end of this: in the midst of a start they would leave a client that nobody knows of."""
    came: list[int] = []
    before = {number: signal.signal(number, lambda number, _frame: came.append(number)) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for ended_by in came:
            signal.raise_signal(ended_by)


def _is_running(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the client and all it has started, if it still runs."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _bytes_in(room: Path) -> int:
    total = 0
    for folder, _, names in os.walk(room):
        for name in names:
            path = Path(folder, name)
            if path.is_file():
                total += path.stat().st_size
    return total
