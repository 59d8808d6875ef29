"""Curved valleys, cliffs and plateaus: one way down, hard to follow."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction, Parameter
from app.engine.objectives.extension import Extension
from app.engine.text import Text

ROSENBROCK = CatalogueFunction(
    name="rosenbrock",
    title=Text("Rosenbrock", "ローゼンブロック関数"),
    formula="(a - x)^2 + b*(y - x^2)^2",
    parameters={
        "a": Parameter(
            default=1.0, lower=-2.0, upper=2.0, meaning=Text("the minimum is at (a, a²)", "最小点は (a, a²)")
        ),
        "b": Parameter(
            default=100.0, lower=1.0, upper=1000.0, meaning=Text("steepness of the valley's walls", "谷の壁の急さ")
        ),
    },
    domain=((-2.0, 2.0), (-1.0, 3.0)),
    start=(-1.2, 1.0),
    minima=(((1.0, 1.0), 0.0),),
    traits=("non_convex", "ill_conditioned", "curved_valley"),
    source="Rosenbrock 1960, An Automatic Method for Finding the Greatest or Least Value of a Function",
    notice=Text(
        "Everyone finds the banana-shaped valley at once; moving along its almost flat floor is what takes the time.",
        "バナナ形の谷にはすぐ着きますが、ほとんど平らな谷底に沿って進むのに時間がかかります。",
    ),
    learning_rates={
        "sgd": 0.0015,
        "momentum": 0.001,
        "nesterov": 0.0008,
        "adagrad": 0.3,
        "adadelta": 10.0,
        "rmsprop": 0.03,
        "adam": 0.3,
        "adamw": 0.3,
    },
    extension=Extension("(a - {x})^2 + b*({y} - {x}^2)^2", "chain"),
    minima_beyond={
        3: (((1.0,) * 3, 0.0),),
        4: (
            ((1.0,) * 4, 0.0),
            ((-0.7756592265653525, 0.6130933654850433, 0.382062846338393, 0.14597201855219452), 3.7014286104300167),
        ),
        5: (
            ((1.0,) * 5, 0.0),
            (
                (-0.9620510206947501, 0.93573939597671, 0.8807136041943205, 0.7778776758544063, 0.6050936785926528),
                3.930839434133028,
            ),
        ),
    },
)

BEALE = CatalogueFunction(
    name="beale",
    title=Text("Beale", "ビール関数"),
    formula="(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2",
    domain=((-4.5, 4.5), (-4.5, 4.5)),
    start=(1.0, 1.5),
    minima=(((3.0, 0.5), 0.0),),
    saddles=(((0.10053793732415842, -2.6445135850231245), 9.86451228475556), ((0.0, 1.0), 14.203125)),
    traits=("non_convex", "ill_conditioned", "plateau", "cliff", "saddle"),
    source="Beale 1958, On an Iterative Method for Finding a Local Minimum of a Function of More Than One Variable",
    notice=Text(
        "Between plateau and cliffs the gradient changes thousandfold: a rate that suits one is wrong for the other.",
        "平坦な所と崖とで勾配は千倍も違い、ある場所では小さすぎる学習率が別の場所では大きすぎます。",
    ),
    learning_rates={
        "sgd": 0.02,
        "momentum": 0.003,
        "nesterov": 0.003,
        "adagrad": 1.0,
        "adadelta": 12.0,
        "rmsprop": 0.1,
        "adam": 0.3,
        "adamw": 0.3,
    },
)

GOLDSTEIN_PRICE = CatalogueFunction(
    name="goldstein_price",
    title=Text("Goldstein–Price", "ゴールドスタイン・プライス関数"),
    formula="(1 + (x + y + 1)^2*(19 - 14x + 3x^2 - 14y + 6x*y + 3y^2))"
    "*(30 + (2x - 3y)^2*(18 - 32x + 12x^2 + 48y - 36x*y + 27y^2))",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.0, 0.5),
    minima=(((0.0, -1.0), 3.0), ((-0.6, -0.4), 30.0), ((1.8, 0.2), 84.0), ((1.2, 0.8), 840.0)),
    saddles=(((-0.4, -0.6), 35.0), ((1.2, -0.2), 99.0), ((1.4, 0.6), 980.0), ((0.6, 0.4), 990.0)),
    maxima=(((0.8, 0.2), 1155.0),),
    traits=("multimodal", "ill_conditioned", "steep", "saddle"),
    source="Goldstein & Price 1971, On Descent from Local Minima, Mathematics of Computation 25",
    notice=Text(
        "Values run from 3 to a million, so SGD needs a tiny rate; methods that divide by the gradient's size do not care.",
        "値は 3 から百万まで変わるため SGD にはごく小さい学習率が必要ですが、勾配の大きさで割る手法は影響を受けません。",
    ),
    learning_rates={
        "sgd": 2.5e-05,
        "momentum": 1e-05,
        "nesterov": 7e-06,
        "adagrad": 0.4,
        "adadelta": 20.0,
        "rmsprop": 0.05,
        "adam": 0.3,
        "adamw": 0.3,
    },
)
