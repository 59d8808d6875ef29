"""The test functions once more, as the literature states them: plain NumPy, nothing of the formula language.

Each takes coordinates that may be complex, so that a step of 1e-30 along the imaginary axis gives the derivative without
any cancellation (Squire & Trapp 1998, Using Complex Variables to Estimate Derivatives of Real Functions).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import cos, exp, log, pi, sin, sqrt, tanh

STEP = 1e-30


def gradient_of(definition: Callable[..., Any], position: np.ndarray) -> np.ndarray:
    """The gradient `(d, n)` at `position` `(d, n)`, exact to rounding wherever the function is differentiable."""
    slopes = []
    for row in range(len(position)):
        moved = position.astype(complex)
        moved[row] += 1j * STEP
        slopes.append(definition(*moved).imag / STEP)
    return np.array(slopes)


def magnitude(u: Any) -> Any:
    """|u| of a real number, continued so that its derivative is the sign."""
    return np.where(np.real(u) < 0, -u, u)


def larger(u: Any, v: Any) -> Any:
    return np.where(np.real(u) < np.real(v), v, u)


def rectified(u: Any) -> Any:
    return np.where(np.real(u) > 0, u, 0)


def bell(x: Any, y: Any) -> Any:
    """The lilipads' and Dupont's Gaussian: height 1, twice its variance is 0.2."""
    return exp(-5 * x * x - 5 * y * y)


def reddi_online(x: Any) -> Any:
    """The mean of f_t over three steps: C·x once, −x twice, with C = 4."""
    return (4 * x - x - x) / 3


def linreg_mse(w: Any, b: Any) -> Any:
    data = ((-2, -3.9), (-1, -2.1), (0, 0.2), (1, 1.8), (2, 4.1))
    return np.mean([(w * t + b - answer) ** 2 for t, answer in data], axis=0)


def logreg_l2(w: Any, b: Any) -> Any:
    data = ((-2, -1), (-1.5, -1), (-1, -1), (-0.5, 1), (0.5, -1), (1, 1), (1.5, 1), (2, 1))
    return np.mean([log(1 + exp(-label * (w * t + b))) for t, label in data], axis=0) + 0.01 * (w**2 + b**2)


def tanh_net(w: Any, v: Any) -> Any:
    return np.mean([(v * tanh(w * t) - 2 * np.tanh(1.5 * t)) ** 2 for t in (-1, -0.5, 0.5, 1)], axis=0)


def relu_neuron(w: Any, b: Any) -> Any:
    return np.mean([(rectified(w * t + b) - max(0, 1.5 * t - 0.5)) ** 2 for t in (-2, -1, 0, 1, 2)], axis=0)


def branin(x: Any, y: Any) -> Any:
    b, c, t = 5.1 / (4 * pi**2), 5 / pi, 1 / (8 * pi)
    return (y - b * x**2 + c * x - 6) ** 2 + 10 * (1 - t) * cos(x) + 10


def peaks(x: Any, y: Any) -> Any:
    first = 3 * (1 - x) ** 2 * exp(-(x**2)) * exp(-((y + 1) ** 2))
    second = (2 * x - 10 * x**3 - 10 * y**5) * exp(-(x**2)) * exp(-(y**2))
    return first - second - exp(-((x + 1) ** 2)) * exp(-(y**2)) / 3


def lilipads_hills(x: Any, y: Any) -> Any:
    z = 1.4 * y
    return x**2 + z**2 + 2 * bell(x - 1, z) + 6 * bell(x + 1, z) - 2 * bell(x - 1, z + 1)


def sinc_plateau(x: Any, y: Any) -> Any:
    r = 10 * sqrt(x**2 + y**2) + 0.01
    return r**2 / 100 - sin(r) / r


def levy13(x: Any, y: Any) -> Any:
    first = (1 - cos(6 * pi * x)) / 2
    second = (x - 1) ** 2 * (3 - cos(6 * pi * y)) / 2
    return first + second + (y - 1) ** 2 * (3 - cos(4 * pi * y)) / 2


def levy_d(x: Any, y: Any) -> Any:
    first, last = 1 + (x - 1) / 4, 1 + (y - 1) / 4
    middle = (first - 1) ** 2 * (1 + 10 * sin(pi * first + 1) ** 2)
    return sin(pi * first) ** 2 + middle + (last - 1) ** 2 * (1 + sin(2 * pi * last) ** 2)


def griewank(*position: Any) -> Any:
    bowl = sum(x**2 for x in position) / 4000
    return 1 + bowl - np.prod([cos(x / sqrt(i)) for i, x in enumerate(position, 1)], axis=0)


def schwefel(*position: Any) -> Any:
    return 837.9657745448674 - sum(x * sin(sqrt(magnitude(x))) for x in position)


def shubert(*position: Any) -> Any:
    return np.prod([sum(i * cos((i + 1) * x + i) for i in range(1, 6)) for x in position], axis=0)


def michalewicz(*position: Any) -> Any:
    return -sum(sin(x) * sin(i * x**2 / pi) ** 20 for i, x in enumerate(position, 1))


def schaffer2(x: Any, y: Any) -> Any:
    return 0.5 + (sin((x - y) * (x + y)) ** 2 - 0.5) / (1 + (x**2 + y**2) / 1000) ** 2


def drop_wave(x: Any, y: Any) -> Any:
    r = sqrt(x**2 + y**2)
    return -2 * cos(6 * r) ** 2 / (r**2 / 2 + 2)


def eggholder(x: Any, y: Any) -> Any:
    near, far = y + x / 2 + 47, x - (y + 47)
    return -(y + 47) * sin(sqrt(magnitude(near))) - x * sin(sqrt(magnitude(far)))


def cross_in_tray(x: Any, y: Any) -> Any:
    power = magnitude(100 - sqrt(x**2 + y**2) / pi)
    return -((1 + magnitude(sin(x)) * magnitude(sin(y)) * exp(power)) ** 0.1) / 10000


def holder_table(x: Any, y: Any) -> Any:
    return -magnitude(sin(x)) * magnitude(cos(y)) * exp(magnitude(1 - sqrt(x**2 + y**2) / pi))


def matrix_least_squares(*entries: Any) -> Any:
    left, right = np.array([[2, 1], [1, 2]]), np.array([[3, 1], [1, 2]])
    target = left @ np.array([[1, -1], [2, 1]]) @ right
    matrix = np.moveaxis(np.array(entries).reshape(2, 2, -1), 2, 0)
    rest = left @ matrix @ right - target
    return np.squeeze((rest * rest).sum(axis=(1, 2)) / 2)


DEFINITIONS: dict[str, Callable[..., Any]] = {
    "long_valley": lambda x, y: 0.01 * x**2 + 5 * y**2,
    "booth": lambda x, y: 5 * x**2 + 5 * y**2 + 8 * x * y - 34 * x - 38 * y + 74,
    "trid2": lambda x, y: x**2 + y**2 - x * y - 2 * x - 2 * y + 2,
    "zakharov": lambda x, y: x**2 + y**2 + (0.5 * x + y) ** 2 + (0.5 * x + y) ** 4,
    "quartic_flat": lambda x, y: x**2 * x**2 + y**2 * y**2,
    "reddi_online": reddi_online,
    "linreg_mse": linreg_mse,
    "logreg_l2": logreg_l2,
    "tanh_net": tanh_net,
    "relu_neuron": relu_neuron,
    "scalar_factor": lambda x, y: 0.5 - x * y + 0.5 * x**2 * y**2,
    "dixon_price2": lambda x, y: (x - 1) ** 2 + 2 * (2 * y**2 - x) ** 2,
    "six_hump_camel": lambda x, y: 4 * x**2 - 2.1 * x**4 + x**6 / 3 + x * y - 4 * y**2 + 4 * y**4,
    "mccormick": lambda x, y: 1 + 2.5 * y - 1.5 * x + (x - y) ** 2 + sin(x + y),
    "branin": branin,
    "peaks": peaks,
    "double_well_saddle": lambda x, y: ((x**2 - 1) ** 2 - 1) / 4 + y**2 / 2,
    "dupont_gaussians": lambda x, y: x**2 + y**2 - 2 * bell(x - 1, y) - 3 * bell(x + 1, y),
    "lilipads_local_min": lambda x, y: x**2 + 1.96 * y**2 - 2 * bell(x - 1, 1.4 * y) - 6 * bell(x + 1, 1.4 * y),
    "lilipads_hills": lilipads_hills,
    "sinc_plateau": sinc_plateau,
    "drop_wave": drop_wave,
    "gauss_well": lambda x, y: 1 - exp(-(x**2) / 2) * exp(-(y**2) / 2),
    "easom": lambda x, y: -cos(x) * cos(y) * exp(-((x - pi) ** 2)) * exp(-((y - pi) ** 2)),
    "cliff": lambda x, y: 2 + 2 * tanh(6 * x) + (x + 2) ** 2 / 10 + y**2 / 10,
    "michalewicz": michalewicz,
    "abs_l1": lambda x, y: magnitude(x) + 3 * magnitude(y),
    "max_abs": lambda x, y: larger(magnitude(x), magnitude(y)),
    "bukin6": lambda x, y: 100 * sqrt(magnitude(y - x**2 / 100)) + magnitude(x + 10) / 100,
    "eggholder": eggholder,
    "cross_in_tray": cross_in_tray,
    "holder_table": holder_table,
    "levy13": levy13,
    "levy_d": levy_d,
    "griewank": griewank,
    "schwefel": schwefel,
    "shubert": shubert,
    "noisy_hills": lambda x, y: (x**2 + y**2) / 10 + 0.6 * sin(3 * x) * sin(3 * y) + 0.3 * cos(5 * x - y),
    "schaffer2": schaffer2,
    "forrester": lambda x: 4 * (3 * x - 1) ** 2 * sin(4 * (3 * x - 1)),
    "gramacy_lee": lambda x: sin(10 * pi * x) / (2 * x) + (x - 1) ** 4,
    "tilted_double_well": lambda x: (x**2 - 1) ** 2 - 1 + 0.3 * x,
    "matrix_least_squares": matrix_least_squares,
}
