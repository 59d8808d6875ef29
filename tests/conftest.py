"""What tests share: a real server process and a real browser.

`server`         one server with default settings for the whole session; tests must not disturb each other through it
`start_server`   a factory: `start_server(environment={"THALWEG_STEPS": "50"}, arguments=["--workers", "2"])`
`chromium_path`  the browser to drive (Playwright's `executable_path`)
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import monotonic

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_SECONDS = 60.0
StartServer = Callable[..., "RunningServer"]
_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy of the machine


@dataclass(frozen=True)
class RunningServer:
    """A server process that answered /readyz."""

    base_url: str
    ws_url: str
    process: subprocess.Popen[bytes]
    log_path: Path

    @property
    def log(self) -> str:
        """Everything the server has printed so far."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Speed is measured alone; and browser tests come last, in the order in which every worker takes them: Playwright keeps
    an event loop running from then on, which asyncio.run does not bear.
    """
    for item in items:
        if item.path.name == "test_speed.py":
            item.add_marker("alone")
    items.sort(key=lambda item: item.path.is_relative_to(CHECKOUT / "tests" / "browser"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server with default settings; at the end its log must hold no traceback."""
    with running_server(tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running
    assert "Traceback" not in running.log, f"the server printed a traceback:\n{running.log}"


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Starts servers with settings of their own, and ends them after the test."""
    numbers = count()
    with ExitStack() as stack:

        def start(environment: Mapping[str, str] | None = None, arguments: Sequence[str] = ()) -> RunningServer:
            log_path = tmp_path / f"server-{next(numbers)}.log"
            return stack.enter_context(running_server(log_path, environment, arguments))

        yield start


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser on this machine; `make test` installs one where none is found."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail(f"no browser found: expected one of {', '.join(BROWSERS)} on PATH; `make test` installs Chromium")
    return found


@contextmanager
def running_server(
    log_path: Path,
    environment: Mapping[str, str] | None = None,
    arguments: Sequence[str] = (),
    *,
    command: Sequence[str] = (sys.executable, "-m", "app.cli"),
    directory: Path = CHECKOUT,
) -> Iterator[RunningServer]:
    """`thalweg serve` on a free port, ready to answer; ended on leaving, by force only if SIGTERM does not do."""
    port = _free_port()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("THALWEG_")}
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [*command, "serve", "--host", "127.0.0.1", "--port", str(port), *arguments],
            cwd=directory,
            env={**inherited, "PYTHONUNBUFFERED": "1", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    running = RunningServer(f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{port}/api/v1/stream", process, log_path)
    try:
        _wait_until_ready(running)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(running: RunningServer) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while monotonic() < deadline:
        with (
            suppress(urllib.error.URLError, OSError),
            _DIRECTLY.open(f"{running.base_url}/readyz", timeout=5) as answer,
        ):
            if answer.status == 200:
                return
        with suppress(subprocess.TimeoutExpired):
            status = running.process.wait(timeout=0.05)  # the pace of the polling; ends at once if the server does
            pytest.fail(f"the server ended with status {status} before it was ready:\n{running.log}")
    pytest.fail(f"the server was not ready after {PATIENCE_SECONDS:g} s:\n{running.log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
