"""Convex quadratics: one minimum, and a shape that decides which optimizer has an easy time."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction, Parameter
from app.engine.objectives.extension import Extension
from app.engine.text import Text

ELONGATED_BOWL = CatalogueFunction(
    name="elongated_bowl",
    title=Text("Elongated bowl", "細長いお椀"),
    formula="x^2/20 + y^2",
    domain=((-10.0, 10.0), (-5.0, 5.0)),
    start=(-7.0, 2.0),
    minima=(((0.0, 0.0), 0.0),),
    traits=("convex", "quadratic", "ill_conditioned", "separable"),
    source="Saito 2016, Deep Learning from Scratch, section 6.1",
    notice=Text(
        "SGD zigzags across the valley because y is 20 times steeper than x; AdaGrad and Adam even the two out.",
        "y 方向は x 方向の 20 倍急なので SGD は谷を横切ってジグザグに進み、AdaGrad と Adam は両方向の差をならします。",
    ),
    learning_rates={
        "sgd": 0.95,
        "momentum": 0.1,
        "nesterov": 0.1,
        "adagrad": 1.5,
        "adadelta": 40.0,
        "rmsprop": 0.2,
        "adam": 0.3,
        "adamw": 0.3,
    },
)

SPHERE = CatalogueFunction(
    name="sphere",
    title=Text("Sphere", "球面関数"),
    formula="x^2 + y^2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.0, 3.0),
    minima=(((0.0, 0.0), 0.0),),
    traits=("convex", "quadratic", "well_conditioned", "separable"),
    source="De Jong 1975, An Analysis of the Behavior of a Class of Genetic Adaptive Systems, F1",
    notice=Text(
        "The gradient points straight at the minimum: SGD follows it, AdaGrad and Adam take a bend, momentum overshoots.",
        "勾配はまっすぐ最小点を指し、SGD はそのとおりに進みます。AdaGrad と Adam は曲がり、モメンタムは行き過ぎます。",
    ),
    learning_rates={
        "sgd": 0.05,
        "momentum": 0.02,
        "nesterov": 0.02,
        "adagrad": 0.8,
        "adadelta": 20.0,
        "rmsprop": 0.1,
        "adam": 0.3,
        "adamw": 0.3,
    },
    extension=Extension("{x}^2", "each"),
)

ROTATED_QUADRATIC = CatalogueFunction(
    name="rotated_quadratic",
    title=Text("Rotated quadratic", "回転した二次関数"),
    formula="(k*(x + y)^2 + (x - y)^2)/4",
    parameters={
        "k": Parameter(
            default=100.0,
            lower=1.0,
            upper=1000.0,
            meaning=Text("how much steeper the wall is than the floor", "谷底に比べた壁の急さ"),
        )
    },
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.0, 2.0),
    minima=(((0.0, 0.0), 0.0),),
    traits=("convex", "quadratic", "ill_conditioned", "rotated"),
    source=Text(
        "Nocedal & Wright 2006, Numerical Optimization, section 3.3 (ill-conditioned quadratic, rotated by 45°)",
        "Nocedal & Wright 2006, Numerical Optimization, section 3.3（悪条件の二次関数を 45° 回したもの）",
    ),
    notice=Text(
        "The valley runs diagonally, so scaling each coordinate by itself, as Adam does, cannot straighten it.",
        "谷が斜めに走っているため、Adam のように座標ごとに大きさを調整しても谷はまっすぐになりません。",
    ),
    learning_rates={
        "sgd": 0.015,
        "momentum": 0.005,
        "nesterov": 0.005,
        "adagrad": 1.0,
        "adadelta": 15.0,
        "rmsprop": 0.1,
        "adam": 0.3,
        "adamw": 0.3,
    },
)

MATYAS = CatalogueFunction(
    name="matyas",
    title=Text("Matyas", "マティアス関数"),
    formula="0.26*(x^2 + y^2) - 0.48*x*y",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, 4.0),
    minima=(((0.0, 0.0), 0.0),),
    traits=("convex", "quadratic", "ill_conditioned", "rotated"),
    source="Matyas 1965, Random Optimization, Automation and Remote Control 26",
    notice=Text(
        "The path drops quickly onto the diagonal and then crawls along it: the floor is 25 times flatter than the walls.",
        "すぐに対角線上へ落ち、そこからはゆっくり進みます。谷底は壁の 25 分の 1 の曲がりしかありません。",
    ),
    learning_rates={
        "sgd": 0.9,
        "momentum": 0.1,
        "nesterov": 0.1,
        "adagrad": 4.0,
        "adadelta": 40.0,
        "rmsprop": 0.3,
        "adam": 0.5,
        "adamw": 0.5,
    },
)

SHIFTED_BOWL = CatalogueFunction(
    name="shifted_bowl",
    title=Text("Shifted bowl", "ずらしたお椀"),
    formula="(x - 1)^2 + (y - 2)^2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(0.0, 0.0),
    minima=(((1.0, 2.0), 0.0),),
    traits=("convex", "quadratic", "well_conditioned", "separable"),
    source=Text(
        "the usual first exercise: every SGD step shrinks the distance by the factor 1 - 2η",
        "最初の演習の定番。SGD の 1 ステップごとに距離が 1 - 2η 倍になる",
    ),
    notice=Text(
        "With rate 0.5 SGD lands on the minimum in one step; above 1 it flies away.",
        "学習率 0.5 なら SGD は 1 ステップで最小点に着き、1 を超えると発散します。",
    ),
    learning_rates={
        "sgd": 0.1,
        "momentum": 0.02,
        "nesterov": 0.02,
        "adagrad": 0.5,
        "adadelta": 15.0,
        "rmsprop": 0.05,
        "adam": 0.1,
        "adamw": 0.1,
    },
)
