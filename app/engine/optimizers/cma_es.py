"""CMA-ES: a cloud of samples that learns where to lie, how wide, and in which directions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

import numpy as np

from app.engine.decompositions import eigen
from app.engine.elsewhere import Elsewhere
from app.engine.family import Family
from app.engine.hyperparameter import hyperparameter
from app.engine.objective import Array
from app.engine.optimizers.optimizer import Optimizer
from app.engine.oracle import Oracle
from app.engine.recombination import recombination
from app.engine.text import Text


class CmaEsState(NamedTuple):
    """Generations so far, the step size σ, the shape of the cloud `(d, d)` and both evolution paths `(d,)`."""

    generation: int
    step_size: float
    covariance: Array
    step_path: Array
    covariance_path: Array


@dataclass(frozen=True, kw_only=True)
class CmaEs(Optimizer):
    """CMA-ES: samples a cloud around its mean, moves the mean to the better half, and stretches the cloud along what worked.

    The cloud takes the shape of the level lines, so it crosses a narrow, rotated valley as if it were round. It looks at
    ranks alone, so noise, cliffs and plateaus do little harm, and a wide cloud sees past small bumps. The price is a
    population per step, and a covariance that grows with the square of the dimension.

    Update rule:  y_k ← √C · z_k,  x_k ← m + σ·y_k,  k = 1…λ, sorted by f(x_k)
                  ȳ ← Σ w_i·y_i over the μ best;  m ← m + σ·ȳ
                  p_σ ← (1 − c_σ)·p_σ + √(c_σ·(2 − c_σ)·μ_w) · C^(−½)·ȳ
                  h ← 1 where ‖p_σ‖²/(1 − (1 − c_σ)^(2t)) < (2 + 4/(d + 1))·d, else 0
                  p_c ← (1 − c_c)·p_c + h·√(c_c·(2 − c_c)·μ_w) · ȳ
                  C ← (1 − c₁·(1 − (1 − h)·c_c·(2 − c_c)) − c_μ·Σw)·C + c₁·p_c·p_cᵀ + c_μ·Σ w_i·y_i·y_iᵀ
                  σ ← σ · exp(c_σ/d_σ · (‖p_σ‖/E‖N‖ − 1)),  by at most a factor of e
    Convention:   constants and h as in pycma 4.4 (c_σ has d + μ_w + 3 below, the tutorial 5; pycma 4.5 caps it at ½); active:
                  the worse half has negative weights, w_i ← w_i·d/‖C^(−½)·y_i‖²; √C is the symmetric root. z is drawn as
                  (λ, d). The position is m
    State:        covariance (d, d), step_path (d, ...), covariance_path (d, ...)
    Cost:         λ values per step, 4 + ⌊3·ln d⌋ unless told
    Reference:    Hansen 2016, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772
    """

    name: ClassVar[str] = "cma_es"
    title: ClassVar[Text] = Text("CMA-ES", "CMA-ES")
    family: ClassVar[Family] = Family.DERIVATIVE_FREE
    is_square: ClassVar[bool] = True
    batched: ClassVar[bool] = False
    draws: ClassVar[bool] = True
    idea: ClassVar[Text] = Text(
        "A cloud of samples that takes the shape of the valley.",
        "標本の広がりが谷の形を学びます。",
    )
    japanese: ClassVar[str] = """
    標本の広がりが等高線の形になるので、狭く回転した谷も、丸い谷のように進みます。順位だけを見るので、
    ノイズや崖や台地の害はほとんどなく、広がりが大きければ小さなでこぼこの先まで見えます。代償は、
    1 ステップに集団 1 つ分の評価と、次元の 2 乗で大きくなる共分散行列です。

    Update rule: y_k ← √C · z_k、 x_k ← m + σ·y_k、 k = 1…λ、 f(x_k) の小さい順に並べる
                 上位 μ 個について ȳ ← Σ w_i·y_i、 m ← m + σ·ȳ
                 ‖p_σ‖²/(1 − (1 − c_σ)^(2t)) < (2 + 4/(d + 1))·d なら h ← 1、 そうでなければ 0
                 σ ← σ · exp(c_σ/d_σ · (‖p_σ‖/E‖N‖ − 1))、 変化は e 倍まで
    Convention: 定数と h は pycma 4.4 と同じです（c_σ の分母は d + μ_w + 3 で、チュートリアルでは 3 が 5 です。
                pycma 4.5 では c_σ の上限が ½ です）。active では、悪いほうの半分に負の重みを付け、
                w_i ← w_i·d/‖C^(−½)·y_i‖² とします。√C は対称な平方根です。z は (λ, d) の形で引きます。位置は m です
    Cost:       1 ステップに値 λ 回。指定しなければ 4 + ⌊3·ln d⌋ 回
    """
    elsewhere: ClassVar[tuple[Elsewhere, ...]] = (
        Elsewhere(
            "cma",
            "cma.CMAEvolutionStrategy(start, {sigma0}, dict(popsize={population_size} or None, "
            "CMA_active={active}, CMA_mirrors=0))",
            Text(
                "It draws its own numbers and uses another root of C, so paths agree in kind; it starts with C off the "
                "identity by 1e-4, and stops by itself. From pycma 4.5 on c_σ is at most 1/2, which changes small problems; "
                "without CMA_mirrors=0 it mirrors samples in populations below 6.",
                "乱数と C の平方根の取り方が違うため、経路は性質として一致します。C の初期値は単位行列から 1e-4 ずれており、"
                "自動で停止します。pycma 4.5 からは c_σ が 1/2 以下に制限され、小さな問題では結果が変わります。"
                "CMA_mirrors=0 がないと、集団が 6 未満のとき標本を鏡映します。",
            ),
        ),
    )

    sigma0: Any = hyperparameter(
        1.0,
        Text("first step", "初期の広がり"),
        Text("standard deviation of the first samples", "最初の標本の標準偏差"),
        symbol="σ₀",
        gt=0,
        le=1e6,
        scale="log",
        span=(1e-2, 10.0),
    )
    population_size: int = hyperparameter(
        0,
        Text("population", "集団の大きさ"),
        Text("samples per step; 0: by dimension, else 3 at least", "1 ステップの標本数。0 は次元で決め、ほかは 3 以上"),
        symbol="λ",
        ge=0,
        le=10_000,
        span=(0, 100),
    )
    active: bool = hyperparameter(
        True,
        Text("active", "負の重み"),
        Text("learn from the worse half too", "悪い半分からも学びます"),
        advanced=True,
    )

    def initial_state(self, position: Array) -> CmaEsState:
        dimension = len(position)
        return CmaEsState(0, float(self.sigma0), np.eye(dimension), np.zeros(dimension), np.zeros(dimension))

    def step(self, position: Array, oracle: Oracle, state: CmaEsState, learning_rate: Any) -> tuple[Array, CmaEsState]:
        generation, sigma, covariance, step_path, covariance_path = state
        dimension, generation = len(position), generation + 1
        known = recombination(dimension, self.population_size, self.active)
        root, inverse_root = _roots(covariance)
        stretched = root @ oracle.random.standard_normal((known.population_size, dimension)).T
        order = np.argsort(oracle.value(position[:, None] + sigma * stretched))
        stretched = stretched[:, order]
        mean = stretched @ np.maximum(known.weights, 0.0)

        share = known.step_share
        step_path = (1 - share) * step_path + np.sqrt(share * (2 - share) * known.mass) * (inverse_root @ mean)
        square = np.sum(step_path * step_path)
        is_short = square / (1 - (1 - share) ** (2 * generation)) < (2 + 4 / (dimension + 1)) * dimension

        share = known.path_share
        covariance_path = (1 - share) * covariance_path
        if is_short:
            covariance_path += np.sqrt(share * (2 - share) * known.mass) * mean
        rank_one = known.rank_one * (1.0 if is_short else 1 - share * (2 - share))
        covariance = (1 - rank_one - known.rank_mu * np.sum(known.weights)) * covariance
        covariance += known.rank_one * np.outer(covariance_path, covariance_path)
        covariance += known.rank_mu * (_tempered(known.weights, inverse_root @ stretched) * stretched) @ stretched.T

        change = known.step_share / known.damping * (np.sqrt(square) / known.expected_length - 1)
        delta = sigma * mean
        sigma *= float(np.exp(np.clip(change, -1.0, 1.0)))
        return delta, CmaEsState(generation, sigma, (covariance + covariance.T) / 2, step_path, covariance_path)


def _roots(covariance: Array) -> tuple[Array, Array]:
    """The symmetric square root of `covariance` and its inverse; NaN once it is no longer finite."""
    squares, axes = eigen(covariance)
    lengths = np.sqrt(squares)
    return (axes * lengths) @ axes.T, (axes / lengths) @ axes.T


def _tempered(weights: Array, isotropic: Array) -> Array:
    """The weights `(λ,)`; a negative one is divided by how far out its sample lies, so that C stays positive."""
    squares = np.square(np.sqrt(np.sum(isotropic * isotropic, axis=0)) + 1e-9)
    return np.where(weights < 0, weights * len(isotropic) / squares, weights)
