"""Network lines: the scores of a network along the lines of a grid, from the sums of its first layer on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeAlias

import numpy as np

from app.engine.kinked_network import KinkedLines
from app.engine.losses.loss import AT_ONCE
from app.engine.models import normalization
from app.engine.models.network import Network
from app.engine.models.network_pass import NetworkPass
from app.engine.models.normalization import Statistics
from app.engine.objective import Array

Sums: TypeAlias = tuple[Array, Array, Array]
"""S₀, S₁, S₂ `(units, n)`: the weighted sums of the first layer are S₀ + a·S₁ + b·S₂."""
_FEW_OUTPUTS = 4
"""Up to so many the quadratics of `kinked_network` pay: their number grows with the outputs (measured: 2.1 times as fast for
three, no gain for ten)."""
_FEW_POINTS = 8


class Lines(Protocol):
    """Scores of some examples, line by line."""

    def scores(self, b: float) -> Iterator[tuple[slice, Array]]:
        """Parts of one line: which points, and their scores `(points, outputs, n)`, to be read before the next part."""


class NetworkPlane:
    """A network whose parameters are those of three `vectors` `(3, d)`, θ + a·d₁ + b·d₂.

    `judge` are the inputs, with ones, whose statistics normalise; None: the examples themselves, which then pass whole.
    """

    def __init__(self, network: Network, vectors: Array, judge: Array | None) -> None:
        self.is_linear = not network.hidden
        self.is_normalized = network.is_normalized
        self.width = max(network.widths[1:])
        self._network, self._vectors = network, vectors
        self._layers = [network.parameters(vector) for vector in vectors]
        self._judge = judge if network.is_normalized else None

    def sums(self, inputs: Array) -> Sums:
        """Those of `inputs` `(n, features + 1)`."""
        first, second, third = (np.ascontiguousarray((inputs @ layers[0].affine).T) for layers in self._layers)
        return first, second, third

    def lines(self, sums: Sums, at: Array) -> Lines:
        """The examples of `sums` on lines with points `at`, which increase."""
        network = self._network
        sides = network.activation.sides
        is_short = len(network.hidden) == 1 and network.outputs <= _FEW_OUTPUTS and not network.is_normalized
        if is_short and sides is not None and len(at) >= _FEW_POINTS:
            return _Quadratics(KinkedLines(sums, at, sides), self)
        return _Points(sums, at, self)

    def output_layer(self, b: float) -> tuple[Array, Array]:
        """The last layer's weights over biases, as what stands at a = 0 and what a is multiplied by."""
        origin, first, second = (layers[-1].affine for layers in self._layers)
        return origin + b * second, first

    def scores(self, base: Array, along: Array, a: Array, b: float) -> Array:
        """The scores `(m, outputs, n)` at several a `(m, 1, 1)`, where the sums of the first layer are `base` + a·`along`."""
        network = self._network
        known = self._statistics(a, b)
        values = along * a
        values += base
        for index in range(len(network.hidden)):
            if network.is_normalized:
                _normalize(
                    values, self._at(index, "scale", a, b), self._at(index, "shift", a, b), known[index : index + 1]
                )
            network.activation.apply(values)
            weights = self._at(index + 1, "affine", a, b)
            values = np.matmul(weights[:, :-1].mT, values)
            values += weights[:, -1, :, None]
        return values

    def _at(self, layer: int, part: str, a: Array, b: float) -> Array:
        """A part of a layer's parameters at several a, `(m, ...)`."""
        origin, first, second = (getattr(layers[layer], part) for layers in self._layers)
        found: Array = origin + b * second + a * first
        return found

    def _statistics(self, a: Array, b: float) -> Sequence[Statistics]:
        """Those of the judge at several a, if there is one."""
        if self._judge is None:
            return ()
        run = NetworkPass(self._network, (len(a),), len(self._judge))
        run.forward(self._vectors[0] + b * self._vectors[2] + a[:, :, 0] * self._vectors[1], self._judge.T)
        return run.statistics


def _normalize(values: Array, scale: Array, shift: Array, known: Sequence[Statistics]) -> None:
    """Batch normalisation in place, by the values' own statistics unless one is `known`."""
    used = known[0] if known else normalization.statistics(values, np.empty_like(values))
    normalization.normalize(values, used, values)
    values *= scale
    values += shift


class _Points:
    """A line as the network itself sees it, some points at once."""

    def __init__(self, sums: Sums, at: Array, plane: NetworkPlane) -> None:
        self._sums, self._points, self._plane = sums, at, plane

    def scores(self, b: float) -> Iterator[tuple[slice, Array]]:
        base, along = self._sums[0] + b * self._sums[2], self._sums[1]
        size = max(1, AT_ONCE // base.size)
        for begin in range(0, len(self._points), size):
            place = slice(begin, begin + size)
            yield place, self._plane.scores(base, along, self._points[place, None, None], b)


class _Quadratics:
    """A line whose scores are quadratics between the flips of its units."""

    def __init__(self, lines: KinkedLines, plane: NetworkPlane) -> None:
        self._lines, self._plane = lines, plane

    def scores(self, b: float) -> Iterator[tuple[slice, Array]]:
        start, along = self._plane.output_layer(b)
        yield slice(None), self._lines.scores(b, start, along)
