"""NAdam: Adam with Nesterov's look ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.text import Text


class NadamState(NamedTuple):
    """Adam's memory, arrays `(d, ...)`, and the product of all momenta so far."""

    step: int
    first_moment: Array
    second_moment: Array
    momentum_product: Any


@dataclass(frozen=True, kw_only=True)
class Nadam(AdamRule, WeightDecay):
    """NAdam: Adam that mixes the gradient at hand into its momentum, as Nesterov does.

    It reacts one step earlier than Adam, so it swings a little less. The momentum starts at half of β₁ and grows towards
    it, the slower the smaller ψ is; while it is small the path is close to RMSProp with a correction.

    Update rule:  μ_t = β₁·(1 − 0.96^(t·ψ) / 2),  Π ← Π·μ_t
                  m ← β₁·m + (1 − β₁)·g
                  v ← β₂·v + (1 − β₂)·g²
                  x ← x − η · ((1 − μ_t)·g / (1 − Π) + μ_{t+1}·m / (1 − Π·μ_{t+1})) / (√v̂ + ε)
    Convention:   t counts from 1, Π in float64 (torch.optim.NAdam keeps Π in torch's default type, float32 unless
                  set; Keras has ψ = 1; optax.nadam has no schedule of μ)
    State:        first_moment (d, ...), second_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Dozat 2016, openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ
    """

    name: ClassVar[str] = "nadam"
    title: ClassVar[Text] = Text("NAdam", "NAdam")
    idea: ClassVar[Text] = Text(
        "Adam that looks ahead as Nesterov does.",
        "Nesterov のように先を見る Adam です。",
    )
    japanese: ClassVar[str] = """
    Adam より 1 ステップ早く反応するので、揺れが少し小さくなります。モメンタムは β₁ の半分から始まって β₁ へ近づき、ψ が
    小さいほどゆっくり増えます。モメンタムが小さい間の経路は、補正付きの RMSProp に近いものです。

    Convention: t は 1 から数え、Π は float64 です（torch.optim.NAdam は Π を torch の既定の型で保ち、設定しない
                限り float32 です。Keras は ψ = 1 で、optax.nadam に μ のスケジュールはありません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.NAdam(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, "
            "weight_decay={weight_decay}, momentum_decay={momentum_decay})",
            Text(
                "the product of the momenta is kept in float32 unless torch.set_default_dtype(torch.float64)",
                "torch.set_default_dtype(torch.float64) としない限り、モメンタムの積は float32 で保たれます",
            ),
        ),
        Elsewhere(
            "optax",
            "optax.nadam({learning_rate}, b1={beta1}, b2={beta2}, eps={epsilon})",
            Text(
                "no growth of the momentum: μ is β₁ from the first step on",
                "モメンタムは増えません。最初から μ = β₁ です",
            ),
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.Nadam(learning_rate={learning_rate}, beta_1={beta1}, beta_2={beta2}, "
            "epsilon={epsilon}, weight_decay={decoupled_weight_decay})",
            Text(
                "the momentum grows as for ψ = 1, much faster",
                "モメンタムは ψ = 1 の速さで、ずっと早く増えます",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(2e-3)
    momentum_decay: Any = hyperparameter(
        4e-3,
        Text("momentum growth", "モメンタムの増加"),
        Text("how fast the momentum grows from half of β₁ towards it", "モメンタムが β₁ の半分から β₁ へ近づく速さ"),
        symbol="ψ",
        ge=0,
        le=1e3,
        span=(0.0, 0.1),
        advanced=True,
    )

    def initial_state(self, position: Array) -> NadamState:  # type: ignore[override]
        return NadamState(0, np.zeros_like(position), np.zeros_like(position), 1.0)

    def update(self, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        step, m, v, product = state
        step += 1
        self._collect(gradient, m, v)
        momentum, following = self._momentum(step), self._momentum(step + 1)
        product = product * momentum
        root = np.sqrt(v / (1 - self.beta2**step))
        root += self.epsilon
        delta = gradient * ((1 - momentum) / (1 - product))
        delta += m * (following / (1 - product * following))
        delta /= root
        delta *= -learning_rate
        return delta, NadamState(step, m, v, product)

    def _momentum(self, step: int) -> Any:
        return self.beta1 * (1 - 0.5 * 0.96 ** (step * self.momentum_decay))
