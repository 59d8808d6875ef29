"""Batches by size over REST: what repeats, what is refused."""

from __future__ import annotations

import httpx
import pytest

from tests.api.experiments import TRAINING

CALL = "/api/v1/batch-gradients"


def test_all_but_the_seconds_is_the_same_each_time(rest: httpx.Client) -> None:
    document = {"experiment": TRAINING, "run": 1, "step": 12, "sizes": [4, 45], "draws": 3}
    first, second = (rest.post(CALL, json=document).json() for _ in range(2))
    for answer in (first, second):
        assert min(answer.pop("seconds_per_example")) > 0
    assert first == second
    assert (first["step"], first["examples"], first["sizes"]) == (12, 45, [4, 45])
    assert first["cosine"][1] == pytest.approx(1.0, abs=1e-12)
    assert first["cosine"][0] < 1


def test_a_batch_of_more_examples_than_there_are_is_refused(rest: httpx.Client) -> None:
    answer = rest.post(CALL, json={"experiment": TRAINING, "sizes": [1, 46]})
    assert answer.status_code == 422
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [("/sizes/1", "out_of_range")]


def test_predictions_tell_the_scores_of_every_example_where_asked(rest: httpx.Client) -> None:
    document = {"experiment": TRAINING, "runs": [1], "scores": True, "part": "validation"}
    (run,) = rest.post("/api/v1/predictions", json=document).json()["runs"]
    assert [max(range(3), key=row.__getitem__) for row in run["scores"]] == run["labels"]
