"""Mlp: layers of units, each of which sees all of the layer below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.engine.choice import WholeNumbers
from app.engine.hyperparameter import hyperparameter, part
from app.engine.initializers.he import He
from app.engine.initializers.initializer import Initializer
from app.engine.models.activations import ActivationName, activation_named
from app.engine.models.model import Model
from app.engine.models.network import Network
from app.engine.text import Text


class Widths(WholeNumbers):
    """How many units each hidden layer has."""

    least = 1
    most = 32

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> dict[str, Any]:
        """Forms show them as layers that one can widen, add and take away."""
        shape = super().__get_pydantic_core_schema__(source, handler)
        return shape | {"metadata": {"pydantic_js_updates": {"format": "widths"}}}


@dataclass(frozen=True, kw_only=True)
class Mlp(Model):
    """Multilayer network: weighted sums, bent, and summed again, layer after layer.

    One hidden layer can already draw any border. Its loss has many valleys, most of them about equally good, and where one ends
    depends on the start. Batch normalisation makes training forgive a bad scale of the weights; dropout makes units that cannot
    rely on each other.

    Rule:         z = Wᵀ·a + b                          weighted sums of the layer below
                  z ← γ·(z − μ)/√(v + ε) + β            with batch_norm: μ, v over the batch, ε = 1e-5
                  a = σ(z)                              relu, leaky_relu (slope 1/100), tanh, sigmoid, identity
                  a ← a·mask/(1 − dropout)              in what a step sees, alone
    Convention:   W is (inputs, outputs), the transpose of torch's; normalisation before the activation, dropout after it, neither
                  on the output; v is divided by n. A loss that is evaluated uses the statistics of the whole training set at
                  these weights, not running means of past batches as torch.nn.BatchNorm1d does
    Reference:    Rumelhart, Hinton & Williams 1986, Nature 323; Ioffe & Szegedy 2015, arXiv:1502.03167; Srivastava et al. 2014,
                  JMLR 15, 1929–1958
    """

    name: ClassVar[str] = "mlp"
    title: ClassVar[Text] = Text("Multilayer network", "多層ネットワーク")
    idea: ClassVar[Text] = Text(
        "Weighted sums, bent, and summed again, layer after layer.",
        "重み付き和を曲げてはまた足し合わせることを、層ごとに繰り返します。",
    )
    japanese: ClassVar[str] = """
    隠れ層が 1 つあれば、どんな境界も描けます。損失には多くの谷があり、たいていどれも同じくらい良く、どこに着くかは初期値に
    よります。バッチ正規化は重みの大きさが悪くても学習を進ませ、ドロップアウトは互いに頼れないユニットを育てます。

    Convention: W は（入力, 出力）で、torch の転置です。正規化は活性化の前、ドロップアウトは後で、どちらも出力層には
                ありません。v は n で割ります。評価のときは、その重みでの訓練データ全体の統計を使います
                （torch.nn.BatchNorm1d のような、過去のバッチの移動平均ではありません）
    """

    hidden: Any = hyperparameter(
        Widths((100,)),
        Text("hidden units", "隠れユニット"),
        Text("how many units each hidden layer has", "隠れ層ごとのユニットの数"),
        symbol="n",
    )
    activation: Any = hyperparameter(
        ActivationName("relu"),
        Text("activation", "活性化関数"),
        Text("what a unit makes of its sum", "ユニットが和を変換する関数"),
        symbol="σ",
    )
    batch_norm: bool = hyperparameter(
        False,
        Text("batch normalisation", "バッチ正規化"),
        Text("bring every unit's sums to mean 0 and variance 1", "ユニットごとの和を平均 0、分散 1 にそろえます"),
    )
    dropout: float = hyperparameter(
        0.0,
        Text("dropout", "ドロップアウト"),
        Text("share of the hidden units that a step does not see", "各ステップで使わない隠れユニットの割合"),
        symbol="p",
        ge=0,
        lt=1,
        span=(0.0, 0.9),
    )
    initializer: Initializer = part(
        He(),
        Text("start", "初期値"),
        Text("how the weights start", "重みの初期値の決め方"),
        Initializer,
    )

    def network(self, features: int, outputs: int) -> Network:
        return Network(
            (features, *self.hidden, outputs),
            activation_named(self.activation),
            is_normalized=self.batch_norm,
            dropout=self.dropout,
        )
