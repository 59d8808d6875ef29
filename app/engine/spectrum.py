"""Spectrum: the extreme eigenvalues of a symmetric matrix of which only products with vectors are known.

Lanczos with full reorthogonalisation: after m products the matrix is a tridiagonal one of size m as far as the vectors seen
reach, and its extreme eigenvalues are those of the whole. Without reorthogonalising, rounding brings found eigenvalues back as
ghosts; it costs m·d per product, little beside a Hessian product of a network. Where the vectors seen are already closed under
the matrix, a fresh random one continues, so that multiple eigenvalues are found too once all d products are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np

from app.engine.objective import Array

EXACT_BELOW = 100
"""In fewer dimensions than these every product is taken, and the eigenvalues are those of the dense matrix."""
_MOST_PRODUCTS = 300
_MOST_NUMBERS = 2**23
"""Numbers in the vectors that are kept, 64 MiB."""
_CHECK_EVERY = 5


@dataclass(frozen=True)
class Eigenpairs:
    """Eigenvalues with their vectors, outermost first."""

    largest: Array
    """`(k,)`, falling."""
    largest_vectors: Array
    """`(k, d)`, of length one; the entry of the largest size is positive."""
    smallest: Array
    """`(j,)`, rising."""
    smallest_vectors: Array
    residual: float
    """The largest ‖Av − λv‖ among them."""
    products: int
    is_converged: bool
    """Whether every residual is below the tolerance; if not, the products ran out."""


def extreme_eigenpairs(
    product: Callable[[Array], Array],
    dimension: int,
    random: np.random.Generator,
    *,
    largest: int = 1,
    smallest: int = 0,
    tolerance: float = 1e-9,
) -> Generator[None, None, Eigenpairs]:
    """The outermost eigenpairs of the matrix behind `product`, pausing after each product.

    `tolerance` bounds the residuals, relative to the largest eigenvalue in size; an eigenvalue is off by less than its residual
    (and by about its square where the next one is far).
    """
    walk = _Lanczos(product, dimension, random)
    most = min(dimension, _MOST_PRODUCTS, max(2 * (largest + smallest), _MOST_NUMBERS // dimension))
    wanted = min(largest + smallest, dimension)
    while walk.count < most:
        walk.advance()
        yield
        is_due = walk.count >= wanted and walk.count % _CHECK_EVERY == 0 and dimension >= EXACT_BELOW
        if is_due and walk.residuals(largest, smallest).max(initial=0.0) <= tolerance * walk.scale:
            break
    return walk.pairs(largest, smallest, tolerance)


class _Lanczos:
    """The vectors found so far, and the tridiagonal matrix between them."""

    def __init__(self, product: Callable[[Array], Array], dimension: int, random: np.random.Generator) -> None:
        self.count = 0
        self._product, self._dimension, self._random = product, dimension, random
        self._vectors = np.empty((0, dimension))
        self._diagonal: list[float] = []
        self._beside: list[float] = []
        self._next = self._fresh()

    @property
    def scale(self) -> float:
        """The size of the largest eigenvalue found."""
        return float(np.abs(self._decomposed()[0]).max())

    def advance(self) -> None:
        """One more product."""
        vector = self._next
        self._keep(vector)
        image = np.array(self._product(vector), dtype=np.float64)
        self._diagonal.append(float(vector @ image))
        size = float(np.linalg.norm(image))
        rest = self._without_known(image)
        length = float(np.linalg.norm(rest))
        is_closed = not length > 1e-13 * max(size, np.abs(self._diagonal).max())
        self._beside.append(0.0 if is_closed else length)
        self.count += 1
        if self.count < self._dimension:
            self._next = self._fresh() if is_closed else rest / length

    def residuals(self, largest: int, smallest: int) -> Array:
        """‖Av − λv‖ of the outermost pairs: the last component of the small eigenvectors, times what leads out of them."""
        _, vectors = self._decomposed()
        last = np.abs(self._beside[-1] * vectors[-1]) if self.count < self._dimension else np.zeros(self.count)
        return np.concatenate([last[::-1][:largest], last[:smallest]])

    def pairs(self, largest: int, smallest: int, tolerance: float) -> Eigenpairs:
        values, small = self._decomposed()
        residual = float(self.residuals(largest, smallest).max(initial=0.0))
        return Eigenpairs(
            largest=values[::-1][:largest],
            largest_vectors=self._lifted(small[:, ::-1][:, :largest]),
            smallest=values[:smallest],
            smallest_vectors=self._lifted(small[:, :smallest]),
            residual=residual,
            products=self.count,
            is_converged=residual <= tolerance * max(self.scale, np.finfo(float).tiny),
        )

    def _decomposed(self) -> tuple[Array, Array]:
        beside = self._beside[: self.count - 1]
        values, vectors = np.linalg.eigh(np.diag(self._diagonal) + np.diag(beside, 1) + np.diag(beside, -1))
        return values, vectors

    def _lifted(self, small: Array) -> Array:
        lifted = small.T @ self._vectors[: self.count]
        lifted /= np.linalg.norm(lifted, axis=1, keepdims=True)
        peaks = np.take_along_axis(lifted, np.abs(lifted).argmax(axis=1, keepdims=True), axis=1)
        signed: Array = lifted * np.sign(peaks)
        return signed

    def _keep(self, vector: Array) -> None:
        if self.count == len(self._vectors):
            room = np.empty((min(self._dimension, 2 * self.count + 8), self._dimension))
            room[: self.count] = self._vectors
            self._vectors = room
        self._vectors[self.count] = vector

    def _without_known(self, vector: Array) -> Array:
        """`vector` less its parts along all known ones; twice, because once leaves rounding behind."""
        known = self._vectors[: self.count + 1]
        for _ in range(2):
            vector = vector - (known @ vector) @ known
        return vector

    def _fresh(self) -> Array:
        known = self._vectors[: self.count]
        vector = self._random.standard_normal(self._dimension)
        for _ in range(2):
            vector = vector - (known @ vector) @ known
            vector /= np.linalg.norm(vector)
        return vector
