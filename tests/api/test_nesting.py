"""Settings within settings: optimizers around optimizers, schedules of schedules, formulas of t; refused at their place."""

from __future__ import annotations

import math
from typing import Any

import httpx
import pytest

from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from tests.api.experiments import BOWL
from tests.api.viewer import Viewer, columns_of
from tests.conftest import RunningServer

SGD = {"name": "sgd", "learning_rate": 0.1}
COSINE = {"name": "cosine"}
CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"optimizer": {"name": "lookahead", "inner": {"name": "adm"}}}, "optimizer/inner/name", "unknown_name"),
    ({"optimizer": {"name": "lookahead", "inner": {"name": "sam"}}}, "optimizer/inner/name", "not_as_part"),
    ({"optimizer": {"name": "sam", "inner": {"name": "adam", "lr": 1}}}, "optimizer/inner/lr", "unknown_field"),
    ({"optimizer": {"name": "sam", "inner": {"name": "adam", "beta1": 1}}}, "optimizer/inner/beta1", "out_of_range"),
    ({"optimizer": {"name": "sam", "inner": 7}}, "optimizer/inner", "wrong_type"),
    ({"optimizer": {"name": "sam", "inner": {}}}, "optimizer/inner/name", "missing"),
    ({"schedule": {"name": "chained", "schedules": []}}, "schedule/schedules", "too_short"),
    ({"schedule": {"name": "chained", "schedules": [COSINE] * 9}}, "schedule/schedules", "too_long"),
    (
        {"schedule": {"name": "chained", "schedules": [COSINE, {"name": "linear", "total_iters": 0}]}},
        "schedule/schedules/1/total_iters",
        "out_of_range",
    ),
    ({"schedule": {"name": "sequential", "schedules": [COSINE]}}, "schedule/milestones", "milestone_count"),
    (
        {"schedule": {"name": "sequential", "schedules": [COSINE] * 3, "milestones": [5, 5]}},
        "schedule/milestones",
        "not_increasing",
    ),
    (
        {"schedule": {"name": "chained", "schedules": [{"name": "reduce_on_plateau"}]}},
        "schedule/schedules/0/name",
        "not_as_part",
    ),
    ({"schedule": {"name": "lambda", "expression": "1/(1 + x)"}}, "schedule/expression", "undeclared_variable"),
    ({"schedule": {"name": "lambda", "expression": "1/(1 + a t)"}}, "schedule/expression", "undeclared_variable"),
    ({"schedule": {"name": "multiplicative", "expression": ""}}, "schedule/expression", "empty"),
    ({"schedule": {"name": "lambda", "expression": 1}}, "schedule/expression", "wrong_type"),
]


def answered(rest: httpx.Client, run: dict[str, Any], **more: Any) -> dict[str, Any]:
    document = {"objective": {"name": "elongated_bowl"}, "steps": 40, "runs": [{"optimizer": SGD} | run]} | more
    answer: dict[str, Any] = rest.post("/api/v1/trajectories", json=document).json()
    return answer


@pytest.mark.parametrize(("run", "place", "code"), CASES, ids=[f"{place} {code}" for _, place, code in CASES])
def test_a_refusal_points_into_the_part(rest: httpx.Client, run: dict[str, Any], place: str, code: str) -> None:
    (error,) = answered(rest, run)["errors"]
    assert (error["pointer"], error["code"]) == (f"/runs/0/{place}", code)


def test_a_formula_of_t_is_refused_where_it_is_wrong(rest: httpx.Client) -> None:
    (error,) = answered(rest, {"schedule": {"name": "lambda", "expression": "1/(1 + x)"}})["errors"]
    assert (error["position"], error["length"]) == (7, 1)


def test_nesting_without_end_is_refused(rest: httpx.Client) -> None:
    schedule: dict[str, Any] = {"name": "chained"}
    for _ in range(200):
        schedule = {"name": "chained", "schedules": [schedule]}
    (error,) = answered(rest, {"schedule": schedule})["errors"]
    assert error["code"] == "not_as_part"


def test_the_canonical_form_fills_the_parts(rest: httpx.Client) -> None:
    answer = answered(
        rest,
        {
            "optimizer": {"name": "lookahead", "inner": {"name": "momentum"}},
            "schedule": {
                "name": "sequential",
                "milestones": [10],
                "schedules": [{"name": "linear"}, {"name": "chained", "schedules": [COSINE, {"name": "lambda"}]}],
            },
        },
    )
    (run,) = answer["experiment"]["runs"]
    assert run["optimizer"]["inner"]["momentum"] == 0.9
    assert run["schedule"]["schedules"][1]["schedules"][0] == {"name": "cosine", "t_max": 100, "eta_min": 0.0}
    again = rest.get(answer["permalink"]).json()
    assert again["runs"] == answer["runs"]


def test_a_formula_of_t_is_the_rate(rest: httpx.Client) -> None:
    (run,) = answered(rest, {"schedule": {"name": "lambda", "expression": "1/sqrt(t + 1)"}})["runs"]
    assert run["learning_rate"][1:] == [0.1 * (1 / math.sqrt(t + 1)) for t in range(40)]


def test_a_schedule_reaches_the_optimizer_within(rest: httpx.Client) -> None:
    wrapped = {"name": "lookahead", "inner": {"name": "adam", "learning_rate": 0.2}, "alpha": 1.0}
    schedule = {"name": "one_cycle", "total_steps": 40}
    (around,) = answered(rest, {"optimizer": wrapped, "schedule": schedule})["runs"]
    (alone,) = answered(rest, {"optimizer": wrapped["inner"], "schedule": schedule})["runs"]
    assert around["learning_rate"] == alone["learning_rate"]
    for one, other in zip(around["position"], alone["position"], strict=True):
        assert one == pytest.approx(other, rel=1e-13, abs=1e-13)


def test_a_live_change_reaches_within_and_adds_up(rest: httpx.Client) -> None:
    changes = [
        {"step": 5, "run": 0, "optimizer": {"inner": {"learning_rate": 0.5}}},
        {"step": 9, "run": 0, "optimizer": {"inner": {"beta1": 0.0}, "k": 3}},
    ]
    (run,) = answered(rest, {"optimizer": {"name": "lookahead"}}, changes=changes)["runs"]
    assert run["learning_rate"][4:11] == [0.1, *[0.5] * 6]
    (error,) = answered(
        rest,
        {"optimizer": {"name": "lookahead"}},
        changes=[{"step": 5, "run": 0, "optimizer": {"inner": {"name": "sgd"}}}],
    )["errors"]
    assert (error["pointer"], error["code"]) == ("/changes/0/optimizer/inner/name", "name_is_fixed")


UNRATED = [kind.name for kind in OPTIMIZERS if not hasattr(kind(), "learning_rate")]


@pytest.mark.parametrize("optimizer", UNRATED)
def test_an_optimizer_without_a_rate_takes_no_schedule(rest: httpx.Client, optimizer: str) -> None:
    (run,) = answered(rest, {"optimizer": {"name": optimizer}})["runs"]
    assert set(run["learning_rate"]) == {None}
    (error,) = answered(rest, {"optimizer": {"name": optimizer}, "schedule": COSINE})["errors"]
    assert (error["pointer"], error["code"]) == ("/runs/0/schedule", "no_learning_rate")


@pytest.mark.parametrize(
    "experiment", [BOWL, {"objective": {"name": "matrix_least_squares"}, "steps": 30}], ids=["vector", "matrix"]
)
def test_every_optimizer_goes_over_rest_and_socket_alike(
    server: RunningServer, rest: httpx.Client, experiment: dict[str, Any]
) -> None:
    is_matrix = experiment is not BOWL
    names = [kind.name for kind in OPTIMIZERS if is_matrix or not kind.needs_matrix]
    most = rest.get("/api/v1/limits").json()["limits"]["runs"]
    for first in range(0, len(names), most):
        runs = [{"optimizer": {"name": name}} for name in names[first : first + most]]
        document = experiment | {"runs": runs, "record": {"state": True}, "seed": 3}
        whole = rest.post("/api/v1/trajectories", json=document).json()
        with Viewer(server.ws_url) as viewer:
            watched = viewer.watch(document)
        for index, run in enumerate(whole["runs"]):
            assert watched.columns[index] == columns_of(run), run["label"]
            assert watched.outcomes[index] == run["outcome"]


@pytest.mark.parametrize("schedule", [kind.name for kind in SCHEDULES])
def test_every_schedule_goes_over_rest(rest: httpx.Client, schedule: str) -> None:
    (run,) = answered(rest, {"schedule": {"name": schedule}})["runs"]
    assert len(run["learning_rate"]) == 41
    assert None not in run["learning_rate"][1:]
