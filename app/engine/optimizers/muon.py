"""Muon: momentum whose singular values are all made one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine import fields
from app.engine.choice import Choice
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import DecayBeside
from app.engine.pace import Pace, of_width
from app.engine.text import Text


class MuonState(NamedTuple):
    """The running mean of the gradient `(rows, columns)`."""

    velocity: Array


class RateAdjustment(Choice):
    """What the learning rate is multiplied by for a matrix: √max(1, rows/columns), or 0.2·√max(rows, columns)."""

    words = ("original", "match_rms_adamw")


@dataclass(frozen=True, kw_only=True)
class Muon(DecayBeside):
    """Muon: momentum on a matrix, turned into the nearest orthogonal one.

    A steep direction of a matrix drowns the flat ones in any step that follows the gradient; here all singular directions
    move by about the same amount. The matrix may be seen through ill-conditioned factors on either side, and it does not
    mind. Its steps do not shrink near a minimum, so the rate has to.

    Update rule:  v ← μ·v + (1 − μ)·G
                  M = μ·v + (1 − μ)·G with nesterov, else v
                  O = M / max(‖M‖, ε),  k times:  A = O·Oᵀ,  O ← a·O + (b·A + c·A²)·O
                  X ← X − η·r·O − η·λ·X
    Convention:   r = √max(1, rows/columns), or 0.2·√max(rows, columns) to match the size of AdamW's steps (torch.optim.Muon,
                  which iterates in bfloat16: three digits; here float64); a vector beside matrices is taken as a column
    State:        velocity (rows, columns)
    Cost:         one gradient per step
    Reference:    Jordan et al. 2024, Muon: an optimizer for hidden layers; Liu et al. 2025, arXiv:2502.16982
    """

    name: ClassVar[str] = "muon"
    title: ClassVar[Text] = Text("Muon", "Muon")
    family: ClassVar[Family] = Family.MATRIX
    pace: ClassVar[Pace] = of_width(0.01)
    batched: ClassVar[bool] = False
    per_group: ClassVar[bool] = True
    sees_shape: ClassVar[bool] = True
    needs_matrix: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "Moves a matrix by the same amount along all its singular directions.",
        "行列を、すべての特異方向に同じだけ動かします。",
    )
    japanese: ClassVar[str] = """
    勾配に従うステップでは、行列の急な方向に平らな方向が埋もれてしまいます。ここでは、すべての特異方向がほぼ同じだけ動きます。
    行列の左右に条件の悪い因子が掛かっていても、影響を受けません。最小点の近くでもステップが縮まないので、学習率のほうを下げる
    必要があります。

    Update rule: M = μ·v + (1 − μ)·G （nesterov のとき）、 そうでなければ v
                 O = M / max(‖M‖, ε)、 k 回くり返す： A = O·Oᵀ、 O ← a·O + (b·A + c·A²)·O
    Convention: r は √max(1, rows/columns)、または AdamW のステップの大きさに合わせる 0.2·√max(rows, columns) です
                （torch.optim.Muon。反復は 3 桁の精度の bfloat16 ですが、ここでは float64）。行列と並ぶベクトルは、
                列とみなします
    Cost:       1 ステップに勾配 1 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "torch",
            "torch.optim.Muon(parameters, lr={learning_rate}, weight_decay={weight_decay}, momentum={momentum}, "
            "nesterov={nesterov}, ns_coefficients=({ns_coefficient1}, {ns_coefficient2}, {ns_coefficient3}), "
            "eps={epsilon}, ns_steps={ns_steps}, adjust_lr_fn={adjust_learning_rate})",
            Text(
                "torch iterates in bfloat16, which has three digits, so paths agree to about a hundredth.",
                "torch は反復を 3 桁ほどの精度しかない bfloat16 で行うため、経路の一致は 100 分の 1 程度です。",
            ),
        ),
    )

    weight_decay: Any = fields.weight_decay_beside(0.1)
    momentum: Any = fields.momentum(0.95)
    nesterov: bool = hyperparameter(
        True,
        Text("look ahead", "先読み"),
        Text("use the momentum that the next step will have", "次のステップのモメンタムを先に使います"),
        advanced=True,
    )
    ns_steps: int = hyperparameter(
        5,
        Text("iterations", "反復回数"),
        Text("times the singular values are pushed towards one", "特異値を 1 に近づける回数"),
        symbol="k",
        ge=0,
        le=99,
        span=(1, 10),
        advanced=True,
    )
    ns_coefficient1: Any = hyperparameter(
        3.4445,
        Text("coefficient a", "係数 a"),
        Text("of the first power in the iteration", "反復の 1 次の項の係数"),
        symbol="a",
        ge=-100,
        le=100,
        span=(2.9445, 3.9445),
        advanced=True,
    )
    ns_coefficient2: Any = hyperparameter(
        -4.775,
        Text("coefficient b", "係数 b"),
        Text("of the third power in the iteration", "反復の 3 次の項の係数"),
        symbol="b",
        ge=-100,
        le=100,
        span=(-5.275, -4.275),
        advanced=True,
    )
    ns_coefficient3: Any = hyperparameter(
        2.0315,
        Text("coefficient c", "係数 c"),
        Text("of the fifth power in the iteration", "反復の 5 次の項の係数"),
        symbol="c",
        ge=-100,
        le=100,
        span=(1.5315, 2.5315),
        advanced=True,
    )
    epsilon: Any = fields.epsilon(1e-7)
    adjust_learning_rate: RateAdjustment = hyperparameter(
        RateAdjustment("original"),
        Text("rate by shape", "形による調整"),
        Text("what the rate is multiplied by for the shape of a matrix", "行列の形に応じた学習率の調整"),
        symbol="r",
        advanced=True,
    )

    def initial_state(self, position: Array) -> MuonState:
        return MuonState(np.zeros_like(position))

    def update(self, gradient: Array, state: MuonState, learning_rate: Any) -> tuple[Array, MuonState]:
        (v,) = state
        v += (1 - self.momentum) * (gradient - v)
        push = gradient + self.momentum * (v - gradient) if self.nesterov else v
        matrix = push if push.ndim == 2 else push[:, None]
        delta = self._orthogonal(matrix) * (-learning_rate * self._ratio(*matrix.shape))
        return delta.reshape(gradient.shape), state

    def _orthogonal(self, matrix: Array) -> Array:
        """`matrix` with its singular values near one; the smaller of both products is the one iterated on."""
        is_tall = matrix.shape[0] > matrix.shape[1]
        o = matrix.T if is_tall else matrix
        o = o / np.maximum(np.sqrt(np.sum(o * o)), self.epsilon)
        for _ in range(int(self.ns_steps)):
            a = o @ o.T
            o = self.ns_coefficient1 * o + (self.ns_coefficient2 * a + self.ns_coefficient3 * (a @ a)) @ o
        orthogonal: Array = o.T if is_tall else o
        return orthogonal

    def _ratio(self, rows: int, columns: int) -> float:
        """What the rate is multiplied by."""
        if self.adjust_learning_rate == "original":
            return float(max(1.0, rows / columns) ** 0.5)
        return float(0.2 * max(rows, columns) ** 0.5)
