"""Gradient clipping: a bound on what the optimizer sees of the gradient, never on what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from app.engine.hyperparameter import check_bounds, hyperparameter
from app.engine.objective import Array
from app.engine.text import Text


class Clipping(Protocol):
    """Maps a gradient `(d, ...)` to a bounded one of the same shape."""

    def __call__(self, gradient: Array) -> Array: ...


@dataclass(frozen=True, kw_only=True)
class ClipNorm:
    """Shorten the gradient to at most `norm`, keeping its direction.

    Rule:        g ← g · min(1, c / (‖g‖ + 1e-6))
    Convention:  the 1e-6 of torch.nn.utils.clip_grad_norm_ is kept
    Reference:   Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063
    """

    norm: float = hyperparameter(
        1.0,
        Text("clip", "クリップ"),
        Text("largest length of the gradient", "勾配ノルムの上限"),
        symbol="c",
        gt=0,
        scale="log",
        span=(1e-2, 1e2),
    )

    def __post_init__(self) -> None:
        check_bounds(self)

    def __call__(self, gradient: Array) -> Array:
        length: Array = np.hypot.reduce(gradient, axis=0)
        scale: Array = np.minimum(1.0, self.norm / (length + 1e-6))
        return gradient * scale


@dataclass(frozen=True, kw_only=True)
class ClipValue:
    """Clamp every coordinate of the gradient to [−value, value] (torch.nn.utils.clip_grad_value_)."""

    value: float = hyperparameter(
        1.0,
        Text("clip", "クリップ"),
        Text("largest size of a coordinate", "各座標の大きさの上限"),
        symbol="c",
        gt=0,
        scale="log",
        span=(1e-2, 1e2),
    )

    def __post_init__(self) -> None:
        check_bounds(self)

    def __call__(self, gradient: Array) -> Array:
        return np.clip(gradient, -self.value, self.value)
