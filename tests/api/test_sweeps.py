"""Sweeps over REST: every cell is what its own experiment would tell, in every form; refusals point at the axis."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from itertools import product
from time import monotonic
from typing import Any

import httpx
import numpy as np
import pytest

from tests.conftest import RunningServer, StartServer

SWEEPS = "/api/v1/sweeps"
RATE = "runs.0.optimizer.learning_rate"
CLOSE = 1e-12
"""An array of runs rounds a power whose exponents are a row differently from one alone."""
VALLEY: dict[str, Any] = {
    "objective": {"name": "rosenbrock"},
    "steps": 40,
    "runs": [
        {"optimizer": {"name": "adam", "learning_rate": 0.02}},
        {"optimizer": {"name": "lookahead"}, "schedule": {"name": "cosine", "t_max": 40}},
        {"optimizer": {"name": "nelder_mead"}, "start": [0.5, 0.5]},
    ],
}


def axis(path: str, *values: float) -> dict[str, Any]:
    return {"path": path, "values": list(values)}


def asked(*axes: dict[str, Any], experiment: dict[str, Any] = VALLEY, **more: Any) -> dict[str, Any]:
    return {"experiment": experiment, "axes": list(axes)} | more


def swept(rest: httpx.Client, *axes: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = rest.post(SWEEPS, json=asked(*axes, **more))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def alone(rest: httpx.Client, experiment: dict[str, Any], paths: list[str], values: tuple[float, ...]) -> Any:
    """The trajectories of the experiment with values written into its canonical form, one after the other."""
    document = rest.post("/api/v1/trajectories", json=experiment).json()["experiment"]
    for run in document["runs"]:
        run["start"] = run["start"] or list(document["start"])
    for path, value in zip(paths, values, strict=True):
        owner, parts = document, path.split(".")
        for part in parts[:-1]:
            owner = owner[int(part)] if isinstance(owner, list) else owner[part]
        last: Any = int(parts[-1]) if isinstance(owner, list) else parts[-1]
        owner[last] = value
        for run in document["runs"]:
            if parts[0] == "start":
                run["start"][int(last)] = value
    return rest.post("/api/v1/trajectories", json=document).json()["runs"]


@pytest.mark.parametrize(
    ("axes", "run"),
    [
        ([axis(RATE, 1e-3, 0.1, 0.5)], 0),
        ([axis(RATE, 1e-3, 0.1), axis("start.0", -1.5, 0.0, 2.0), axis("runs.0.optimizer.beta1", 0.5, 0.9)], 0),
        ([axis("steps", 0, 1, 30), axis("runs.1.optimizer.inner.learning_rate", 0.01, 0.3)], 1),
        ([axis("runs.1.optimizer.k", 2, 5), axis("runs.1.schedule.eta_min", 0.0, 0.05)], 1),
        ([axis("runs.2.start.1", -1.0, 1.0), axis("runs.2.optimizer.initial_share", 0.05, 0.5)], 2),
        ([axis("noise", 0.0, 0.5), axis("seed", 1, 2), axis(RATE, 0.01, 0.1)], 0),
        ([axis("objective.parameters.b", 1.0, 10.0), axis("runs.0.start.1", 0.5, 1.5)], 0),
    ],
)
def test_every_cell_is_the_experiment_with_its_values(rest: httpx.Client, axes: Any, run: int) -> None:
    answer = swept(rest, *axes)
    assert answer["run"] == run
    assert answer["axes"] == axes
    shape = tuple(len(entry["values"]) for entry in axes)
    values, counts = np.array(answer["values"]), answer["evaluations"]
    assert values.shape == np.shape(counts["value"]) == np.shape(counts["gradient"]) == shape
    paths = [entry["path"] for entry in axes]
    for place in product(*map(range, shape)):
        chosen = tuple(entry["values"][index] for entry, index in zip(axes, place, strict=True))
        expected = alone(rest, VALLEY, paths, chosen)[run]
        np.testing.assert_allclose(values[place], expected["loss"][-1], rtol=CLOSE, atol=CLOSE)
        for kind in ("value", "gradient"):
            assert np.array(counts[kind])[place] == expected[f"{kind}_evaluations"][-1]


def test_live_edits_stay_part_of_the_experiment(rest: httpx.Client) -> None:
    edited = VALLEY | {"changes": [{"step": 5, "run": 0, "optimizer": {"beta1": 0.5, "learning_rate": 0.3}}]}
    axes = [axis(RATE, 0.01, 0.1), axis("changes.0.step", 5, 20), axis("changes.0.optimizer.beta1", 0.2, 0.8)]
    values = np.array(swept(rest, *axes, experiment=edited)["values"])
    for place in product(range(2), repeat=3):
        chosen = tuple(entry["values"][index] for entry, index in zip(axes, place, strict=True))
        path = alone(rest, edited, [entry["path"] for entry in axes], chosen)[0]
        np.testing.assert_allclose(values[place], path["loss"][-1], rtol=CLOSE, atol=CLOSE)


def test_every_metric_is_read_off_the_columns(rest: httpx.Client) -> None:
    rates = (0.001, 0.05, 0.5)
    paths = [alone(rest, VALLEY, [RATE], (rate,))[0] for rate in rates]
    tolerance = 3.0
    expected = {
        "final_loss": [path["loss"][-1] for path in paths],
        "best_loss": [min(path["loss"]) for path in paths],
        "final_gradient_norm": [path["gradient_norm"][-1] for path in paths],
        "steps_to_tolerance": [
            next((step for step, loss in zip(path["step"], path["loss"], strict=True) if loss <= tolerance), np.nan)
            for path in paths
        ],
    }
    for metric, figures in expected.items():
        answer = swept(rest, axis(RATE, *rates), metric=metric, tolerance=tolerance)
        assert answer["metric"] == metric
        np.testing.assert_allclose(np.array(answer["values"], dtype=float), figures, rtol=CLOSE, atol=CLOSE)


def test_the_distance_is_that_from_the_nearest_known_minimum(rest: httpx.Client) -> None:
    twins = VALLEY | {"objective": {"name": "himmelblau"}}
    minima = np.array([[3, 2], [-2.805118, 3.131312], [-3.779310, -3.283186], [3.584428, -1.848126]])
    answer = swept(rest, axis("start.0", -4, 1, 4), experiment=twins, metric="final_distance")
    for start, distance in zip((-4.0, 1.0, 4.0), answer["values"], strict=True):
        end = alone(rest, twins, ["start.0"], (start,))[0]["position"][-1]
        assert abs(distance - np.min(np.linalg.norm(minima - end, axis=1))) < 1e-6  # the digits above


def test_what_diverges_is_null_and_disturbs_no_other(rest: httpx.Client) -> None:
    steep = {"objective": {"name": "rosenbrock"}, "runs": [{"optimizer": {"name": "sgd"}}], "steps": 60}
    answer = swept(rest, axis(RATE, 1e-3, 0.5, 1e-4, 1e6), experiment=steep)
    calm = swept(rest, axis(RATE, 1e-3, 1e-4), experiment=steep)
    assert answer["values"] == [calm["values"][0], None, calm["values"][1], None]
    assert answer["evaluations"]["gradient"][0] == 60
    assert answer["evaluations"]["gradient"][3] < 10, "what a run asked for until its last finite step"


def test_every_form_holds_the_same_numbers(rest: httpx.Client) -> None:
    document = asked(axis(RATE, 1e-3, 0.1, 1e5), axis("start.1", 0.5, 2.0), experiment=VALLEY | {"steps": 200})
    answer = rest.post(SWEEPS, json=document).json()
    rows = list(csv.DictReader(io.StringIO(rest.post(f"{SWEEPS}?format=csv", json=document).text)))
    headers = {"Accept": "application/x-npz"}
    arrays = np.load(io.BytesIO(rest.post(SWEEPS, json=document, headers=headers).content))
    values = np.array(answer["values"], dtype=float)
    assert arrays["values"].tobytes() == values.tobytes()
    assert np.array([float(row["final_loss"]) for row in rows]).tobytes() == values.tobytes()
    places = [(float(row[RATE]), float(row["start.1"])) for row in rows]
    assert places == list(product(arrays["axis_0"].tolist(), arrays["axis_1"].tolist()))
    for kind in ("value", "gradient"):
        assert arrays[f"{kind}_evaluations"].tolist() == answer["evaluations"][kind]
        assert [int(row[f"{kind}_evaluations"]) for row in rows] == np.ravel(answer["evaluations"][kind]).tolist()
    described = json.loads(str(arrays["sweep"]))
    assert described == {name: value for name, value in answer.items() if name not in {"values", "evaluations"}}
    assert rest.post(f"{SWEEPS}?format=ndjson", json=document).status_code == 406


@pytest.mark.parametrize(
    ("document", "pointer", "code", "hint"),
    [
        (asked(axis("runs.0.optimizer.lr", 1)), "/axes/0/path", "unknown_name", RATE),
        (asked(axis(RATE, 1), axis("runs.0.optimizer.beta3", 1)), "/axes/1/path", "unknown_name", "beta"),
        (asked(axis("stesp", 1)), "/axes/0/path", "unknown_name", "“steps”"),
        (asked(axis("runs.7.start.0", 1)), "/axes/0/path", "unknown_name", "start.0"),
        (asked(axis("", 1)), "/axes/0/path", "unknown_name", ""),
        (asked(axis("runs.0.optimizer.name", 1)), "/axes/0/path", "wrong_type", ""),
        (asked(axis("runs.0.optimizer", 1)), "/axes/0/path", "wrong_type", ""),
        (asked(axis(RATE, 1), axis(RATE, 2)), "/axes/1/path", "repeated", ""),
        (asked(axis(RATE, 0.1, 0.2, 0.3, -0.4)), "/axes/0/values/3", "out_of_range", ""),
        (asked(axis(RATE, 0.1), axis("runs.0.optimizer.beta2", 1.5, 0.9)), "/axes/1/values/0", "out_of_range", ""),
        (asked(axis("steps", 10, 10.5)), "/axes/0/values/1", "wrong_type", ""),
        (asked(axis("steps", 10, 10**6)), "/axes/0/values/1", "budget_exceeded", ""),
        (asked(axis("runs.0.clip", 1)), "/axes/0/values/0", "wrong_type", ""),
        (asked(axis(RATE)), "/axes/0/values", "too_short", ""),
        (asked(), "/axes", "too_short", ""),
        (asked(axis(RATE, 1), metric="loss"), "/metric", "wrong_type", ""),
        (asked(axis(RATE, 1), metric="steps_to_tolerance"), "/tolerance", "missing", ""),
        (asked(axis("objective.parameters.b", 1), metric="final_distance"), "/metric", "no_known_minimum", ""),
        (asked(axis(RATE, 1), run=3), "/run", "out_of_range", ""),
        (asked(axis(RATE, 1), experiment=VALLEY | {"runs": []}), "/experiment/runs", "too_short", ""),
        (asked(axis(RATE, 1), experiment=VALLEY | {"start": [1]}), "/experiment/start", "wrong_dimension", ""),
        (asked(axis(RATE, *range(30_000)), axis("start.0", *range(100))), "/axes", "budget_exceeded", ""),
        (asked(axis(RATE, *range(1000)), axis("steps", 1, 90_000)), "/axes", "budget_exceeded", ""),
    ],
)
def test_a_refusal_points_at_the_axis(rest: httpx.Client, document: Any, pointer: str, code: str, hint: str) -> None:
    began = monotonic()
    answer = rest.post(SWEEPS, json=document)
    assert monotonic() - began < 5.0, "refused before anything is computed"
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert hint in (error["hint"] or "")
    japanese = rest.post(SWEEPS, json=document, headers={"Accept-Language": "ja"}).json()["errors"][0]["message"]
    assert not japanese.isascii()


def test_all_refused_values_of_an_axis_are_named(rest: httpx.Client) -> None:
    errors = rest.post(SWEEPS, json=asked(axis(RATE, 0.1, -1, 0.2, 1e9, -2))).json()["errors"]
    assert [error["pointer"] for error in errors] == [f"/axes/0/values/{place}" for place in (1, 3, 4)]


def test_the_limits_are_settings(start_server: StartServer) -> None:
    tight = start_server({"THALWEG_SWEEP_WORK": "1000", "THALWEG_WORK": "500", "THALWEG_WALL_SECONDS": "0.2"})
    with httpx.Client(base_url=tight.base_url, trust_env=False, timeout=20) as client:
        assert client.get("/api/v1/limits").json()["limits"]["sweep_work"] == 1000
        assert client.post(SWEEPS, json=asked(axis("start.0", *range(25)))).status_code == 200
        for document in (
            asked(axis("start.0", *range(26))),
            asked(axis("runs.2.start.0", *range(13))),  # Nelder–Mead walks one by one, at the price of an experiment
        ):
            (error,) = client.post(SWEEPS, json=document).json()["errors"]
            assert (error["pointer"], error["code"]) == ("/axes", "budget_exceeded")


def test_a_sweep_that_takes_too_long_is_ended(start_server: StartServer) -> None:
    """Many steps of an array take long, and so do many experiments of no step at all."""
    hasty = start_server({"THALWEG_WALL_SECONDS": "0.05"})
    long = asked(axis("start.0", *np.linspace(-1, 1, 2000)), experiment=VALLEY | {"steps": 10_000})
    many = asked(axis("seed", *range(5000)), experiment=VALLEY | {"steps": 0})
    with httpx.Client(base_url=hasty.base_url, trust_env=False, timeout=20) as client:
        for document in (long, many):
            answer = client.post(SWEEPS, json=document)
            assert (answer.status_code, answer.json()["code"]) == (422, "out_of_time")


def test_a_large_sweep_keeps_nobody_waiting_and_ends_with_its_caller(start_server: StartServer) -> None:
    """Four hundred seeds are four hundred arrays; who asks meanwhile is answered, and nothing goes on for nobody."""
    server: RunningServer = start_server({"THALWEG_WORKER_THREADS": "1", "THALWEG_WALL_SECONDS": "600"})
    many = asked(axis("seed", *range(400)), experiment=VALLEY | {"steps": 40_000, "noise": 1.0})

    async def visit() -> None:
        async with httpx.AsyncClient(base_url=server.base_url, trust_env=False, timeout=60) as client:
            leaving = asyncio.create_task(client.post(SWEEPS, json=many))
            while await _under_way(client) == 0:
                assert not leaving.done()
            short = await client.post(SWEEPS, json=asked(axis(RATE, 0.1)))
            assert short.status_code == 200
            assert not leaving.done(), "the short one is answered in between"
            leaving.cancel()
            deadline = monotonic() + 30  # the whole takes minutes
            while await _under_way(client) > 0:
                assert monotonic() < deadline

    asyncio.run(visit())
    assert "Traceback" not in server.log


async def _under_way(client: httpx.AsyncClient) -> float:
    lines = (await client.get("/metrics")).text.splitlines()
    return float(next(line for line in lines if line.startswith("thalweg_computations ")).split()[1])


def test_openapi_describes_sweeps_and_tunings(rest: httpx.Client) -> None:
    description = rest.get("/api/v1/openapi.json").json()
    for path, schema, answer in (("sweeps", "SweepDocument", "Sweep"), ("tunings", "TuningDocument", "Tuning")):
        operation = description["paths"][f"/api/v1/{path}"]["post"]
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        assert body == {"$ref": f"#/components/schemas/{schema}"}
        content = operation["responses"]["200"]["content"]
        assert content["application/json"]["schema"] == {"$ref": f"#/components/schemas/{answer}"}
        assert {schema, answer} <= set(description["components"]["schemas"])
    found = swept(rest, axis(RATE, 0.1))
    assert set(found) == set(description["components"]["schemas"]["Sweep"]["required"])
