"""Adafactor: steps relative to the size of what is learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import DecayBeside
from app.engine.pace import Pace, of_position
from app.engine.text import Text


class AdafactorState(NamedTuple):
    """How many steps were taken, and the mean of the squared gradient `(d, ...)`."""

    step: int
    second_moment: Array


class AdafactorMatrixState(NamedTuple):
    """How many steps were taken, and mean squares of the gradient: of rows `(rows, 1, ...)` and columns `(1, columns, ...)`."""

    step: int
    row_moment: Array
    column_moment: Array


@dataclass(frozen=True, kw_only=True)
class Adafactor(DecayBeside):
    """Adafactor: RMSProp whose steps are measured in shares of the position's own size.

    Made for huge matrices, of whose mean square it keeps row and column sums alone; for a vector nothing is
    saved and it keeps the whole. A coordinate far from the origin takes large steps, one near it small ones, and its rate
    falls like 1/√t by itself.

    Update rule:  v ← v + t^κ · (g² − v)
                  u = g / √max(v, ε₁²),  u ← u / max(1, RMS(u)/d)
                  x ← x − min(η, 1/√t) · max(ε₂, RMS(x)) · u − η·λ·x
    Convention:   κ = beta2_decay, t counts from 1, no momentum (torch.optim.Adafactor; the paper and optax differ in ε₁
                  and in the relative rate); in a matrix v is row · column / mean(rows), each the mean of its squares
    State:        second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Shazeer & Stern 2018, Algorithm 5, arXiv:1804.04235
    """

    name: ClassVar[str] = "adafactor"
    title: ClassVar[Text] = Text("Adafactor", "Adafactor")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_position(0.1)
    per_group: ClassVar[bool] = True
    sees_shape: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Steps in shares of the position's own size.",
        "位置自身の大きさに比例した歩幅で進みます。",
    )
    japanese: ClassVar[str] = """
    巨大な行列のために作られた手法で、行列では二乗平均の行の和と列の和だけを記憶します。ベクトルでは節約にならないので、
    全体を記憶します。原点から遠い座標は大きく、近い座標は小さく進み、学習率はひとりでに 1/√t のように下がります。

    Convention: κ は beta2_decay です。t は 1 から数え、モメンタムはありません（torch.optim.Adafactor。
                論文と optax では ε₁ と相対的な学習率が異なります）。行列での v は、行と列それぞれの二乗平均から、
                行 · 列 / 行の平均として求めます
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.Adafactor(parameters, lr={learning_rate}, beta2_decay={beta2_decay}, eps=({epsilon1}, "
            "{epsilon2}), d={d}, weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.adafactor({learning_rate}, decay_rate=-({beta2_decay}), clipping_threshold={d}, "
            "weight_decay_rate={weight_decay})",
            Text(
                "the rate is not bounded by 1/√t, ε₁ is added to g², the weight decay is not multiplied by the rate",
                "学習率に 1/√t の上限がなく、ε₁ は g² に加え、重み減衰に学習率を掛けません",
            ),
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.Adafactor(learning_rate={learning_rate}, beta_2_decay={beta2_decay}, "
            "epsilon_1={epsilon1}, epsilon_2={epsilon2}, clip_threshold={d}, weight_decay={weight_decay})",
            Text(
                "ε₁ is added to g²; left out, it is 1e-30. The root mean square of x is taken after the weight decay",
                "ε₁ は g² に加え、省略時は 1e-30 です。x の二乗平均平方根は重み減衰の後に取ります",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(1e-2)
    beta2_decay: Any = hyperparameter(
        -0.8,
        Text("forgetting", "忘却"),
        Text("power of the step number by which new squares count", "新しい二乗の重みが減るべき指数"),
        symbol="κ",
        ge=-10,
        le=0,
        span=(-1.0, 0.0),
    )
    epsilon1: Any = fields.epsilon(float(np.finfo(np.float64).eps), "ε₁")
    epsilon2: Any = hyperparameter(
        1e-3,
        Text("smallest size", "最小の大きさ"),
        Text("size that the position is taken to have at least", "位置の大きさの下限"),
        symbol="ε₂",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-6, 1.0),
        advanced=True,
    )
    d: Any = hyperparameter(
        1.0,
        Text("threshold", "上限"),
        Text("largest size of a step before the rate", "学習率を掛ける前の歩幅の上限"),
        symbol="d",
        ge=1,
        le=1e6,
        span=(1.0, 10.0),
        advanced=True,
    )

    def initial_state(self, position: Array) -> AdafactorState:
        return AdafactorState(0, np.zeros_like(position))

    def initial_matrix_state(self, position: Array) -> AdafactorMatrixState:
        return AdafactorMatrixState(0, np.zeros_like(position[:, :1]), np.zeros_like(position[:1]))

    def update_at(self, position: Array, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        step = state.step + 1
        axes = (0, 1) if isinstance(state, AdafactorMatrixState) else (0,)
        v = self._collected(gradient * gradient, state, float(step) ** self.beta2_decay)
        delta = gradient / np.sqrt(np.maximum(v, self.epsilon1 * self.epsilon1))
        rate = np.minimum(learning_rate, step**-0.5) * np.maximum(self.epsilon2, _root_mean_square(position, axes))
        delta *= -rate / np.maximum(1.0, _root_mean_square(delta, axes) / self.d)
        return delta, state._replace(step=step)

    def _collected(self, square: Array, state: AdafactorState | AdafactorMatrixState, share: Any) -> Array:
        """The mean square of each entry; what the state keeps of it moves by `share` towards `square`."""
        if isinstance(state, AdafactorState):
            v = state.second_moment
            v += share * (square - v)
            return v
        _, rows, columns = state
        rows += share * (square.mean(axis=1, keepdims=True) - rows)
        columns += share * (square.mean(axis=0, keepdims=True) - columns)
        product: Array = rows * columns
        product /= np.maximum(rows.mean(axis=0, keepdims=True), self.epsilon1)
        return product


def _root_mean_square(parameter: Array, axes: tuple[int, ...]) -> Array:
    root: Array = np.sqrt(np.mean(parameter * parameter, axis=axes))
    return root
