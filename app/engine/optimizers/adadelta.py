"""AdaDelta: steps measured in steps, so that no learning rate is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class AdadeltaState(NamedTuple):
    """Running means of the squared gradient and of the squared step, both `(d, ...)`."""

    second_moment: Array
    step_square: Array


@dataclass(frozen=True, kw_only=True)
class Adadelta(WeightDecay):
    """AdaDelta: the size of the last steps, divided by the size of the last slopes.

    The ratio has the unit of the coordinate itself, so stretching an axis stretches the path and nothing else, and a rate
    of one is meant to do. It starts from almost nothing: the first step is √(ε/(1 − ρ)) long, 0.003 unless set, and on a
    test function with rate one it takes many steps to get going.

    Update rule:  v ← ρ·v + (1 − ρ)·g²
                  d ← √(u + ε) / √(v + ε) · g
                  u ← ρ·u + (1 − ρ)·d²
                  x ← x − η · d
    Convention:   ε inside both roots, u collected before the rate is applied (torch.optim.Adadelta; the paper has no η)
    State:        second_moment (d, ...), step_square (d, ...)
    Cost:         one gradient per step
    Reference:    Zeiler 2012, Algorithm 1, arXiv:1212.5701
    """

    name: ClassVar[str] = "adadelta"
    title: ClassVar[Text] = Text("AdaDelta", "AdaDelta")
    family: ClassVar[Family] = Family.ADAPTIVE
    pace: ClassVar[Pace] = of_width(1.5)
    idea: ClassVar[Text] = Text(
        "Finds its own step from the sizes of recent moves.",
        "最近の移動量から歩幅を自分で決めます。",
    )
    japanese: ClassVar[str] = """
    移動量と勾配の比は座標そのものと同じ単位をもつので、軸を引き伸ばすと経路も同じだけ伸び、ほかは何も変わりません。
    学習率は 1 で済むように作られています。歩幅はほとんど 0 から始まります。最初の 1 歩の長さは √(ε/(1 − ρ)) で、
    既定値では 0.003 です。学習率が 1 でも、テスト関数では動き出すまでに多くのステップがかかります。

    Convention: ε は両方の根号の中に置き、u は学習率を掛ける前に集めます（torch.optim.Adadelta。論文に η はありません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.Adadelta(parameters, lr={learning_rate}, rho={rho}, eps={epsilon}, "
            "weight_decay={weight_decay})",
        ),
        Elsewhere(
            "optax",
            "optax.adadelta({learning_rate}, rho={rho}, eps={epsilon}, weight_decay={weight_decay})",
        ),
        Elsewhere(
            "keras",
            "keras.optimizers.Adadelta(learning_rate={learning_rate}, rho={rho}, epsilon={epsilon}, "
            "weight_decay={decoupled_weight_decay})",
            Text(
                "left out, the rate is 0.001, ρ is 0.95 and ε is 1e-7",
                "省略時、学習率は 0.001、ρ は 0.95、ε は 1e-7 です",
            ),
        ),
    )

    learning_rate: Any = fields.learning_rate(1.0)
    rho: Any = hyperparameter(
        0.9,
        Text("memory", "記憶"),
        Text("memory of both running means", "2 つの移動平均の記憶の長さ"),
        symbol="ρ",
        ge=0,
        le=1,
        scale="one_minus",
        span=(0.0, 0.999),
    )
    epsilon: Any = fields.epsilon(1e-6)

    def initial_state(self, position: Array) -> AdadeltaState:
        return AdadeltaState(np.zeros_like(position), np.zeros_like(position))

    def update(self, gradient: Array, state: AdadeltaState, learning_rate: Any) -> tuple[Array, AdadeltaState]:
        v, u = state
        v *= self.rho
        v += (1 - self.rho) * gradient * gradient
        d = np.sqrt((u + self.epsilon) / (v + self.epsilon))
        d *= gradient
        u *= self.rho
        u += (1 - self.rho) * d * d
        d *= -learning_rate
        return d, state
