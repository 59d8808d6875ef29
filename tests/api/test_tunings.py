"""Tunings over REST: every optimizer gets the rate that serves it best, nobody gets more than the budget, and words say how."""

from __future__ import annotations

import json
from typing import Any

import httpx
import numpy as np
import pytest

from app.engine.optimizers import OPTIMIZERS
from tests.conftest import StartServer

TUNINGS = "/api/v1/tunings"
TRAJECTORIES = "/api/v1/trajectories"
CLOSE = 1e-9
"""An array of runs rounds powers differently from one alone, and a hundred steps on a slope magnify it."""
FIELD: dict[str, Any] = {
    "objective": {"name": "rosenbrock"},
    "runs": [
        {"optimizer": {"name": "sgd"}},
        {"optimizer": {"name": "sam", "inner": {"name": "momentum"}}},
        {"optimizer": {"name": "adam", "learning_rate": 0.4}, "schedule": {"name": "cosine", "t_max": 100}},
        {"optimizer": {"name": "bfgs"}},
    ],
}


def tuned(rest: httpx.Client, **document: Any) -> dict[str, Any]:
    answer = rest.post(TUNINGS, json={"experiment": FIELD, "budget": 100} | document)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_every_run_gets_the_best_of_the_rates_that_were_tried(rest: httpx.Client) -> None:
    answer = tuned(rest)
    for run, document in zip(answer["runs"][:3], answer["experiment"]["runs"], strict=False):
        rates, values = run["curve"]["learning_rate"], run["curve"]["values"]
        assert rates == sorted(set(rates))
        assert 28 <= len(rates) == len(values) <= 47
        assert run["value"] == min(value for value in values if value is not None)
        assert run["learning_rate"] == rates[values.index(run["value"])]
        optimizer = document["optimizer"]
        assert optimizer.get("learning_rate", optimizer.get("inner", {}).get("learning_rate")) == run["learning_rate"]
        place = rates.index(run["learning_rate"])
        assert rates[place + 1] / rates[place - 1] < 1.2, "the grid is fine around the best"
    assert [run["path"] for run in answer["runs"]] == [
        "runs.0.optimizer.learning_rate",
        "runs.1.optimizer.inner.learning_rate",
        "runs.2.optimizer.learning_rate",
        None,
    ]
    assert 0.4 in answer["runs"][2]["curve"]["learning_rate"], "the rate it came with"


def test_the_race_is_the_experiment_of_the_answer(rest: httpx.Client) -> None:
    """Whoever runs it sees the figures of the tuning, within the budget but for the step that was under way."""
    answer = tuned(rest)
    assert answer["experiment"]["stop"]["evaluations"] == answer["experiment"]["steps"] == answer["budget"] == 100
    assert rest.get(answer["permalink"]).json()["experiment"] == answer["experiment"]
    race = rest.post(TRAJECTORIES, json=answer["experiment"]).json()["runs"]
    for run, path in zip(answer["runs"], race, strict=True):
        assert path["label"] == run["label"]
        np.testing.assert_allclose(path["loss"][-1], run["value"], rtol=CLOSE, atol=CLOSE)
        spent = [path[f"{kind}_evaluations"] for kind in ("value", "gradient")]
        assert [counts[-1] for counts in spent] == list(run["evaluations"].values())
        assert sum(counts[-2] for counts in spent) < 100
    assert len(race[0]["step"]) == 101
    assert len(race[1]["step"]) == 51, "two gradients a step: half as many steps"


def test_an_optimizer_without_a_rate_stays_as_it_is(rest: httpx.Client) -> None:
    bfgs = tuned(rest)["runs"][3]
    assert (bfgs["learning_rate"], bfgs["curve"]) == (None, {"learning_rate": [], "values": []})
    assert bfgs["search"] == {"value": 0, "gradient": 0}
    assert bfgs["evaluations"]["value"] > 0
    assert bfgs["value"] < 1.0


def test_what_the_search_spent_is_told(rest: httpx.Client) -> None:
    answer = tuned(rest)
    for kind in ("value", "gradient"):
        assert answer["evaluations"][kind] == sum(run["search"][kind] for run in answer["runs"])
    spent = sum(answer["evaluations"].values())
    assert spent <= 3 * 47 * 101
    assert str(spent) in answer["protocol"]
    assert " 100 evaluations" in answer["protocol"]


def test_an_optimizer_whose_rates_all_fail_keeps_its_own(rest: httpx.Client) -> None:
    answer = tuned(rest, metric="steps_to_tolerance", tolerance=-1.0)
    for run in answer["runs"][:3]:
        assert (run["learning_rate"], run["value"], run["evaluations"]) == (None, None, None)
        assert "none of the" in run["message"]
    assert answer["experiment"]["runs"][2]["optimizer"]["learning_rate"] == 0.4


def test_among_equals_the_rate_that_came_is_kept(rest: httpx.Client) -> None:
    """One cycle sets the rate itself: every rate of the optimizer's own is as good as any other."""
    run = {"optimizer": {"name": "sgd", "learning_rate": 0.0371}, "schedule": {"name": "one_cycle"}}
    (found,) = tuned(rest, experiment={"objective": {"name": "elongated_bowl"}, "runs": [run]})["runs"]
    assert found["learning_rate"] == 0.0371
    assert len(set(found["curve"]["values"])) == 1


@pytest.mark.parametrize(
    "kinds",
    [OPTIMIZERS[first : first + 16] for first in range(0, len(OPTIMIZERS), 16)],
    ids=lambda kinds: kinds[0].name,
)
def test_every_optimizer_can_be_tuned(rest: httpx.Client, kinds: Any) -> None:
    runs = [{"optimizer": {"name": kind.name}} for kind in kinds]
    function = "matrix_least_squares" if any(kind.needs_matrix for kind in kinds) else "elongated_bowl"
    experiment = {"objective": {"name": function}, "runs": runs}
    for run, kind in zip(tuned(rest, experiment=experiment, budget=40)["runs"], kinds, strict=True):
        assert (run["path"] is not None) is hasattr(kind(), "learning_rate"), kind
        assert run["value"] is not None, kind


def test_words_are_in_the_callers_language(rest: httpx.Client) -> None:
    english, japanese = (tuned_in(rest, language) for language in ("en", "ja"))
    assert english["experiment"] == japanese["experiment"]
    for answer, is_english in ((english, True), (japanese, False)):
        texts = [answer["protocol"], *(run["message"] for run in answer["runs"])]
        assert all("{" not in text and "tuning." not in text for text in texts)
        assert all(("learning" in text or "Every" in text) is is_english for text in texts)


def test_lines_tell_how_much_is_done_and_end_with_the_same_answer(rest: httpx.Client) -> None:
    document = {"experiment": FIELD, "budget": 300}
    answer = rest.post(TUNINGS, json=document, headers={"Accept": "application/x-ndjson"})
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    *progress, last = (json.loads(line) for line in answer.text.splitlines())
    shares = [line["share"] for line in progress if line["type"] == "progress"]
    assert len(shares) == len(progress) > 3
    assert shares == sorted(set(shares))
    assert shares[0] == 0.0
    assert 0.5 < shares[-1] <= 1.0
    assert last.pop("type") == "answer"
    assert last == rest.post(TUNINGS, json=document).json()


def test_lines_say_when_time_runs_out(start_server: StartServer) -> None:
    hasty = start_server({"THALWEG_WALL_SECONDS": "0.1"})
    with httpx.Client(base_url=hasty.base_url, trust_env=False, timeout=20) as client:
        document = {"experiment": FIELD, "budget": 9000}
        answer = client.post(TUNINGS, json=document, headers={"Accept": "application/x-ndjson"})
    last = json.loads(answer.text.splitlines()[-1])
    assert (last["type"], last["problem"]["code"]) == ("error", "out_of_time")


def test_an_estimate_computes_nothing_and_grows_with_the_budget(rest: httpx.Client) -> None:
    asked = [rest.post(f"{TUNINGS}?estimate=true", json={"experiment": FIELD, "budget": n}) for n in (100, 5000)]
    short, long = (answer.json()["seconds"] for answer in asked)
    assert long == pytest.approx(50 * short)
    assert max(answer.elapsed.total_seconds() for answer in asked) < long
    refused = rest.post(f"{TUNINGS}?estimate=true", json={"experiment": FIELD, "budget": 0})
    assert refused.status_code == 422


def tuned_in(rest: httpx.Client, language: str) -> dict[str, Any]:
    document = {"experiment": FIELD, "budget": 20, "metric": "best_loss"}
    found: dict[str, Any] = rest.post(TUNINGS, json=document, headers={"Accept-Language": language}).json()
    return found


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"budget": 0}, "/budget", "out_of_range"),
        ({"budget": None}, "/budget", "wrong_type"),
        ({"budget": 10**6}, "/budget", "budget_exceeded"),
        ({"budget": 90_000, "experiment": FIELD | {"runs": FIELD["runs"] * 3}}, "/budget", "budget_exceeded"),
        ({"metric": "steps_to_tolerance"}, "/tolerance", "missing"),
        ({"experiment": FIELD | {"noise": -1}}, "/experiment/noise", "out_of_range"),
        ({"experiment": FIELD | {"objective": {"name": "rosenbrok"}}}, "/experiment/objective/name", "unknown_name"),
        ({"bugdet": 1}, "/bugdet", "unknown_field"),
    ],
)
def test_a_refusal_points_at_what_is_wrong(rest: httpx.Client, change: Any, pointer: str, code: str) -> None:
    answer = rest.post(TUNINGS, json={"experiment": FIELD, "budget": 100} | change)
    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]


def test_the_limits_hold_for_the_whole_search(start_server: StartServer) -> None:
    """Forty-seven trials of each run: as arrays within the work of sweeps, one by one within that of an experiment."""
    tight = start_server({"THALWEG_SWEEP_WORK": "4700", "THALWEG_WORK": "4699"})
    with httpx.Client(base_url=tight.base_url, trust_env=False, timeout=20) as client:
        for names, status in ((["sgd"], 200), (["sgd", "adam"], 422), (["bfgs", "bfgs"], 200), (["muon"], 422)):
            experiment = FIELD | {
                "objective": {"name": "matrix_least_squares"},
                "runs": [{"optimizer": {"name": name}} for name in names],
            }
            assert client.post(TUNINGS, json={"experiment": experiment, "budget": 100}).status_code == status
