"""Schedules: torch's rates, one base rate or many, any cut, any number of steps."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.engine.optimizers.sgd import Sgd
from app.engine.schedules import SCHEDULES
from app.engine.schedules.cosine import Cosine
from app.engine.schedules.schedule import Schedule

GOLDEN = Path(__file__).parents[1] / "golden"
FILES = [json.loads(path.read_text("utf-8")) for path in sorted(GOLDEN.glob("*_rates_*.json"))]
CURVES = [case for file in FILES for case in file["cases"]]
SCHEDULE = {schedule.name: schedule for schedule in SCHEDULES}
every_schedule = pytest.mark.parametrize("schedule", [kind() for kind in SCHEDULES], ids=lambda schedule: schedule.name)

TOLERANCE = 1e-14
"""Of the largest rate of a curve. torch multiplies 500 rates into each other, which costs it a few units in the last place."""


def rates(schedule: Schedule, base: Any, steps: int) -> list[Any]:
    """The learning rates of the first updates of an optimizer at `base`."""
    optimizer, state, found = Sgd(learning_rate=base), schedule.initial_state(), []
    for step in range(steps):
        overrides, state = schedule.next(state, step, 1.0, optimizer)
        found.append(overrides["learning_rate"])
    return found


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: "-".join(map(str, curve["schedule"].values())))
def test_a_schedule_follows_its_reference(curve: dict[str, Any]) -> None:
    settings = dict(curve["schedule"])
    expected = np.array(curve["rates"])
    found = np.array(rates(SCHEDULE[settings.pop("name")](**settings), curve["base"], len(expected)))
    assert len(expected) == 500
    assert np.abs(found - expected).max() <= TOLERANCE * expected.max()


@every_schedule
def test_every_schedule_is_held_to_a_reference(schedule: Schedule) -> None:
    assert schedule.name in {curve["schedule"]["name"] for curve in CURVES}


@every_schedule
def test_a_row_of_base_rates_goes_as_each_would_alone(schedule: Schedule) -> None:
    bases = np.array([0.0, 1e-3, 0.1, 2.0])
    together = np.array([np.broadcast_to(rate, 4) for rate in rates(schedule, bases, 250)])
    alone = np.array([rates(schedule, float(base), 250) for base in bases]).T
    np.testing.assert_array_equal(together, alone)


@every_schedule
def test_the_same_state_gives_the_same_rate(schedule: Schedule) -> None:
    optimizer, state = Sgd(learning_rate=0.3), schedule.initial_state()
    for step in range(150):
        first, after = schedule.next(state, step, 1.0, optimizer)
        second, _ = schedule.next(state, step, 1.0, optimizer)
        assert first == second
        state = after


@every_schedule
def test_default_rates_are_finite_and_never_negative(schedule: Schedule) -> None:
    found = np.array(rates(schedule, 0.1, 1000))
    assert np.isfinite(found).all()
    assert (found >= -1e-17).all()  # torch's cosine rounds its bottom to within one unit of zero
    assert (found <= 0.1).all()


def _corners(kind: type[Schedule]) -> Iterator[Schedule]:
    """The schedule with every field at its default or at one of its limits, in all combinations."""
    fields = dataclasses.fields(kind)
    choices = [
        {field.default, *(field.metadata[key] for key in ("ge", "le") if key in field.metadata)} for field in fields
    ]
    for values in product(*choices):
        yield kind(**dict(zip((field.name for field in fields), values, strict=True)))


@pytest.mark.parametrize("schedule", [corner for kind in SCHEDULES for corner in _corners(kind)], ids=str)
def test_extreme_settings_never_raise(schedule: Schedule) -> None:
    optimizer, state = Sgd(learning_rate=1e6), schedule.initial_state()
    with np.errstate(all="ignore"):  # as every caller does: what overflows is infinite
        for step in (0, 1, 2, 999_999, 1_000_000):
            overrides, state = schedule.next(state, step, 1.0, optimizer)
            assert not np.isnan(overrides["learning_rate"])


@every_schedule
def test_a_changed_base_rate_scales_what_follows(schedule: Schedule) -> None:
    """A live edit to ten times the rate at step 60 gives ten times the rate from there on."""
    before, after, state = Sgd(learning_rate=0.01), Sgd(learning_rate=0.1), schedule.initial_state()
    found = []
    for step in range(160):
        overrides, state = schedule.next(state, step, 1.0, before if step < 60 else after)
        found.append(overrides["learning_rate"])
    expected = rates(schedule, 0.01, 60) + rates(schedule, 0.1, 160)[60:]
    # The cosine starts its recursion anew at the edit, nearer to the truth than torch: 1e-12 covers what it had lost.
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=0)


def test_the_cosine_climbs_again_beyond_its_end() -> None:
    found = rates(Cosine(t_max=50, eta_min=0.01), 0.11, 101)
    np.testing.assert_allclose([found[0], found[25], found[50], found[75], found[100]], [0.11, 0.06, 0.01, 0.06, 0.11])
