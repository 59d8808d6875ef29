"""The gallery: every sentence of a preset is true of its run."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.engine.objectives import objective_named
from app.service.preparation import prepare
from app.service.presets import FIRST_VISIT, PRESETS, presets
from app.service.presets_learning import LEARNING
from app.service.race import Race
from app.service.results import RunResult, collect
from app.settings import Settings
from tests.service.learning_claims import LEARNING_CLAIMS

MOST_STEPS = 300
Runs = list[RunResult]

HIMMELBLAU = np.array([place for place, _ in objective_named("himmelblau").minima])
SADDLES = np.array([place for place, _ in objective_named("himmelblau").saddles])


def ran(experiment: dict[str, Any]) -> Runs:
    prepared = prepare(experiment, Settings())
    race = Race(prepared)
    advances = [race.advance(experiment["steps"] + 1)]
    assert race.is_over
    return list(collect(prepared, advances).runs)


def end(run: RunResult) -> Any:
    return run.columns.position[-1]


def distance(run: RunResult, place: Any) -> Any:
    """How far each step is from `place`."""
    return np.linalg.norm(run.columns.position - np.asarray(place), axis=1)


def loss(run: RunResult) -> Any:
    return run.columns.loss


def four_minima(runs: Runs) -> None:
    nearest = [np.linalg.norm(HIMMELBLAU - end(run), axis=1) for run in runs]
    assert sorted(int(np.argmin(distances)) for distances in nearest) == [0, 1, 2, 3]
    assert max(distances.min() for distances in nearest) < 0.2


def rate_too_large(runs: Runs) -> None:
    shrinking, growing = runs
    heights = np.abs(growing.columns.position[:, 1])
    assert np.all(np.diff(heights) > 0)
    assert np.all(np.diff(np.abs(shrinking.columns.position[:, 1])) < 0)
    assert loss(growing)[-1] > 50 * loss(growing)[0]
    np.testing.assert_allclose(np.linalg.eigvalsh([[0.1, 0.0], [0.0, 2.0]]).max(), 2.0)  # so 2/λmax = 1


def rate_too_small(runs: Runs) -> None:
    slow, fast = runs
    assert abs(end(slow)[1]) < 0.02
    assert 0.7 < end(slow)[0] / slow.columns.position[0, 0] < 0.8
    assert distance(fast, (0, 0))[-1] < 0.01


def stuck_at_a_saddle(runs: Runs) -> None:
    stuck, free = runs
    assert distance(stuck, (0, 0))[-1] < 1e-4
    assert np.all(stuck.columns.position[:, 0] == 0)
    assert abs(abs(end(free)[0]) - 1) < 0.05


def momentum_overshoots(runs: Runs) -> None:
    plain, heavy = runs
    arrived = int(np.argmax(distance(plain, (1.99, 0.02)) < 0.05))
    assert 0 < arrived < 80
    assert distance(heavy, (1.99, 0.02))[arrived:].max() > 1
    assert np.count_nonzero(np.diff(np.sign(heavy.columns.position[:, 0] - 1.99))) >= 3


def adam_on_reddis_problem(runs: Runs) -> None:
    adam, amsgrad = runs
    assert end(adam)[0] == 1.0
    assert end(amsgrad)[0] < -0.9


def thrown_off_the_cliff(runs: Runs) -> None:
    thrown, clipped = runs
    lower = objective_named("cliff").domain[0][0]
    assert thrown.columns.position[:, 0].min() < 2 * lower
    assert clipped.columns.position[:, 0].min() > lower
    assert distance(clipped, (-2, 0))[-1] < 0.1


def adagrad_starves(runs: Runs) -> None:
    adagrad, rmsprop = runs
    lengths = np.linalg.norm(np.diff(adagrad.columns.position, axis=0), axis=1)
    assert lengths[-1] < lengths[0] / 50
    assert loss(adagrad)[-1] > 3 * loss(rmsprop)[-1]


def signs_keep_hopping(runs: Runs) -> None:
    hopping, settling = runs
    assert np.linalg.norm(np.diff(hopping.columns.position[-20:], axis=0), axis=1).min() > 0.4
    assert distance(hopping, (0, 0)).min() > 0.05
    assert distance(settling, (0, 0))[-1] < 0.01


def newton_walks_to_a_saddle(runs: Runs) -> None:
    newton, damped, sgd = runs
    assert np.linalg.norm(SADDLES - end(newton), axis=1).min() < 1e-6
    assert loss(newton)[-1] > loss(newton)[0]
    assert max(loss(damped)[-1], loss(sgd)[-1]) < 0.01


def rprop_in_noise(runs: Runs) -> None:
    rprop, adam = runs
    assert distance(rprop, (0, 0))[-1] > 5
    assert np.linalg.norm(np.diff(rprop.columns.position[-20:], axis=0), axis=1).max() < 0.05
    assert distance(adam, (0, 0))[-50:].max() < 2.5


def false_minimum(runs: Runs) -> None:
    *stopped, arrived = runs
    assert len(stopped) == 3
    assert [round(float(loss(run)[-1]), 1) for run in stopped] == [3.7] * 3
    assert loss(arrived)[-1] < 1e-6


def adam_comes_last(runs: Runs) -> None:
    losses = [loss(run)[-1] for run in runs]
    assert int(np.argmax(losses)) == 3
    assert np.ptp(runs[3].columns.position[-10:, 1]) > 0.3


def lost_on_a_plateau(runs: Runs) -> None:
    still, walking = runs
    assert distance(still, still.columns.position[0]).max() < 0.01
    assert distance(walking, (0, 0))[-1] < 0.01


def axes_that_do_not_fit(runs: Runs) -> None:
    adagrad, adam, bfgs = runs
    assert loss(bfgs)[8] < 1e-6
    assert min(loss(adagrad)[-1], loss(adam)[-1]) > 0.01


def falling_rates_on_a_kink(runs: Runs) -> None:
    constant, *falling = runs
    assert np.linalg.norm(np.diff(constant.columns.position[-20:], axis=0), axis=1).min() > 0.2
    assert all(loss(run)[-1] < 0.001 < loss(constant)[-1] for run in falling)


def race_on_rosenbrock(runs: Runs) -> None:
    sgd, conjugate, bfgs, _ = runs
    asked = {run.label: int(run.columns.gradient_evaluations[int(np.argmax(loss(run) < 1e-8))]) for run in runs}
    assert max(loss(conjugate)[-1], loss(bfgs)[-1]) < 1e-8
    assert 35 <= asked[bfgs.label] <= 42
    assert asked[conjugate.label] > 1.7 * asked[bfgs.label]
    assert end(sgd)[0] < -0.8


def a_crowd_on_the_egg_box(runs: Runs) -> None:
    sgd, simplex, crowd = runs
    assert distance(crowd, (0, 0))[-1] < 1e-3
    assert all(distance(run, run.columns.position[0]).max() < 1.5 for run in (sgd, simplex))


def sam_prefers_flat_ground(runs: Runs) -> None:
    sgd, sam = runs
    assert distance(sgd, (-0.8, 0.3))[50:].max() < 0.5
    assert distance(sam, (1.5, 0.0))[-1] < 0.2


def lookahead_calms(runs: Runs) -> None:
    climbing, calm = runs
    assert loss(climbing)[-1] > 5 * loss(climbing)[0]
    assert distance(calm, (0, 0))[-1] < 0.1


def polyak_needs_no_rate(runs: Runs) -> None:
    sgd, polyak = runs
    assert loss(polyak)[-1] < loss(sgd)[-1] / 1000


CLAIMS: dict[str, Callable[[Runs], None]] = {
    claim.__name__: claim
    for claim in (
        four_minima,
        rate_too_large,
        rate_too_small,
        stuck_at_a_saddle,
        momentum_overshoots,
        adam_on_reddis_problem,
        thrown_off_the_cliff,
        adagrad_starves,
        signs_keep_hopping,
        newton_walks_to_a_saddle,
        rprop_in_noise,
        false_minimum,
        adam_comes_last,
        lost_on_a_plateau,
        axes_that_do_not_fit,
        falling_rates_on_a_kink,
        race_on_rosenbrock,
        a_crowd_on_the_egg_box,
        sam_prefers_flat_ground,
        lookahead_calms,
        polyak_needs_no_rate,
        *LEARNING_CLAIMS,
    )
}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_shows_what_its_sentence_says(preset: Any) -> None:
    experiment = preset.experiment_in("en")
    assert experiment["steps"] <= MOST_STEPS
    CLAIMS[preset.name](ran(experiment))


def test_half_of_the_gallery_shows_something_going_wrong() -> None:
    assert len(PRESETS) >= 16
    for part in (PRESETS, LEARNING):
        assert 2 * sum(preset.goes_wrong for preset in part) >= len(part)
    assert len({preset.name for preset in PRESETS}) == len(PRESETS)
    assert PRESETS[0].experiment_in("en") == FIRST_VISIT


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_has_one_sentence_or_two_halves_of_one(language: str) -> None:
    for row in presets(language, Settings()):
        assert re.search(r"[。.]$", row["why"])
        assert len(row["why"]) <= 130
        assert row["token"]
        assert len(row["title"]) <= 32
