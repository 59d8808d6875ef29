"""What the issue of the catalogue says must hold, asked for over REST as a stranger would."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

REDDI = {
    "objective": {"name": "reddi_online"},
    "steps": 10_000,
    "project": True,
    "record": {"every": 1000},
}


@pytest.mark.parametrize(("optimizer", "end"), [("adam", 1.0), ("amsgrad", -1.0)])
def test_on_reddis_problem_adam_ends_at_the_wrong_end(rest: httpx.Client, optimizer: str, end: float) -> None:
    settings = {"name": optimizer, "learning_rate": 0.1, "beta1": 0.0, "beta2": 1 / 17}
    run = {"optimizer": settings, "schedule": {"name": "lambda", "expression": "1/sqrt(t + 1)"}}
    (answer,) = rest.post("/api/v1/trajectories", json=REDDI | {"runs": [run]}).json()["runs"]
    assert end * answer["position"][-1][0] > 0.99


@pytest.mark.parametrize(
    "optimizer",
    [{"name": "sgd", "learning_rate": 1e-3}, {"name": "adam", "learning_rate": 0.01}],
    ids=lambda settings: settings["name"],
)
def test_in_four_dimensions_the_false_minimum_of_rosenbrock_holds(rest: httpx.Client, optimizer: Any) -> None:
    document = {
        "objective": {"name": "rosenbrock", "dimension": 4},
        "start": [-0.75, 0.6, 0.4, 0.1],
        "steps": 5000,
        "record": {"every": 1000},
        "runs": [{"optimizer": optimizer}],
    }
    answer = rest.post("/api/v1/trajectories", json=document).json()
    assert answer["experiment"]["objective"]["dimension"] == 4
    assert answer["runs"][0]["loss"][-1] == pytest.approx(3.70143, abs=5e-6)


def test_the_short_form_knows_dimension_and_project(rest: httpx.Client) -> None:
    query = "objective=rosenbrock&dimension=3&steps=5&optimizer=sgd&learning_rate=10&project=true"
    answer = rest.get(f"/api/v1/trajectories?{query}").json()
    assert len(answer["runs"][0]["position"][0]) == 3
    assert answer["experiment"]["project"] is True
