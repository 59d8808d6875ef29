"""Factored exponentials: ln Σ e^(s₀ + a·s₁ + b·s₂) over classes, for a whole grid of a and b.

    e^(s₀ + a·s₁ + b·s₂) = e^(s₀ + a·s₁) · e^(b·s₂)

so that the exponentials of n₁ + n₂ numbers per class, and one matrix product, stand for those of n₁·n₂. Each factor is taken
relative to its largest class and can only underflow: a class that is lost in both factors is lost in their sum, unless the
largest classes of the two differ by so much that the sum itself is tiny. There it is computed directly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from app.engine.objective import Array

_NUMBERS = 2**18
"""Numbers in the products of a block of examples, 2 MiB."""
_TINY = 1e-200
"""Sums below it may have lost classes to underflow: those are at most 1e-308 each, 1e-100 of anything above."""
_MOST_DIRECT = 0.05
"""Of a block: where more than this is tiny, all of it is computed directly."""


def log_sums_on_plane(scores: Sequence[Array], first: Array, second: Array) -> Iterator[tuple[slice, Array]]:
    """Σ over examples of ln Σ over classes e^(s₀ + a·s₁ + b·s₂): shares `(n₂, n₁)` to be added up, with the rows they are of.

    `scores` are s₀, s₁, s₂, `(classes, n)` each.
    """
    parts = [np.ascontiguousarray(part.T) for part in scores]
    size = max(1, _NUMBERS // (len(first) * len(second)))
    for example in range(0, len(parts[0]), size):
        yield slice(None), _block([part[example : example + size] for part in parts], first, second)


def summed_logs(values: Array, smallest: float, largest: float) -> Array:
    """Σ ln over axis 1 of `values` `(m, n, k)`, `(m, k)`: as logarithms of products that cannot leave the range of float64.

    All values lie between `smallest` and `largest`, up to rounding.
    """
    leading, count, inner = values.shape
    reach = max(-math.log(smallest), math.log(largest), 1e-3)
    many = int(min(600.0 / reach, 32.0, count))
    whole = count // many * many
    grouped = np.multiply.reduce(values[:, :whole].reshape(leading, many, -1, inner), axis=1)
    summed: Array = np.add.reduce(np.log(grouped), axis=1)
    if whole < count:
        summed += np.add.reduce(np.log(values[:, whole:]), axis=1)
    return summed


def _block(parts: Sequence[Array], first: Array, second: Array) -> Array:
    """The sums `(n₂, n₁)` of some examples, whose scores are `(n, classes)`."""
    along_first = parts[1][:, :, None] * first
    along_first += parts[0][:, :, None]
    along_second = parts[2][:, :, None] * second
    tops = [np.maximum.reduce(along, axis=1, keepdims=True) for along in (along_first, along_second)]
    for along, top in zip((along_first, along_second), tops, strict=True):
        np.exp(np.subtract(along, top, out=along), out=along)
    sums = np.matmul(along_second.mT, along_first)
    smallest = float(np.min(sums))
    found: Array = np.add.reduce(tops[1], axis=0).T + np.add.reduce(tops[0], axis=0)
    if not smallest >= _TINY:
        is_tiny = ~(sums >= _TINY)
        if np.count_nonzero(is_tiny) > _MOST_DIRECT * sums.size:
            return _direct(parts, first, second)
        examples, rows, columns = np.nonzero(is_tiny)
        direct = _log_sums(
            parts[0][examples] + first[columns, None] * parts[1][examples] + second[rows, None] * parts[2][examples]
        )
        known = tops[0][examples, 0, columns] + tops[1][examples, 0, rows]
        np.add.at(found, (rows, columns), direct - known)
        sums[is_tiny] = 1.0
        smallest = _TINY
    logs = summed_logs(sums.reshape(1, len(sums), -1), smallest, parts[0].shape[1])
    return found + logs.reshape(found.shape)


def _direct(parts: Sequence[Array], first: Array, second: Array) -> Array:
    found = np.empty((len(second), len(first)))
    for row, b in enumerate(second):
        base = parts[0] + b * parts[2]
        for column, a in enumerate(first):
            found[row, column] = np.add.reduce(_log_sums(base + a * parts[1]))
    return found


def _log_sums(scores: Array) -> Array:
    top = np.maximum.reduce(scores, axis=-1)
    summed: Array = top + np.log(np.add.reduce(np.exp(scores - top[..., None]), axis=-1))
    return summed
