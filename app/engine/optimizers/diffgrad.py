"""diffGrad: Adam that slows down where the gradient no longer changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.elsewhere import Elsewhere
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.adam import AdamRule
from app.engine.optimizers.optimizer import WeightDecay
from app.engine.text import Text

TINY = 1e-15
"""What pytorch_optimizer adds inside the root."""


class DiffgradState(NamedTuple):
    """Adam's memory, the largest second moment so far and the gradient before; arrays are `(d, ...)`."""

    step: int
    first_moment: Array
    second_moment: Array
    largest_second_moment: Array
    previous_gradient: Array


@dataclass(frozen=True, kw_only=True)
class Diffgrad(AdamRule, WeightDecay):
    """diffGrad: Adam times a friction that is one half where the gradient stays the same and one where it changes.

    The thought is that a gradient that changes little announces a minimum, where one had better not overshoot. The factor
    is never below a half, so it calms Adam's circles but does not end them; and on an even slope it is just as careful.

    Update rule:  m ← β₁·m + (1 − β₁)·g
                  v ← β₂·v + (1 − β₂)·g²,  w ← max(w, v),  u = w if ams_bound, else u = v
                  ξ = 1/(1 + e^(−|g′ − g|)),  g′ ← g
                  x ← x − η · r·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · ξ·m / (√(u + 1e-15) + ε)
                  r = 1, or that of RAdam with rectify: while ρ < n, x ← x − η · m/(1 − β₁ᵗ) if degenerated_to_sgd, else x
    Convention:   g′ starts at zero, ε beside the uncorrected root (pytorch_optimizer.DiffGrad; n is n_sma_threshold). The
                  division begins at ρ ≥ n, in torch's RAdam at ρ > 5
    State:        first_moment (d, ...), second_moment (d, ...), largest_second_moment (d, ...), previous_gradient (d, ...)
    Cost:         one gradient per step
    Reference:    Dubey et al. 2020, section III, arXiv:1909.11015; with rectify: Liu et al. 2020, arXiv:1908.03265
    """

    name: ClassVar[str] = "diffgrad"
    title: ClassVar[Text] = Text("diffGrad", "diffGrad")
    idea: ClassVar[Text] = Text(
        "Adam that brakes where the gradient hardly changes.",
        "勾配があまり変わらないところで速度を落とす Adam です。",
    )
    japanese: ClassVar[str] = """
    勾配があまり変わらないのは最小点が近いしるしで、そこでは行き過ぎないほうがよい、という考え方です。モメンタムに掛ける係数は、
    勾配が変わらないところで 1/2、変わるところで 1 です。1/2 を下回ることはないので、Adam の回り込みは和らぎますが、
    なくなりません。傾きが一様なところでも、同じように慎重に進みます。

    Update rule: v ← β₂·v + (1 − β₂)·g²、 w ← max(w, v)、 ams_bound なら u = w、 そうでなければ u = v
                 r = 1、 rectify なら RAdam のもので、 ρ < n の間は degenerated_to_sgd なら x ← x − η · m/(1 − β₁ᵗ)、 他は x
    Convention: g′ は 0 から始まり、ε は補正前の平方根に加えます（pytorch_optimizer.DiffGrad。n は n_sma_threshold です）。
                割り算は ρ ≥ n から始まります。torch の RAdam では ρ > 5 からです
    Cost:       1 ステップに勾配 1 回
    Reference:  Dubey et al. 2020, section III, arXiv:1909.11015; rectify は Liu et al. 2020, arXiv:1908.03265
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "pytorch_optimizer",
            "pytorch_optimizer.DiffGrad(parameters, lr={learning_rate}, betas=({beta1}, {beta2}), "
            "weight_decay={weight_decay}, weight_decouple=False, rectify={rectify}, n_sma_threshold={n_sma_threshold}, "
            "degenerated_to_sgd={degenerated_to_sgd}, ams_bound={ams_bound}, eps={epsilon})",
            Text(
                "Unless weight_decouple=False, its weight_decay is the decoupled one.",
                "weight_decouple=False を指定しないと、weight_decay は分離した減衰になります。",
            ),
        ),
    )

    ams_bound: bool = hyperparameter(
        False,
        Text("largest square", "最大の二乗"),
        Text("divide by the largest mean square so far", "これまでで最大の二乗平均で割ります"),
        advanced=True,
    )
    rectify: bool = hyperparameter(
        False,
        Text("rectify", "修正"),
        Text("do not divide before the mean square can be trusted", "二乗平均が信頼できるまで割りません"),
        advanced=True,
    )
    n_sma_threshold: int = hyperparameter(
        5,
        Text("threshold", "しきい値"),
        Text("gradients that the mean square has to stand for, with rectify", "修正のとき、二乗平均に必要な勾配の数"),
        symbol="n",
        ge=4,
        le=1_000_000,
        span=(4, 50),
        advanced=True,
    )
    degenerated_to_sgd: bool = hyperparameter(
        True,
        Text("momentum first", "最初はモメンタム"),
        Text(
            "take momentum steps below the threshold, rather than none",
            "しきい値まではモメンタムで進みます。オフなら止まります",
        ),
        advanced=True,
    )

    def initial_state(self, position: Array) -> DiffgradState:  # type: ignore[override]
        zeros = np.zeros_like(position)
        return DiffgradState(0, zeros, zeros.copy(), zeros.copy(), zeros.copy())

    def update(self, gradient: Array, state: Any, learning_rate: Any) -> tuple[Array, Any]:
        step, m, v, w, previous = state
        step += 1
        self._collect(gradient, m, v)
        np.maximum(w, v, out=w)
        root = np.sqrt((w if self.ams_bound else v) + TINY)
        root += self.epsilon
        friction = 1 / (1 + np.exp(-np.abs(previous - gradient)))
        strength, is_divided = self._strength(step)
        delta = strength * m
        delta *= np.where(is_divided, friction / root, 1.0)
        delta *= -learning_rate / (1 - self.beta1**step)
        previous[...] = gradient
        return delta, DiffgradState(step, m, v, w, previous)

    def _strength(self, step: int) -> tuple[Any, Any]:
        """What the rate is multiplied with besides the correction of the mean, and whether the mean is divided."""
        correction = np.subtract(1, self.beta2**step)
        if not self.rectify:
            return np.sqrt(correction), True
        longest = np.subtract(np.divide(2, np.subtract(1, self.beta2)), 1)
        length = longest - 2 * step * self.beta2**step / correction
        is_divided = length >= self.n_sma_threshold
        longest, length = np.where(is_divided, longest, 6.0), np.where(is_divided, length, 6.0)
        square = (length - 4) / (longest - 4) * (length - 2) / length * longest / (longest - 2)
        return np.where(is_divided, np.sqrt(correction * square), float(self.degenerated_to_sgd)), is_divided
