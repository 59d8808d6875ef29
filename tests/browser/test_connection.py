"""When the server goes away and comes back, nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.conftest import CHECKOUT, StartServer

LONG = {
    "objective": {"name": "rosenbrock"},
    "steps": 100_000,
    "runs": [{"optimizer": {"name": "adam", "learning_rate": 0.001}}],
}
SHORT = LONG | {"steps": 300, "runs": [*LONG["runs"], {"optimizer": {"name": "sgd", "learning_rate": 0.001}}]}


def test_a_killed_server_that_comes_back_is_asked_only_for_what_is_missing(
    open_visit: OpenVisit, start_server: StartServer
) -> None:
    first = start_server()
    visit = open_visit(base_url=first.base_url)
    visit.forgives_lost_connection = True
    sent: list[str] = []
    visit.page.on("websocket", lambda socket: socket.on("framesent", lambda payload: sent.append(str(payload))))
    visit.open(LONG, step=0)
    visit.has_drawn()
    visit.until("() => Number(document.querySelector('.scrub-range').style.getPropertyValue('--arrived')) > 0.02")
    first.process.kill()
    first.process.wait()
    expect(visit.page.locator("[data-connection]")).not_to_have_attribute("data-connection", "live")
    arrived = visit.page.evaluate(
        "() => Number(document.querySelector('.scrub-range').style.getPropertyValue('--arrived'))"
    )
    assert arrived < 1
    second = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve", "--port", str(urlsplit(first.base_url).port)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        visit.has_arrived(100_000)
        visit.until("() => document.querySelector('#curves .js-plotly-plot').data[0].x.length === 100001")
        steps = visit.page.evaluate(
            "() => document.querySelector('#curves .js-plotly-plot').data[0].x.every((step, at) => step === at)"
        )
        assert steps
        starts = [message for message in sent if '"type":"start"' in message]
        assert len(starts) == 2
        assert '"from_step":0' not in starts[1]
    finally:
        second.terminate()
        second.wait(timeout=15)


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
