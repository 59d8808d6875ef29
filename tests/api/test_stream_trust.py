"""What a socket may do to the server: nothing but its own."""

from __future__ import annotations

import json
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.api.experiments import BOWL, LONG
from tests.api.viewer import PATIENCE_SECONDS, Viewer, Watched
from tests.conftest import RunningServer, StartServer


def closing_code(viewer: Viewer) -> int | None:
    """Read until the server closes; its code."""
    try:
        while True:
            viewer.next()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


@pytest.mark.parametrize(
    ("message", "code"),
    [(b"{}", 1003), (b"", 1003), (b"\xff" * 100, 1003), ("x" * (64 * 1024 + 1), 1009), (b"x" * 1_000_000, 1009)],
    ids=["binary", "empty binary", "noise", "too long", "much too long"],
)
def test_what_is_not_a_short_text_closes_the_socket(server: RunningServer, message: Any, code: int) -> None:
    with Viewer(server.ws_url) as viewer:
        viewer.socket.send(message)
        assert closing_code(viewer) == code


def test_a_long_message_in_many_pieces_is_too_long_all_the_same(server: RunningServer) -> None:
    with Viewer(server.ws_url) as viewer:
        # Only the last piece goes over the limit: nothing is left unread that could turn the closing into a reset. The
        # server may be gone before the end of the message, an empty frame, is sent.
        with suppress(ConnectionClosed):
            viewer.socket.send(iter(["x" * 10_000] * 6 + ["x" * 6_000]))
        assert closing_code(viewer) == 1009


def test_text_that_is_not_utf8_closes_the_socket_without_a_traceback(server: RunningServer) -> None:
    with Viewer(server.ws_url) as viewer:
        viewer.socket.send(b"\xff\xfe", text=True)
        assert closing_code(viewer) == 1007
    assert "Invalid UTF-8" not in server.log


@pytest.mark.parametrize(
    "messages",
    [
        ["", "{", "nul"],
        ["[]", "5", "null"],
        ["{}", '{"type": "begin"}', '{"type": 5}'],
        ['{"type": "ack"}', '{"type": "ack", "sequence": -1}', '{"type": "ack", "sequence": "1"}'],
        ['{"type": "step", "count": 0}', '{"type": "pause", "pause": 1}', '{"type": "start"}'],
        ["[" * 60_000, '{"type": NaN}', '{"type": "ping", "a": "\\ud800"}'],
        ['{"type": "start", "experiment": [], "from_step": 1e400}'] * 3,
        ['{"type": "start", "experiment": {}, "from_step": 9007199254740993}'] * 3,
        ['{"type": "start", "experiment": {}, "steps_per_second": 0}'] * 3,
    ],
    ids=range(9),
)
def test_three_messages_that_are_no_commands_close_the_socket(server: RunningServer, messages: list[str]) -> None:
    with Viewer(server.ws_url) as viewer:
        for message in messages:
            viewer.socket.send(message)
        for _ in messages:
            error = viewer.next()
            assert error["type"] == "error"
            assert error["problem"]["status"] in {400, 422}
        assert closing_code(viewer) == 1008


def test_a_refused_command_points_into_the_message(server: RunningServer) -> None:
    with Viewer(server.ws_url) as viewer:
        viewer.socket.send('{"type": "step", "step": 1}')
        assert [error["pointer"] for error in viewer.next()["problem"]["errors"]] == ["/step"]
        viewer.socket.send('{"type": "stepp"}')
        (error,) = viewer.next()["problem"]["errors"]
        assert (error["pointer"], error["hint"]) == ("/type", "did you mean “step”?")


def test_a_client_that_never_acknowledges_gets_eight_frames_and_is_closed(start_server: StartServer) -> None:
    impatient = start_server({"THALWEG_STALLED_SECONDS": "0.5"})
    with Viewer(impatient.ws_url) as viewer:
        viewer.tell("start", experiment=LONG)
        viewer.until("started")
        for sequence in range(1, 9):
            assert viewer.next()["sequence"] == sequence
        with pytest.raises(ConnectionClosed) as closed:
            viewer.next()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1013
    with Viewer(impatient.ws_url) as viewer:  # one that does is served on, with pauses longer than the patience
        assert len(viewer.watch(BOWL).outcomes) == 4


def test_old_and_invented_acknowledgements_buy_no_frames_and_no_time(start_server: StartServer) -> None:
    impatient = start_server({"THALWEG_STALLED_SECONDS": "0.5"})
    with Viewer(impatient.ws_url) as viewer:
        viewer.tell("ack", sequence=1_000_000)
        viewer.tell("start", experiment=LONG)
        viewer.until("started")
        frames = 0
        with suppress(ConnectionClosed):
            while True:  # chatter is no acknowledgement
                viewer.tell("ack", sequence=0)
                viewer.tell("pause")
                viewer.tell("resume")
                viewer.tell("ping")
                while (message := viewer.next())["type"] != "pong":
                    assert message["type"] == "frame"
                    frames += 1
        assert closing_code(viewer) == 1013
    assert frames == 8


def test_a_client_that_does_not_read_is_closed_and_its_memory_is_bounded(start_server: StartServer) -> None:
    impatient = start_server({"THALWEG_STALLED_SECONDS": "0.5", "THALWEG_UNACKNOWLEDGED_FRAMES": "1000000"})
    with httpx.Client(base_url=impatient.base_url, trust_env=False, timeout=20) as client:
        connections = []
        for _ in range(4):
            connection = handshaken(impatient)
            connection.sendall(masked_text({"type": "start", "experiment": LONG | {"steps": 100_000}}))
            connections.append(connection)
        open_sockets = 4
        resident = []
        while open_sockets:
            figures = metrics(client)
            open_sockets = figures["thalweg_sockets"]
            resident.append(figures["process_resident_memory_bytes"])
        for connection in connections:
            connection.close()
        assert max(resident) - resident[0] < 40e6  # 2.5 MB of frames each at the most, and the computing itself
        assert client.get("/readyz").status_code == 200
    assert "Traceback" not in impatient.log


def handshaken(server: RunningServer) -> socket.socket:
    """A socket with a small receive buffer that has done the WebSocket handshake and reads nothing more."""
    host, _, port = server.base_url.removeprefix("http://").partition(":")
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(PATIENCE_SECONDS)
    connection.connect((host, int(port)))
    connection.sendall(
        f"GET /api/v1/stream HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    assert connection.recv(12) == b"HTTP/1.1 101"
    return connection


def masked_text(message: dict[str, Any]) -> bytes:
    """A text frame as a client sends it (RFC 6455, 5.2), with a mask of zeros."""
    data = json.dumps(message).encode()
    assert 125 < len(data) < 65536
    return bytes([0x81, 0x80 | 126]) + len(data).to_bytes(2, "big") + bytes(4) + data


def metrics(client: httpx.Client) -> dict[str, float]:
    """The figures of /metrics without labels."""
    lines = client.get("/metrics").text.splitlines()
    return {
        name: float(value) for name, value in (line.split() for line in lines if "{" not in line and line[0] != "#")
    }


def test_clients_that_vanish_leave_nothing_behind(server: RunningServer, rest: httpx.Client) -> None:
    before = metrics(rest)
    for _ in range(20):
        viewer = Viewer(server.ws_url)
        viewer.tell("start", experiment=LONG)
        viewer.until("started")
        viewer.next()
        viewer.cut()
    while metrics(rest)["thalweg_sockets"] > before["thalweg_sockets"]:
        pass
    assert metrics(rest)["process_open_fds"] <= before["process_open_fds"] + 2
    assert len(list(Path(f"/proc/{server.process.pid}/task").iterdir())) <= 12  # two that compute, the rest BLAS's
    assert "Traceback" not in server.log


def test_a_flood_is_read_slowly_and_others_do_not_notice(start_server: StartServer) -> None:
    calm = start_server({"THALWEG_MESSAGES_PER_SECOND": "50"})
    with Viewer(calm.ws_url) as flooding, Viewer(calm.ws_url) as viewer:
        for _ in range(140):
            flooding.tell("ping")
        assert len(viewer.watch(BOWL).outcomes) == 4
        for _ in range(140):
            assert flooding.next() == {"type": "pong"}


def test_more_sockets_than_allowed_are_told_to_come_back(start_server: StartServer) -> None:
    small = start_server({"THALWEG_CONNECTIONS": "2"})
    with Viewer(small.ws_url) as first, Viewer(small.ws_url):
        with connect(small.ws_url, proxy=None) as third:
            with pytest.raises(ConnectionClosed) as closed:
                third.recv(timeout=PATIENCE_SECONDS)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1013
        assert len(first.watch(BOWL).outcomes) == 4


@pytest.mark.alone
@pytest.mark.parametrize("workers", [1, 2])
def test_a_server_that_is_told_to_go_says_so_and_goes(start_server: StartServer, workers: int) -> None:
    leaving = start_server(arguments=["--workers", str(workers)])
    with Viewer(leaving.ws_url) as busy, Viewer(leaving.ws_url) as idle:
        busy.tell("start", experiment=LONG, steps_per_second=300)
        busy.until("started")
        with handshaken(leaving) as deaf:
            deaf.sendall(masked_text({"type": "start", "experiment": LONG | {"steps": 100_000}}))
            leaving.process.send_signal(signal.SIGTERM)
            for viewer in (busy, idle):
                viewer.until("going_away")
                assert closing_code(viewer) == 1012
            assert leaving.process.wait(timeout=5) in {0, -signal.SIGTERM}
    assert "Traceback" not in leaving.log


def test_the_stream_goes_on_in_another_worker(start_server: StartServer) -> None:
    several = start_server(arguments=["--workers", "2"])
    with httpx.Client(base_url=several.base_url, trust_env=False) as client:
        whole = client.post("/api/v1/trajectories", json=BOWL).json()
    for lacking in range(0, 31, 3):  # each connection lands where the kernel puts it
        with Viewer(several.ws_url) as viewer:
            watched: Watched = viewer.watch(BOWL, from_step=lacking)
        for index, run in enumerate(whole["runs"]):
            assert watched.columns[index]["loss"] == run["loss"][lacking:]
