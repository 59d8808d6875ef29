"""Losses of a matrix: x1 … x4 are its entries, row by row."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

MATRIX_LEAST_SQUARES = CatalogueFunction(
    name="matrix_least_squares",
    title=Text("Matrix least squares", "行列の最小二乗"),
    formula="((3*(2*x1 + x3) + 2*x2 + x4 - 11)^2 + (2*x1 + x3 + 2*(2*x2 + x4) - 2)^2 "
    "+ (3*(x1 + 2*x3) + x2 + 2*x4 - 16)^2 + (x1 + 2*x3 + 2*(x2 + 2*x4) - 7)^2)/2",
    variables=("x1", "x2", "x3", "x4"),
    domain=((-5.0, 5.0),) * 4,
    start=(-3.0, 2.0, 3.0, -2.0),
    minima=(((1.0, -1.0, 2.0, 1.0), 0.0),),
    traits=("convex", "quadratic", "ill_conditioned", "rotated", "matrix"),
    source=Text(
        "our own: ‖AWB − C‖²/2 with A = (2 1; 1 2), B = (3 1; 1 2), C = (11 2; 16 7); curvatures from 1.9 to 118",
        "独自。‖AWB − C‖²/2 で A = (2 1; 1 2)、B = (3 1; 1 2)、C = (11 2; 16 7)。曲率は 1.9 から 118",
    ),
    notice=Text(
        "W is a matrix seen through A and B: Shampoo and Muon undo both, SGD crawls along what both shrink.",
        "行列 W を A と B が両側から歪めます。Shampoo や Muon は両方を打ち消し、SGD は縮んだ方向にゆっくり進みます。",
    ),
    shape=(2, 2),
    learning_rates={
        "sgd": 0.01,
        "momentum": 0.003,
        "nesterov": 0.003,
        "adagrad": 0.8,
        "adadelta": 20.0,
        "rmsprop": 0.05,
        "adam": 0.2,
        "adamw": 0.2,
        "muon": 0.1,
        "shampoo": 2.0,
        "soap": 0.2,
    },
)
