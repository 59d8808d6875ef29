"""Hyperparameters of optimizers that look for a good step along a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.engine.hyperparameter import hyperparameter
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Armijo:
    """c₁, of Armijo's condition φ(α) ≤ φ(0) + c₁·α·φ′(0)."""

    c1: Any = hyperparameter(
        1e-4,
        Text("decrease", "減少の割合"),
        Text("share of the promised decrease that a step has to bring", "傾きから見込まれる減少のうち、必要とする割合"),
        symbol="c₁",
        gt=0,
        lt=1,
        scale="log",
        span=(1e-6, 0.3),
        advanced=True,
    )


@dataclass(frozen=True, kw_only=True)
class StrongWolfe(Armijo):
    """c₂ too, of the condition |φ′(α)| ≤ c₂·|φ′(0)|."""

    c2: Any = hyperparameter(
        0.9,
        Text("slope", "傾きの割合"),
        Text("share of the first slope that may be left where a step ends", "1 歩の終わりに残ってよい傾きの割合"),
        symbol="c₂",
        gt=0,
        lt=1,
        span=(0.05, 0.95),
        advanced=True,
    )


@dataclass(frozen=True, kw_only=True)
class RestsWhenFlat:
    """gtol, below which a gradient counts as zero."""

    gtol: Any = hyperparameter(
        1e-5,
        Text("flat below", "停止の勾配"),
        Text("largest slope in any coordinate at which it rests", "どの座標の傾きもこれ以下なら動きません"),
        symbol="ε_g",
        ge=0,
        le=1e6,
        scale="log",
        span=(1e-12, 1e-2),
        advanced=True,
    )
