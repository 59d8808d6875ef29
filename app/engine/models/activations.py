"""Activations: what a hidden unit makes of its weighted sum z. All of them, and their derivatives, are here.

    sigmoid      σ(z) = 1/(1 + e⁻ᶻ)        σ′ = σ·(1 − σ)      σ″ = σ′·(1 − 2σ)
    tanh         σ(z) = tanh z             σ′ = 1 − σ²         σ″ = −2σ·σ′
    relu         σ(z) = max(z, 0)          σ′ = 1 where z > 0, else 0
    leaky_relu   σ(z) = max(z, z/100)      σ′ = 1 where z > 0, else 1/100 (torch's slope)
    identity     σ(z) = z                  σ′ = 1

Derivatives are told from σ itself, so nothing else has to be remembered; at the kink of relu the slope is 0, as in torch.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from app.engine.choice import Choice
from app.engine.objective import Array
from app.engine.text import Text

LEAK = 0.01


class Activation(ABC):
    """One function of one number, applied to whole arrays."""

    name: ClassVar[str]
    title: ClassVar[Text]
    span: ClassVar[tuple[float, float] | None] = None
    """Between which values it stays; None where there are no such."""
    sides: ClassVar[tuple[float, float] | None] = None
    """σ′ left and right of zero, of a function made of two straight lines."""

    @abstractmethod
    def apply(self, sums: Array) -> None:
        """Turn z into σ(z), in place."""

    slope_type: ClassVar[type[np.generic]] = np.float64
    """What σ′ is kept as: truth values, an eighth of the room, where it is 0 or 1."""

    @abstractmethod
    def slope(self, values: Array, out: NDArray[Any] | None = None) -> NDArray[Any]:
        """σ′ as `slope_type`, told from `values` = σ; written into `out` if given."""

    def bend(self, values: Array, slope: Array) -> Array | None:
        """σ″, told from σ and σ′; None where it is zero everywhere."""
        return None


class Sigmoid(Activation):
    """Between 0 and 1; flat on both sides."""

    name: ClassVar[str] = "sigmoid"
    span: ClassVar[tuple[float, float] | None] = (0.0, 1.0)
    title: ClassVar[Text] = Text("sigmoid", "シグモイド")

    def apply(self, sums: Array) -> None:
        np.negative(sums, out=sums)
        np.exp(sums, out=sums)
        sums += 1.0
        np.reciprocal(sums, out=sums)

    def slope(self, values: Array, out: NDArray[Any] | None = None) -> NDArray[Any]:
        return np.multiply(np.subtract(1.0, values, out=out), values, out=out)

    def bend(self, values: Array, slope: Array) -> Array:
        return slope * (1.0 - 2.0 * values)


class Tanh(Activation):
    """Between −1 and 1; a sigmoid about zero."""

    name: ClassVar[str] = "tanh"
    span: ClassVar[tuple[float, float] | None] = (-1.0, 1.0)
    title: ClassVar[Text] = Text("tanh", "tanh")

    def apply(self, sums: Array) -> None:
        np.tanh(sums, out=sums)

    def slope(self, values: Array, out: NDArray[Any] | None = None) -> NDArray[Any]:
        return np.subtract(1.0, np.multiply(values, values, out=out), out=out)

    def bend(self, values: Array, slope: Array) -> Array:
        return -2.0 * values * slope


class Relu(Activation):
    """A switch: on above zero, off below."""

    name: ClassVar[str] = "relu"
    slope_type: ClassVar[type[np.generic]] = np.bool_
    title: ClassVar[Text] = Text("ReLU", "ReLU")
    sides: ClassVar[tuple[float, float] | None] = (0.0, 1.0)

    def apply(self, sums: Array) -> None:
        np.maximum(sums, 0.0, out=sums)

    def slope(self, values: Array, out: NDArray[Any] | None = None) -> NDArray[Any]:
        return np.greater(values, 0.0, out=out)


class LeakyRelu(Activation):
    """A switch that lets a hundredth through when it is off."""

    name: ClassVar[str] = "leaky_relu"
    title: ClassVar[Text] = Text("leaky ReLU", "leaky ReLU")
    sides: ClassVar[tuple[float, float] | None] = (LEAK, 1.0)

    def apply(self, sums: Array) -> None:
        np.maximum(sums, LEAK * sums, out=sums)

    def slope(self, values: Array, out: NDArray[Any] | None = None) -> NDArray[Any]:
        return np.maximum(values > 0.0, LEAK, out=out)


class Identity(Activation):
    """Nothing at all: layers of it are one linear map, however many there are."""

    name: ClassVar[str] = "identity"
    slope_type: ClassVar[type[np.generic]] = np.bool_
    title: ClassVar[Text] = Text("identity", "恒等")

    def apply(self, sums: Array) -> None:
        pass

    def slope(self, values: Array, out: NDArray[Any] | None = None) -> NDArray[Any]:
        slope = np.empty(values.shape, dtype=self.slope_type) if out is None else out
        slope.fill(1)
        return slope


ACTIVATIONS: tuple[type[Activation], ...] = (Relu, LeakyRelu, Tanh, Sigmoid, Identity)


class ActivationName(Choice):
    """The name of one of the activations."""

    words = tuple(kind.name for kind in ACTIVATIONS)


def activation_named(name: str) -> Activation:
    """The activation of this name."""
    return next(kind for kind in ACTIVATIONS if kind.name == name)()
