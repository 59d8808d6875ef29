"""Suggested learning rates: what a function's row says, and for every other optimizer the same ground at its own pace."""

from __future__ import annotations

from collections.abc import Mapping

from app.engine.objectives import CatalogueFunction
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.sgd import Sgd
from app.engine.pace import Pace

_MODELS = {model.pace.unit: model for model in (Sgd, Adam)}
"""Whose rate tells how steep, and how wide, a function is."""


def suggested_rates(function: CatalogueFunction) -> dict[str, float]:
    """Optimizer name → a rate to start with, for every optimizer whose own default would not do."""
    units = _units(function)
    rates = {}
    for optimizer in OPTIMIZERS:
        if optimizer.needs_matrix and function.shape is None:
            continue
        rate = function.learning_rates.get(optimizer.name) or at_pace(units, optimizer.pace)
        if rate is not None:
            rates[optimizer.name] = rate
    return rates


def at_pace(units: Mapping[str, float], pace: Pace) -> float | None:
    """A rate at this pace, where its unit is known; None: the optimizer's own default will do."""
    unit = units.get(pace.unit)
    return None if unit is None else float(f"{unit * pace.share:.2g}")


def _units(function: CatalogueFunction) -> dict[str, float]:
    known = {unit: (function.learning_rates.get(model.name), model) for unit, model in _MODELS.items()}
    return {"number": 1.0} | {
        unit: rate / model.pace.share for unit, (rate, model) in known.items() if rate is not None
    }
