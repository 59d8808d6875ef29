"""Hostile input: over REST and over the socket it is answered as a mistake, memory stays flat, the server lives on."""

from __future__ import annotations

import json
from time import monotonic
from typing import Any

import httpx
import pytest

from tests.api.experiments import BOWL
from tests.api.hostile import BODIES, QUERIES, TOKENS
from tests.api.viewer import Viewer
from tests.conftest import RunningServer

ANSWERS = {200, 400, 413, 422}
ROUTES = ("trajectories", "slices", "expressions", "sweeps", "tunings")
FLAT = 60e6
"""Bytes: what the caches of the server and the allocator's own reserves may take while hundreds of documents go through."""
REFUSED_WITHIN_SECONDS = 5.0
"""Two orders above what a refusal takes on an idle machine (QUALITY 2: 50 ms), because tests run beside each other."""


def resident(rest: httpx.Client) -> float:
    line = next(
        line for line in rest.get("/metrics").text.splitlines() if line.startswith("process_resident_memory_bytes")
    )
    return float(line.split()[1])


def check(answer: httpx.Response, what: Any) -> None:
    assert answer.status_code in ANSWERS, (answer.status_code, what)
    if answer.status_code == 200:
        strict(answer.text)
    else:
        problem = strict(answer.text)
        assert problem["errors"], what
        for error in problem["errors"]:
            assert error["pointer"] == "" or error["pointer"].startswith("/")
            assert not error["message"].startswith(("problem.", "expression.")), error
    assert len(answer.content) < 1_000_000


def strict(text: str) -> Any:
    """JSON without NaN and Infinity."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in an answer")

    return json.loads(text, parse_constant=refuse)


@pytest.fixture(scope="module")
def _memory_stays_flat(rest: httpx.Client) -> Any:
    for body in BODIES[:40]:  # what is built once
        rest.post("/api/v1/trajectories", content=body)
    before = resident(rest)
    yield
    assert resident(rest) - before < FLAT


@pytest.mark.usefixtures("_memory_stays_flat")
@pytest.mark.parametrize("route", ROUTES)
def test_no_body_does_more_than_be_refused(rest: httpx.Client, route: str) -> None:
    assert len(BODIES) >= 120
    for body in BODIES:
        began = monotonic()
        check(rest.post(f"/api/v1/{route}", content=body), (route, body[:200]))
        assert monotonic() - began < REFUSED_WITHIN_SECONDS, body[:200]


@pytest.mark.usefixtures("_memory_stays_flat")
def test_no_token_does_more_than_be_refused(rest: httpx.Client) -> None:
    for token in TOKENS:
        answer = rest.get(f"/api/v1/trajectories/{token}")
        check(answer, token[:200])
        assert answer.status_code != 200


@pytest.mark.usefixtures("_memory_stays_flat")
def test_no_query_does_more_than_be_refused(rest: httpx.Client) -> None:
    for query in QUERIES:
        answer = rest.get(f"/api/v1/trajectories?{query}", headers={"Accept": "application/json"})
        assert answer.status_code in ANSWERS | {406}, query[:200]
        assert answer.status_code != 200, query[:200]
        strict(answer.text)


@pytest.mark.usefixtures("_memory_stays_flat")
def test_no_experiment_does_more_to_a_stream_than_be_refused(server: RunningServer) -> None:
    for body in BODIES:
        try:
            message = f'{{"type": "start", "experiment": {body.decode("utf-8")}}}'
        except UnicodeDecodeError:
            continue  # bytes that no text message can carry
        if len(message.encode()) > 64 * 1024:
            continue  # closed with 1009 before it is read, whatever it holds
        with Viewer(server.ws_url) as viewer:  # one each, because three broken messages close a socket
            viewer.socket.send(message)
            answer = strict(json.dumps(viewer.next()))
            assert answer["type"] in {"started", "error"}, message[:200]
            if answer["type"] == "error":
                assert answer["problem"]["status"] in ANSWERS, message[:200]


def test_the_server_is_as_well_as_before(server: RunningServer, rest: httpx.Client) -> None:
    assert rest.get("/readyz").status_code == 200
    with Viewer(server.ws_url) as viewer:
        assert len(viewer.watch(BOWL).outcomes) == 4
    assert "Traceback" not in server.log
    assert "Warning" not in server.log
