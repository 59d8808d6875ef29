"""Batches: an epoch uses every example once, or draws them anew, as the training does."""

from __future__ import annotations

from itertools import chain
from typing import Any

from app.service.batches import batches
from app.settings import Settings

TRAINING: dict[str, Any] = {
    "objective": {"model": {"name": "linear"}, "dataset": {"name": "spiral", "points": 30}},
    "batch": {"size": 40, "sampling": "partition"},
    "steps": 6,
    "runs": [{"optimizer": {"name": "sgd"}}],
}


def test_an_epoch_uses_every_example_once_in_an_order_of_its_own() -> None:
    first, second = (batches({"experiment": TRAINING, "epoch": epoch}, Settings()) for epoch in (0, 1))
    for epoch in (first, second):
        assert [len(batch) for batch in epoch["batches"]] == [40, 40, 10]
        assert sorted(chain.from_iterable(epoch["batches"])) == list(range(epoch["examples"]))
    assert first["batches"] != second["batches"]
    assert second["first_step"] == 3


def test_with_replacement_examples_come_again_and_without_batches_all_come_at_once() -> None:
    anew = TRAINING | {"batch": {"size": 40, "sampling": "replacement"}}
    drawn = list(chain.from_iterable(batches({"experiment": anew}, Settings())["batches"]))
    assert len(set(drawn)) < len(drawn)
    whole = batches({"experiment": TRAINING | {"batch": None}, "epoch": 2}, Settings())
    assert whole["batches"] == [list(range(90))]
