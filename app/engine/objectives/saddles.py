"""Saddles: flat at a point that is no minimum."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

SADDLE = CatalogueFunction(
    name="saddle",
    title=Text("Saddle", "鞍点"),
    formula="x^2 - y^2",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.5, 0.001),
    saddles=(((0.0, 0.0), 0.0),),
    traits=("saddle", "unbounded", "quadratic"),
    source=Text(
        "the hyperbolic paraboloid; Dauphin et al. 2014, arXiv:1406.2572, on saddles in high dimension",
        "双曲放物面; 高次元の鞍点については Dauphin et al. 2014, arXiv:1406.2572",
    ),
    notice=Text(
        "Plain SGD lingers at the saddle before it slides off; started at y = 0 it would never leave without noise.",
        "普通の SGD は鞍点で足踏みしてから滑り落ちます。y = 0 から始めると、ノイズなしでは永遠に離れません。",
    ),
    learning_rates={
        "sgd": 0.05,
        "momentum": 0.01,
        "nesterov": 0.009,
        "adagrad": 0.08,
        "adadelta": 0.2,
        "rmsprop": 0.008,
        "adam": 0.02,
        "adamw": 0.02,
    },
)

MONKEY_SADDLE = CatalogueFunction(
    name="monkey_saddle",
    title=Text("Monkey saddle", "猿の鞍"),
    formula="x^3 - 3x*y^2",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(1.2, 0.02),
    saddles=(((0.0, 0.0), 0.0),),
    traits=("saddle", "degenerate", "unbounded"),
    source="Hilbert & Cohn-Vossen 1932, Anschauliche Geometrie, section 29",
    notice=Text(
        "Three ways down (a monkey needs one for its tail), and a centre so flat that the Hessian is zero there.",
        "下り道が 3 本あり（猿のしっぽの分）、中心はヘッセ行列が 0 になるほど平らです。",
    ),
    learning_rates={
        "sgd": 0.02,
        "momentum": 0.005,
        "nesterov": 0.006,
        "adagrad": 0.08,
        "adadelta": 0.6,
        "rmsprop": 0.0075,
        "adam": 0.02,
        "adamw": 0.02,
    },
)
