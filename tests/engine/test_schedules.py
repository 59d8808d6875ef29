"""Schedules: torch's rates, one base rate or many, any cut, any number of steps."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.engine.choice import Choice, WholeNumbers
from app.engine.descent import Descent, Plan
from app.engine.hyperparameter import ContradictionError, HyperparameterError
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.momentum import Momentum
from app.engine.optimizers.sgd import Sgd
from app.engine.schedules import SCHEDULES
from app.engine.schedules.constant_factor import ConstantFactor
from app.engine.schedules.cosine import Cosine
from app.engine.schedules.exponential import Exponential
from app.engine.schedules.lambda_ import LambdaFormula
from app.engine.schedules.linear import Linear
from app.engine.schedules.multi_step import MultiStep
from app.engine.schedules.one_cycle import OneCycle
from app.engine.schedules.schedule import Schedule, Swing
from app.engine.schedules.sequential import Sequential
from app.engine.time_formula import TimeFormulaError
from tests.golden.functions import ElongatedBowl

GOLDEN = Path(__file__).parents[1] / "golden"
FILES = [json.loads(path.read_text("utf-8")) for path in sorted(GOLDEN.glob("*_rates_*.json"))]
CURVES = [case for file in FILES for case in file["cases"]]
SCHEDULE = {schedule.name: schedule for schedule in SCHEDULES}
every_schedule = pytest.mark.parametrize("schedule", [kind() for kind in SCHEDULES], ids=lambda schedule: schedule.name)

TOLERANCE = 1e-14
"""Of the largest rate of a curve. torch multiplies 500 rates into each other, which costs it a few units in the last place."""


def built(settings: dict[str, Any]) -> Schedule:
    """The schedule of a golden file, with its parts."""
    own = {name: value for name, value in settings.items() if name != "name"}
    if "schedules" in own:
        own["schedules"] = tuple(built(entry) for entry in own["schedules"])
    return SCHEDULE[settings["name"]](**own)


def overrides_of(schedule: Schedule, optimizer: Any, losses: list[float]) -> list[Mapping[str, Any]]:
    """What the schedule sets for the first updates of `optimizer`, which stand at `losses`."""
    state, found = schedule.initial_state(), []
    for step, loss in enumerate(losses):
        overrides, state = schedule.next(state, step, loss, optimizer)
        found.append(overrides)
    return found


def rates(schedule: Schedule, base: Any, steps: int) -> list[Any]:
    """The learning rates of the first updates of an optimizer at `base`."""
    return [overrides["learning_rate"] for overrides in overrides_of(schedule, Sgd(learning_rate=base), [1.0] * steps)]


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: "-".join(map(str, curve["schedule"].values())))
def test_a_schedule_follows_its_reference(curve: dict[str, Any]) -> None:
    schedule = built(curve["schedule"])
    optimizer = Momentum(learning_rate=curve["base"], momentum=0.5)
    found = overrides_of(schedule, optimizer, curve.get("losses", [1.0] * 500))
    assert len(curve["rates"]) == 500
    for name, key in (("learning_rate", "rates"), ("momentum", "momentum")):
        if key in curve:
            expected = np.array(curve[key])
            assert np.abs([overrides[name] for overrides in found] - expected).max() <= TOLERANCE * expected.max()
        else:
            assert not any(name in overrides for overrides in found)


@every_schedule
def test_every_schedule_is_held_to_a_reference(schedule: Schedule) -> None:
    held = [curve["schedule"] for curve in CURVES if curve["schedule"]["name"] == schedule.name]
    varied = {name for settings in held for name in settings}
    assert varied == {"name", *(field.name for field in dataclasses.fields(schedule))}, "every setting is varied"


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
    assert (found <= 0.1 * (1 + 1e-12)).all()


def _corners(kind: type[Schedule]) -> Iterator[Schedule]:
    """The schedule with every pair of fields at all their limits, words and switches, and the others at their defaults."""
    choices = {field.name: _extremes(field) for field in dataclasses.fields(kind)}
    yield kind()
    for names in [*combinations(choices, 2), *((name,) for name in choices)]:
        for values in product(*(choices[name] for name in names)):
            with suppress(ContradictionError):
                yield kind(**dict(zip(names, values, strict=True)))


def _extremes(field: dataclasses.Field[Any]) -> list[Any]:
    if isinstance(field.default, bool):
        return [False, True]
    if isinstance(field.default, Choice):
        return list(field.default.words)
    if isinstance(field.default, WholeNumbers):
        return [(), (0,), (1_000_000,) * 64]
    return [field.metadata[key] for key in ("ge", "le") if key in field.metadata]


@pytest.mark.parametrize("kind", SCHEDULES, ids=lambda kind: kind.name)
def test_extreme_settings_never_raise(kind: type[Schedule]) -> None:
    optimizer = Momentum(learning_rate=1e6)
    with np.errstate(all="ignore"):  # as every caller does: what overflows is infinite
        for schedule in _corners(kind):
            state = schedule.initial_state()
            for step in (0, 1, 2, 999_999, 1_000_000):
                overrides, state = schedule.next(state, step, 1.0, optimizer)
                assert not np.isnan([*overrides.values()]).any(), schedule


@pytest.mark.parametrize(
    ("kind", "field", "word"),
    [
        (kind, field.name, word)
        for kind in SCHEDULES
        for field in dataclasses.fields(kind)
        for word in (("nonsense", 3) if isinstance(field.default, Choice) else ())
        + (([1.5], [-1], [0] * 65) if isinstance(field.default, WholeNumbers) else ())
    ],
    ids=str,
)
def test_words_and_rows_are_checked(kind: type[Schedule], field: str, word: Any) -> None:
    with pytest.raises(HyperparameterError, match=f"^{field} must be"):
        kind(**{field: word})


def test_a_list_of_milestones_is_as_good_as_a_tuple() -> None:
    assert MultiStep(milestones=[3, 5]) == MultiStep(milestones=(3, 5))
    assert rates(MultiStep(milestones=[3, 5], gamma=0.5), 1.0, 6) == [1.0, 1.0, 1.0, 0.5, 0.5, 0.25]


@pytest.mark.parametrize(
    "schedule", [kind() for kind in SCHEDULES if issubclass(kind, Swing)], ids=lambda kind: kind.name
)
def test_what_swings_is_what_the_optimizer_has(schedule: Swing) -> None:
    expected = {"sgd": set(), "momentum": {"momentum"}, "adam": {"beta1"}}
    for optimizer in (Sgd(), Momentum(), Adam()):
        (overrides,) = overrides_of(schedule, optimizer, [1.0])
        assert set(overrides) - {"learning_rate"} == expected[optimizer.name]


RATED = [kind for kind in OPTIMIZERS if hasattr(kind(), "learning_rate")]


@pytest.mark.parametrize("optimizer", RATED, ids=lambda kind: kind.name)
def test_every_optimizer_takes_what_a_schedule_sets(optimizer: Any) -> None:
    for kind in SCHEDULES:
        extremes = {"base_momentum": 0.0} if issubclass(kind, Swing) else {}
        plan = Plan(optimizer=optimizer(), schedule=kind(**extremes), steps=8)
        columns = Descent(ElongatedBowl(), plan).advance(8)
        assert len(columns) == 9
        expected = overrides_of(kind(**extremes), optimizer(), list(columns.loss[:-1]))
        np.testing.assert_array_equal(columns.learning_rate[1:], [each["learning_rate"] for each in expected])


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


def test_a_sequence_within_a_sequence_keeps_its_own_milestones() -> None:
    inner = Sequential(schedules=(ConstantFactor(factor=0.5, total_iters=99), Exponential(gamma=0.5)), milestones=(2,))
    outer = Sequential(schedules=(inner, inner), milestones=(4,))
    assert rates(outer, 1.0, 8) == [0.5, 0.5, 1.0, 0.5, 0.5, 0.5, 1.0, 0.5]


def test_momentum_swings_while_its_schedule_holds() -> None:
    schedule = Sequential(schedules=(Linear(), OneCycle(total_steps=20), Linear()), milestones=(2, 5))
    found = overrides_of(schedule, Momentum(), [1.0] * 7)
    assert [("momentum" in overrides) for overrides in found] == [False, False, True, True, True, False, False]
    assert found[2] == OneCycle(total_steps=20).next((), 0, 1.0, Momentum())[0]


def test_a_formula_of_t_that_is_none_says_where() -> None:
    with pytest.raises(TimeFormulaError, match="expression") as caught:
        LambdaFormula(expression="1/(1 + x)")
    assert (caught.value.error.code, caught.value.error.position) == ("undeclared_variable", 7)
