"""Bodies: too long, of a false length, endless, late, or broken off."""

from __future__ import annotations

import json
import socket

import httpx
import pytest

from tests.api.wire import raw
from tests.conftest import RunningServer, StartServer


@pytest.mark.parametrize("size", [256 * 1024, 256 * 1024 + 1])
def test_bodies_end_at_the_limit(rest: httpx.Client, size: int) -> None:
    body = json.dumps({"expression": "x"}).encode().ljust(size)
    plain = rest.post("/api/v1/expressions", content=body)
    chunked = rest.post("/api/v1/expressions", content=iter([body[:100_000], body[100_000:]]))
    expected = 200 if size <= 256 * 1024 else 413
    assert (plain.status_code, chunked.status_code) == (expected, expected)


def test_a_body_that_says_it_is_large_is_refused_unread(server: RunningServer) -> None:
    for length in ("262145", "99999999999"):
        answer = raw(
            server, f"POST /api/v1/slices HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n".encode()
        )
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"connection: close" in answer.lower()


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "\xb2", "9" * 5000, "12abc"])
def test_a_length_that_is_no_number_is_refused(server: RunningServer, length: str) -> None:
    request = (
        f"POST /api/v1/slices HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{{}}"
    )
    assert raw(server, request.encode("latin-1")).startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 413 "))


def test_an_endless_chunked_body_is_cut_off(server: RunningServer) -> None:
    head = b"POST /api/v1/slices HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = raw(server, head + b"10000\r\n" + b" " * 65536 + b"\r\n" + (b"10000\r\n" + b" " * 65536 + b"\r\n") * 4)
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_body_that_does_not_come_is_not_waited_for(start_server: StartServer) -> None:
    hasty = start_server({"THALWEG_BODY_SECONDS": "0.2"})
    answer = raw(hasty, b"POST /api/v1/slices HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "too_slow"


def test_a_caller_that_leaves_in_the_middle_of_its_body_leaves_no_trace(
    server: RunningServer, rest: httpx.Client
) -> None:
    host, _, port = server.base_url.removeprefix("http://").partition(":")
    for _ in range(10):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(b"POST /api/v1/slices HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
    assert rest.get("/readyz").status_code == 200
    assert "Traceback" not in server.log
