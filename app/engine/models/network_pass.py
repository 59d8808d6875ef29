"""NetworkPass: a batch on its way through a network and back, in buffers that the next batch uses again.

Arrays are `(..., units, n)`: one column per example, and leading axes for several parameter vectors at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.engine.models import normalization
from app.engine.models.network import LayerParameters, Network
from app.engine.models.normalization import Statistics
from app.engine.objective import Array


class NetworkPass:
    """The buffers for `examples` examples and `lead` parameter vectors; what `forward` leaves, `backward` uses."""

    def __init__(self, network: Network, lead: tuple[int, ...], examples: int) -> None:
        self.key = (lead, examples)
        self._activation = network.activation
        shapes = [(*lead, units, examples) for units in network.hidden]
        self._with_ones = [np.ones((*lead, units + 1, examples)) for units in network.hidden]
        self.values = [layer[..., :-1, :] for layer in self._with_ones]
        """What each hidden layer answers, dropout included."""
        self.slopes = [np.empty(shape) for shape in shapes]
        """σ′ of each hidden layer, dropout included."""
        self.bends: list[Array | None] = []
        """σ″ of each hidden layer, dropout included, where they were asked for."""
        self.deltas = [np.empty(shape) for shape in shapes]
        """What comes back to each hidden layer."""
        self.normalized = [np.empty(shape) for shape in shapes] if network.is_normalized else []
        """x̂ of each hidden layer."""
        self.statistics: list[Statistics] = []
        """Those that the forward pass has used, one per hidden layer that is normalised."""
        self.scores = np.empty((*lead, network.outputs, examples))
        self.slope = np.empty_like(self.scores)
        """Room for the slope of the loss in the scores."""

    def forward(
        self,
        layers: Sequence[LayerParameters],
        inputs: Array,
        masks: Sequence[Array] = (),
        *,
        known: Sequence[Statistics] = (),
        slopes: bool = True,
        bends: bool = False,
    ) -> Array:
        """The scores of `inputs` `(features + 1, n)`, whose last row is ones.

        Batch normalisation uses the batch's own statistics unless others are `known`. Derivatives of the activation are
        kept as `slopes` and `bends` say.
        """
        below = inputs
        self.statistics = []
        self.bends = []
        for index, values in enumerate(self.values):
            np.matmul(layers[index].affine.mT, below, out=values)
            if self.normalized:
                self._normalize(index, layers[index], known[index] if known else None)
            self._activation.apply(values)
            if slopes:
                self._activation.slope(values, self.slopes[index])
            if bends:
                self.bends.append(self._activation.bend(values, self.slopes[index]))
            if masks:
                self._drop(index, masks[index], slopes)
            below = self._with_ones[index]
        return np.matmul(layers[-1].affine.mT, below, out=self.scores)

    def backward(
        self,
        layers: Sequence[LayerParameters],
        inputs: Array,
        slope: Array,
        gradient: Sequence[LayerParameters],
        arrivals: list[Array] | None = None,
    ) -> None:
        """Write the gradient of the loss into the views `gradient`, from its `slope` in the scores `(..., outputs, n)`.

        `arrivals` gets a copy of the slope in the values of each hidden layer, the last layer first. Changes `slope`.
        """
        delta = slope
        for index in range(len(layers) - 1, -1, -1):
            below = self._with_ones[index - 1] if index else inputs
            np.matmul(below, delta.mT, out=gradient[index].affine)
            if index == 0:
                return
            delta = np.matmul(layers[index].weights, delta, out=self.deltas[index - 1])
            if arrivals is not None:
                arrivals.append(delta.copy())
            delta *= self.slopes[index - 1]
            if self.normalized:
                self._normalize_backward(index - 1, layers[index - 1], gradient[index - 1])

    def below(self, index: int, inputs: Array) -> Array:
        """What layer `index` has seen, its last row ones."""
        return self._with_ones[index - 1] if index else inputs

    def _normalize(self, index: int, layer: LayerParameters, known: Statistics | None) -> None:
        values, normalized = self.values[index], self.normalized[index]
        used = known or normalization.statistics(values, normalized)
        normalization.normalize(values, used, normalized)
        self.statistics.append(used)
        np.multiply(normalized, layer.scale, out=values)
        values += layer.shift

    def _normalize_backward(self, index: int, layer: LayerParameters, gradient: LayerParameters) -> None:
        delta, normalized = self.deltas[index], self.normalized[index]
        np.einsum("...n,...n->...", delta, normalized, out=gradient.scale[..., 0])
        np.add.reduce(delta, axis=-1, out=gradient.shift[..., 0])
        delta *= layer.scale
        normalization.backward(delta, normalized, self.statistics[index])

    def _drop(self, index: int, mask: Array, slopes: bool) -> None:
        self.values[index] *= mask
        if slopes:
            self.slopes[index] *= mask
        if self.bends and (bend := self.bends[index]) is not None:
            bend *= mask
