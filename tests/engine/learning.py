"""Learning problems for tests: models and losses by name, small data, and the spiral of CS231n with its published starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.engine.datasets.dataset import Dataset, Split
from app.engine.initializers.normal import Normal
from app.engine.losses import LOSSES
from app.engine.losses.loss import Loss
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from app.engine.model_objective import Batch, ModelObjective
from app.engine.models import MODELS
from app.engine.models.linear import Linear
from app.engine.models.mlp import Mlp
from app.engine.models.model import Model
from app.engine.objective import Array, Objective

Kind = TypeVar("Kind")
PUBLISHED = SoftmaxCrossEntropy(l2=1e-3)
# The notebook has drawn 300 normals for the data and 18 more before W (2×3); its network comes after these 6.
LINEAR = Linear(initializer=Normal(std=0.01, stream="legacy", seed=0, skip=318))
NETWORK = Mlp(hidden=(100,), initializer=Normal(std=0.01, stream="legacy", seed=0, skip=324))


def made(kinds: Sequence[type[Kind]], document: dict[str, Any]) -> Kind:
    """The entry of a registry that a document names, with its settings."""
    settings = {name: value for name, value in document.items() if name != "name"}
    return next(kind for kind in kinds if kind.name == document["name"])(**settings)  # type: ignore[attr-defined]


def model(document: dict[str, Any]) -> Model:
    return made(MODELS, document)


def loss(document: dict[str, Any]) -> Loss:
    return made(LOSSES, document)


def classes(inputs: Any, labels: Any) -> Dataset:
    """Examples of as many classes as the labels tell."""
    count = int(np.max(labels)) + 1
    return Dataset(inputs=inputs, targets=labels, classes=tuple(f"class {number}" for number in range(count)))


def few(examples: int = 7, features: int = 4) -> Dataset:
    """Random examples of three classes."""
    random = np.random.default_rng(5)
    return classes(random.standard_normal((examples, features)), np.arange(examples) % 3)


def spiral(examples: int = 100) -> Dataset:
    """Three arms of `examples` points each, by the published recipe."""
    random = np.random.RandomState(0)
    arms = []
    for arm in range(3):
        radius = np.linspace(0.0, 1.0, examples)
        angle = np.linspace(arm * 4, (arm + 1) * 4, examples) + 0.2 * random.randn(examples)
        arms.append(np.column_stack([radius * np.sin(angle), radius * np.cos(angle)]))
    return classes(np.concatenate(arms), np.repeat(np.arange(3), examples))


def learning(
    settings: Model,
    data: Dataset,
    asked: Loss = PUBLISHED,
    *,
    validation: Dataset | None = None,
    batch: Batch | None = None,
    seed: int = 0,
) -> ModelObjective:
    """A model learning `data`, from its own start."""
    network = settings.network(data.inputs.shape[1], data.outputs)
    start = settings.start(network, seed)
    return ModelObjective(network, asked, Split(data, validation), start=start, batch=batch, seed=seed)


def descended(objective: ModelObjective, steps: int, rate: float = 1.0) -> tuple[Array, list[float]]:
    """The position after `steps` steps of gradient descent, and the losses at 0 … `steps`."""
    position, losses = objective.start, []
    for _ in range(steps):
        value, gradient = objective.value_and_gradient(position)
        losses.append(float(value))
        position = position - rate * gradient
    return position, [*losses, float(objective.value(position))]


def differences(objective: Objective, position: Array, h: float = 1e-5) -> NDArray[np.float64]:
    """The gradient by central differences."""
    return np.array(
        [
            (objective.value(position + h * e) - objective.value(position - h * e)) / (2 * h)
            for e in np.eye(len(position))
        ]
    )
