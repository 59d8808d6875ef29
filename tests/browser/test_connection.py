"""When the server goes away and comes back, nothing is lost."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import WebSocket, expect

from tests.browser.conftest import OpenVisit
from tests.conftest import CHECKOUT, StartServer

LONG: dict[str, Any] = {
    "objective": {"name": "rosenbrock"},
    "steps": 40_000,
    "runs": [{"optimizer": {"name": "adam", "learning_rate": 0.001}}],
}
SHORT = LONG | {"steps": 300, "runs": [*LONG["runs"], {"optimizer": {"name": "sgd", "learning_rate": 0.001}}]}


@contextmanager
def server_at(port: int | None) -> Iterator[None]:
    """A server where the first one was."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", "--port", str(port)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=15)


def steps_in(payload: str | bytes) -> list[int]:
    """The steps of a binary frame; none in any other message."""
    if isinstance(payload, str):
        return []
    (length,) = struct.unpack_from("<I", payload, 4)
    (run,) = json.loads(payload[8 : 8 + length])["runs"]
    (count,) = run["columns"]["step"]
    return [int(step) for step in struct.unpack_from(f"<{count}d", payload, 8 + length)]


def test_a_killed_server_that_comes_back_is_asked_only_for_what_is_missing(
    open_visit: OpenVisit, start_server: StartServer
) -> None:
    first = start_server()
    visit = open_visit(base_url=first.base_url)
    visit.forgives_lost_connection = True
    sent: list[dict[str, Any]] = []
    received: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: sent.append(json.loads(payload)))
        socket.on("framereceived", lambda payload: received.extend(steps_in(payload)))

    visit.page.on("websocket", listen)
    visit.open(LONG, step=0)
    visit.until("() => Number(document.querySelector('.scrub-range')?.style.getPropertyValue('--arrived')) > 0.02")
    first.process.kill()
    first.process.wait()
    expect(visit.page.locator("[data-connection]")).not_to_have_attribute("data-connection", "live")
    with server_at(urlsplit(first.base_url).port):
        visit.has_arrived(LONG["steps"])
        visit.has_drawn()
    assert received == list(range(LONG["steps"] + 1))
    starts = [message["from_step"] for message in sent if message["type"] == "start"]
    assert starts[0] == 0
    assert len(starts) == 2
    assert starts[1] > 0


def test_the_picture_stays_usable_without_the_server(open_visit: OpenVisit, start_server: StartServer) -> None:
    running = start_server()
    visit = open_visit(base_url=running.base_url)
    visit.forgives_lost_connection = True
    visit.open(SHORT, step=0)
    visit.has_drawn()
    visit.has_arrived(300)
    running.process.kill()
    running.process.wait()
    visit.page.locator(".scrub-range").fill("123")
    visit.at_step(123)
    visit.transport("play").click()
    visit.past_step(130)


def test_where_sockets_are_blocked_plain_requests_carry_the_runs(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.page.route_web_socket("**/api/v1/stream*", lambda socket: socket.close())
    visit.forgives_lost_connection = True
    asked: list[Any] = []
    visit.page.on(
        "request", lambda request: asked.append(request.post_data_json) if "trajectories" in request.url else None
    )
    visit.open(SHORT, step=0)
    expect(visit.page.locator("[data-connection]")).to_have_attribute("data-connection", "http")
    visit.has_drawn()
    visit.has_arrived(300)
    visit.page.locator(".scrub-range").fill("100")
    visit.at_step(100)
    with visit.page.expect_request("**/api/v1/trajectories"):
        visit.page.get_by_label("rate").first.press("ArrowRight")
    visit.has_arrived(300)
    first, (change,) = (body.get("changes", []) for body in asked)
    assert first == []
    assert (change["step"], change["run"], change["optimizer"]["learning_rate"] > 0.001) == (101, 0, True)
