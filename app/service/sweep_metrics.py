"""Metrics of sweeps: one figure per run, read off its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

import numpy as np

from app.engine.ends import Ends
from app.engine.objective import Array
from app.engine.objectives import OBJECTIVES
from app.service.experiment import CatalogueObjective
from app.service.preparation import Prepared
from app.service.refusal import Fault, Refusal

Metric = Literal[
    "final_loss",
    "best_loss",
    "steps_to_tolerance",
    "final_gradient_norm",
    "final_distance",
    "final_accuracy",
    "final_validation_loss",
    "final_validation_accuracy",
]
Figure: TypeAlias = Callable[[Ends], Array]
_READ: dict[Metric, Figure] = {
    "final_loss": lambda ends: ends.loss,
    "best_loss": lambda ends: ends.best_loss,
    "steps_to_tolerance": lambda ends: ends.reached_step,
    "final_gradient_norm": lambda ends: ends.gradient_norm,
}
_LEARNED: dict[Metric, str] = {
    "final_accuracy": "accuracy",
    "final_validation_loss": "validation_loss",
    "final_validation_accuracy": "validation_accuracy",
}
"""Metrics of trainings, and the figure that each of them is."""


def figure_of(metric: Metric, tolerance: float | None, prepared: Prepared) -> Figure:
    """The figure `(n,)` of a sweep's ends, NaN where there is none; raises Refusal for what the metric lacks."""
    if metric == "steps_to_tolerance" and tolerance is None:
        raise Refusal([Fault(pointer="/tolerance", code="missing")])
    if metric in _READ:
        return _READ[metric]
    if metric in _LEARNED:
        name = _LEARNED[metric]
        if name not in prepared.objective.figures(prepared.objective.start):
            raise Refusal([Fault(pointer="/metric", code="no_such_figure")])
        return lambda ends: ends.figures.get(name, np.full(len(ends.loss), np.nan))
    minima = known_minima(prepared)
    if not len(minima):
        raise Refusal([Fault(pointer="/metric", code="no_known_minimum")])
    return lambda ends: np.min(np.hypot.reduce(ends.position - minima[..., None], axis=1), axis=0)


def known_minima(prepared: Prepared) -> Array:
    """The known minima `(m, d)` of the experiment's function; none of a typed one, or with other parameters."""
    asked, dimension = prepared.experiment.objective, prepared.objective.dimension
    found = [
        point
        for function in OBJECTIVES
        if isinstance(asked, CatalogueObjective) and function.name == asked.name
        if function.minima_hold(asked.parameters)
        for point, _ in (
            function.minima if dimension == len(function.variables) else function.minima_beyond.get(dimension, ())
        )
    ]
    return np.array(found).reshape(-1, dimension)
