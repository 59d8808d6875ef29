"""Signum: the sign of the momentum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.objective import Array
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class SignumState(NamedTuple):
    """The running mean of the gradient `(d, ...)`."""

    first_moment: Array


@dataclass(frozen=True, kw_only=True)
class Signum(WeightDecay):
    """Signum: each coordinate steps by the rate, against the mean of its recent slopes.

    The mean steadies the sign where gradients are noisy or a valley makes them alternate. As in SignSGD every step has
    the same length, so it hops around a minimum instead of settling; the memory makes the hops wider.

    Update rule:  m ← β·m + (1 − β)·g
                  x ← x − η · sign(m)
    Convention:   a mean of exactly zero takes no step (optax.signum, which has no default rate)
    State:        first_moment (d, ...)
    Cost:         one gradient per step
    Reference:    Bernstein et al. 2018, Algorithm 2, arXiv:1802.04434
    """

    name: ClassVar[str] = "signum"
    title: ClassVar[Text] = Text("Signum", "Signum")
    family: ClassVar[Family] = Family.SIGN
    pace: ClassVar[Pace] = of_width(0.01)
    idea: ClassVar[Text] = Text(
        "The sign of the momentum, never its size.",
        "モメンタムの符号だけに従います。",
    )
    japanese: ClassVar[str] = """
    勾配にノイズがあるときや、谷で傾きの向きが交互に変わるときに、平均が符号を安定させます。SignSGD と同じくどの歩幅も
    等しいので、最小点では落ち着かず、そのまわりを跳ねます。記憶がある分、跳ねる幅は広くなります。

    Convention: 平均がちょうど 0 なら動きません（optax.signum。学習率に既定値はありません）
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.signum({learning_rate}, beta={beta})",
        ),
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.SignSGD(parameters, lr={learning_rate}, momentum={beta}, "
            "weight_decay={decoupled_weight_decay})",
        ),
    )

    beta: Any = fields.mean_memory(0.9, "β")

    def initial_state(self, position: Array) -> SignumState:
        return SignumState(np.zeros_like(position))

    def update(self, gradient: Array, state: SignumState, learning_rate: Any) -> tuple[Array, SignumState]:
        (m,) = state
        m *= self.beta
        m += (1 - self.beta) * gradient
        return np.sign(m) * -learning_rate, state
