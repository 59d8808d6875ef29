"""Family: what kind of idea an optimizer is. Pickers and the reference index group by it, in this order."""

from __future__ import annotations

from enum import Enum

from app.engine.text import Text


class Family(Enum):
    """The families, each with its heading."""

    GRADIENT = Text("Gradient descent", "勾配降下")
    MOMENTUM = Text("Momentum", "モメンタム")
    ADAPTIVE = Text("Adaptive rates", "適応的な学習率")
    SIGN = Text("Sign of the gradient", "勾配の符号")
    AVERAGING = Text("Averages of the path", "経路の平均")
    LAYER_WISE = Text("Layer-wise scaling", "層ごとの調整")
    PARAMETER_FREE = Text("Rates that set themselves", "学習率の自動調整")
    CURVATURE = Text("Curvature and line search", "曲率と直線探索")
    MATRIX = Text("Matrix methods", "行列の手法")
    NOISE = Text("Noise on purpose", "意図的なノイズ")
    DERIVATIVE_FREE = Text("Without derivatives", "微分を使わない手法")
    WRAPPER = Text("Around another optimizer", "他の手法を包むもの")

    @property
    def key(self) -> str:
        """The name in documents: `layer_wise`."""
        return self.name.lower()
