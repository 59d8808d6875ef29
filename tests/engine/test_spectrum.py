"""Lanczos finds the eigenvalues of the dense matrix, multiple ones and those of either end."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

import numpy as np
import pytest

from app.engine.randomness import Purpose, generator
from app.engine.spectrum import Eigenpairs, extreme_eigenpairs

Answer = TypeVar("Answer")


def finished(pieces: Generator[None, None, Answer]) -> Answer:
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            answer: Answer = end.value
            return answer


def found(matrix: np.ndarray, largest: int, smallest: int) -> Eigenpairs:
    random = generator(0, 0, 0, Purpose.LANCZOS)
    return finished(extreme_eigenpairs(lambda v: matrix @ v, len(matrix), random, largest=largest, smallest=smallest))


def symmetric(values: np.ndarray, seed: int = 1) -> np.ndarray:
    basis, _ = np.linalg.qr(np.random.default_rng(seed).standard_normal((len(values), len(values))))
    turned: np.ndarray = basis * values @ basis.T
    return turned


@pytest.mark.parametrize(
    "values",
    [
        np.linspace(-3, 7, 40),
        np.array([5.0, 5.0, 5.0, 1.0, 0.0, 0.0, -2.0, -2.0]),
        np.array([2.0]),
        np.zeros(6),
        np.concatenate([np.geomspace(1e-8, 100, 300), [-1e-3]]),
    ],
    ids=["spread", "multiple", "one", "zero", "large"],
)
def test_the_outermost_eigenvalues_are_those_of_the_dense_matrix(values: np.ndarray) -> None:
    matrix = symmetric(values)
    count = min(3, len(values))
    pairs = found(matrix, largest=count, smallest=count)
    dense = np.linalg.eigvalsh(matrix)
    scale = max(1.0, np.abs(dense).max())
    assert pairs.is_converged
    np.testing.assert_allclose(pairs.largest, dense[::-1][:count], atol=1e-8 * scale)
    np.testing.assert_allclose(pairs.smallest, dense[:count], atol=1e-8 * scale)
    for value, vector in zip(pairs.largest, pairs.largest_vectors, strict=True):
        assert np.linalg.norm(matrix @ vector - value * vector) <= 1e-8 * scale
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-12)
        assert vector[np.abs(vector).argmax()] > 0, "the sign is decided"


def test_few_products_are_enough_for_what_stands_out() -> None:
    values = np.concatenate([np.random.default_rng(0).uniform(-1, 1, 1998), [50.0, 80.0]])
    order = np.random.default_rng(1).permutation(2000)
    diagonal = values[order]
    random = generator(0, 0, 0, Purpose.LANCZOS)
    pairs = finished(extreme_eigenpairs(lambda v: diagonal * v, 2000, random, largest=2))
    np.testing.assert_allclose(pairs.largest, [80.0, 50.0], rtol=1e-12)
    assert pairs.products <= 60
