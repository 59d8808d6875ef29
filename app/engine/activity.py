"""Activity: what goes on in the layers of a network, counted into histograms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.datasets.splitting import subset
from app.engine.model_objective import LayerActivity, ModelObjective
from app.engine.objective import Array

_OUTER, _INNER = 0.1, 0.4
"""Of the span of a bounded activation: within a tenth of either end a value is saturated; the middle is its middle fifth."""


@dataclass(frozen=True, kw_only=True)
class LayerSummary:
    """One layer over all its units and examples. Shares are between 0 and 1, and None where the question makes no sense."""

    name: str
    edges: Array
    """`(bins + 1,)`: the bins are of one width and hold every finite value, nothing is cut off."""
    counts: NDArray[np.int64]
    mean: float
    std: float
    rms: float
    saturated: float | None
    """Values within the outer tenths of a bounded activation."""
    middle: float | None
    """Values within its middle fifth."""
    dead: float | None
    """Hidden units whose slope is zero for every example: none of these can move them."""
    slope_mean: float
    gradient_rms: float | None
    """Root mean square of ∂L/∂values, of the mean loss of these examples."""


def summaries(objective: ModelObjective, position: Array, count: int, bins: int) -> list[LayerSummary]:
    """Every layer at `position` `(d,)`, over `count` training examples, drawn class by class; the scores come last."""
    train = objective.split.train
    examples = train.take(subset(train.targets, count, 0))
    layers = objective.activations(position, examples.inputs, examples.targets)
    span = objective.network.activation.span
    return [_summary(layer, span if layer is not layers[-1] else None, bins, layer is layers[-1]) for layer in layers]


def _summary(layer: LayerActivity, span: tuple[float, float] | None, bins: int, is_last: bool) -> LayerSummary:
    values = layer.values
    finite = values[np.isfinite(values)]
    counts, edges = np.histogram(finite, bins, span)
    saturated = middle = None
    if span is not None:
        part = (values - span[0]) / (span[1] - span[0])
        saturated = float(np.mean((part < _OUTER) | (part > 1 - _OUTER)))
        middle = float(np.mean((part >= _INNER) & (part <= 1 - _INNER)))
    return LayerSummary(
        name=layer.name,
        edges=edges,
        counts=counts,
        mean=float(values.mean()),
        std=float(values.std()),
        rms=float(np.sqrt(np.mean(values * values))),
        saturated=saturated,
        middle=middle,
        dead=None if is_last else float(np.mean(np.all(layer.slope == 0, axis=0))),
        slope_mean=float(layer.slope.mean()),
        gradient_rms=None if layer.gradient is None else float(np.sqrt(np.mean(layer.gradient**2))),
    )
