"""Lookahead: fast steps of another optimizer, and slow ones that follow half-way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter, part
from app.engine.objective import Array
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.optimizer import FirstOrder, Wrapper
from app.engine.oracle import Oracle
from app.engine.text import Text


class LookaheadState(NamedTuple):
    """The slow position `(d, ...)`, how many steps were taken, and what the inner optimizer remembers."""

    step: int
    slow_position: Array
    inner: Any


@dataclass(frozen=True, kw_only=True)
class Lookahead(Wrapper):
    """Lookahead: every k steps of another optimizer, go back to a share of the way they went.

    The fast steps explore; the slow position moves along their chord, which damps what oscillates across a valley. A rate
    that is a little too large for the inner optimizer is forgiven.

    Update rule:  x ← x + Δ(x)                     a step of the inner optimizer
                  every k steps:  s ← s + α·(x − s)
                                  x ← s
    Convention:   the inner optimizer keeps its state when x goes back (optax.contrib's and the paper's "maintain"); optax
                  shows fast and slow parameters, here the fast ones are the position
    State:        slow_position (d, ...)
    Cost:         that of the inner optimizer
    Reference:    Zhang, Lucas, Hinton & Ba 2019, Algorithm 1, arXiv:1907.08610
    """

    name: ClassVar[str] = "lookahead"
    title: ClassVar[Text] = Text("Lookahead", "Lookahead")
    family: ClassVar[Family] = Family.WRAPPER
    idea: ClassVar[Text] = Text(
        "Explores k steps ahead, then goes a share of that way.",
        "k ステップ先まで試し、その道のりの一部だけ進みます。",
    )
    japanese: ClassVar[str] = """
    速いステップが先を探り、遅い位置はその弦に沿って動くので、谷を横切る振動が弱まります。内側の手法にとって少し大きすぎる
    学習率も、許容されます。

    Update rule: x ← x + Δ(x)                     内側の手法の 1 ステップ
                 k ステップごとに s ← s + α·(x − s)
    Convention: x が戻っても、内側の手法は状態を保ちます（optax.contrib と論文の「maintain」）。optax は速いパラメータと遅い
                パラメータを示しますが、ここでは速いほうが位置です
    Cost:       内側の手法と同じ
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere("optax", "optax.lookahead({inner}, sync_period={k}, slow_step_size={alpha})"),
    )

    inner: FirstOrder = part(
        Adam(learning_rate=0.1),
        Text("fast steps", "内側の手法"),
        Text("the optimizer that takes the fast steps", "速いステップを受け持つ手法"),
        FirstOrder,
    )
    k: int = fields.step_count(
        5, Text("ahead", "先読み"), Text("fast steps before a slow one", "遅い一歩までの速い歩数"), "k"
    )
    alpha: Any = hyperparameter(
        0.5,
        Text("share", "割合"),
        Text("share of the way that is kept", "進んだ道のりのうち残す割合"),
        symbol="α",
        ge=0,
        le=1,
        span=(0.0, 1.0),
    )

    def initial_state(self, position: Array) -> LookaheadState:
        return LookaheadState(0, position.copy(), self.inner.initial_state(position))

    def step(
        self, position: Array, oracle: Oracle, state: LookaheadState, learning_rate: Any
    ) -> tuple[Array, LookaheadState]:
        step, slow, inner = state
        delta, inner = self.inner.step(position, oracle, inner, learning_rate)
        step += 1
        is_slow = step % self.k == 0
        if np.any(is_slow):
            fast = position + delta
            slow += np.where(is_slow, self.alpha, 0.0) * (fast - slow)
            delta = np.where(is_slow, slow - position, delta)
        return delta, LookaheadState(step, slow, inner)
