"""Points on a straight line, perhaps a little beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.engine.datasets import settings
from app.engine.datasets.dataset import Dataset
from app.engine.datasets.generator import DatasetGenerator, stream
from app.engine.hyperparameter import hyperparameter
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class LinearRegression(DatasetGenerator):
    """Linear regression: one number follows from another along a straight line.

    With the squared error it is an exact quadratic bowl in slope and intercept, so everything that is known of bowls holds:
    the bound 2/λmax on the rate, the valley where x is far from centred. Ten points without noise are where most tutorials
    start.

    Recipe:       x = randn(n)
                  y = slope·x + intercept + σ·randn(n)
    Convention:   the noise is drawn after x, and drawn even if σ = 0: more noise does not move the points sideways
    Reference:    Legendre 1805, Nouvelles méthodes pour la détermination des orbites des comètes
    """

    name: ClassVar[str] = "linear_regression"
    title: ClassVar[Text] = Text("Straight line", "直線")
    idea: ClassVar[Text] = Text("Regression: slope and intercept are to be found.", "回帰。傾きと切片を求めます。")
    japanese: ClassVar[str] = """
    二乗誤差を使うと、傾きと切片についてのお椀型の二次関数になります。学習率の上限 2/λmax や、x の中心がずれているときの
    細長い谷など、お椀について知られていることがすべて成り立ちます。ノイズのない 10 点は、多くの入門記事の最初の例です。

    Convention: ノイズは x の後に、σ = 0 でも引きます。ノイズを増やしても点は横に動きません
    """

    points: int = settings.points(10, Text("points", "点の数"), Text("examples altogether", "データの数"))
    slope: float = hyperparameter(
        1.5,
        Text("slope", "傾き"),
        Text("by how much y grows when x grows by one", "x が 1 増えたときの y の増分"),
        symbol="w",
        ge=-1000,
        le=1000,
        span=(-3.0, 3.0),
    )
    intercept: float = hyperparameter(
        2.0,
        Text("intercept", "切片"),
        Text("y where x is zero", "x がゼロのときの y"),
        symbol="b",
        ge=-1000,
        le=1000,
        span=(-3.0, 3.0),
    )
    noise: float = settings.noise(0.0, Text("how far points stray from the line", "直線からのずれの大きさ"))
    seed: int = settings.seed()

    def draw(self) -> Dataset:
        random = stream(self.seed)
        x = random.standard_normal((self.points, 1))
        y = self.slope * x + self.intercept + self.noise * random.standard_normal((self.points, 1))
        return Dataset(inputs=x, targets=y, features=("x",))
