"""Sophia: momentum divided by the curvature, and never more than a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class SophiaState(NamedTuple):
    """Steps taken, running means of the gradient and of the Hessian's diagonal `(d, ...)`."""

    step: int
    first_moment: Array
    curvature: Array


@dataclass(frozen=True, kw_only=True)
class Sophia(Optimizer):
    """Sophia: momentum over an estimate of the curvature of each coordinate, clipped.

    Flat directions get long steps and steep ones short steps, as Newton's method would do along the axes. Where the curvature is
    negative or not yet known the clipping takes over, and it steps by the sign of the momentum. The curvature is asked for
    every few steps only, along one random vector of signs.

    Update rule:  m ← β₁·m + (1 − β₁)·g,  m̂ = m/(1 − β₁ᵗ)
                  u = m̂ / max(γ·h, ε), clipped to ±ρ
                  x ← x − η·(u + λ·x)
                  h ← β₂·h + (1 − β₂)·z∘(∇²f·z),  z = ±1 at random, every k-th step from the first, at the old x
    Convention:   h starts at 0, is not bias-corrected and is used from the step after, so the first steps go by sign;
                  clip_threshold 0 is none; Hutchinson's estimate (optax.contrib.sophia, which draws other signs and has no
                  default rate). One vector z from the run's own generator, the same for all columns of a batch
    State:        first_moment (d, ...), curvature (d, ...)
    Cost:         one gradient per step, and one Hessian-vector product, counted as a gradient, every k steps
    Reference:    Liu et al. 2023, Algorithm 3, arXiv:2305.14342
    """

    name: ClassVar[str] = "sophia"
    title: ClassVar[Text] = Text("Sophia", "Sophia")
    family: ClassVar[Family] = Family.CURVATURE
    pace: ClassVar[Pace] = of_width(0.01)
    draws: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Momentum divided by the curvature of each coordinate, clipped.",
        "モメンタムを座標ごとの曲率で割り、上限で抑えます。",
    )
    japanese: ClassVar[str] = """
    平らな方向には大きく、急な方向には小さく進みます。座標軸に沿ったニュートン法と同じ振る舞いです。曲率が負か、
    まだ分からない所では上限での抑えが働き、モメンタムの符号で進みます。曲率は数ステップごとに、無作為な符号ベクトル 1 本の
    方向についてだけ求めます。

    Update rule: u = m̂ / max(γ·h, ε)、 ±ρ に切り詰める
                 h ← β₂·h + (1 − β₂)·z∘(∇²f·z)、 z = ±1 は無作為、 最初のステップから k ステップごとに、更新前の x で
    Convention: h は 0 から始め、偏り補正はせず、次のステップから使うので、最初の数ステップは符号で進みます。
                clip_threshold が 0 なら抑えません。Hutchinson の推定量です（optax.contrib.sophia。引く符号が異なり、
                学習率に既定値はありません）。z は実行自身の乱数生成器から 1 本引き、バッチのすべての列に共通です
    Cost:       1 ステップに勾配 1 回、ほかに k ステップごとにヘッセ行列とベクトルの積 1 回（勾配 1 回と数えます）
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.sophia({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon}, weight_decay={weight_decay}, "
            "gamma={gamma}, clip_threshold={clip_threshold} or None, update_interval={update_interval})",
            Text(
                "draws other random signs; update needs the function as well: obj_fn=…",
                "乱数の列が異なります。update に関数 obj_fn=… も渡します",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(0.01)
    beta1: Any = fields.mean_memory(0.965, "β₁")
    beta2: Any = hyperparameter(
        0.99,
        Text("curvature", "曲率"),
        Text("memory of the curvature's mean", "曲率の平均の記憶の長さ"),
        symbol="β₂",
        ge=0,
        lt=1,
        scale="one_minus",
        span=(0.0, 0.999),
    )
    epsilon: Any = fields.epsilon(1e-8)
    weight_decay: Any = fields.weight_decay_beside(1e-4)
    gamma: Any = hyperparameter(
        0.01,
        Text("scale", "尺度"),
        Text(
            "factor on the curvature: smaller is bolder, and clipped more often", "曲率に掛ける値。小さいほど大胆です"
        ),
        symbol="γ",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-3, 1.0),
    )
    clip_threshold: Any = hyperparameter(
        1.0,
        Text("bound", "上限"),
        Text(
            "largest step of a coordinate in units of the rate; 0: none",
            "座標ごとの歩幅の上限（学習率の倍数）。0 ならなし",
        ),
        symbol="ρ",
        ge=0,
        le=1e6,
        scale="log",
        span=(0.1, 10.0),
    )
    update_interval: int = fields.step_count(
        10, Text("interval", "間隔"), Text("steps between two looks at the curvature", "曲率を調べる間隔"), "k"
    )

    def initial_state(self, position: Array) -> SophiaState:
        return SophiaState(0, np.zeros_like(position), np.zeros_like(position))

    def step(
        self, position: Array, oracle: Oracle, state: SophiaState, learning_rate: Any
    ) -> tuple[Array, SophiaState]:
        step, m, h = state
        m = (1 - self.beta1) * oracle.gradient(position) + self.beta1 * m
        bound = np.where(np.greater(self.clip_threshold, 0), self.clip_threshold, np.inf)
        push = m / (1 - self.beta1 ** (step + 1)) / np.maximum(self.gamma * h, self.epsilon)
        delta = -learning_rate * (np.clip(push, -bound, bound) + self.weight_decay * position)
        if step % self.update_interval == 0:
            h = (1 - self.beta2) * self._diagonal(position, oracle) + self.beta2 * h
        return delta, SophiaState(step + 1, m, h)

    def _diagonal(self, position: Array, oracle: Oracle) -> Array:
        """Hutchinson's estimate of the Hessian's diagonal `(d, ...)`, exact where the Hessian is diagonal."""
        signs = 2.0 * oracle.random.integers(0, 2, len(position)) - 1
        signs = signs.reshape(-1, *(1,) * (position.ndim - 1))
        return signs * oracle.hessian_vector(position, np.broadcast_to(signs, position.shape))
