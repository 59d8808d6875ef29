"""Gradient descent with Polyak's step: as far as the slope says the minimum is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine import fields
from app.engine.choice import Choice
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.text import Text


class PolyakVariant(Choice):
    """What happens below `f_min`: `sps` steps back uphill, `sps+` stands still."""

    words = ("sps", "sps+")


@dataclass(frozen=True, kw_only=True)
class PolyakSgd(Optimizer):
    """Polyak SGD: gradient descent whose rate follows from the loss and the slope, if the lowest loss is known.

    A straight line down the slope reaches the lowest loss after (f − f_min)/‖g‖; that is how far it goes. With the right
    f_min it needs no tuning on convex functions. With one too low it oversteps near the minimum, with one too high it
    stops above it, or climbs back to it; on functions that are not convex it may be thrown far.

    Update rule:  u = η·g
                  τ = min((f − f_min) / (‖u‖² + ε), τ_max), 0 where ‖u‖² + ε ≤ 2⁻⁵²
                  x ← x − τ·u
    Convention:   the learning rate is optax's scaling, which its code applies before it measures the slope: η below 1 lengthens
                  the step up to η·τ_max, where optax's documentation and the paper scale it by η; at 1 all agree.
                  sps+ takes max(f − f_min, 0) (optax.polyak_sgd)
    State:        none
    Cost:         one gradient and one value per step
    Reference:    Loizou et al. 2021, arXiv:2002.10542; sps+: Garrigos et al. 2023, arXiv:2307.14528
    """

    name: ClassVar[str] = "polyak_sgd"
    title: ClassVar[Text] = Text("Polyak SGD", "Polyak SGD")
    family: ClassVar[Family] = Family.PARAMETER_FREE
    idea: ClassVar[Text] = Text(
        "Steps as far as a straight slope would need to the lowest loss.",
        "傾きのまま最小の損失まで下るとした距離だけ進みます。",
    )
    japanese: ClassVar[str] = """
    今の傾きのとおりにまっすぐ下ると、(f − f_min)/‖g‖ だけ進んだ所で最小の損失に達します。進むのはその距離です。f_min が
    正しければ、凸関数では調整が要りません。低すぎると最小点の近くで行き過ぎ、高すぎると最小点より高い所で止まるか、そこまで
    登り返します。凸でない関数では、遠くへ飛ばされることがあります。

    Update rule: τ = min((f − f_min) / (‖u‖² + ε), τ_max)、 ‖u‖² + ε ≤ 2⁻⁵² なら 0
    Convention: 学習率は optax の scaling で、コードでは、傾きを測る前にこれを掛けます。そのため、1 より小さい η は、η·τ_max を
                上限にステップを長くします。optax の文書と論文では、ステップを η 倍にします。η が 1 なら、どれも一致します。
                sps+ は max(f − f_min, 0) を使います（optax.polyak_sgd）
    Cost:       1 ステップに勾配 1 回と関数値 1 回
    Reference:  Loizou et al. 2021, arXiv:2002.10542; sps+ は Garrigos et al. 2023, arXiv:2307.14528
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.polyak_sgd(max_learning_rate={max_learning_rate}, scaling={learning_rate}, f_min={f_min}, "
            "eps={epsilon}, variant={variant})",
            Text("update needs the loss as well: value=…", "update に損失 value=… も渡します"),
        ),
    )

    learning_rate: Any = fields.learning_rate(1.0)
    max_learning_rate: Any = hyperparameter(
        1.0,
        Text("bound", "上限"),
        Text("largest step that Polyak's rule may take, as a rate", "Polyak の歩幅の上限（学習率として）"),
        symbol="τ_max",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-3, 10.0),
    )
    f_min: Any = hyperparameter(
        0.0,
        Text("lowest loss", "最小の損失"),
        Text("guess of the lowest value of the function", "関数の最小値の見積もり"),
        symbol="f_min",
        ge=-1e12,
        le=1e12,
        span=(-1.0, 1.0),
    )
    epsilon: Any = fields.epsilon(0.0)
    variant: Any = hyperparameter(
        PolyakVariant("sps"),
        Text("variant", "種類"),
        Text(
            "sps+ stands still below the lowest loss, sps climbs", "最小の損失を下回ると、sps+ は止まり、sps は登ります"
        ),
        symbol="s",
        advanced=True,
    )

    def initial_state(self, position: Array) -> tuple[()]:
        return ()

    def step(self, position: Array, oracle: Oracle, state: tuple[()], learning_rate: Any) -> tuple[Array, tuple[()]]:
        push = learning_rate * oracle.gradient(position)
        gap = oracle.value(position) - self.f_min
        if self.variant == "sps+":
            gap = np.maximum(gap, 0.0)
        square = np.sum(push * push, axis=0) + self.epsilon
        is_flat = square <= np.finfo(np.float64).eps
        step_size = np.where(is_flat, 0.0, np.minimum(gap / np.where(is_flat, 1.0, square), self.max_learning_rate))
        return push * -step_size, state
