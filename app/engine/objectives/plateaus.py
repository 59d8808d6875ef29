"""Plateaus and cliffs: hardly any gradient here, far too much of it there."""

from __future__ import annotations

from math import pi

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

GAUSS_WELL = CatalogueFunction(
    name="gauss_well",
    title=Text("Gaussian well", "ガウス型の穴"),
    formula="1 - exp(-(x^2 + y^2)/2)",
    domain=((-6.0, 6.0), (-6.0, 6.0)),
    start=(-2.4, 1.6),
    minima=(((0.0, 0.0), 0.0),),
    traits=("plateau", "non_convex"),
    source=Text("our own: a bell curve upside down", "独自。上下を逆にした釣鐘形の曲線"),
    notice=Text(
        "The gradient vanishes far from the well: started five units away, SGD hardly moves at all.",
        "穴から遠いと勾配がほとんど消え、距離 5 の所から始めると SGD はほとんど動きません。",
    ),
    learning_rates={
        "sgd": 0.6,
        "momentum": 0.3,
        "nesterov": 0.2,
        "adagrad": 0.7,
        "adadelta": 6.0,
        "rmsprop": 0.02,
        "adam": 0.25,
        "adamw": 0.4,
    },
)

EASOM = CatalogueFunction(
    name="easom",
    title=Text("Easom", "イーソム関数"),
    formula="-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(2.2, 4.3),
    minima=(((3.141592653589793, 3.141592653589793), -1.0),),
    traits=("plateau", "multimodal"),
    source="Easom 1990, A Survey of Global Optimization Techniques",
    notice=Text(
        "Outside a small hole around (π, π) the gradient is practically zero, and plain SGD stays where it starts.",
        "(π, π) のまわりの小さな穴の外では勾配がほぼ 0 で、普通の SGD は出発した所から動けません。",
    ),
    learning_rates={
        "sgd": 0.15,
        "momentum": 0.06,
        "nesterov": 0.05,
        "adagrad": 0.4,
        "adadelta": 6.0,
        "rmsprop": 0.015,
        "adam": 0.15,
        "adamw": 0.15,
    },
)

CLIFF = CatalogueFunction(
    name="cliff",
    title=Text("Cliff", "崖"),
    formula="4*sigmoid(12x) + 0.1*(x + 2)^2 + 0.1*y^2",
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(1.5, 2.0),
    minima=(((-2.000000009060322, 0.0), 1.510053735565193e-10),),
    traits=("cliff", "steep", "non_convex", "separable"),
    source=Text(
        "our own; Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063, on clipping gradients at cliffs",
        "独自; 崖での勾配クリップについては Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063",
    ),
    notice=Text(
        "At the step x = 0 the slope reaches 12: with a large rate "
        "SGD is thrown far to the left unless the gradient is clipped.",
        "x = 0 の段差では傾きが約 12 に達し、学習率が大きいと、勾配クリッピングなしでは SGD が左へ大きく飛ばされます。",
    ),
    learning_rates={
        "sgd": 0.15,
        "momentum": 0.015,
        "nesterov": 0.015,
        "adagrad": 1.5,
        "adadelta": 25.0,
        "rmsprop": 0.15,
        "adam": 0.2,
        "adamw": 0.2,
    },
)

MICHALEWICZ = CatalogueFunction(
    name="michalewicz",
    title=Text("Michalewicz", "ミハレヴィチ関数"),
    formula="-sin(x)*sin(x^2/pi)^20 - sin(y)*sin(2*y^2/pi)^20",
    domain=((0.0, pi), (0.0, pi)),
    start=(2.8, 1.2),
    minima=(
        ((2.2029055201726093, 1.5707963267948966), -1.801303410098553),
        ((2.2029055201726093, 2.7115714838430143), -1.214059515620817),
    ),
    traits=("plateau", "multimodal", "separable", "steep"),
    source="Michalewicz 1992, Genetic Algorithms + Data Structures = Evolution Programs",
    notice=Text(
        "SGD and momentum lie still on the flat floor of a canyon; "
        "adaptive methods walk on along it to the crossing of two.",
        "SGD とモメンタムは溝の平らな底で動かなくなりますが、適応的な手法は溝に沿って 2 本の交点まで進みます。",
    ),
    learning_rates={
        "sgd": 0.009,
        "momentum": 0.004,
        "nesterov": 0.003,
        "adagrad": 0.12,
        "adadelta": 1.5,
        "rmsprop": 0.004,
        "adam": 0.04,
        "adamw": 0.05,
    },
)
