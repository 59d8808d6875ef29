"""Sharing: copied code asks a real server and gets the same numbers; QR codes of its own links and of nothing else."""

from __future__ import annotations

import csv
import io
import subprocess
from contextlib import redirect_stdout
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import StartServer

EXPERIMENT = {
    "objective": {"name": "himmelblau"},
    "start": [-0.25, 0.3],
    "steps": 40,
    "runs": [
        {"optimizer": {"name": "adam", "learning_rate": 0.16}, "label": "it's Adam; $(true)"},
        {"optimizer": {"name": "sgd", "learning_rate": 0.0075}, "schedule": {"name": "cosine", "t_max": 40}},
    ],
}


def _codes(rest: httpx.Client, experiment: dict[str, Any] = EXPERIMENT) -> dict[str, Any]:
    answer = rest.post("/api/v1/code", json=experiment)
    assert answer.status_code == 200
    codes: dict[str, Any] = answer.json()
    return codes


def _positions(rest: httpx.Client) -> list[list[float]]:
    runs = rest.post("/api/v1/trajectories", json=EXPERIMENT).json()["runs"]
    return [point for run in runs for point in run["position"]]


def _by_curl(command: str) -> list[list[float]]:
    told = subprocess.run(
        ["/bin/sh", "-c", command.replace("curl", "curl -s --noproxy '*'", 1)], capture_output=True, check=True
    )
    return [[float(row["x"]), float(row["y"])] for row in csv.DictReader(io.StringIO(told.stdout.decode()))]


def _by_pandas(code: str) -> list[list[float]]:
    namespace: dict[str, Any] = {}
    with redirect_stdout(io.StringIO()):
        exec(code, namespace)
    positions: list[list[float]] = namespace["paths"][["x", "y"]].to_numpy().tolist()
    return positions


def test_curl_and_pandas_get_the_same_bits(rest: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    codes, wanted = _codes(rest), _positions(rest)
    assert _by_curl(codes["curl"]["code"]) == wanted
    assert _by_pandas(codes["pandas"]["code"]) == wanted


def test_an_experiment_too_long_for_a_link_is_sent_along(
    start_server: StartServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    server = start_server(environment={"THALWEG_TOKEN_CHARACTERS": "100"})
    with httpx.Client(base_url=server.base_url, trust_env=False) as client:
        codes, wanted = _codes(client), _positions(client)
    assert codes["permalink"] is None
    assert _by_curl(codes["curl"]["code"]) == wanted
    assert _by_pandas(codes["pandas"]["code"]) == wanted


def test_reasons_are_in_the_caller_s_language(rest: httpx.Client) -> None:
    experiment = EXPERIMENT | {"runs": [{"optimizer": {"name": "lion"}}]}
    japanese = rest.post("/api/v1/code", json=experiment, headers={"Accept-Language": "ja"}).json()
    assert "ありません" in japanese["torch"]["refusal"]
    assert _codes(rest, experiment)["torch"] == {
        "code": None,
        "refusal": "PyTorch has no Lion that takes the same path.",
        "left_out": [],
    }


def test_a_link_to_this_server_becomes_a_picture_that_may_be_kept(rest: httpx.Client) -> None:
    link = f"{rest.base_url}/?e=1abc&lang=ja"
    answer = rest.get("/api/v1/qr", params={"link": link})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content.startswith(b"<svg")
    assert answer.content == rest.get("/api/v1/qr", params={"link": link}).content
    assert answer.content != rest.get("/api/v1/qr", params={"link": f"{link}&step=3"}).content


@pytest.mark.parametrize(
    "link",
    [
        "",
        "hello",
        "http://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "http://[",
        "HOST",
        "http://a@HOST/",
        "http://HOST/\n",
        "http://HOST/é",
    ],
)
def test_foreign_text_is_refused(rest: httpx.Client, link: str) -> None:
    given = link.replace("HOST", urlsplit(str(rest.base_url)).netloc)
    answer = rest.get("/api/v1/qr", params={"link": given})
    assert answer.status_code == 422
    assert answer.json()["code"] == "foreign_link"


def test_a_link_that_no_code_can_hold_is_refused(rest: httpx.Client) -> None:
    answer = rest.get("/api/v1/qr", params={"link": f"{rest.base_url}/?e={'1' * 3000}"})
    assert (answer.status_code, answer.json()["code"]) == (422, "link_too_long")
