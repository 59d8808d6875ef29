"""The spiral of CS231n, by its published recipe, and the starts that were published with it."""

from __future__ import annotations

import numpy as np

from app.engine.datasets.dataset import Dataset, Split
from app.engine.initializers.normal import Normal
from app.engine.losses.loss import Loss
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from app.engine.model_objective import Batch, ModelObjective
from app.engine.models.linear import Linear
from app.engine.models.mlp import Mlp
from app.engine.models.model import Model

PUBLISHED = SoftmaxCrossEntropy(l2=1e-3)
# The notebook has drawn 300 normals for the data and 18 more before W (2×3); its network comes after these 6.
LINEAR = Linear(initializer=Normal(std=0.01, stream="legacy", seed=0, skip=318))
NETWORK = Mlp(hidden=(100,), initializer=Normal(std=0.01, stream="legacy", seed=0, skip=324))


def spiral(examples: int = 100) -> Dataset:
    """Three arms of `examples` points each."""
    random = np.random.RandomState(0)
    arms = []
    for arm in range(3):
        radius = np.linspace(0.0, 1.0, examples)
        angle = np.linspace(arm * 4, (arm + 1) * 4, examples) + 0.2 * random.randn(examples)
        arms.append(np.column_stack([radius * np.sin(angle), radius * np.cos(angle)]))
    labels = np.repeat(np.arange(3), examples)
    return Dataset(inputs=np.concatenate(arms), targets=labels, classes=("1", "2", "3"))


def learning(
    model: Model, data: Dataset, loss: Loss = PUBLISHED, *, batch: Batch | None = None, seed: int = 0
) -> ModelObjective:
    """`model` learning `data`, from its own start."""
    network = model.network(data.inputs.shape[1], data.outputs)
    return ModelObjective(network, loss, Split(data), start=model.start(network, seed), batch=batch, seed=seed)


def descended(objective: ModelObjective, steps: int, rate: float = 1.0) -> tuple[np.ndarray, list[float]]:
    """The position after `steps` steps of gradient descent, and the losses at 0 … `steps`."""
    position, losses = objective.start, []
    for _ in range(steps):
        loss, gradient = objective.value_and_gradient(position)
        losses.append(float(loss))
        position = position - rate * gradient
    return position, [*losses, float(objective.value(position))]
