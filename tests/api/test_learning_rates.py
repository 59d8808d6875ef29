"""Suggested learning rates over REST: whatever data set one chooses, what the page begins with learns and never runs away."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import httpx
import numpy as np
import pytest

from app.engine.datasets import DATASETS
from app.service.datasets.documents import ALL_DATASETS
from app.service.datasets.fetched import Fetched
from app.service.datasets.table import Csv
from app.service.learning_rates import learning_rates
from app.service.presets import FIRST_LEARNING
from app.settings import Settings

STEPS = 100
BUILT_IN = [kind.name for kind in ALL_DATASETS if not issubclass(kind, Fetched | Csv)]
PRICES = "size,price\n" + "\n".join(f"{size},{3 * size + 50}" for size in range(20, 120, 5))
TABLE = {"name": "csv", "text": PRICES, "label": "price", "task": "regression"}


def begun_with(rest: httpx.Client, dataset: dict[str, Any], **others: Any) -> dict[str, Any]:
    """What the page asks for once the data set is chosen: its loss, pixels between 0 and 1, and rates that suit it."""
    (entry,) = [row for row in rest.get("/api/v1/datasets").json()["datasets"] if row["name"] == dataset["name"]]
    experiment = deepcopy(FIRST_LEARNING) | {"steps": STEPS} | others
    learns_values = dataset.get("task") == "regression" or entry["classes"] == []
    loss = {"name": "mean_squared_error" if learns_values else "softmax_cross_entropy", "l2": 0.001}
    scaled = {"preprocess": "scale"} if entry["image_shape"] else {}
    experiment["objective"] |= {"dataset": scaled | dataset, "loss": loss}
    question = {"objective": experiment["objective"], "batch": experiment.get("batch")}
    answer = rest.post("/api/v1/learning-rates", json=question)
    assert answer.status_code == 200, answer.text
    for run in experiment["runs"]:
        run["optimizer"]["learning_rate"] = answer.json()["rates"][run["optimizer"]["name"]]
    return experiment


def losses(rest: httpx.Client, experiment: dict[str, Any]) -> list[tuple[str, float, float]]:
    """How each run ends, its first loss and its last."""
    answer = rest.post("/api/v1/trajectories", json=experiment | {"record": {"every": STEPS}})
    assert answer.status_code == 200, answer.text
    return [(run["outcome"]["status"], run["loss"][0], run["loss"][-1]) for run in answer.json()["runs"]]


@pytest.mark.parametrize(
    "dataset", [*({"name": name} for name in BUILT_IN), TABLE], ids=lambda dataset: dataset["name"]
)
def test_the_page_begins_with_rates_that_learn(rest: httpx.Client, dataset: dict[str, Any]) -> None:
    for status, first, last in losses(rest, begun_with(rest, dataset)):
        assert status != "diverged"
        assert last < first


def test_batches_are_looked_at_one_by_one(rest: httpx.Client) -> None:
    for status, first, last in losses(rest, begun_with(rest, {"name": "noisy_sine"}, batch={"size": 4})):
        assert status != "diverged"
        assert last < first


def test_a_problem_that_cannot_be_learned_yet_is_no_error(rest: httpx.Client) -> None:
    objective = FIRST_LEARNING["objective"] | {"dataset": TABLE}
    answer = rest.post("/api/v1/learning-rates", json={"objective": objective})
    assert answer.status_code == 200
    assert answer.json()["problem"]["errors"][0]["code"] == "needs_classes"
    assert answer.json()["rates"] == {}


def test_on_a_straight_line_the_curvature_is_the_exact_one(rest: httpx.Client) -> None:
    (line,) = [kind for kind in DATASETS if kind.name == "linear_regression"]
    columns = np.column_stack([line().draw().inputs, np.ones(len(line().draw()))])
    objective = {"model": {"name": "linear"}, "dataset": {"name": line.name}, "loss": {"name": "mean_squared_error"}}
    found = rest.post("/api/v1/learning-rates", json={"objective": objective}).json()
    expected = np.linalg.eigvalsh(2 * columns.T @ columns / len(columns)).max()
    assert found["curvature"] == pytest.approx(expected, rel=1e-9)
    assert found["rates"]["sgd"] == pytest.approx(1 / expected, rel=0.05)


def test_looking_for_rates_pauses_after_each_pass_so_that_nobody_waits_for_it() -> None:
    pauses = sum(1 for _ in learning_rates({"objective": FIRST_LEARNING["objective"]}, Settings()))
    assert pauses > 3 * 5  # three places, each with products of the Hessian, and five steps from one to the next
