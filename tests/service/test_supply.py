"""The supply: however it is cut, and however far ahead it is computed, nothing is lost, repeated or shown before its time."""

from __future__ import annotations

from typing import Any

import pytest

from app.service.computing import Computing
from app.service.preparation import prepare
from app.service.race import Race
from app.service.results import to_bytes
from app.service.supply import Supply
from app.settings import Settings
from tests.api.experiments import ENDS, TRAINING

STATES = ENDS | {"record": {"every": 7, "state": True}}


def by_run(ending: Any) -> int:
    run: int = ending[0]
    return run


def taken(experiment: dict[str, Any], count: int, ahead: int) -> tuple[list[Any], list[Any]]:
    """All rows of each run, column by column, and the endings, from portions of `count` steps."""
    settings = Settings(wall_seconds=60)
    computing = Computing(settings)
    supply = Supply(Race(prepare(experiment, settings)), computing)
    rows: list[Any] = [{} for _ in experiment["runs"]]
    endings = []
    while not supply.is_over:
        ended = {run for run, _ in endings}
        before = supply.step
        portion = supply.take(count, ahead)
        assert portion.steps == supply.step - before <= count
        for run in portion.runs:
            assert run["run"] not in ended
            assert run["columns"]["step"][-1] <= supply.step
            for name, values in (run["columns"] | run["columns"].pop("state", {})).items():
                rows[run["run"]].setdefault(name, []).extend(values.tolist())
        endings += portion.endings
    computing.close()
    return rows, endings


@pytest.mark.parametrize("experiment", [ENDS, STATES, TRAINING], ids=["ends", "states", "training"])
@pytest.mark.parametrize(("count", "ahead"), [(1, 1), (1, 20), (2, 20), (7, 20), (20, 9)])
def test_portions_of_any_size_are_the_whole(experiment: dict[str, Any], count: int, ahead: int) -> None:
    rows, endings = taken(experiment, count, ahead)
    whole, ended = taken(experiment, 10_000, 10_000)
    assert to_bytes(rows) == to_bytes(whole)
    assert sorted(endings, key=by_run) == sorted(ended, key=by_run)
