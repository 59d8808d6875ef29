"""A slice of many data shows something at once, and says about how long it takes."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.service.checkpoints import Checkpoints
from app.service.cutting import Cut, Cutter
from app.service.landscape_estimates import estimate_slice
from app.service.slice_answer import wire_picture, wire_slice
from app.service.slices import read_slice
from app.settings import Settings

PLAIN: dict[str, Any] = {
    "objective": {"model": {"name": "mlp", "hidden": [60]}, "dataset": {"name": "spiral", "points": 2000}},
    "directions": "random",
    "resolution": [21, 21],
}


def cut(document: dict[str, Any]) -> tuple[list[dict[str, Any]], Cut, Any]:
    question = read_slice(document, Settings())
    cutter = Cutter(question, Checkpoints(2**20))
    pieces, pictures = cutter.pieces(), []
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return pictures, end.value, question
        picture = wire_picture(cutter)
        if picture is not None:
            pictures.append(picture)


def test_the_first_glance_at_many_data_is_of_some_of_them(monkeypatch: Any) -> None:
    monkeypatch.setattr("app.service.cutting._GLANCE_NUMBERS", 500 * 363)
    monkeypatch.setattr("app.service.cutting._AT_ONCE_SECONDS", 0.0)
    pictures, found, question = cut(PLAIN)
    assert pictures[0]["examples"] == 500
    assert all("examples" not in picture for picture in pictures[1:])
    assert len(pictures) >= 3
    whole = wire_slice(found, question, "en")
    few, first = pictures[0]["loss"], pictures[1]["loss"]
    assert few.shape == first.shape == (4, 4)
    np.testing.assert_allclose(few, first, rtol=0.3)
    assert not np.array_equal(few, first)
    np.testing.assert_array_equal(first[0, 0], whole["loss"][0, 0])


def test_an_estimate_grows_with_the_work() -> None:
    def seconds(**more: Any) -> float:
        return estimate_slice(read_slice(PLAIN | more, Settings()))

    assert 0 < seconds() < seconds(resolution=[42, 42]) < seconds(resolution=[42, 42], figures=["curvature"])
    assert seconds(examples={"count": 10}) < seconds()
    training = {"objective": PLAIN["objective"], "steps": 10, "runs": [{"optimizer": {"name": "sgd"}}]}
    short, long = ({"experiment": training | {"steps": steps}} for steps in (10, 10_000))
    assert seconds(trajectories=short) < seconds(trajectories=long)
    assert 0 < estimate_slice(read_slice({"objective": {"name": "sphere"}}, Settings())) < 1
