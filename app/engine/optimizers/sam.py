"""Sharpness-aware minimization: the gradient from the worst place near by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, cast

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter, part
from app.engine.objective import Array
from app.engine.optimizers.optimizer import FirstOrder, Wrapper, norm
from app.engine.optimizers.sgd import Sgd
from app.engine.oracle import Oracle
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Sam(Wrapper):
    """SAM: another optimizer steps with the gradient of the highest point within reach ρ.

    A narrow minimum has high walls within ρ, so it pushes the position out; a wide one does not mind. Between two minima
    of the same depth it prefers the flat one. It never quite settles: near the minimum it looks across it.

    Update rule:  e = ρ · g(x) / ‖g(x)‖
                  x ← x + Δ(g(x + e))              a step of the inner optimizer with that gradient
    Convention:   where the gradient is zero, e is zero; ρ is a length, not divided by anything else (the paper, optax with
                  sam's adversarial step optax.normalize_by_update_norm + sgd(ρ), opaque mode)
    State:        none
    Cost:         two gradients per step
    Reference:    Foret et al. 2021, Algorithm 1, arXiv:2010.01412
    """

    name: ClassVar[str] = "sam"
    title: ClassVar[Text] = Text("SAM", "SAM")
    family: ClassVar[Family] = Family.WRAPPER
    idea: ClassVar[Text] = Text(
        "Steps with the gradient of the worst point near by, and so prefers flat minima.",
        "近くで最も高い点の勾配で進むため、平らな最小点を好みます。",
    )
    japanese: ClassVar[str] = """
    狭い最小点には ρ の範囲に高い壁があるので、位置は外へ押し出されますが、広い最小点ではほとんど影響がありません。
    同じ深さの最小点が 2 つあれば、平らな方を好みます。完全に落ち着くことはなく、最小点の近くではその向こう側を
    見ることになります。

    Update rule: x ← x + Δ(g(x + e))              その勾配で進む、内側の手法の 1 ステップ
    Convention: 勾配が 0 なら e も 0 です。ρ は長さそのもので、ほかの何でも割りません（論文のとおり。
                optax では sam の敵対的なステップを optax.normalize_by_update_norm + sgd(ρ)、opaque モードとしたもの）
    Cost:       1 ステップに勾配 2 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "optax",
            "optax.contrib.sam({inner}, optax.chain(optax.contrib.normalize(), optax.sgd({rho})), opaque_mode=True)",
            Text(
                "in opaque mode the gradient function has to be given to update",
                "opaque モードでは update に勾配の関数も渡します",
            ),
        ),
    )

    inner: FirstOrder = part(
        Sgd(learning_rate=0.1),
        Text("steps", "内側の手法"),
        Text("the optimizer that takes the steps", "ステップを受け持つ手法"),
        FirstOrder,
    )
    rho: Any = hyperparameter(
        0.05,
        Text("reach", "半径"),
        Text("how far away the worst point is looked for", "最も高い点を探す距離"),
        symbol="ρ",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-3, 1.0),
    )

    def initial_state(self, position: Array) -> Any:
        return self.inner.initial_state(position)

    def step(self, position: Array, oracle: Oracle, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        return self.inner.step(position, cast(Oracle, _Uphill(oracle, self.rho)), state, learning_rate)


class _Uphill:
    """An oracle that answers with the gradient a little way uphill from where it is asked; else as the one within."""

    def __init__(self, oracle: Oracle, reach: Any) -> None:
        self._oracle, self._reach = oracle, reach

    def __getattr__(self, name: str) -> Any:
        return getattr(self._oracle, name)

    def gradient(self, position: Array) -> Array:
        gradient = self._oracle.gradient(position)
        length = norm(gradient)
        return self._oracle.gradient(position + gradient * (self._reach / np.where(length > 0, length, 1.0)))
