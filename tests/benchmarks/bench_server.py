"""S10: how soon a server is ready, what it holds in memory, and how much more for each client that has run something.

Seconds by the clock are those of a machine with nothing else to do; its processor's are there to tell whether it was one.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

from tests.api.experiments import BOWL
from tests.api.viewer import Viewer
from tests.benchmarks.measure import Row
from tests.conftest import RunningServer, running_server

STARTS = 5
CLIENTS = 100
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""As `make run` leaves it and as the image is built: only the very first start compiles."""


def rows() -> Iterator[Row]:
    """The lines of the table."""
    seconds, worked = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        with running_server(Path(folder) / "log", COMPILED):
            pass
        for _ in range(STARTS):
            began = perf_counter()
            with running_server(Path(folder) / "log", COMPILED) as server:
                seconds.append(perf_counter() - began)
                idle, worked = resident_mb(server), processor_seconds(server)
        with running_server(Path(folder) / "log", COMPILED) as server, ExitStack() as viewers:
            with Viewer(server.ws_url) as first:
                first.watch(BOWL)  # what is built once
            before = resident_mb(server)
            for _ in range(CLIENTS):
                viewers.enter_context(Viewer(server.ws_url)).watch(BOWL)
            each = max((resident_mb(server) - before) / CLIENTS, 0.001)
    ready = statistics.median(seconds)
    yield Row(target="S10", what="server start to ready", unit="s", ours=ready, rival="target", theirs=1.5, wanted=1)
    yield Row(target="S10", what="processor time of it", unit="s", ours=worked)
    yield Row(target="S10", what="resident, idle", unit="MB", ours=idle, rival="target", theirs=150.0, wanted=1)
    yield Row(target="S10", what="resident, each client", unit="MB", ours=each, rival="target", theirs=1.0, wanted=1)


def resident_mb(server: RunningServer) -> float:
    """What the server holds in memory now."""
    status = Path(f"/proc/{server.process.pid}/status").read_text("ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1000


def processor_seconds(server: RunningServer) -> float:
    """What the server has used of the processors so far."""
    after_name = Path(f"/proc/{server.process.pid}/stat").read_text("ascii").rpartition(") ")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
