"""Where a run stands at some of its steps is what its columns say, also where it ends early; walked once, it is remembered."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest

from app.service.checkpoints import Checkpoints
from app.service.paths import Paths, Stop
from app.service.preparation import prepare
from app.service.race import Race
from app.service.walks import spread, stops
from app.settings import Settings

TRAINING: dict[str, Any] = {
    "objective": {"model": {"name": "mlp", "hidden": [5]}, "dataset": {"name": "spiral"}},
    "steps": 50,
    "batch": {"size": 20},
    "record": {"position": True, "state": True},
    "runs": [
        {
            "optimizer": {"name": "momentum", "learning_rate": 0.3},
            "schedule": {"name": "exponential", "gamma": 0.97},
        }
    ],
}
VALLEY: dict[str, Any] = {
    "objective": {"name": "rosenbrock"},
    "steps": 50,
    "record": {"state": True},
    "runs": [{"optimizer": {"name": "momentum", "learning_rate": 1e-4}}],
}
FLOWN = VALLEY | {"runs": [{"optimizer": {"name": "momentum", "learning_rate": 0.01}}]}


def counted(pieces: Generator[None, None, list[Stop]]) -> tuple[list[Stop], int]:
    count = 0
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return end.value, count
        count += 1


@pytest.mark.parametrize("document", [TRAINING, VALLEY, FLOWN], ids=["training", "function", "diverging"])
@pytest.mark.parametrize("has_checkpoints", [False, True])
def test_stops_are_where_the_columns_are(document: dict[str, Any], has_checkpoints: bool) -> None:
    prepared, checkpoints = prepare(document, Settings()), Checkpoints(2**22)
    race = Race(prepared, checkpoints if has_checkpoints else None)
    columns = race.advance(60)[0].columns
    end = int(columns.step[-1])
    wanted = spread(50, 6)
    found, _ = counted(stops(prepared, 0, wanted, checkpoints))
    assert [stop.step for stop in found] == sorted({min(step, end) for step in wanted})
    for stop in found:
        np.testing.assert_array_equal(stop.position, columns.position[stop.step])
        np.testing.assert_array_equal(stop.state["velocity"], columns.state["velocity"][stop.step])
        if stop.step < end:
            assert stop.learning_rate == columns.learning_rate[stop.step + 1]
    again, walked = counted(stops(prepared, 0, wanted, checkpoints))
    assert walked == 0
    assert [stop.step for stop in again] == [stop.step for stop in found]


def test_paths_make_room_for_the_latest() -> None:
    paths = Paths(budget_bytes=1000)
    stop = Stop(0, np.zeros(50), {}, 0.1)
    for key in range(3):
        paths.keep(key, (stop,))
    assert [paths.find(key) is None for key in range(3)] == [True, False, False]
    paths.keep("large", (stop,) * 9)
    assert paths.find("large") is None
