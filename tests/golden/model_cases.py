"""The models, losses and prices whose gradients and trainings are held to torch, and the flat vectors they live on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

FEATURES, OUTPUTS, EXAMPLES = 2, 3, 8
HIDDEN = [3, 3]
ACTIVATIONS = ("relu", "leaky_relu", "tanh", "sigmoid", "identity")
MODELS: dict[str, dict[str, Any]] = {"linear": {"name": "linear"}}
MODELS |= {
    f"{activation}{' normalised' * batch_norm}": {
        "name": "mlp",
        "hidden": HIDDEN,
        "activation": activation,
        "batch_norm": bool(batch_norm),
    }
    for activation, batch_norm in product(ACTIVATIONS, (0, 1))
}
LOSSES: dict[str, dict[str, Any]] = {
    "softmax": {"name": "softmax_cross_entropy"},
    "hinge": {"name": "hinge", "delta": 0.7},
    "logistic": {"name": "logistic"},
    "squares": {"name": "mean_squared_error", "half": False},
    "half squares": {"name": "mean_squared_error", "half": True},
}
PRICES: dict[str, dict[str, float]] = {"free": {}, "l1": {"l1": 0.03}, "l2": {"l2": 0.05}}
CURVED = (("tanh normalised", "softmax"), ("sigmoid", "logistic"), ("relu normalised", "squares"))
"""Whose whole Hessian is recorded."""
STEPS, BATCH = 100, 4


@dataclass(frozen=True)
class Training:
    """A training of 100 steps of gradient descent on batches of 4 that are given one by one."""

    model: str
    loss: str
    rate: float
    price: dict[str, float] = field(default_factory=dict)


TRAININGS = (
    Training("linear", "softmax", 0.5, {"l2": 1e-3}),
    Training("linear", "hinge", 0.05),
    Training("relu", "softmax", 0.1, {"l1": 1e-3, "l2": 1e-3}),
    Training("leaky_relu", "logistic", 0.1),
    Training("tanh normalised", "softmax", 0.1, {"l2": 1e-3}),
    Training("sigmoid normalised", "logistic", 0.1),
    Training("identity", "half squares", 0.02),
    Training("tanh", "squares", 0.02, {"l1": 1e-3}),
)


def gradient_cases() -> Iterator[tuple[str, str, str]]:
    """Every model with every loss and every price."""
    yield from product(MODELS, LOSSES, PRICES)


def shapes(model: dict[str, Any]) -> list[tuple[str, tuple[int, ...]]]:
    """The groups of the flat vector of a model, in order."""
    widths = [FEATURES, *model.get("hidden", ()), OUTPUTS]
    groups: list[tuple[str, tuple[int, ...]]] = []
    for layer in range(1, len(widths)):
        groups += [(f"W{layer}", (widths[layer - 1], widths[layer])), (f"b{layer}", (widths[layer],))]
        if model.get("batch_norm") and layer < len(widths) - 1:
            groups += [(f"gamma{layer}", (widths[layer],)), (f"beta{layer}", (widths[layer],))]
    return groups
