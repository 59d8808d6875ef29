"""Online problems: the loss changes from step to step, and what counts is its mean."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction, Parameter
from app.engine.text import Text

REDDI_ONLINE = CatalogueFunction(
    name="reddi_online",
    title=Text("Reddi's online problem", "Reddi のオンライン問題"),
    formula="(C - 2) x/3",
    cycle=("C x", "-x", "-x"),
    variables=("x",),
    parameters={
        "C": Parameter(default=4.0, lower=2.5, upper=10.0, meaning=Text("the rare steep slope", "まれに現れる急な傾き"))
    },
    domain=((-1.0, 1.0),),
    start=(0.0,),
    minima=(((-1.0,), -2 / 3),),
    traits=("convex", "online"),
    source="Reddi, Kale & Kumar 2018, On the Convergence of Adam and Beyond, section 3, arXiv:1904.09237",
    notice=Text(
        "Every third step sees a steep slope, the others a gentle one the other way: kept in the frame, with β₁ = 0, "
        "β₂ = 1/17 and a rate of 0.1/√t, Adam ends at the wrong end and AMSGrad at the right one.",
        "3 ステップに 1 度だけ急な傾き、ほかは逆向きの緩い傾きが見えます。枠内に留め、β₁ = 0、β₂ = 1/17、"
        "学習率 0.1/√t とすると、Adam は間違った端に、AMSGrad は正しい端に着きます。",
    ),
    learning_rates={
        "sgd": 0.006,
        "momentum": 0.0006,
        "nesterov": 0.0006,
        "adagrad": 0.03,
        "adadelta": 0.8,
        "rmsprop": 0.003,
        "adam": 0.005,
        "adamw": 0.005,
    },
)
