"""Suggested learning rates: what a function's row says, and for every other optimizer the same ground at its own pace."""

from __future__ import annotations

from app.engine.objectives import CatalogueFunction
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.sgd import Sgd
from app.engine.pace import Pace

_MODELS = {model.pace.unit: model for model in (Sgd, Adam)}
"""Whose rate tells how steep, and how wide, a function is."""


def suggested_rates(function: CatalogueFunction) -> dict[str, float]:
    """Optimizer name → a rate to start with, for every optimizer whose own default would not do."""
    rates = {}
    for optimizer in OPTIMIZERS:
        if optimizer.needs_matrix and function.shape is None:
            continue
        rate = function.learning_rates.get(optimizer.name) or _at_pace(function, optimizer.pace)
        if rate is not None:
            rates[optimizer.name] = rate
    return rates


def _at_pace(function: CatalogueFunction, pace: Pace) -> float | None:
    if pace.unit == "number":
        return pace.share
    model = _MODELS.get(pace.unit)
    known = model and function.learning_rates.get(model.name)
    if model is None or known is None:
        return None
    return float(f"{known * pace.share / model.pace.share:.2g}")
