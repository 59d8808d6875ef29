"""Escapes and bombs over HTTP: each is refused with 422 in a moment, and the server is none the worse for it."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

import httpx
import pytest

from tests.conftest import CHECKOUT, RunningServer

CORPUS = CHECKOUT / "tests" / "engine" / "expression" / "hostile.json"
ROWS = json.loads(CORPUS.read_text("utf-8"))
ATTACKS = [row if isinstance(row, str) else row["before"] + row["repeat"] * row["times"] + row["after"] for row in ROWS]
REFUSED_MS = 50
ATTEMPTS = 8
"""A busy machine makes an answer later and none earlier: the fastest counts."""
GROWTH_BYTES = 10_000_000
MAX_BODY = 256 * 1024


def _body(text: str) -> bytes:
    return json.dumps({"expression": text}).encode()


def _resident_bytes(server: RunningServer) -> int:
    status = Path(f"/proc/{server.process.pid}/status").read_text("ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return 1024 * int(line.split()[1])


def _refused_ms(rest: httpx.Client, text: str) -> float:
    """Milliseconds of the fastest answer, which has to be a refusal."""
    fastest = float("inf")
    for _ in range(ATTEMPTS):
        started = perf_counter()
        answer = rest.post("/api/v1/expressions", content=_body(text), headers={"Content-Type": "application/json"})
        fastest = min(fastest, 1000 * (perf_counter() - started))
        assert answer.status_code == (422 if len(_body(text)) <= MAX_BODY else 413), (text[:80], answer.text)
        assert answer.json()["errors"][0]["pointer"] in {"/expression", ""}
        if fastest < REFUSED_MS / 2:
            break
    return fastest


@pytest.mark.alone
def test_every_attack_is_refused_in_a_moment_and_leaves_nothing_behind(
    rest: httpx.Client, server: RunningServer
) -> None:
    for text in ATTACKS:  # by then the server has built what it builds beside its first answers
        _refused_ms(rest, text)
    before = _resident_bytes(server)
    slow = {}
    slowest = 0.0
    for text in ATTACKS:
        milliseconds = _refused_ms(rest, text)
        slowest = max(slowest, milliseconds)
        if milliseconds >= REFUSED_MS:
            slow[text[:60]] = milliseconds
    growth = _resident_bytes(server) - before
    print(f"{len(ATTACKS)} attacks: slowest refusal {slowest:.1f} ms, memory grew by {growth / 1e6:.1f} MB")
    assert len(set(ATTACKS)) >= 300
    assert not slow
    assert growth < GROWTH_BYTES
    assert server.process.poll() is None
    assert rest.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/trajectories", "/api/v1/slices"])
def test_a_formula_is_refused_wherever_it_comes_from(rest: httpx.Client, path: str) -> None:
    shapes = {
        "/api/v1/trajectories": {"steps": 1, "runs": [{"optimizer": {"name": "sgd"}}]},
        "/api/v1/slices": {"directions": "axes", "resolution": [5, 5]},
    }
    for text in ATTACKS[::23]:
        document = {"objective": {"expression": text}, **shapes[path]}
        answer = rest.post(path, content=json.dumps(document).encode(), headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, text[:80]
        assert answer.json()["errors"][0]["pointer"] == "/objective/expression"


def test_no_typed_formula_is_in_the_log(rest: httpx.Client, server: RunningServer) -> None:
    for text in ("secretword(x)", "x^2 + 918273645"):
        rest.post("/api/v1/expressions", content=_body(text), headers={"Content-Type": "application/json"})
        rest.get("/api/v1/trajectories", params={"expression": text, "optimizer": "sgd"})
    assert "secretword" not in server.log
    assert "918273645" not in server.log
