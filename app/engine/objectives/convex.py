"""Convex functions that are no plain bowl any more: long, tilted, steep, or flat at the bottom."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

LONG_VALLEY = CatalogueFunction(
    name="long_valley",
    title=Text("Long valley", "長い谷"),
    formula="x^2/100 + 5y^2",
    domain=((-10.0, 10.0), (-2.0, 2.0)),
    start=(-9.0, 1.5),
    minima=(((0.0, 0.0), 0.0),),
    traits=("convex", "quadratic", "ill_conditioned", "separable"),
    source=Text(
        "our own: curvatures 1/50 along and 10 across, so 500 to 1",
        "独自。曲率は谷に沿って 1/50、横切って 10 で、比は 500 対 1",
    ),
    notice=Text(
        "Across is 500 times steeper than along: even at the largest "
        "stable rate, SGD needs hundreds of steps for the floor.",
        "谷を横切る向きは谷に沿う向きの 500 倍も急なので、"
        "SGD は発散しない限界の学習率でも谷底を進むのに何百ステップもかかります。",
    ),
    learning_rates={
        "sgd": 0.18,
        "momentum": 0.02,
        "nesterov": 0.012,
        "adagrad": 0.5,
        "adadelta": 25.0,
        "rmsprop": 0.04,
        "adam": 0.2,
        "adamw": 0.2,
    },
)

BOOTH = CatalogueFunction(
    name="booth",
    title=Text("Booth", "ブース関数"),
    formula="(x + 2y - 7)^2 + (2x + y - 5)^2",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, -2.0),
    minima=(((1.0, 3.0), 0.0),),
    traits=("convex", "quadratic", "rotated"),
    source="Jamil & Yang 2013, A Literature Survey of Benchmark Functions for Global Optimisation, arXiv:1308.4008",
    notice=Text(
        "The floor runs down the falling diagonal and is nine times "
        "flatter than the walls, so the path bends before it arrives.",
        "谷底は右下がりの対角線に沿い、壁の 9 分の 1 の曲がりしかないので、"
        "経路は途中で折れ曲がってから最小点に着きます。",
    ),
    learning_rates={
        "sgd": 0.012,
        "momentum": 0.0025,
        "nesterov": 0.003,
        "adagrad": 2.5,
        "adadelta": 70.0,
        "rmsprop": 0.25,
        "adam": 1.5,
        "adamw": 1.2,
    },
)

TRID2 = CatalogueFunction(
    name="trid2",
    title=Text("Trid", "トリッド関数"),
    formula="(x - 1)^2 + (y - 1)^2 - x*y",
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(-3.0, 1.0),
    minima=(((2.0, 2.0), -2.0),),
    traits=("convex", "quadratic", "well_conditioned", "rotated"),
    source="Surjanovic & Bingham 2013, Virtual Library of Simulation Experiments",
    notice=Text(
        "The minimum is -2, not 0: a loss need not end at zero, it only stops falling.",
        "最小値は 0 ではなく −2 で、損失が 0 にならなくても、それ以上下がらない所が底です。",
    ),
    learning_rates={
        "sgd": 0.1,
        "momentum": 0.01,
        "nesterov": 0.03,
        "adagrad": 1.5,
        "adadelta": 25.0,
        "rmsprop": 0.12,
        "adam": 0.3,
        "adamw": 0.4,
    },
)

ZAKHAROV = CatalogueFunction(
    name="zakharov",
    title=Text("Zakharov", "ザハロフ関数"),
    formula="x^2 + y^2 + (x/2 + y)^2 + (x/2 + y)^4",
    domain=((-5.0, 10.0), (-5.0, 10.0)),
    start=(8.0, 2.0),
    minima=(((0.0, 0.0), 0.0),),
    traits=("convex", "steep", "polynomial"),
    source="Jamil & Yang 2013, A Literature Survey of Benchmark Functions for Global Optimisation, arXiv:1308.4008",
    notice=Text(
        "The fourth power makes the walls so steep that a rate "
        "SGD survives at the start is far too small at the bottom.",
        "4 乗の項で壁が非常に急なため、出発点で SGD が発散しない学習率は、底では小さすぎます。",
    ),
    learning_rates={
        "sgd": 0.001,
        "momentum": 6e-05,
        "nesterov": 0.00012,
        "adagrad": 1.5,
        "adadelta": 70.0,
        "rmsprop": 0.12,
        "adam": 0.4,
        "adamw": 0.4,
    },
)

QUARTIC_FLAT = CatalogueFunction(
    name="quartic_flat",
    title=Text("Flat quartic", "平らな四次関数"),
    formula="x^4 + y^4",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.8, 1.2),
    minima=(((0.0, 0.0), 0.0),),
    traits=("convex", "degenerate", "separable", "polynomial"),
    source=Text(
        "De Jong 1975, An Analysis of the Behavior of a Class of Genetic Adaptive Systems, F4, without its weights and noise",
        "De Jong 1975, An Analysis of the Behavior of a Class of Genetic Adaptive Systems, F4 から重みとノイズを除いたもの",
    ),
    notice=Text(
        "The curvature vanishes at the minimum, so SGD slows down more and more the closer it gets.",
        "最小点で曲率が 0 になるため、SGD は近づけば近づくほど遅くなります。",
    ),
    learning_rates={
        "sgd": 0.015,
        "momentum": 0.005,
        "nesterov": 0.004,
        "adagrad": 0.5,
        "adadelta": 150.0,
        "rmsprop": 0.06,
        "adam": 0.3,
        "adamw": 0.3,
    },
)
