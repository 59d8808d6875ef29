"""The wire: requests as bytes, for what no client library would send."""

from __future__ import annotations

import socket

from tests.conftest import RunningServer


def raw(server: RunningServer, request: bytes) -> bytes:
    """What the server answers to bytes as they are, until it closes the connection."""
    host, _, port = server.base_url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)
