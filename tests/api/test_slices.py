"""Slices over REST: of formulas and models, with runs on them, coarse pictures first, refused with pointers."""

from __future__ import annotations

import asyncio
import json
from time import monotonic
from typing import Any

import httpx
import numpy as np
import pytest

from app.engine.directions import DIRECTIONS
from tests.conftest import RunningServer, StartServer

SLICES = "/api/v1/slices"
NETWORK: dict[str, Any] = {
    "model": {"name": "mlp", "hidden": [8]},
    "dataset": {"name": "spiral", "validation": 0.2},
    "loss": {"name": "softmax_cross_entropy", "l2": 0.001},
}
TRAINING: dict[str, Any] = {
    "objective": NETWORK,
    "steps": 40,
    "runs": [
        {"optimizer": {"name": "momentum", "learning_rate": 0.3}},
        {"optimizer": {"name": "adam", "learning_rate": 0.02}, "label": "second"},
    ],
}
VALLEY: dict[str, Any] = {
    "objective": {"name": "rosenbrock", "dimension": 4},
    "steps": 60,
    "runs": [{"optimizer": {"name": "momentum", "learning_rate": 1e-4}}],
}
FORMULA = {"objective": {"expression": "x^2/20 + y^2"}}


def sliced(rest: httpx.Client, **document: Any) -> dict[str, Any]:
    answer = rest.post(SLICES, json=document)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def positions(rest: httpx.Client, experiment: dict[str, Any], run: int = 0) -> np.ndarray:
    recorded = experiment | {"record": {"position": True}}
    return np.array(rest.post("/api/v1/trajectories", json=recorded).json()["runs"][run]["position"])


def test_the_axes_of_a_function_are_its_map_as_ever(rest: httpx.Client) -> None:
    answer = sliced(rest, **FORMULA, resolution=[3, 5], gradient=True)
    assert answer["axes"] == [[-5, 0, 5], [-5, -2.5, 0, 2.5, 5]]
    for j, y in enumerate(answer["axes"][1]):
        for i, x in enumerate(answer["axes"][0]):
            assert answer["loss"][j][i] == pytest.approx(x**2 / 20 + y**2)
            assert answer["gradient"][j][i] == pytest.approx([x / 10, 2 * y])
    assert answer["warnings"] == []


@pytest.mark.parametrize("kind", DIRECTIONS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("experiment", [TRAINING, VALLEY], ids=["network", "function"])
def test_every_kind_of_direction_is_offered(rest: httpx.Client, kind: Any, experiment: dict[str, Any]) -> None:
    place = {"experiment": experiment, "step": 20}
    end = {"experiment": experiment}
    answer = sliced(
        rest,
        origin=place,
        directions=[kind.name],
        points=[end],
        trajectories={"experiment": experiment, "count": 5},
        resolution=[3],
        extent=[[-0.5, 1]],
    )
    assert [entry["name"] for entry in answer["directions"]] == [kind.name]
    assert np.isfinite(answer["loss"]).all()
    assert (answer["directions"][0]["explained_variance"] is not None) == (kind.name == "pca")


def test_a_run_on_its_principal_plane_knows_how_much_is_missing(rest: httpx.Client) -> None:
    answer = sliced(rest, trajectories={"experiment": VALLEY, "count": 61}, directions="pca", resolution=[9, 9])
    path = positions(rest, VALLEY)
    (run,) = answer["trajectories"]
    assert run["step"] == list(range(61))
    sizes = np.linalg.svd(path - path.mean(axis=0), compute_uv=False) ** 2
    shares = [entry["explained_variance"] for entry in answer["directions"]]
    assert shares == pytest.approx(sizes[:2] / sizes.sum(), rel=1e-9)
    moved = path - path[-1]
    inside = np.sum(np.array(run["coordinates"]) ** 2, axis=1)  # the directions are perpendicular and of length one
    assert np.array(run["distance"]) ** 2 == pytest.approx(np.sum(moved**2, axis=1) - inside, abs=1e-9)
    true = rest.post("/api/v1/trajectories", json=VALLEY).json()["runs"][0]["loss"]
    assert run["loss"] == pytest.approx(true, rel=1e-12)
    for (low, *_, high), coordinates in zip(answer["axes"], np.array(run["coordinates"]).T, strict=True):
        assert low < coordinates.min() <= coordinates.max() < high, "the extent shows the whole run"


def test_what_is_told_of_the_runs_beside_a_slice_agrees_with_itself(rest: httpx.Client) -> None:
    experiment = VALLEY | {"runs": [*VALLEY["runs"], {"optimizer": {"name": "adam", "learning_rate": 0.02}}]}
    document = {"trajectories": {"experiment": experiment, "count": 61}, "directions": [[1, 0, 0, 0], [1, 0, 1, 0]]}
    answer = sliced(rest, **document)
    moved = np.array([positions(rest, experiment, run) for run in range(2)])
    moved -= moved[0, -1].copy()
    beside = np.linalg.norm(moved[..., [1, 3]], axis=-1)  # the plane is that of x₁ and x₃
    shares = beside / np.linalg.norm(moved, axis=-1).max()
    assert np.array([run["share_outside"] for run in answer["trajectories"]]) == pytest.approx(shares)
    assert f": {beside.max():.3g} beside it, {100 * shares.max():.1f} %" in answer["warnings"][0]["message"]


def test_a_slice_beside_the_run_says_so_in_both_languages(rest: httpx.Client) -> None:
    document = {
        "trajectories": {"experiment": TRAINING, "count": 8},
        "directions": ["random", "random"],
        "resolution": [9, 9],
    }
    english = {entry["code"]: entry["message"] for entry in sliced(rest, **document)["warnings"]}
    assert {"far_from_plane", "loss_differs"} <= set(english)
    japanese = rest.post(f"{SLICES}?lang=ja", json=document).json()["warnings"]
    assert {entry["code"] for entry in japanese} == set(english)
    assert not any(entry["message"].isascii() for entry in japanese)


def test_figures_of_a_model_are_those_of_its_training(rest: httpx.Client) -> None:
    answer = sliced(
        rest,
        origin={"experiment": TRAINING, "run": 1, "step": 40},
        directions=["filter_normalized"],
        extent=[[0, 1]],
        resolution=[2],
        figures=["data_loss", "accuracy", "gradient_norm", "curvature", "example_losses"],
        examples={"losses_of": [3, 7]},
    )
    run = rest.post("/api/v1/trajectories", json=TRAINING).json()["runs"][1]
    for name in ("loss", "data_loss", "accuracy", "gradient_norm"):
        assert answer[name][0] == pytest.approx(run[name][-1], rel=1e-12)
    assert np.shape(answer["example_losses"]) == (2, 2)
    assert np.shape(answer["curvature"]) == (2, 1)
    held = sliced(
        rest,
        origin={"experiment": TRAINING, "run": 1},
        directions=["random"],
        extent=[[0, 1]],
        resolution=[2],
        examples={"part": "validation"},
        figures=["data_loss", "accuracy"],
    )
    for name, column in (("data_loss", "validation_loss"), ("accuracy", "validation_accuracy")):
        assert held[name][0] == pytest.approx(run[column][-1], rel=1e-12)
    assert held["examples"] == {"part": "validation", "count": 60, "total": 60, "batch_norm": None}


def test_a_permuted_network_lies_at_one_with_the_same_loss(rest: httpx.Client) -> None:
    answer = sliced(
        rest,
        origin={"experiment": TRAINING},
        points=[{"permutation": {"layer": 1, "swap": [0, 5]}}],
        directions=["points"],
        resolution=[5],
    )
    assert answer["axes"][0] == [-0.5, 0, 0.5, 1, 1.5]
    assert answer["loss"][1] == pytest.approx(answer["loss"][3], rel=1e-13)


def test_the_gradient_in_the_plane_leaves_nothing_along_oblique_directions(rest: httpx.Client) -> None:
    directions = [[1.0, 2.0, 0.0], [0.0, 3.0, -1.0]]
    answer = sliced(
        rest,
        objective={"expression": "x^2 + y^2 z + sin(z)"},
        origin=[0.5, -1.0, 2.0],
        directions=directions,
        resolution=[3, 2],
        gradient=True,
        figures=["projected_gradient"],
    )
    assert answer["origin"] == pytest.approx([0, 0], abs=1e-12)
    gradient, inside = np.array(answer["gradient"]), np.array(answer["projected_gradient"])
    assert (gradient - inside @ np.array(directions)) @ np.array(directions).T == pytest.approx(0, abs=1e-12)


def test_a_strip_is_a_line_at_each_of_several_steps(rest: httpx.Client) -> None:
    document = {"directions": ["random"], "extent": [[-1, 1]], "resolution": [5], "seed": 3}
    answer = sliced(rest, strip={"experiment": TRAINING, "count": 4}, **document)
    assert answer["step"] == [0, 13, 27, 40]
    for step, row in zip(answer["step"], answer["loss"], strict=True):
        alone = sliced(rest, origin={"experiment": TRAINING, "step": step}, **document)
        assert row == pytest.approx(alone["loss"], rel=1e-12)


def test_a_stream_shows_a_whole_picture_at_once_and_then_finer_ones(rest: httpx.Client) -> None:
    objective = NETWORK | {"model": {"name": "mlp", "hidden": [100, 100], "activation": "tanh"}}
    document = {"objective": objective, "directions": "filter_normalized", "resolution": [33, 33]}
    lines, began, first = [], monotonic(), None
    with rest.stream("POST", f"{SLICES}?format=ndjson", json=document) as answer:
        assert answer.headers["content-type"] == "application/x-ndjson"
        for line in answer.iter_lines():
            lines.append(json.loads(line))
            if first is None and lines[-1]["type"] == "picture":
                first = monotonic() - began
    *pictures, last = [line for line in lines if line["type"] != "progress"]
    assert last.pop("type") == "answer"
    assert [picture["type"] for picture in pictures] == ["picture"] * len(pictures)
    assert pictures
    for picture in pictures:
        assert picture["estimate_seconds"] >= 0
        rows = [last["axes"][1].index(b) for b in picture["axes"][1]]
        columns = [last["axes"][0].index(a) for a in picture["axes"][0]]
        np.testing.assert_allclose(picture["loss"], np.array(last["loss"])[np.ix_(rows, columns)], rtol=1e-12)
    assert len(pictures[0]["axes"][0]) <= 6
    assert first is not None
    assert last == rest.post(SLICES, json=document).json()


@pytest.mark.parametrize(
    ("document", "pointer", "code"),
    [
        ({}, "/objective", "missing"),
        (FORMULA | {"directions": "sideways"}, "/directions", "wrong_type"),
        (FORMULA | {"directions": {"name": "rnadom"}}, "/directions/name", "unknown_name"),
        (FORMULA | {"directions": {"name": "random", "unit": 1}}, "/directions/unit", "wrong_type"),
        (FORMULA | {"directions": ["random", [1, 2, 3]]}, "/directions/1", "wrong_dimension"),
        (FORMULA | {"directions": ["gradient", "gradient"]}, "/directions/1", "too_many_directions"),
        (FORMULA | {"directions": "pca"}, "/directions", "no_trajectories"),
        (FORMULA | {"directions": ["state"]}, "/directions/0", "no_state"),
        (FORMULA | {"directions": ["points"]}, "/directions/0", "too_many_directions"),
        (FORMULA | {"directions": ["points"], "points": [{"parameters": [-3.5, 3.0]}]}, "/directions/0", "same_point"),
        (FORMULA | {"directions": ["gradient"], "origin": [0, 0]}, "/directions/0", "no_slope"),
        (FORMULA | {"figures": ["accuracy"]}, "/figures/0", "not_a_model"),
        (FORMULA | {"figures": ["beauty"]}, "/figures/0", "wrong_type"),
        (FORMULA | {"examples": {"count": 5}}, "/examples", "not_a_model"),
        (FORMULA | {"origin": {"parameters": [1]}}, "/origin/parameters", "wrong_dimension"),
        (FORMULA | {"origin": [1, 2, 3]}, "/origin", "wrong_dimension"),
        (FORMULA | {"origin": {"experiment": VALLEY}}, "/origin/experiment/objective", "wrong_dimension"),
        ({"origin": {"experiment": VALLEY, "run": 4}}, "/origin/run", "out_of_range"),
        ({"origin": {"experiment": VALLEY | {"steps": -1}}}, "/origin/experiment/steps", "out_of_range"),
        ({"trajectories": {"experiment": VALLEY, "runs": [0, 9]}}, "/trajectories/runs/1", "out_of_range"),
        ({"strip": {"experiment": VALLEY}, "directions": "random"}, "/directions", "too_many_directions"),
        ({"objective": NETWORK, "examples": {"losses_of": [400]}}, "/examples/losses_of/0", "out_of_range"),
        (
            {"objective": NETWORK, "points": [{"permutation": {"order": [0, 0]}}]},
            "/points/0/permutation/order",
            "not_an_order",
        ),
        (
            {"objective": NETWORK, "points": [{"permutation": {"layer": 2}}]},
            "/points/0/permutation/layer",
            "out_of_range",
        ),
        ({"objective": NETWORK, "resolution": [1000, 1000]}, "/resolution", "budget_exceeded"),
        ({"objective": NETWORK, "gradient": True}, "/resolution", "budget_exceeded"),
    ],
)
def test_a_refusal_points_at_its_place(rest: httpx.Client, document: Any, pointer: str, code: str) -> None:
    answer = rest.post(SLICES, json=document)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    japanese = rest.post(SLICES, json=document, headers={"Accept-Language": "ja"}).json()["errors"][0]["message"]
    assert not japanese.isascii()


def test_a_long_slice_ends_with_its_caller_and_at_its_limit(start_server: StartServer) -> None:
    server: RunningServer = start_server({"THALWEG_TRAINING_SECONDS": "600"})
    wide = NETWORK | {"model": {"name": "mlp", "hidden": [300, 300], "activation": "tanh"}}
    document = {"objective": wide, "directions": "random", "resolution": [101, 101]}

    async def visit() -> float:
        async with httpx.AsyncClient(base_url=server.base_url, trust_env=False, timeout=60) as client:
            async with client.stream("POST", f"{SLICES}?format=ndjson", json=document) as answer:
                assert answer.status_code == 200
                async for line in answer.aiter_lines():
                    if json.loads(line)["type"] == "picture":
                        break
            left = monotonic()
            while await _under_way(client) > 0:
                assert monotonic() < left + 20
            return monotonic() - left

    assert asyncio.run(visit()) < 20  # minutes for the whole
    hasty = start_server({"THALWEG_TRAINING_SECONDS": "0.2"})
    with httpx.Client(base_url=hasty.base_url, trust_env=False, timeout=30) as client:
        assert client.post(SLICES, json=document).json()["code"] == "out_of_time"
        lines = client.post(f"{SLICES}?format=ndjson", json=document).text.splitlines()
        assert json.loads(lines[-1])["problem"]["code"] == "out_of_time"
    assert "Traceback" not in server.log + hasty.log


async def _under_way(client: httpx.AsyncClient) -> float:
    lines = (await client.get("/metrics")).text.splitlines()
    return float(next(line for line in lines if line.startswith("thalweg_computations ")).split()[1])


def test_directions_are_a_catalogue_and_slices_are_described(rest: httpx.Client) -> None:
    listed = rest.get("/api/v1/directions?lang=ja").json()["directions"]
    assert [entry["name"] for entry in listed] == [kind.name for kind in DIRECTIONS]
    assert all(not entry["idea"].isascii() and entry["schema"] for entry in listed)
    description = rest.get("/api/v1/openapi.json").json()
    schema = description["components"]["schemas"]["Slice"]
    found = sliced(rest, trajectories={"experiment": TRAINING, "count": 3}, directions="pca", resolution=[3, 3])
    assert set(schema["required"]) <= set(found) <= set(schema["properties"])
    run = schema["properties"]["trajectories"]["items"]
    assert set(found["trajectories"][0]) == set(run["properties"])
