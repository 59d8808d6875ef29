"""FTRL: the point that would have been best against all gradients so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import FirstOrder
from app.engine.oracle import Oracle
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class FtrlState(NamedTuple):
    """The sum of squared gradients, and the slope of all that was seen, as of the origin; both `(d, ...)`."""

    square_sum: Array
    linear: Array


@dataclass(frozen=True, kw_only=True)
class Ftrl(FirstOrder):
    """FTRL: solves anew, at every step, for the point that is best against all gradients seen so far.

    Made for advertising with millions of rare features: an L1 penalty holds every coordinate at exactly zero until the slopes
    against it add up to more than λ₁. Without penalties it walks as AdaGrad does, except that its memory begins at
    the origin, so what the sum of squares starts with pulls it there at the first step.

    Update rule:  x ← x − η·λ·x
                  s′ = s + g²,  z ← z + g + 2·λₛ·x − (s′^(−p) − s^(−p))/η · x,  s ← s′
                  x ← (clip(z, −λ₁, λ₁) − z) / (s^(−p)/η + 2·λ₂ + β/η)
    Convention:   s starts at initial_accumulator_value, 0.1 unless set, and z at zero; weight decay shrinks x before z sees it
                  (keras.optimizers.Ftrl; optax has none). A rate of zero rests, and so does a coordinate that nothing has
                  pushed yet, where Keras divides by zero
    State:        square_sum (d, ...), linear (d, ...)
    Cost:         one gradient per step
    Reference:    McMahan et al. 2013, Algorithm 1, doi:10.1145/2487575.2488200
    """

    name: ClassVar[str] = "ftrl"
    title: ClassVar[Text] = Text("FTRL", "FTRL")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(0.08)
    idea: ClassVar[Text] = Text(
        "The best point against all gradients so far, with exact zeros.",
        "これまでの勾配すべてに対して最もよい点を選び、ちょうどゼロにもします。",
    )
    japanese: ClassVar[str] = """
    まれにしか現れない特徴量を何百万も扱う、広告のために作られました。L1 の罰則により、各座標は、それに逆らう傾きの和が λ₁ を
    超えるまで、ちょうどゼロに保たれます。罰則がなければ AdaGrad と同じように進みます。ただし、記憶が原点から始まるので、
    二乗和の初期値の分だけ、最初のステップで原点へ引き寄せられます。

    Convention: s は initial_accumulator_value（既定 0.1）、z はゼロから始まります。重み減衰は、z に入る前に x を縮めます
                （keras.optimizers.Ftrl。optax にはありません）。学習率がゼロなら動きません。まだ何にも押されていない座標も
                動きませんが、Keras はそこでゼロで割ります
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "keras",
            "keras.optimizers.Ftrl(learning_rate={learning_rate}, learning_rate_power={learning_rate_power}, "
            "initial_accumulator_value={initial_accumulator_value}, "
            "l1_regularization_strength={l1_regularization_strength}, "
            "l2_regularization_strength={l2_regularization_strength}, "
            "l2_shrinkage_regularization_strength={l2_shrinkage_regularization_strength}, beta={beta}, "
            "weight_decay={weight_decay})",
            Text(
                "Keras keeps the learning rate in float32 unless keras.config.set_floatx('float64').",
                "keras.config.set_floatx('float64') としない限り、学習率は float32 で保たれます。",
            ),
        ),
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.FTRL(parameters, lr={learning_rate}, lr_power={learning_rate_power}, beta={beta}, "
            "lambda_1={l1_regularization_strength}, lambda_2=2 * {l2_regularization_strength})",
            Text(
                "Its sum of squares starts at zero and is always under a root in the divisor, whatever lr_power is.",
                "二乗和はゼロから始まります。lr_power によらず、分母では二乗和の平方根を使います。",
            ),
        ),
    )

    learning_rate_power: Any = hyperparameter(
        -0.5,
        Text("rate power", "学習率のべき"),
        Text(
            "power of the sum of squares by which the rate falls; 0 is a constant rate",
            "二乗和のこのべき乗で学習率が下がります。0 なら一定です",
        ),
        symbol="p",
        ge=-10,
        le=0,
        span=(-1.0, 0.0),
    )
    initial_accumulator_value: Any = hyperparameter(
        0.1,
        Text("first sum", "初期の和"),
        Text("where the sum of squares starts", "勾配の二乗和の初期値"),
        symbol="s₀",
        ge=0,
        le=1e6,
        span=(0.0, 1.0),
        advanced=True,
    )
    l1_regularization_strength: Any = hyperparameter(
        0.0,
        Text("L1", "L1"),
        Text("slope below which a coordinate stays zero", "座標をゼロに保つ傾きの上限"),
        symbol="λ₁",
        ge=0,
        le=1e6,
        span=(0.0, 2.0),
        advanced=True,
    )
    l2_regularization_strength: Any = hyperparameter(
        0.0,
        Text("L2", "L2"),
        Text("pull towards zero, in the problem it solves", "解く問題に加える、ゼロへ引き寄せる強さ"),
        symbol="λ₂",
        ge=0,
        le=1e6,
        span=(0.0, 2.0),
        advanced=True,
    )
    l2_shrinkage_regularization_strength: Any = hyperparameter(
        0.0,
        Text("L2 shrinkage", "L2 縮小"),
        Text("pull towards zero, in the gradient", "勾配に加える、ゼロへ引き寄せる強さ"),
        symbol="λₛ",
        ge=0,
        le=1e6,
        span=(0.0, 2.0),
        advanced=True,
    )
    beta: Any = hyperparameter(
        0.0,
        Text("beta", "ベータ"),
        Text("added to the power of the sum of squares", "二乗和のべき乗に足す値"),
        symbol="β",
        ge=0,
        le=1e6,
        span=(0.0, 2.0),
        advanced=True,
    )
    weight_decay: Any = fields.weight_decay_beside(0.0)

    def initial_state(self, position: Array) -> FtrlState:
        return FtrlState(np.full_like(position, self.initial_accumulator_value), np.zeros_like(position))

    def step(self, position: Array, oracle: Oracle, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        gradient = oracle.gradient(position)
        pull = -learning_rate * self.weight_decay * position
        delta, state = self.update_at(position + pull, gradient, state, learning_rate)
        delta += pull
        return delta, state

    def update_at(
        self, position: Array, gradient: Array, state: FtrlState, learning_rate: Any
    ) -> tuple[Array, FtrlState]:
        s, z = state
        is_resting = np.equal(learning_rate, 0)
        rate = np.where(is_resting, 1.0, learning_rate)
        power = -self.learning_rate_power
        before = s**power
        s += np.where(is_resting, 0.0, gradient * gradient)
        after = s**power
        push = gradient + 2 * self.l2_shrinkage_regularization_strength * position
        z += np.where(is_resting, 0.0, push - (after - before) / rate * position)
        curvature = after / rate + 2 * (self.l2_regularization_strength + self.beta / (2 * rate))
        is_resting = is_resting | (curvature == 0)
        limit = self.l1_regularization_strength
        target = (np.minimum(np.maximum(z, -limit), limit) - z) / np.where(is_resting, 1.0, curvature)
        return np.where(is_resting, 0.0, target - position), state
