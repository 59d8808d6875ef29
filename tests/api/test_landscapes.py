"""Maps of basins and spectra over REST: whose counts and eigenvalues are right, in pieces, refused with pointers."""

from __future__ import annotations

import json
from typing import Any

import httpx
import numpy as np
import pytest

from app.engine.objectives import objective_named
from app.service.preparation import prepare
from app.settings import Settings
from tests.conftest import StartServer

HILLS: dict[str, Any] = {
    "objective": {"name": "himmelblau"},
    "steps": 2000,
    "runs": [
        {"optimizer": {"name": "sgd", "learning_rate": 0.005}},
        {"optimizer": {"name": "bfgs"}},
        {"optimizer": {"name": "sgd", "learning_rate": 1.0}},
    ],
}
NETWORK: dict[str, Any] = {
    "objective": {"model": {"name": "mlp", "hidden": [8], "activation": "tanh"}, "dataset": {"name": "spiral"}},
    "steps": 60,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.5}, "schedule": {"name": "cosine", "t_max": 60}}],
}


def asked(rest: httpx.Client, path: str, **document: Any) -> dict[str, Any]:
    answer = rest.post(f"/api/v1/{path}", json=document)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_gd2_each_minimum_has_its_basin(rest: httpx.Client) -> None:
    answer = asked(rest, "basins", experiment=HILLS)
    counts = [place["count"] for place in answer["places"]]
    assert counts == pytest.approx([2607, 2651, 2422, 2521], abs=5)
    assert sum(counts) == 101 * 101
    assert [place["is_known"] for place in answer["places"]] == [True] * 4
    assert {place["kind"] for place in answer["places"]} == {"minimum"}
    basin, step = np.array(answer["basin"]), np.array(answer["step"])
    assert basin.shape == step.shape == (101, 101)
    for place in range(4):
        assert np.count_nonzero(basin == place) == counts[place]
    assert answer["axes"] == [pytest.approx(np.linspace(-5, 5, 101))] * 2
    start = [answer["axes"][0][20], answer["axes"][1][70]]
    run = rest.post("/api/v1/trajectories", json=HILLS | {"start": start}).json()["runs"][0]
    here = answer["places"][basin[70, 20]]["point"]
    assert run["position"][-1] == pytest.approx(here, abs=1e-5)
    arrived = next(k for k, norm in zip(run["step"], run["gradient_norm"], strict=True) if norm <= 1e-6)
    assert step[70, 20] == arrived


def test_basins_of_an_optimizer_that_walks_one_by_one_and_of_one_that_diverges(rest: httpx.Client) -> None:
    small: dict[str, Any] = {"experiment": HILLS | {"steps": 60}, "resolution": [5, 4]}
    walked = asked(rest, "basins", run=1, **small)
    assert np.shape(walked["basin"]) == (4, 5)
    assert walked["diverged"] == 0
    flown = asked(rest, "basins", run=2, **small)
    assert flown["diverged"] == 20
    assert all(place is None for row in flown["basin"] for place in row)


def test_places_that_nobody_knew_are_found(rest: httpx.Client) -> None:
    typed = {"objective": {"expression": "(x^2 - 1)^2 + y^2"}, "steps": 3000, "runs": [HILLS["runs"][0]]}
    answer = asked(rest, "basins", experiment=typed, extent=[[-1.5, 1.5], [-1, 1]], resolution=[7, 3])
    middle, right, left = sorted(answer["places"], key=lambda place: place["count"])
    assert middle["kind"] == "saddle"
    assert middle["count"] == 3, "the starts on the line between the two stay on it"
    assert {round(right["point"][0]), round(left["point"][0])} == {-1, 1}
    assert [place["is_known"] for place in answer["places"]] == [False] * 3
    line = asked(rest, "basins", experiment=typed, coordinates=[0], resolution=[5])
    assert np.shape(line["basin"]) == (5,)


def test_the_curvature_at_a_point_is_that_of_the_dense_hessian(rest: httpx.Client) -> None:
    answer = asked(rest, "spectra", objective={"name": "rosenbrock"}, origin=[1.0, 1.0], largest=1, smallest=1)
    dense = np.linalg.eigvalsh(objective_named("rosenbrock").objective().hessian(np.array([1.0, 1.0])))
    assert answer["largest"][0] == pytest.approx([dense[-1]], rel=1e-8)
    assert answer["smallest"][0] == pytest.approx([dense[0]], rel=1e-8)
    assert answer["is_converged"] == [True]


def test_sharpness_along_a_training_stands_beside_its_bound(rest: httpx.Client) -> None:
    answer = asked(rest, "spectra", along={"experiment": NETWORK, "count": 3}, largest=3, smallest=2)
    assert answer["step"] == [0, 30, 60]
    recorded = NETWORK | {"record": {"position": True}}
    run = rest.post("/api/v1/trajectories", json=recorded).json()["runs"][0]
    objective = prepare(NETWORK, Settings()).objective
    for index, step in enumerate(answer["step"]):
        dense = np.linalg.eigvalsh(objective.hessian(np.array(run["position"][step])))
        scale = max(abs(dense))
        np.testing.assert_allclose(answer["largest"][index], dense[::-1][:3], atol=1e-8 * scale)
        np.testing.assert_allclose(answer["smallest"][index], dense[:2], atol=1e-8 * scale)
        rate = run["learning_rate"][min(step + 1, 60)]
        assert answer["bound"][index] == pytest.approx(2 / rate, rel=1e-12)


@pytest.mark.parametrize(
    ("path", "document", "pointer", "code"),
    [
        ("basins", {}, "/experiment", "missing"),
        ("basins", {"experiment": HILLS | {"steps": -1}}, "/experiment/steps", "out_of_range"),
        ("basins", {"experiment": NETWORK}, "/experiment/objective", "needs_function"),
        ("basins", {"experiment": HILLS, "run": 3}, "/run", "out_of_range"),
        ("basins", {"experiment": HILLS, "coordinates": [0, 2]}, "/coordinates/1", "out_of_range"),
        ("basins", {"experiment": HILLS, "coordinates": [1, 1]}, "/coordinates/1", "repeated"),
        ("basins", {"experiment": HILLS, "extent": [[1, -1], [0, 1]]}, "/extent/0", "empty_interval"),
        ("basins", {"experiment": HILLS, "resolution": [3]}, "/resolution", "wrong_dimension"),
        ("basins", {"experiment": HILLS, "resolution": [300, 300]}, "/resolution", "budget_exceeded"),
        ("basins", {"experiment": HILLS, "run": 1, "resolution": [101, 101]}, "/resolution", "budget_exceeded"),
        ("spectra", {}, "/objective", "missing"),
        ("spectra", {"objective": {"name": "sphere"}, "largest": 30}, "/largest", "out_of_range"),
        ("spectra", {"objective": {"name": "sphere"}, "origin": [1]}, "/origin", "wrong_dimension"),
        ("spectra", {"objective": {"expression": "log(x)"}, "origin": [0]}, "/origin", "no_curvature"),
        ("spectra", {"along": {"experiment": NETWORK, "run": 1}}, "/along/run", "out_of_range"),
        ("spectra", {"along": {"experiment": NETWORK | {"runs": []}}}, "/along/experiment/runs", "too_short"),
    ],
)
def test_a_refusal_points_at_its_place(rest: httpx.Client, path: str, document: Any, pointer: str, code: str) -> None:
    answer = rest.post(f"/api/v1/{path}", json=document)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert not rest.post(f"/api/v1/{path}?lang=ja", json=document).json()["errors"][0]["message"].isascii()


def test_both_come_in_pieces_are_described_and_limited(rest: httpx.Client, start_server: StartServer) -> None:
    text = rest.post("/api/v1/basins?format=ndjson", json={"experiment": HILLS}).text
    *lines, answer = [json.loads(line) for line in text.splitlines()]
    assert answer["type"] == "answer"
    shares = [line["share"] for line in lines if line["type"] == "progress"]
    assert shares == sorted(shares)
    pictures = [line for line in lines if line["type"] == "picture"]
    assert [len(picture["basin"]) for picture in pictures] == [26, 51], (
        "every fourth start first, then every second one"
    )
    for picture, stride in zip(pictures, (4, 2), strict=True):
        assert picture["basin"] == [row[::stride] for row in answer["basin"][::stride]]
    schemas = rest.get("/api/v1/openapi.json").json()["components"]["schemas"]
    basins = asked(rest, "basins", experiment=HILLS | {"steps": 5}, resolution=[2, 2])
    assert set(basins) == set(schemas["Basins"]["required"])
    spectrum = asked(rest, "spectra", along={"experiment": HILLS | {"steps": 5}, "count": 2})
    assert set(schemas["Spectrum"]["required"]) <= set(spectrum) <= set(schemas["Spectrum"]["properties"])
    tight = start_server({"THALWEG_BASIN_WORK": "10000", "THALWEG_WALKED_NUMBERS": "20"})
    with httpx.Client(base_url=tight.base_url, trust_env=False, timeout=20) as client:
        assert client.post("/api/v1/basins", json={"experiment": HILLS, "resolution": [2, 2]}).status_code == 200
        for path, document in (
            ("basins", {"experiment": HILLS, "resolution": [3, 2]}),
            ("spectra", {"along": {"experiment": HILLS, "count": 11}}),
        ):
            assert client.post(f"/api/v1/{path}", json=document).json()["code"] == "budget_exceeded"


@pytest.mark.parametrize(
    ("path", "little", "much"),
    [
        ("slices", {"origin": {"experiment": NETWORK}}, {"figures": ["curvature"]}),
        ("basins", {"experiment": HILLS | {"steps": 20}}, {"resolution": [300, 300]}),
        ("basins", {"experiment": HILLS | {"steps": 20}, "resolution": [9, 9], "run": 1}, {"resolution": [30, 30]}),
        ("spectra", {"along": {"experiment": NETWORK, "count": 2}}, {"along": {"experiment": NETWORK, "count": 200}}),
    ],
)
def test_an_estimate_comes_at_once_and_grows_with_the_work(
    rest: httpx.Client, path: str, little: dict[str, Any], much: dict[str, Any]
) -> None:
    seconds = [asked(rest, f"{path}?estimate=true", **document)["seconds"] for document in (little, little | much)]
    assert 0 < 5 * seconds[0] < seconds[1]
