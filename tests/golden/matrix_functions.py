"""Functions of matrices, derived by hand, so that rules that see rows and columns are judged without the formula language."""

from __future__ import annotations

import numpy as np

from app.engine.objective import Array, Group, Objective


class _OfGroups(Objective):
    """A point is one parameter after the other, each row by row; domain and start are the same wherever they stand."""

    parts: tuple[Group, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.parts

    def value(self, position: Array) -> Array:
        return self.value_and_gradient(position)[0]

    def hessian(self, position: Array) -> Array:
        raise NotImplementedError("no first-order optimizer asks for it")


class _LeastSquares(_OfGroups):
    """½·‖A·W·B − C‖² at a point `(d,)`."""

    left: Array
    right: Array
    target: Array

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        matrix = position.reshape(self.parts[0].shape)
        rest = self.left @ matrix @ self.right - self.target
        return np.sum(rest * rest) / 2, np.ravel(self.left.T @ rest @ self.right.T)


class MatrixLeastSquares(_LeastSquares):
    """The one of the catalogue: W is 2×2, curvatures from 1.9 to 118."""

    dimension = 4
    domain = np.tile([-5.0, 5.0], (4, 1))
    start = np.array([-3.0, 2.0, 3.0, -2.0])
    parts = (Group("position", (2, 2)),)
    left = np.array([[2.0, 1.0], [1.0, 2.0]])
    right = np.array([[3.0, 1.0], [1.0, 2.0]])
    target = np.array([[11.0, 2.0], [16.0, 7.0]])


class TallLeastSquares(_LeastSquares):
    """More rows than columns: W is 3×2."""

    dimension = 6
    domain = np.tile([-5.0, 5.0], (6, 1))
    start = np.array([2.0, -1.0, 0.5, 3.0, -2.0, 1.0])
    parts = (Group("position", (3, 2)),)
    left = np.array([[1.0, 0.5, 0.0], [0.0, 2.0, 0.3], [0.4, 0.0, 0.6]])
    right = np.array([[1.5, 0.2], [-0.4, 0.7]])
    target = np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, -0.7]])


class OneLayer(_OfGroups):
    """½·‖tanh(W·X + b) − Y‖²: two parameters, W is 2×3 and b has two entries."""

    dimension = 8
    domain = np.tile([-3.0, 3.0], (8, 1))
    start = np.array([0.5, -1.2, 0.8, 1.1, 0.3, -0.6, 0.4, -0.9])
    parts = (Group("weights", (2, 3)), Group("biases", (2,)))
    inputs = np.array([[0.5, -1.0, 1.5, 0.2], [1.0, 0.3, -0.7, -1.2], [-0.4, 0.8, 0.6, 1.1]])
    target = np.array([[0.3, -0.5, 0.7, 0.1], [-0.6, 0.4, 0.2, -0.8]])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        outputs = np.tanh(position[:6].reshape(2, 3) @ self.inputs + position[6:, None])
        rest = outputs - self.target
        slopes = rest * (1 - outputs * outputs)
        return np.sum(rest * rest) / 2, np.concatenate([np.ravel(slopes @ self.inputs.T), slopes.sum(axis=1)])


MATRIX_FUNCTIONS: dict[str, type[_OfGroups]] = {
    "matrix_least_squares": MatrixLeastSquares,
    "tall_least_squares": TallLeastSquares,
    "one_layer": OneLayer,
}
