"""Trajectories over REST: the textbook's figures, every form the same numbers, links that hold the whole experiment."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import Any

import httpx
import numpy as np
import pytest

from tests.api.experiments import BOWL, ENDS, LONG
from tests.conftest import StartServer

TEXTBOOK = 1e-12
"""What separates two orders of the same arithmetic over thirty updates; positions are of order one."""
TRAJECTORIES = "/api/v1/trajectories"


def textbook_paths() -> list[list[list[float]]]:
    """The four rules as the book prints them, in plain Python: SGD, Momentum, AdaGrad, Adam from (−7, 2)."""
    sgd, momentum, adagrad, adam = ([[-7.0, 2.0]] for _ in range(4))
    velocity, h, m, v = ([0.0, 0.0] for _ in range(4))
    for t in range(1, 31):
        for path in (sgd, momentum, adagrad, adam):
            path.append(list(path[-1]))
        for i, curvature in enumerate((0.1, 2.0)):
            sgd[t][i] -= 0.95 * curvature * sgd[t - 1][i]
            velocity[i] = 0.9 * velocity[i] - 0.1 * curvature * momentum[t - 1][i]
            momentum[t][i] += velocity[i]
            g = curvature * adagrad[t - 1][i]
            h[i] += g * g
            adagrad[t][i] -= 1.5 * g / (math.sqrt(h[i]) + 1e-7)
            g = curvature * adam[t - 1][i]
            m[i] = 0.9 * m[i] + 0.1 * g
            v[i] = 0.999 * v[i] + 0.001 * g * g
            m_hat, v_hat = m[i] / (1 - 0.9**t), v[i] / (1 - 0.999**t)
            adam[t][i] -= 0.3 * m_hat / (math.sqrt(v_hat) + 1e-8)
    return [sgd, momentum, adagrad, adam]


def test_the_four_paths_of_the_book_come_out_of_rest(rest: httpx.Client) -> None:
    runs = rest.post(TRAJECTORIES, json=BOWL).json()["runs"]
    for run, path in zip(runs, textbook_paths(), strict=True):
        assert run["step"] == list(range(31))
        np.testing.assert_allclose(run["position"], path, rtol=0, atol=TEXTBOOK)
        loss = [x * x / 20 + y * y for x, y in path]
        np.testing.assert_allclose(run["loss"], loss, rtol=0, atol=10 * TEXTBOOK)  # ∂f/∂x times the position's bound
    ends = [run["position"][-1] for run in runs]
    printed = [
        (-0.3503929958, 0.0847823166),
        (0.8964138585, 0.0880856017),
        (-0.1201623, 2.5e-17),
        (0.1360146173, 0.3182453889),
    ]
    np.testing.assert_allclose(ends, printed, rtol=0, atol=5e-8)  # as many digits as EXPERIMENTS.md prints of AdaGrad
    assert sorted(range(4), key=lambda index: runs[index]["loss"][-1]) == [2, 0, 1, 3]


def test_every_form_holds_the_same_numbers(rest: httpx.Client) -> None:
    document = rest.post(TRAJECTORIES, json=ENDS).json()
    lines = list(csv.DictReader(io.StringIO(rest.post(TRAJECTORIES, json=ENDS, params={"format": "csv"}).text)))
    arrays = np.load(io.BytesIO(rest.post(TRAJECTORIES, json=ENDS, params={"format": "npz"}).content))
    streamed = rest.post(TRAJECTORIES, json=ENDS, headers={"Accept": "application/x-ndjson"})
    messages = [json.loads(line) for line in streamed.text.splitlines()]
    assert messages[0] == {"type": "started", "experiment": document["experiment"], "permalink": document["permalink"]}
    assert json.loads(str(arrays["experiment"])) == document["experiment"]
    for index, run in enumerate(document["runs"]):
        rows = [line for line in lines if line["run"] == str(index)]
        chosen = arrays["run"] == index
        legs = [leg for message in messages if message["type"] == "frame" for leg in message["runs"]]
        assert {line["label"] for line in rows} == {run["label"]} == set(arrays["label"][[index]])
        for name in ("step", "loss", "gradient_norm", "learning_rate", "value_evaluations", "gradient_evaluations"):
            wanted = np.array(run[name], dtype=float)
            assert np.array([float(line[name]) for line in rows]).tobytes() == wanted.tobytes()
            assert arrays[name][chosen].astype(float).tobytes() == wanted.tobytes()
            assert [value for leg in legs if leg["run"] == index for value in leg["columns"][name]] == run[name]
        position = np.array(run["position"])
        assert np.array([[float(line["x"]), float(line["y"])] for line in rows]).tobytes() == position.tobytes()
        assert arrays["position"][chosen].tobytes() == position.tobytes()
        outcomes = [
            message["outcome"] for message in messages if message["type"] == "finished" and message["run"] == index
        ]
        assert outcomes == [run["outcome"]]


def test_outcomes_tell_how_each_run_ended(rest: httpx.Client) -> None:
    limit, diverged, converged, at_once = rest.post(TRAJECTORIES, json=ENDS | {"stop": {"loss": 1e-4}}).json()["runs"]
    assert diverged["outcome"]["status"] == "diverged"
    assert diverged["step"][-1] == diverged["outcome"]["step"]
    assert all(value is not None for value in diverged["loss"])
    assert limit["outcome"] | {"message": ""} == {
        "status": "step_limit",
        "reason": "step_limit",
        "step": 60,
        "message": "",
    }
    assert converged["outcome"]["status"] in {"converged", "step_limit"}
    assert at_once["step"][0] == 0


@pytest.mark.parametrize(
    ("expression", "start", "rate"),
    [
        ("x^2 + y^2", [1, 1], 1e6),
        ("1/x + 0*y", [0, 1], 0.1),
        ("log(x) + y^2", [-1, 1], 0.1),
        ("exp(exp(x)) + y", [7, 1], 0.1),
        ("1/x^2 + y^2", [1e-160, 1], 1e6),
        ("sqrt(x) + y^2", [1, 1], 1e3),
        ("x^2 + y^2", [1e308, -1e308], 0.1),
        ("-x^4 - y^4", [1, 1], 1.0),
    ],
)
def test_what_diverges_ends_at_its_last_finite_step(
    rest: httpx.Client, expression: str, start: Any, rate: float
) -> None:
    experiment = {
        "objective": {"expression": expression},
        "start": start,
        "runs": [{"optimizer": {"name": name, "learning_rate": rate}} for name in ("sgd", "momentum")],
    }
    answer = rest.post(TRAJECTORIES, json=experiment)
    assert answer.status_code == 200
    for run in answer.json()["runs"]:
        assert run["outcome"]["status"] == "diverged"
        finite = run["loss"] if run["outcome"]["step"] else run["loss"][1:]
        assert None not in finite
        assert run["step"][-1] == run["outcome"]["step"]
    assert "NaN" not in answer.text
    assert "Infinity" not in answer.text


def test_a_run_recorded_now_and_then_keeps_its_last_step(rest: httpx.Client) -> None:
    experiment = BOWL | {"steps": 100, "record": {"every": 30}}
    runs = rest.post(TRAJECTORIES, json=experiment).json()["runs"]
    assert [run["step"] for run in runs] == [[0, 30, 60, 90, 100]] * 4
    without = rest.post(TRAJECTORIES, json=BOWL | {"record": {"position": False}}).json()["runs"]
    assert all("position" not in run for run in without)


def test_a_link_answers_the_same_bits_and_is_known_by_its_tag(rest: httpx.Client) -> None:
    posted = rest.post(TRAJECTORIES, json=ENDS)
    link = posted.headers["content-location"]
    assert link == posted.json()["permalink"]
    for form in ("json", "csv", "npz"):
        first = rest.get(link, params={"format": form})
        again = rest.get(link, params={"format": form})
        assert first.content == again.content
        assert first.headers["etag"] == again.headers["etag"]
        assert "immutable" in first.headers["cache-control"]
        for wanted in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
            known = rest.get(link, params={"format": form}, headers={"If-None-Match": wanted})
            assert (known.status_code, known.content) == (304, b"")
            assert known.headers["etag"] == first.headers["etag"]
        assert rest.get(link, params={"format": form}, headers={"If-None-Match": '"other"'}).status_code == 200
    assert rest.get(link).content == posted.content
    tags = {rest.get(link, params={"format": form}).headers["etag"] for form in ("json", "csv", "npz")}
    assert len(tags | {rest.get(link, params={"lang": "ja"}).headers["etag"]}) == 4
    named = rest.post(TRAJECTORIES, json=ENDS, headers={"If-None-Match": posted.headers["etag"]})
    assert named.status_code == 200, "304 answers GET and HEAD alone"


def test_head_is_get_without_the_body(rest: httpx.Client) -> None:
    link = rest.post(TRAJECTORIES, json=BOWL).headers["content-location"]
    for path in (link, "/", "/healthz", "/api/v1/objectives", "/api"):
        got, head = rest.get(path), rest.head(path)
        assert (head.status_code, head.content) == (200, b""), path
        assert head.headers["content-length"] == str(len(got.content))
        assert head.headers.get("etag") == got.headers.get("etag")


def test_the_canonical_form_is_a_fixed_point(rest: httpx.Client) -> None:
    for experiment in (BOWL, ENDS, LONG | {"steps": 3}):
        once = rest.post(TRAJECTORIES, json=experiment).json()
        twice = rest.post(TRAJECTORIES, json=once["experiment"]).json()
        assert twice == once


def test_labels_are_filled_in_and_told_apart(rest: httpx.Client) -> None:
    adam = {"optimizer": {"name": "adam"}}
    runs = [adam, adam | {"label": "=1+1"}, adam, adam | {"label": ""}]
    answer = rest.post(TRAJECTORIES, json=BOWL | {"runs": runs, "steps": 1})
    assert [run["label"] for run in answer.json()["runs"][:3]] == ["Adam", "=1+1", "Adam 2"]


@pytest.mark.parametrize("label", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_no_spreadsheet_takes_a_label_for_a_formula(rest: httpx.Client, label: str) -> None:
    runs = [BOWL["runs"][0] | {"label": label}]
    text = rest.post(TRAJECTORIES, json=BOWL | {"runs": runs}, params={"format": "csv"}).text
    assert {row["label"] for row in csv.DictReader(io.StringIO(text))} == {f"'{label}"}


@pytest.mark.parametrize(
    ("query", "experiment"),
    [
        (
            "objective=beale&optimizer=adam&learning_rate=0.1&start=1,1&steps=200",
            {
                "objective": {"name": "beale"},
                "start": [1, 1],
                "steps": 200,
                "runs": [{"optimizer": {"name": "adam", "learning_rate": 0.1}}],
            },
        ),
        (
            "expression=x^2+a*y^2&a=3&domain=-1,1,-2,2&optimizer=sgd,adagrad&learning_rate=1e-2&steps=5",
            {
                "objective": {"expression": "x^2+a*y^2", "parameters": {"a": 3}, "domain": [[-1, 1], [-2, 2]]},
                "steps": 5,
                "runs": [
                    {"optimizer": {"name": "sgd", "learning_rate": 0.01}},
                    {"optimizer": {"name": "adagrad", "learning_rate": 0.01}},
                ],
            },
        ),
        (
            "objective=rosenbrock&a=2&optimizer=rmsprop&centered=true&schedule=cosine&schedule.t_max=50&noise=.5&seed=7",
            {
                "objective": {"name": "rosenbrock", "parameters": {"a": 2}},
                "noise": 0.5,
                "seed": 7,
                "runs": [
                    {"optimizer": {"name": "rmsprop", "centered": True}, "schedule": {"name": "cosine", "t_max": 50}}
                ],
            },
        ),
    ],
)
def test_the_short_form_is_the_long_form(rest: httpx.Client, query: str, experiment: Any) -> None:
    short = rest.get(f"{TRAJECTORIES}?{query}")
    assert short.status_code == 200, short.text
    assert short.content == rest.post(TRAJECTORIES, json=experiment).content
    assert rest.get(f"{TRAJECTORIES}?{query}&format=csv").text.startswith("run,label,step,x,y,loss,")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("text/csv;q=0.5, application/json;q=0.4", "text/csv"),
        ("text/csv;q=0, */*", "application/json"),
        ("application/x-npz", "application/x-npz"),
        ("application/x-ndjson", "application/x-ndjson"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv;q=nan, application/json", "application/json"),
    ],
)
def test_the_accept_header_chooses_the_form(rest: httpx.Client, accept: str, media: str) -> None:
    answer = rest.post(TRAJECTORIES, json=BOWL, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(media)
    assert "Accept" in answer.headers["vary"]


def test_a_clock_that_ends_a_run_makes_the_result_forgettable(start_server: StartServer) -> None:
    slow = start_server({"THALWEG_WALL_SECONDS": "0.2"})
    with httpx.Client(base_url=slow.base_url, trust_env=False, timeout=20) as client:
        answer = client.post(TRAJECTORIES, json=LONG | {"runs": LONG["runs"] * 6})
        quick = client.post(TRAJECTORIES, json=BOWL)
    assert {run["outcome"]["status"] for run in answer.json()["runs"]} == {"cancelled"}
    for run in answer.json()["runs"]:
        assert run["step"] == list(range(run["outcome"]["step"] + 1))
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    assert quick.headers["etag"]


def test_states_are_in_every_form(rest: httpx.Client) -> None:
    runs = [{"optimizer": {"name": "momentum"}}, {"optimizer": {"name": "nelder_mead"}}]
    document = BOWL | {"steps": 3, "runs": runs, "record": {"state": True, "gradient": True}}
    whole = rest.post("/api/v1/trajectories", json=document).json()["runs"]
    rows = list(csv.DictReader(io.StringIO(rest.post("/api/v1/trajectories?format=csv", json=document).text)))
    assert [float(row["state.velocity.1"]) for row in rows[:4]] == [v[1] for v in whole[0]["state"]["velocity"]]
    assert rows[4]["state.velocity.1"] == rows[0]["state.simplex.2.1"] == "nan"
    assert float(rows[7]["state.simplex.2.1"]) == whole[1]["state"]["simplex"][3][2][1]
    assert [float(row["gradient.0"]) for row in rows[:4]] == [g[0] for g in whole[0]["gradient"]]
    arrays = np.load(io.BytesIO(rest.post("/api/v1/trajectories?format=npz", json=document).content))
    assert arrays["state.1.simplex"].tolist() == whole[1]["state"]["simplex"]
    assert arrays["gradient"].shape == (8, 2)
