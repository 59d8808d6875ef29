"""What the sentences of the learning presets claim, by the names of the presets."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from app.engine.model_objective import ModelObjective
from app.service.preparation import prepare
from app.service.presets_learning import SATURATED, TRAINING_RUNS_AWAY
from app.service.results import RunResult
from app.settings import Settings

Runs = list[RunResult]


def known(run: RunResult, name: str) -> Any:
    """A figure wherever it was evaluated."""
    values = np.asarray(run.columns.loss if name == "loss" else run.columns.figures[name])
    return values[np.isfinite(values)]


def objective_of(preset: Any) -> ModelObjective:
    objective = prepare(preset.experiment_in("en"), Settings()).objective
    assert isinstance(objective, ModelObjective)
    return objective


def layer_slopes(run: RunResult) -> Any:
    """The length of the gradient of every group before the first step."""
    norms = np.asarray(run.columns.figures["group_gradient_norm"])
    return norms[np.isfinite(norms).all(axis=1)][0]


def lines_on_a_spiral(runs: Runs) -> None:
    assert all(0.45 < known(run, "accuracy")[-1] < 0.55 for run in runs)


def a_network_bends(runs: Runs) -> None:
    assert all(known(run, "accuracy")[-1] > 0.95 for run in runs)


def zeros_never_learn(runs: Runs) -> None:
    for run in runs:
        assert np.all(layer_slopes(run) < 1e-12)
        np.testing.assert_allclose(known(run, "loss"), math.log(3), rtol=1e-9)


def saturated(runs: Runs) -> None:
    objective = objective_of(SATURATED)
    *hidden, _ = objective.activations(objective.start, objective.split.train.inputs)
    assert all(np.mean(layer.slope < 0.01) > 0.8 for layer in hidden)
    assert all(known(run, "loss")[-1] > math.log(2) for run in runs)


def deep_sigmoids_stall(runs: Runs) -> None:
    for run in runs:
        slopes = layer_slopes(run)
        assert slopes[-2] > 1000 * slopes[0]
        assert abs(known(run, "loss")[-1] - math.log(2)) < 0.001


def batch_norm_revives(runs: Runs) -> None:
    for run in runs:
        assert layer_slopes(run)[-2] < 100 * layer_slopes(run)[0]
        assert known(run, "accuracy")[-1] == 1


def training_runs_away(runs: Runs) -> None:
    objective = objective_of(TRAINING_RUNS_AWAY)
    assert round(2 / float(np.linalg.eigvalsh(objective.hessian(objective.start)).max()), 2) == 0.71
    calm, wild = (known(run, "loss") for run in runs)
    assert calm[-1] < 1e-6
    assert wild[-1] > 1e4 * wild[0]


def small_batches_tremble(runs: Runs) -> None:
    constant, falling = (known(run, "loss")[-12:] for run in runs)
    assert np.ptp(constant) > 10 * np.ptp(falling)
    assert falling.max() < constant.min()


def learned_by_heart(runs: Runs) -> None:
    (run,) = runs
    judged = known(run, "validation_loss")
    assert judged[-1] > 3 * judged.min()
    assert known(run, "loss")[-1] < 0.15


def weights_held_back(runs: Runs) -> None:
    (run,) = runs
    judged = known(run, "validation_loss")
    assert judged[-1] < 1.1 * judged.min()


def through_the_noise(runs: Runs) -> None:
    momentum, adam = (known(run, "loss")[-1] for run in runs)
    assert 0.03 < adam < 0.05 < momentum


def handwritten_digits(runs: Runs) -> None:
    _, adam = (known(run, "validation_accuracy")[-1] for run in runs)
    assert adam > 0.97


LEARNING_CLAIMS: tuple[Callable[[Runs], None], ...] = (
    lines_on_a_spiral,
    a_network_bends,
    zeros_never_learn,
    saturated,
    deep_sigmoids_stall,
    batch_norm_revives,
    training_runs_away,
    small_batches_tremble,
    learned_by_heart,
    weights_held_back,
    through_the_noise,
    handwritten_digits,
)
