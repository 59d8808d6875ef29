"""The losses, number by number: probability minus truth, margins, squares, and what weights cost."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.engine.losses import LOSSES
from app.engine.losses.hinge import Hinge
from app.engine.losses.loss import Loss
from app.engine.losses.mean_squared_error import MeanSquaredError
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from app.engine.models.linear import Linear
from app.engine.models.mlp import Mlp
from tests.engine.learning import differences, few, learning

SECOND = np.array([[0.0], [1.0], [0.0]])
"""One example whose class is the second of three."""


def test_the_slope_of_cross_entropy_is_probability_minus_truth() -> None:
    scores, slope = np.log([[0.2], [0.3], [0.5]]), np.empty((3, 1))
    loss = SoftmaxCrossEntropy().descend(scores, SECOND, 1.0, slope)
    np.testing.assert_allclose(slope.ravel(), [0.2, -0.7, 0.5], rtol=0, atol=1e-15)
    assert loss == pytest.approx(-math.log(0.3), abs=1e-15)


def test_cross_entropy_is_zero_when_certain_ln_3_when_ignorant_and_unbounded_when_wrong() -> None:
    def loss_at(score: float) -> float:
        return float(SoftmaxCrossEntropy().each(np.array([[0.0], [score], [0.0]]), SECOND)[0])

    assert loss_at(800.0) == 0.0
    assert loss_at(0.0) == pytest.approx(math.log(3), abs=1e-15)
    assert loss_at(-1e6) == pytest.approx(1e6 + math.log(2), rel=1e-15)


def test_a_hinge_costs_what_is_missing_of_the_margin() -> None:
    scores, slope = np.array([[3.2], [5.1], [-1.7]]), np.empty((3, 1))
    first = np.array([[1.0], [0.0], [0.0]])
    assert Hinge().descend(scores, first, 1.0, slope) == pytest.approx(2.9)
    assert slope.ravel().tolist() == [-1.0, 1.0, 0.0]
    assert Hinge(delta=0.0).each(scores, SECOND).tolist() == [0.0]


def test_half_the_squared_error_is_half_the_loss_and_half_the_slope() -> None:
    whole, half = (learning(Linear(), few(), MeanSquaredError(half=half)) for half in (False, True))
    position = np.cos(np.arange(whole.dimension))
    loss, gradient = whole.value_and_gradient(position)
    half_loss, half_gradient = half.value_and_gradient(position)
    assert half_loss == loss / 2
    assert np.array_equal(half_gradient, gradient / 2)
    difference = whole.scores(position, few().inputs) - few().one_hot
    assert half_loss == pytest.approx(0.5 * np.sum(difference**2) / len(few()), rel=1e-14)


@pytest.mark.parametrize("kind", LOSSES, ids=lambda kind: kind.name)
def test_only_weights_are_priced(kind: type[Loss]) -> None:
    settings = Mlp(hidden=(3,), batch_norm=True)
    free, priced = learning(settings, few(), kind()), learning(settings, few(), kind(l1=0.1, l2=0.2))
    position = np.cos(np.arange(free.dimension))
    extra = priced.gradient(position) - free.gradient(position)
    weights = free.network.is_weight
    assert not extra[~weights].any()
    np.testing.assert_allclose(extra[weights], (0.1 * np.sign(position) + 0.2 * position)[weights], atol=1e-15)
    price = 0.1 * np.abs(position[weights]).sum() + 0.1 * np.square(position[weights]).sum()
    assert priced.value(position) - free.value(position) == pytest.approx(price, rel=1e-13)


@pytest.mark.parametrize("kind", LOSSES, ids=lambda kind: kind.name)
def test_a_loss_is_the_mean_of_its_examples_losses(kind: type[Loss]) -> None:
    objective = learning(Mlp(hidden=(3,)), few(), kind())
    losses = objective.example_losses(objective.start, few())
    assert losses.shape == (len(few()),)
    assert objective.value(objective.start) == pytest.approx(losses.mean(), rel=1e-14)


@pytest.mark.parametrize("kind", LOSSES, ids=lambda kind: kind.name)
@pytest.mark.parametrize("copies", [2, 120])
def test_copies_of_an_example_change_nothing(kind: type[Loss], copies: int) -> None:
    settings = Mlp(hidden=(5,), activation="tanh")
    once = learning(settings, few(), kind(l2=0.01))
    many = learning(settings, few().take(np.tile(np.arange(len(few())), copies)), kind(l2=0.01))
    _, expected = once.value_and_gradient(once.start)
    loss, gradient = many.value_and_gradient(once.start)
    assert loss == pytest.approx(once.value(once.start), rel=1e-12)
    np.testing.assert_allclose(gradient, expected, rtol=0, atol=1e-12 * np.abs(expected).max())


def test_the_subgradient_of_a_hinge_is_right_wherever_no_margin_is_about_to_be_kept() -> None:
    objective = learning(Linear(), few(30), Hinge(l2=1e-3))
    position = np.sin(np.arange(objective.dimension))
    scores = objective.scores(position, few(30).inputs)
    margins = scores - scores[np.arange(30), few(30).targets][:, None] + 1.0
    assert np.abs(margins).min() > 1e-3
    _, gradient = objective.value_and_gradient(position)
    assert np.max(np.abs(differences(objective, position) - gradient)) <= 1e-7 * np.abs(gradient).max()
