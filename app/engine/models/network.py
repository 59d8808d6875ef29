"""Network: layers of weighted sums, laid out on one flat vector of parameters.

A layer takes the values of the one below it, `(fan_in, n)` for n examples, and gives Wᵀ·values + b, `(fan_out, n)`. In the vector
its bias follows its weights, so that both are one matrix `(fan_in + 1, fan_out)` for values with a last row of ones: a bias
costs no pass of its own, forwards or backwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.engine.hyperparameter import ContradictionError
from app.engine.models.activations import Activation
from app.engine.objective import Array, Group

MOST_PARAMETERS = 1_000_000
"""As many as a network may have: 8 MB a vector, and an optimizer keeps several of them."""

_NOTHING = np.empty((0, 1))


class LayerParameters(NamedTuple):
    """One layer's part of a parameter vector, as views."""

    affine: Array
    """W over b, `(..., fan_in + 1, fan_out)`."""
    scale: Array
    """γ of batch normalisation, `(..., fan_out, 1)`; empty where there is none."""
    shift: Array
    """β of batch normalisation, `(..., fan_out, 1)`; empty where there is none."""

    @property
    def weights(self) -> Array:
        """W, `(..., fan_in, fan_out)`."""
        return self.affine[..., :-1, :]


class Network:
    """The layout of a network: its groups W1, b1, W2, …, with gamma1, beta1 after a layer that is normalised."""

    def __init__(
        self,
        widths: Sequence[int],
        activation: Activation,
        *,
        is_normalized: bool = False,
        dropout: float = 0.0,
    ) -> None:
        """A network of `widths`: features, hidden units of each layer, outputs."""
        self.widths = tuple(widths)
        self.activation = activation
        self.is_normalized = is_normalized
        self.dropout = dropout
        """Share of the hidden units that a step does not see."""
        self.footprint = self.features + 1 + 2 * sum(self.hidden) + 2 * self.outputs
        """Numbers that an example occupies on its way there and back."""
        groups: list[Group] = []
        for number, (fan_in, fan_out) in enumerate(zip(self.widths, self.widths[1:], strict=False), start=1):
            groups += [Group(f"W{number}", (fan_in, fan_out)), Group(f"b{number}", (fan_out,))]
            if is_normalized and number < len(self.widths) - 1:
                groups += [Group(f"gamma{number}", (fan_out,)), Group(f"beta{number}", (fan_out,))]
        self.groups = tuple(groups)
        sizes = [int(np.prod(group.shape)) for group in groups]
        self.dimension = sum(sizes)
        if self.dimension > MOST_PARAMETERS:
            message = (
                f"a network can have {MOST_PARAMETERS:,} parameters at most, this one would have {self.dimension:,}"
            )
            raise ContradictionError("hidden", "too_many_parameters", message, most=MOST_PARAMETERS, got=self.dimension)
        ends = np.cumsum(sizes).tolist()
        self.slices = tuple(slice(end - size, end) for end, size in zip(ends, sizes, strict=True))
        """Where each group lies in a vector."""
        self.is_weight = np.zeros(self.dimension, dtype=bool)
        """Which coordinates are weights: what regularisation pulls at."""
        for group, place in zip(groups, self.slices, strict=True):
            self.is_weight[place] = len(group.shape) == 2

    @property
    def features(self) -> int:
        """How many numbers an example has."""
        return self.widths[0]

    @property
    def hidden(self) -> tuple[int, ...]:
        """The units of each hidden layer."""
        return self.widths[1:-1]

    @property
    def outputs(self) -> int:
        """How many numbers it answers."""
        return self.widths[-1]

    def parameters(self, vector: Array) -> list[LayerParameters]:
        """Views into `vector` `(..., d)`, one entry per layer."""
        lead, layers, place = vector.shape[:-1], [], 0
        last = len(self.widths) - 2
        for index in range(last + 1):
            fan_in, fan_out = self.widths[index], self.widths[index + 1]
            end = place + (fan_in + 1) * fan_out
            affine = vector[..., place:end].reshape(*lead, fan_in + 1, fan_out)
            place, scale, shift = end, _NOTHING, _NOTHING
            if self.is_normalized and index < last:
                scale = vector[..., place : place + fan_out, None]
                shift = vector[..., place + fan_out : place + 2 * fan_out, None]
                place += 2 * fan_out
            layers.append(LayerParameters(affine, scale, shift))
        return layers

    def vector(self, weights: Sequence[Array]) -> Array:
        """A parameter vector with these `weights`, biases and β of 0 and γ of 1."""
        vector = np.zeros(self.dimension)
        for layer, matrix in zip(self.parameters(vector), weights, strict=True):
            layer.weights[:] = matrix
            layer.scale[:] = 1.0
        return vector
