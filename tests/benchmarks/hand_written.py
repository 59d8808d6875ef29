"""The loops a student of numerical computing writes by hand: what the general one is measured against.

They record what a run records, position, loss, gradient norm and rate at every step, and nothing in them can be changed.
"""

from __future__ import annotations

import numpy as np

from app.engine.objective import Array


def rosenbrock(position: Array) -> float:
    return float((1 - position[0]) ** 2 + 100 * (position[1] - position[0] ** 2) ** 2)


def rosenbrock_gradient(position: Array) -> Array:
    valley = position[1] - position[0] ** 2
    return np.array([-2 * (1 - position[0]) - 400 * position[0] * valley, 200 * valley])


def sgd(start: Array, steps: int, learning_rate: float) -> Array:
    """Rows of x, y, loss, gradient norm and learning rate, the start first."""
    position, gradient = start, rosenbrock_gradient(start)
    record = np.empty((steps + 1, 5))
    record[0] = *position, rosenbrock(position), np.linalg.norm(gradient), np.nan
    for step in range(1, steps + 1):
        position = position - learning_rate * gradient
        gradient = rosenbrock_gradient(position)
        record[step] = *position, rosenbrock(position), np.linalg.norm(gradient), learning_rate
    return record


def adam(start: Array, steps: int, learning_rate: float) -> Array:
    """Rows of x, y, loss, gradient norm and learning rate, the start first."""
    position, gradient = start, rosenbrock_gradient(start)
    first_moment, second_moment = np.zeros_like(start), np.zeros_like(start)
    record = np.empty((steps + 1, 5))
    record[0] = *position, rosenbrock(position), np.linalg.norm(gradient), np.nan
    for step in range(1, steps + 1):
        first_moment = 0.9 * first_moment + 0.1 * gradient
        second_moment = 0.999 * second_moment + 0.001 * gradient**2
        mean, square = first_moment / (1 - 0.9**step), second_moment / (1 - 0.999**step)
        position = position - learning_rate * mean / (np.sqrt(square) + 1e-8)
        gradient = rosenbrock_gradient(position)
        record[step] = *position, rosenbrock(position), np.linalg.norm(gradient), learning_rate
    return record


def adam_of_many(position: Array, steps: int, learning_rate: Array) -> Array:
    """The last losses `(n,)` of n runs from `position` `(2, n)`, every array in place and nothing checked."""
    x, y = position
    gradient, root = np.empty_like(position), np.empty_like(position)
    first_moment, second_moment = np.zeros_like(position), np.zeros_like(position)
    valley, slope = np.empty_like(x), np.empty_like(x)
    for step in range(1, steps + 1):
        np.multiply(x, x, out=valley)
        np.subtract(y, valley, out=valley)
        np.multiply(valley, 200.0, out=gradient[1])
        np.multiply(gradient[1], x, out=slope)
        slope += 1.0
        np.subtract(x, slope, out=gradient[0])
        gradient[0] *= 2.0
        first_moment *= 0.9
        np.multiply(gradient, 0.1, out=root)
        first_moment += root
        second_moment *= 0.999
        np.multiply(gradient, gradient, out=root)
        root *= 0.001
        second_moment += root
        np.divide(second_moment, 1 - 0.999**step, out=root)
        np.sqrt(root, out=root)
        root += 1e-8
        np.divide(first_moment, root, out=root)
        root *= learning_rate / (1 - 0.9**step)
        position -= root
    losses: Array = (1 - x) ** 2 + 100 * (y - x**2) ** 2
    return losses
