"""Settings that many data sets share, so that a number of points or a noise reads the same wherever it stands."""

from __future__ import annotations

from typing import Any

from app.engine.hyperparameter import hyperparameter
from app.engine.text import Text


def points(default: int, label: Text, meaning: Text, most: int = 5000) -> Any:
    """n, how many examples, altogether or per class."""
    return hyperparameter(default, label, meaning, symbol="n", ge=1, le=most, scale="log", span=(10, min(most, 1000)))


def points_per_class(default: int) -> Any:
    """n, how many examples of each class."""
    return points(
        default, Text("points", "点の数"), Text("examples of each class", "クラスごとのデータの数"), most=2000
    )


def class_count(default: int, most: int) -> Any:
    """K, how many classes."""
    return hyperparameter(
        default,
        Text("classes", "クラスの数"),
        Text("how many classes there are", "分けるクラスの数"),
        symbol="K",
        ge=2,
        le=most,
        span=(2, most),
    )


def noise(default: float, meaning: Text, most: float = 10.0) -> Any:
    """σ, how far random numbers move things."""
    return hyperparameter(
        default,
        Text("noise", "ノイズ"),
        meaning,
        symbol="σ",
        ge=0,
        le=most,
        span=(0.0, min(1.0, most)),
    )


def seed() -> Any:
    """The seed of the random numbers. NumPy's legacy generator takes 32 bits."""
    return hyperparameter(
        0,
        Text("seed", "シード"),
        Text("which of all possible samples: same seed, same data", "乱数の種。同じ値なら同じデータになります"),
        symbol="s",
        ge=0,
        le=2**32 - 1,
        span=(0, 20),
    )
