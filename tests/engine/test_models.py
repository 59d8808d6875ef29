"""Models: exact derivatives, the same numbers however many are asked for at once, and what a network says of itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.engine import model_objective, network_loss
from app.engine.hyperparameter import ContradictionError, HyperparameterError
from app.engine.losses import LOSSES
from app.engine.losses.hinge import Hinge
from app.engine.losses.loss import Loss
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from app.engine.models.activations import ACTIVATIONS, Activation
from app.engine.models.linear import Linear
from app.engine.models.mlp import Mlp
from app.engine.models.model import Model
from app.engine.models.network import MOST_PARAMETERS, Network
from app.engine.objective import Group, Objective
from tests.engine.learning import classes, differences, few, learning, spiral

NETWORKS = {
    f"{kind.name}{' normalised' * is_normalized}": Mlp(hidden=(5, 4), activation=kind.name, batch_norm=is_normalized)
    for kind in ACTIVATIONS
    for is_normalized in (False, True)
}
MODELS = {"linear": Linear(), **NETWORKS}
NAMED = pytest.mark.parametrize("name", MODELS)


def somewhere(dimension: int) -> np.ndarray:
    """A point of no particular kind, at which no unit and no margin is near its kink."""
    return 0.7 * np.random.default_rng(3).standard_normal(dimension)


@NAMED
@pytest.mark.parametrize("kind", LOSSES, ids=lambda kind: kind.name)
def test_gradients_and_curvatures_agree_with_differences(name: str, kind: type[Loss]) -> None:
    for dropout in (0.0, 0.4) if name in NETWORKS else (0.0,):
        settings = replace(MODELS[name], dropout=dropout) if dropout else MODELS[name]
        seen = learning(settings, few(), kind(l1=0.01, l2=0.02)).at(2)
        position = somewhere(seen.dimension)
        _, gradient = seen.value_and_gradient(position)
        assert np.abs(differences(seen, position) - gradient).max() <= 1e-7 * max(1.0, np.abs(gradient).max())
        direction = np.cos(np.arange(seen.dimension))
        ahead, behind = (seen.gradient(position + h * direction) for h in (1e-6, -1e-6))
        expected = (ahead - behind) / 2e-6
        product = seen.hessian_vector(position, direction)
        assert np.abs(product - expected).max() <= 1e-6 * max(1.0, np.abs(expected).max())


@NAMED
def test_many_positions_at_once_are_as_good_as_one_by_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    objective = learning(MODELS[name], few(), SoftmaxCrossEntropy(l1=0.01, l2=0.02))
    positions = np.random.default_rng(1).standard_normal((objective.dimension, 3, 2))
    monkeypatch.setattr(network_loss, "BLOCK_NUMBERS", 2 * objective.network.footprint * len(few()))  # two at once
    values, gradients = objective.value_and_gradient(positions)
    np.testing.assert_allclose(values, objective.value(positions), rtol=1e-14)
    for place in np.ndindex(3, 2):
        loss, gradient = objective.value_and_gradient(positions[:, *place])
        np.testing.assert_allclose(values[place], loss, rtol=1e-13)
        np.testing.assert_allclose(gradients[:, *place], gradient, rtol=0, atol=1e-13 * np.abs(gradient).max())
    products = objective.hessian_vector(positions, gradients)
    assert np.array_equal(products[:, 2, 1], objective.hessian_vector(positions[:, 2, 1], gradients[:, 2, 1]))


@NAMED
def test_examples_pass_in_blocks_and_nothing_changes_but_the_rounding(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = learning(MODELS[name], spiral(20))
    monkeypatch.setattr(
        network_loss, "BLOCK_NUMBERS", 7 * whole.network.footprint
    )  # seven examples at once, four at the end
    monkeypatch.setattr(model_objective, "MOST_COPIED", 50)
    blocks = learning(MODELS[name], spiral(20))
    position = somewhere(whole.dimension)
    loss, gradient = blocks.value_and_gradient(position)
    direction = np.cos(np.arange(whole.dimension))
    assert loss == pytest.approx(whole.value(position), rel=1e-13)
    np.testing.assert_allclose(gradient, whole.gradient(position), rtol=0, atol=1e-13)
    products = (objective.hessian_vector(position, direction) for objective in (whole, blocks))
    np.testing.assert_allclose(*products, rtol=0, atol=1e-12)
    figures = blocks.figures(position)
    for figure, value in whole.figures(position).items():
        assert figures[figure] == pytest.approx(value, rel=1e-13), figure


@pytest.mark.parametrize("settings", [Linear(), Mlp(hidden=(5,)), Mlp(hidden=(4,), batch_norm=True)], ids=str)
def test_losses_beside_a_point_are_the_same_whether_one_column_is_computed_or_all(settings: Model) -> None:
    for priced in (Hinge(l1=0.02, l2=0.01), SoftmaxCrossEntropy(l1=0.02, l2=0.01)):
        objective = learning(settings, spiral(20), priced)
        position = np.random.default_rng(0).standard_normal(objective.dimension)
        coordinates = np.arange(objective.dimension)
        plainly = Objective.values_along(objective, position, coordinates, 1e-3)
        np.testing.assert_allclose(objective.values_along(position, coordinates, 1e-3), plainly, rtol=1e-14)


def test_a_network_names_its_groups_in_the_order_of_its_vector() -> None:
    network = Mlp(hidden=(5, 4), batch_norm=True).network(2, 3)
    assert network.groups[:4] == (Group("W1", (2, 5)), Group("b1", (5,)), Group("gamma1", (5,)), Group("beta1", (5,)))
    assert [group.name for group in network.groups[8:]] == ["W3", "b3"]
    assert network.dimension == 2 * 5 + 3 * 5 + 5 * 4 + 3 * 4 + 4 * 3 + 3
    start = Mlp(hidden=(5, 4), batch_norm=True).start(network, 0)
    assert start[network.slices[2]].tolist() == [1.0] * 5
    assert start[network.slices[3]].tolist() == [0.0] * 5


def test_positions_and_gradients_are_never_written_again() -> None:
    objective = learning(Mlp(hidden=(5,)), few())
    start = objective.start.copy()
    start.flags.writeable = False
    _, first = objective.value_and_gradient(start)
    kept = first.copy()
    objective.value_and_gradient(2 * start)
    assert np.array_equal(first, kept)


def test_a_switch_that_is_off_passes_nothing_back() -> None:
    """EXPERIMENTS.md nn6: where the input of a ReLU is at most 0 the gradient is exactly 0, at 0 as well."""
    relu = next(kind for kind in ACTIVATIONS if kind.name == "relu")()
    values, delta = np.array([[-2.0, -0.0, 0.0, 1e-300, 3.0]]), np.array([[1.0, -2.0, 3.0, -4.0, np.inf]])
    relu.apply(values)
    delta *= relu.slope(values)
    assert delta.tolist() == [[0.0, 0.0, 0.0, -4.0, np.inf]]


@pytest.mark.parametrize("kind", ACTIVATIONS, ids=lambda kind: kind.name)
def test_an_activation_tells_its_slope_from_its_values(kind: type[Activation]) -> None:
    values = np.linspace(-3.0, 3.0, 60).reshape(2, 30)  # never 0
    ahead, behind = values + 1e-6, values - 1e-6
    for array in (values, ahead, behind):
        kind().apply(array)
    room = np.empty(values.shape, dtype=kind.slope_type)
    slope = kind().slope(values, out=room)
    assert slope is room
    np.testing.assert_allclose(slope, (ahead - behind) / 2e-6, atol=1e-9)
    np.testing.assert_array_equal(kind().slope(values), slope)


def test_activations_show_every_layer_with_what_comes_back_to_it() -> None:
    objective = learning(Mlp(hidden=(5, 4), activation="tanh"), few())
    layers = objective.activations(objective.start, few().inputs, few().targets)
    assert [layer.name for layer in layers] == ["hidden1", "hidden2", "scores"]
    assert [layer.values.shape for layer in layers] == [(7, 5), (7, 4), (7, 3)]
    np.testing.assert_allclose(layers[2].values, objective.scores(objective.start, few().inputs), rtol=1e-15)
    np.testing.assert_allclose(layers[0].slope, 1 - layers[0].values ** 2, rtol=1e-15)
    back = [layer.gradient for layer in layers]
    assert back[0] is not None
    assert back[1] is not None
    gradient, (_, b1, _, b2, _, _) = objective.gradient(objective.start), objective.network.slices
    np.testing.assert_allclose((back[0] * layers[0].slope).sum(axis=0), gradient[b1], atol=1e-15)
    np.testing.assert_allclose((back[1] * layers[1].slope).sum(axis=0), gradient[b2], atol=1e-15)
    assert objective.activations(objective.start, few().inputs)[0].gradient is None


@NAMED
def test_a_look_at_a_training_that_has_run_away_is_no_warning(name: str) -> None:
    objective = learning(MODELS[name], few())
    far = 1e200 * somewhere(objective.dimension)
    assert objective.predict(far, few().inputs).shape == (7,)
    assert len(objective.activations(far, few().inputs, few().targets)) == len(objective.network.widths) - 1
    assert objective.example_losses(far, few()).shape == (7,)


def test_normalisation_evaluates_with_the_statistics_of_the_whole_training_set() -> None:
    data = spiral(20)
    objective = learning(Mlp(hidden=(5,), batch_norm=True), data, validation=few(9, 2))
    position = somewhere(objective.dimension)
    scores = objective.scores(position, data.inputs)
    np.testing.assert_allclose(objective.scores(position, data.inputs[:1]), scores[:1], rtol=1e-12)
    assert objective.figures(position)["accuracy"] == np.mean(np.argmax(scores, axis=1) == data.targets)
    validation = objective.example_losses(position, few(9, 2)).mean()
    assert objective.figures(position)["validation_loss"] == pytest.approx(validation, rel=1e-14)


def test_normalisation_of_too_many_examples_is_refused() -> None:
    with pytest.raises(ContradictionError, match="these hidden units take 1,000 examples at most, got 1,200"):
        learning(Mlp(hidden=(10_000,), batch_norm=True), spiral(400))


def test_too_many_parameters_are_refused_before_anything_is_made() -> None:
    with pytest.raises(ContradictionError, match=f"{MOST_PARAMETERS:,} parameters at most, this one would have"):
        Mlp(hidden=(1000, 1000)).network(784, 10)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"hidden": (0,)}, "hidden must be at most 32 whole numbers of at least 1"),
        ({"hidden": (2,) * 33}, "hidden must be at most 32 whole numbers"),
        ({"activation": "step"}, "activation must be one of relu, leaky_relu, tanh, sigmoid, identity, got 'step'"),
        ({"dropout": 1.0}, "dropout must be a finite number"),
    ],
)
def test_settings_out_of_range_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(HyperparameterError, match=message):
        Mlp(**settings)


def test_numbers_cannot_be_learnt_with_a_loss_of_classes() -> None:
    numbers = replace(few(), targets=few().inputs, classes=())
    with pytest.raises(ContradictionError, match="softmax_cross_entropy needs classes; these data have numbers"):
        learning(Linear(), numbers)


def test_a_hessian_of_many_parameters_is_refused() -> None:
    objective = learning(Mlp(hidden=(300,)), few())
    with pytest.raises(ValueError, match="2,000 parameters at most, got 2,403; ask for hessian_vector"):
        objective.hessian(objective.start)


def test_any_depth_is_a_network() -> None:
    deep = learning(Mlp(hidden=(3,) * 32, activation="identity"), classes(few().inputs, few().targets))
    assert isinstance(deep.network, Network)
    _, gradient = deep.value_and_gradient(deep.start)
    assert np.isfinite(gradient).all()
