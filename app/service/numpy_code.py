"""NumPy: an experiment as a program that needs nothing but NumPy and takes the same paths.

The rules are the engine's own source (`source.py`), the gradient is printed from the exact derivative; a schedule is
written out as the rates it gives.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from app.engine.clipping import ClipNorm
from app.engine.descent import Plan
from app.engine.expression.gradient import gradient_trees
from app.engine.expression.python_text import NUMPY, python_text
from app.engine.objectives.formula import FormulaObjective
from app.engine.optimizers.optimizer import Optimizer
from app.engine.schedules.constant import Constant
from app.engine.schedules.schedule import Planned
from app.service.preparation import Prepared
from app.service.source import NotAlone, class_source
from app.service.walked_code import NotThere, Walkers, has_matrix, part_of_each, paths_of, plain_objective

MOST_RATES = 500
"""Steps whose rates are written out one by one."""


def numpy_code(prepared: Prepared) -> Walkers:
    """The program. Raises NotThere if there is none of any run."""
    objective = plain_objective(prepared)
    body = _slope(objective)
    runs, left_out = part_of_each(prepared.plans, lambda plan: (_rule(plan.optimizer, objective), _arguments(plan)))
    for rule in dict.fromkeys(rule for rule, _ in runs.values()):
        body += ["", "", *rule]
    walk = _walk(prepared, [prepared.plans[index] for index in runs])
    arguments = {index: words for index, (_, words) in runs.items()}
    body += ["", "", *walk, "", "", *paths_of(prepared.labels, arguments)]
    text = "\n".join(body)
    lines = ["import math"] if "math." in text else []
    lines += ["from collections import namedtuple"] if "namedtuple(" in text else []
    lines += ["from types import SimpleNamespace", "", "import numpy as np", "", ""]
    return Walkers("\n".join([*lines, text]), left_out)


def _slope(objective: FormulaObjective) -> list[str]:
    trees = gradient_trees(objective.formula, objective.variables, objective.parameters)
    if trees is None:
        raise NotThere("code.long_gradient")
    used = {name: objective.parameters[name] for name in objective.formula.parameters if name in objective.parameters}
    unpacked = ", ".join(objective.variables) + ("," if objective.dimension == 1 else "")
    lines = [f"    {name} = {value!r}" for name, value in used.items()]
    parts = [f"        {python_text(tree, objective.variables, used, NUMPY)}," for tree in trees]
    opening, closing = "    return np.array([", "    ], dtype=float)"
    return ["def slope(position):", f"    {unpacked} = position", *lines, opening, *parts, closing]


def _rule(optimizer: Optimizer, objective: FormulaObjective) -> tuple[str, ...]:
    """The class, as in the engine."""
    if optimizer.sees_shape and has_matrix(objective):
        raise NotThere("code.no_matrix", optimizer)
    try:
        return tuple(class_source(type(optimizer)))
    except NotAlone:
        raise NotThere("code.no_source", optimizer) from None


def _walk(prepared: Prepared, plans: Sequence[Plan]) -> list[str]:
    is_clipped = any(plan.sight.clipping is not None for plan in plans)
    seen = "(lambda x: clip(slope(x))) if clip else slope" if is_clipped else "slope"
    lines = [
        f"def walk(start, rule, rates{', clip=None' if is_clipped else ''}):",
        "    position = np.array(start)",
        "    state = rule.initial_state(position)",
        f"    oracle = SimpleNamespace(gradient={seen})",
        "    path = [position]",
        "    for rate in rates:",
        "        delta, state = rule.step(position, oracle, state, rate)",
        "        position = position + delta",
    ]
    if prepared.experiment.project:
        lower, upper = prepared.objective.domain.T.tolist()
        lines.append(f"        position = np.clip(position, {lower!r}, {upper!r})")
    return [*lines, "        path.append(position)", "    return path"]


def _arguments(plan: Plan) -> list[str]:
    optimizer = plan.optimizer
    if not hasattr(optimizer, "learning_rate"):
        raise NotThere("code.no_source", optimizer)
    settings = {field.name: getattr(optimizer, field.name) for field in dataclasses.fields(optimizer)}
    words = ", ".join(f"{name}={_literal(value, optimizer)}" for name, value in settings.items())
    start = () if plan.start is None else plan.start.tolist()
    arguments = [repr(start), f"{type(optimizer).__name__}({words})", _rates(plan)]
    clipping = plan.sight.clipping
    if clipping is not None:
        rule = (
            f"x * np.minimum(1.0, {clipping.norm!r} / (np.hypot.reduce(x) + 1e-6))"
            if isinstance(clipping, ClipNorm)
            else f"np.clip(x, -{clipping.value!r}, {clipping.value!r})"  # type: ignore[attr-defined]
        )
        arguments.append(f"clip=lambda x: {rule}")
    return arguments


def _rates(plan: Plan) -> str:
    schedule, optimizer = plan.schedule, plan.optimizer
    if isinstance(schedule, Constant):
        return f"[{float(optimizer.rate)!r}] * {plan.steps}"
    if not isinstance(schedule, Planned) or plan.steps > MOST_RATES:
        raise NotThere("code.no_rates", schedule)
    rates, state = [], schedule.initial_state()
    for step in range(plan.steps):
        overrides, state = schedule.next(state, step, 0.0, optimizer)
        if len(overrides) > 1:
            raise NotThere("code.no_rates", schedule)
        rates.append(float(overrides["learning_rate"]))
    return repr(rates)


def _literal(value: Any, optimizer: Optimizer) -> str:
    if isinstance(value, (bool, int, str)):
        return repr(str(value) if isinstance(value, str) else value)
    if isinstance(value, Optimizer):
        raise NotThere("code.no_source", optimizer)
    return repr(float(value))
