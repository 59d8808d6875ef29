"""Hyperparameters that many optimizers or schedules share, so that a rate or an ε reads the same wherever it stands."""

from __future__ import annotations

from typing import Any

from app.engine.hyperparameter import hyperparameter
from app.engine.text import Text
from app.engine.time_formula import TimeFormula


def learning_rate(default: float) -> Any:
    """η, the size of a step."""
    return hyperparameter(
        default,
        Text("rate", "学習率"),
        Text(
            "size of a step: too small creeps, too large overshoots",
            "1 歩の大きさ。小さすぎると進まず、大きすぎると行き過ぎます",
        ),
        symbol="η",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-4, 10.0),
    )


def epsilon(default: float, symbol: str = "ε") -> Any:
    """ε, beside a root that may be zero."""
    return hyperparameter(
        default,
        Text("epsilon", "イプシロン"),
        Text("keeps the division from blowing up", "割り算が発散するのを防ぎます"),
        symbol=symbol,
        ge=0,
        le=1,
        scale="log",
        span=(1e-12, 1e-1),
        advanced=True,
    )


def momentum(default: float) -> Any:
    """μ, what is left of the velocity after a step."""
    return hyperparameter(
        default,
        Text("momentum", "モメンタム"),
        Text("share of the velocity that is kept", "各ステップで保たれる速度の割合"),
        symbol="μ",
        ge=0,
        le=1,
        scale="one_minus",
        span=(0.0, 0.999),
    )


def mean_memory(default: float, symbol: str) -> Any:
    """β₁, what a running mean of the gradient keeps of itself."""
    return hyperparameter(
        default,
        Text("mean", "平均"),
        Text("memory of the gradient's mean", "勾配の平均の記憶の長さ"),
        symbol=symbol,
        ge=0,
        lt=1,
        scale="one_minus",
        span=(0.0, 0.999),
    )


def square_memory(default: float, symbol: str) -> Any:
    """β₂, what a running mean of the squared gradient keeps of itself."""
    return hyperparameter(
        default,
        Text("square", "二乗"),
        Text("memory of the gradient's square", "勾配の二乗の記憶の長さ"),
        symbol=symbol,
        ge=0,
        lt=1,
        scale="one_minus",
        span=(0.0, 0.9999),
    )


def nesterov() -> Any:
    """Whether the momentum looks one step ahead."""
    return hyperparameter(
        False,
        Text("look ahead", "先読み"),
        Text("use the momentum that the next step will have", "次のステップのモメンタムを先に使います"),
        advanced=True,
    )


def coupled_weight_decay() -> Any:
    """λ, a pull towards zero as part of the gradient."""
    return hyperparameter(
        0.0,
        Text("weight decay", "重み減衰"),
        Text("pull towards zero, added to the gradient", "ゼロへ引き寄せる強さ。勾配に加えます"),
        symbol="λ",
        ge=0,
        le=1e6,
        span=(0.0, 0.5),
        advanced=True,
    )


def decoupled_weight_decay() -> Any:
    """λ′, a pull towards zero beside the update."""
    return hyperparameter(
        0.0,
        Text("decay apart", "分離した減衰"),
        Text("pull towards zero, beside the update", "更新とは別にゼロへ引き寄せる強さ"),
        symbol="λ′",
        ge=0,
        le=1e6,
        span=(0.0, 0.5),
        advanced=True,
    )


def weight_decay_beside(default: float) -> Any:
    """λ, where the only weight decay is the one beside the update."""
    return hyperparameter(
        default,
        Text("weight decay", "重み減衰"),
        Text("pull towards zero, beside the update", "ゼロへ引き寄せる強さ"),
        symbol="λ",
        ge=0,
        le=1e6,
        span=(0.0, 0.5),
    )


def scheduled_rate(default: float, label: Text, meaning: Text, symbol: str) -> Any:
    """A learning rate that a schedule sets by itself."""
    return hyperparameter(default, label, meaning, symbol=symbol, ge=0, le=1e6, span=(0.0, 1.0))


def step_count(default: int, label: Text, meaning: Text, symbol: str, ge: int = 1) -> Any:
    """A number of updates."""
    return hyperparameter(
        default, label, meaning, symbol=symbol, ge=ge, le=1_000_000, scale="log", span=(max(ge, 1), 1000)
    )


def samples(default: int) -> Any:
    """n, how many points are tried in a step."""
    return hyperparameter(
        default,
        Text("samples", "試行数"),
        Text("points tried in a step", "1 ステップで試す点の数"),
        symbol="n",
        ge=1,
        le=10_000,
        scale="log",
        span=(1, 100),
    )


def time_formula(default: str, meaning: Text) -> Any:
    """λ, a typed formula of the step."""
    return hyperparameter(TimeFormula(default), Text("formula", "数式"), meaning, symbol="λ(t)")


def swinging_momentum(default: float, label: Text, meaning: Text, symbol: str) -> Any:
    """A momentum, or a β₁, that a schedule sets."""
    return hyperparameter(
        default, label, meaning, symbol=symbol, ge=0, lt=1, scale="one_minus", span=(0.0, 0.999), advanced=True
    )


def share_kept(default: float, meaning: Text) -> Any:
    """γ, what is left of a rate."""
    return hyperparameter(
        default, Text("factor", "倍率"), meaning, symbol="γ", ge=0, le=1, scale="one_minus", span=(0.5, 0.9999)
    )


def drop_factor() -> Any:
    """γ, what is left of a rate after a drop."""
    return hyperparameter(
        0.1,
        Text("factor", "倍率"),
        Text("share of the rate left after a drop", "学習率に掛ける値"),
        symbol="γ",
        ge=0,
        le=2,
        span=(0.05, 1.0),
    )
