"""Losses of a matrix: x1 … x4 are its entries, row by row."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

MATRIX_LEAST_SQUARES = CatalogueFunction(
    name="matrix_least_squares",
    title=Text("Matrix least squares", "行列の最小二乗"),
    formula="((3*(2*x1 + x3) + 2*x2 + x4 - 11)^2 + (2*x1 + x3 + 2*x2 + x4 - 3)^2 "
    "+ (3*(x1 + x3) + x2 + x4 - 9)^2 + (x1 + x3 + x2 + x4 - 3)^2)/2",
    variables=("x1", "x2", "x3", "x4"),
    domain=((-5.0, 5.0),) * 4,
    start=(-3.0, 2.0, -1.0, -2.0),
    minima=(((1.0, -1.0, 2.0, 1.0), 0.0),),
    traits=("convex", "quadratic", "ill_conditioned", "rotated", "matrix"),
    source="our own: ‖AWB − C‖²/2 with A = (2 1; 1 1), B = (3 1; 1 1), C = (11 3; 9 3); curvatures from 0.050 to 80",
    notice=Text(
        "W is a matrix seen through A and B: Muon, Shampoo and SOAP undo them on either side, SGD needs thousands of steps.",
        "行列 W を A と B が両側から歪めています。Muon、Shampoo、SOAP は両側からそれを打ち消しますが、SGD は何千歩もかかります。",
    ),
    shape=(2, 2),
    learning_rates={
        "sgd": 0.015,
        "momentum": 0.01,
        "nesterov": 0.01,
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
