"""NetworkPass: a batch on its way through a network and back, in buffers that the next batch uses again.

Arrays are `(..., units, n)`: one column per example, and leading axes for several parameter vectors at once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from app.engine.models import normalization
from app.engine.models.network import Network
from app.engine.models.normalization import Statistics
from app.engine.objective import Array

_THIN = 5
"""Rows up to which a product is quicker made row by row: matrix times vector moves nothing about in memory first."""


class NetworkPass:
    """The buffers for `examples` examples and `lead` parameter vectors; what `forward` leaves, `backward` uses up."""

    def __init__(self, network: Network, lead: tuple[int, ...], examples: int) -> None:
        self.key = (lead, examples)
        self.position = np.empty((*lead, network.dimension))
        self.gradient = np.empty_like(self.position)
        self.layers = network.parameters(self.position)
        self._slopes = network.parameters(self.gradient)
        self._weights = [layer.weights for layer in self.layers]
        self._maps = [layer.affine.mT for layer in self.layers]
        self._activation = network.activation
        self._kept = 1.0 - network.dropout
        self._with_ones = [_aligned((*lead, units + 1, examples)) for units in network.hidden]
        for layer in self._with_ones:
            layer[..., -1, :] = 1.0
        self.values = [layer[..., :-1, :] for layer in self._with_ones]
        """What each hidden layer answers, dropout included."""
        self._derivatives = [np.empty(layer.shape, dtype=self._activation.slope_type) for layer in self.values]
        self.normalized = [np.empty_like(layer) for layer in self.values] if network.is_normalized else []
        """x̂ of each hidden layer."""
        self.statistics: list[Statistics] = []
        """Those that the forward pass has used, one per hidden layer that is normalised."""
        self.scores = np.empty((*lead, network.outputs, examples))
        self.slope = np.empty_like(self.scores)
        """Room for the slope of the loss in the scores."""
        arrays = (*self._with_ones, *self._derivatives, *self.normalized, self.scores, self.slope)
        self.size_bytes = sum(array.nbytes for array in arrays)

    def forward(
        self, position: Array, inputs: Array, masks: Sequence[Array] = (), known: Sequence[Statistics] = ()
    ) -> Array:
        """The scores that the parameters `position` `(..., d)` give to `inputs` `(features + 1, n)`, the last row ones.

        Batch normalisation uses the batch's own statistics unless others are `known`.
        """
        np.copyto(self.position, position)
        self.statistics = []
        below = inputs
        for index, values in enumerate(self.values):
            _multiply(self._maps[index], below, values)
            if self.normalized:
                self._normalize(index, known[index] if known else None)
            self._activation.apply(values)
            if masks:
                np.multiply(values, masks[index], out=values)
            below = self._with_ones[index]
        return _multiply(self._maps[-1], below, self.scores)

    def backward(self, inputs: Array, masks: Sequence[Array] = (), arrivals: list[Array] | None = None) -> Array:
        """The gradient of the loss in the parameters `(..., d)`, from its `slope` in the scores.

        `arrivals` gets a copy of the slope in the values of each hidden layer, the last layer first. The values, the slope
        and what is returned belong to this pass; the slope in the values of a layer takes the place of the values.
        """
        delta = self.slope
        for index in range(len(self.values), -1, -1):
            _correlate(self.below(index, inputs), delta, self._slopes[index].affine)
            if self.normalized and index < len(self.normalized):
                self._slopes[index].affine[..., -1, :] = (
                    0.0  # the mean takes a bias out again; what is left is rounding
                )
            if index:
                layer = index - 1
                self._activation.slope(self._undropped(layer, masks), out=self._derivatives[layer])
                delta = np.matmul(self._weights[index], delta, out=self.values[layer])
                if arrivals is not None:
                    arrivals.append(delta.copy())
                self._send_back(layer, delta, masks)
        return self.gradient

    def below(self, index: int, inputs: Array) -> Array:
        """What layer `index` has seen, its last row ones."""
        return self._with_ones[index - 1] if index else inputs

    def derivatives(self, index: int, masks: Sequence[Array] = ()) -> tuple[Array, Array | None]:
        """σ′ and σ″ of hidden layer `index`, dropout included; σ″ is None where it is zero everywhere."""
        values = self._undropped(index, masks)
        slope = self._activation.slope(values).astype(np.float64, copy=False)
        bend = self._activation.bend(values, slope)
        if masks:
            slope *= masks[index]
            bend = None if bend is None else bend * masks[index]
        return slope, bend

    def _send_back(self, index: int, delta: Array, masks: Sequence[Array]) -> None:
        """Back through dropout, activation and normalisation of hidden layer `index`, in place."""
        if masks:
            delta *= masks[index]
        delta *= self._derivatives[index]
        if self.normalized:
            normalized, slopes = self.normalized[index], self._slopes[index]
            np.einsum("...n,...n->...", delta, normalized, out=slopes.scale[..., 0])
            np.add.reduce(delta, axis=-1, out=slopes.shift[..., 0])
            delta *= self.layers[index].scale
            normalization.backward(delta, normalized, self.statistics[index])

    def _undropped(self, index: int, masks: Sequence[Array]) -> Array:
        """σ where a unit was kept; where it was dropped nothing depends on it, since the mask is 0 there."""
        values = self.values[index]
        return values * self._kept if masks else values

    def _normalize(self, index: int, known: Statistics | None) -> None:
        values, normalized, layer = self.values[index], self.normalized[index], self.layers[index]
        used = known or normalization.statistics(values, normalized)
        normalization.normalize(values, used, normalized)
        self.statistics.append(used)
        np.multiply(normalized, layer.scale, out=values)
        values += layer.shift


def _aligned(shape: tuple[int, ...]) -> Array:
    """An array that begins where a line of the cache does: a few per cent of a pass."""
    size = math.prod(shape)
    room = np.empty(size + 8)
    first = -room.ctypes.data % 64 // 8
    return room[first : first + size].reshape(shape)


def _multiply(rows: Array, matrix: Array, out: Array) -> Array:
    """`rows` `(..., k, m)` times `matrix` `(..., m, n)`."""
    if rows.shape[-2] > _THIN:
        return np.matmul(rows, matrix, out=out)
    return np.vecmat(rows, matrix[..., None, :, :], out=out)


def _correlate(first: Array, second: Array, out: Array) -> Array:
    """`first` `(..., k, n)` times the transpose of `second` `(..., m, n)`: sums over examples, `(..., k, m)`."""
    if second.shape[-2] <= _THIN:
        np.matvec(first[..., None, :, :], second, out=out.mT)
        return out
    if first.shape[-2] <= _THIN:
        return np.matvec(second[..., None, :, :], first, out=out)
    return np.matmul(first, second.mT, out=out)


class Passes:
    """Passes that are idle, by shape. Several threads may ask at once: what one has borrowed, no other gets."""

    _MOST = 4
    _LARGE = 2**24
    """Bytes: 16 MB."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._idle: dict[tuple[tuple[int, ...], int], NetworkPass] = {}

    def borrow(self, lead: tuple[int, ...], examples: int) -> NetworkPass:
        """A pass of this shape, an idle one if there is one."""
        return self._idle.pop((lead, examples), None) or NetworkPass(self._network, lead, examples)

    def give_back(self, run: NetworkPass) -> None:
        """Its buffers may be used by the next who asks; very large ones are let go."""
        if run.size_bytes > self._LARGE:
            return
        if len(self._idle) >= self._MOST:
            self._idle.clear()
        self._idle[run.key] = run
