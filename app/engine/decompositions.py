"""Decompositions of matrices that may hold what is not finite: then their parts are NaN, as with any other arithmetic.

LAPACK raises there on some processors and not on others; a run that diverges should end as one that diverged on all.
"""

from __future__ import annotations

import numpy as np

from app.engine.objective import Array


def eigen(matrix: Array) -> tuple[Array, Array]:
    """Eigenvalues `(n,)`, ascending, and eigenvectors `(n, n)`, a column each, of a symmetric `matrix` `(n, n)`."""
    if not np.isfinite(matrix).all():
        return np.full(len(matrix), np.nan), np.full_like(matrix, np.nan)
    values, vectors = np.linalg.eigh(matrix)
    return values, vectors


def singular(matrix: Array) -> tuple[Array, Array, Array]:
    """U `(n, n)`, the singular values `(n,)`, descending, and Vᵀ `(n, n)` of a square `matrix` `(n, n)`."""
    if not np.isfinite(matrix).all():
        return np.full_like(matrix, np.nan), np.full(len(matrix), np.nan), np.full_like(matrix, np.nan)
    left, values, right = np.linalg.svd(matrix)
    return left, values, right
