"""Demonstrations: an experiment for every entry of the reference, chosen so that its character can be seen."""

from __future__ import annotations

from functools import cache
from typing import Any

from app.engine.family import Family
from app.engine.objectives import OBJECTIVES, CatalogueFunction
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import Optimizer
from app.engine.optimizers.sgd import Sgd
from app.service.documents import document
from app.service.preparation import prepare
from app.service.rates import suggested_rates
from app.service.refusal import Refusal
from app.settings import Settings

STEPS = 120
_FUNCTIONS = {
    Family.GRADIENT: "elongated_bowl",
    Family.MOMENTUM: "elongated_bowl",
    Family.ADAPTIVE: "beale",
    Family.SIGN: "elongated_bowl",
    Family.AVERAGING: "elongated_bowl",
    Family.LAYER_WISE: "booth",
    Family.PARAMETER_FREE: "booth",
    Family.CURVATURE: "rosenbrock",
    Family.NOISE: "himmelblau",
    Family.DERIVATIVE_FREE: "himmelblau",
    Family.WRAPPER: "rosenbrock",
}
"""Where each family shows what it is made for."""
CURVE_STEPS = 100
CURVE_BASE = 0.1
_CURVE_SETTINGS: dict[str, dict[str, Any]] = {
    "cyclic": {"step_size_up": 20},
    "one_cycle": {"total_steps": CURVE_STEPS},
}
"""Schedules whose defaults are far longer than the curve that is drawn."""


@cache
def optimizer_experiment(name: str) -> dict[str, Any]:
    """`name` beside gradient descent, on the function of its family or else the first one that it can do with."""
    optimizer = next(cls for cls in OPTIMIZERS if cls.name == name)
    first = _FUNCTIONS.get(optimizer.family)
    functions = sorted(OBJECTIVES, key=lambda function: function.name != first)
    for function in functions:
        for companions in ((Sgd,), ()):
            others: list[type[Optimizer]] = [other for other in companions if other is not optimizer]
            experiment = _experiment(function, [optimizer, *others])
            try:
                prepare(experiment, Settings())
            except Refusal:
                continue
            return experiment
    raise LookupError(f"{name} works on none of the functions")


@cache
def objective_experiment(name: str) -> dict[str, Any]:
    """The function `name` with the optimizers that its row has rates for."""
    function = next(function for function in OBJECTIVES if function.name == name)
    runs = [
        cls for cls in OPTIMIZERS if cls.name in function.learning_rates and cls.name in ("sgd", "momentum", "adam")
    ]
    return _experiment(function, runs or [Sgd])


@cache
def rate_curve(schedule: type[Any]) -> tuple[dict[str, Any], list[float]]:
    """Settings that differ from the defaults, and the rate at each of the first steps from a base rate of CURVE_BASE.

    The loss that it sees falls for a third of the time and then stays where it is.
    """
    settings = _CURVE_SETTINGS.get(schedule.name, {})
    instance = schedule(**settings)
    optimizer = Sgd(learning_rate=CURVE_BASE)
    state, rates = instance.initial_state(), []
    for step in range(CURVE_STEPS):
        values, state = instance.next(state, step, max(1.0 - 3 * step / CURVE_STEPS, 0.1), optimizer)
        rates.append(float(values.get("learning_rate", CURVE_BASE)))
    return settings, rates


def _experiment(function: CatalogueFunction, runs: list[type[Optimizer]]) -> dict[str, Any]:
    rates = suggested_rates(function)
    optimizers = [{"optimizer": _at_its_rate(document(cls()), rates)} for cls in runs]
    return {"objective": {"name": function.name}, "steps": STEPS, "runs": optimizers}


def _at_its_rate(settings: dict[str, Any], rates: dict[str, float]) -> dict[str, Any]:
    """The optimizer, and one within it, with the rates that suit the function; its other settings are the defaults."""
    short: dict[str, Any] = {"name": settings["name"]}
    if "inner" in settings:
        short["inner"] = _at_its_rate(settings["inner"], rates)
    elif "learning_rate" in settings and settings["name"] in rates:
        short["learning_rate"] = rates[settings["name"]]
    return short
