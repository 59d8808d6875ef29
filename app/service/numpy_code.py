"""NumPy: an experiment as a program that needs nothing but NumPy and takes the same paths.

The rules are the engine's own source, for the settings of each run (`source.py`); the gradient is printed from the exact
derivative; a schedule is written out as the rates it gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from app.engine.clipping import ClipNorm, Clipping
from app.engine.descent import Plan
from app.engine.expression.gradient import gradient_trees
from app.engine.expression.python_text import NUMPY, python_text
from app.engine.objectives.formula import FormulaObjective
from app.engine.optimizers.optimizer import Optimizer
from app.engine.schedules.constant import Constant
from app.engine.schedules.schedule import Planned
from app.service.messages import sentence
from app.service.preparation import Prepared
from app.service.source import NotAlone, Source, class_source
from app.service.walked_code import NotThere, Walkers, has_matrix, part_of_each, paths_of, plain_objective

MOST_RATES = 500
"""Steps whose rates are written out one by one."""


class _Part(NamedTuple):
    """One run: its rule as a class, the values of the settings that the class takes, and what else `walk` is told."""

    source: Source
    settings: str
    start: str
    rates: str
    clipping: str | None


def numpy_code(prepared: Prepared, language: str = "en") -> Walkers:
    """The program, with comments in `language`. Raises NotThere if there is none of any run."""
    objective = plain_objective(prepared)
    body = _slope(objective)
    runs, left_out = part_of_each(prepared.plans, lambda plan: _part(plan, objective, language))
    names = _class_names([part.source for part in runs.values()])
    for source, name in names.items():
        new = [line for line in source.before if line not in body]
        body += ["", "", *new, *(["", ""] if new else []), f"class {name}:", *source.body]
    walk = _walk(prepared, any(part.clipping is not None for part in runs.values()))
    arguments = {index: _arguments(part, names[part.source]) for index, part in runs.items()}
    body += ["", "", *walk, "", "", *paths_of(prepared.labels, arguments)]
    text = "\n".join(body)
    lines = ["import math"] if "math." in text else []
    lines += ["from collections import namedtuple"] if "namedtuple(" in text else []
    lines += [*([""] if lines else []), "import numpy as np", "", ""]
    return Walkers("\n".join([*lines, text]), left_out)


def _class_names(sources: Sequence[Source]) -> dict[Source, str]:
    """A name for each class: the same rule with other branches is another one, `Adam2`."""
    names: dict[Source, str] = {}
    for source in sources:
        count = sum(other.name == source.name for other in names)
        names.setdefault(source, f"{source.name}{count + 1}" if count else source.name)
    return names


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


def _part(plan: Plan, objective: FormulaObjective, language: str) -> _Part:
    optimizer, clipping = plan.optimizer, plan.sight.clipping
    if not hasattr(optimizer, "learning_rate") or (optimizer.sees_shape and has_matrix(objective)):
        raise NotThere("code.no_matrix" if optimizer.sees_shape else "code.no_source", optimizer)
    title, idea = (text.in_language(language) for text in (optimizer.title, optimizer.idea))
    try:
        source = class_source(optimizer, sentence(language, "code.about", title=title, idea=idea))
    except NotAlone:
        raise NotThere("code.no_source", optimizer) from None
    values = [f"{name}={_literal(getattr(optimizer, name), optimizer)}" for name in source.settings]
    start = repr(() if plan.start is None else plan.start.tolist())
    return _Part(source, ", ".join(values), start, _rates(plan), None if clipping is None else _clipping(clipping))


def _walk(prepared: Prepared, is_clipped: bool) -> list[str]:
    lines = [
        f"def walk(start, rule, rates{', clip=None' if is_clipped else ''}):",
        "    position = np.array(start)",
        "    state = rule.initial_state(position)",
        *(["    seen = (lambda x: clip(slope(x))) if clip else slope"] if is_clipped else []),
        "    path = [position]",
        "    for rate in rates:",
        f"        delta, state = rule.step(position, {'seen' if is_clipped else 'slope'}, state, rate)",
        "        position = position + delta",
    ]
    if prepared.experiment.project:
        lower, upper = prepared.objective.domain.T.tolist()
        lines.append(f"        position = np.clip(position, {lower!r}, {upper!r})")
    return [*lines, "        path.append(position)", "    return path"]


def _arguments(part: _Part, name: str) -> list[str]:
    clipping = [] if part.clipping is None else [f"clip={part.clipping}"]
    return [part.start, f"{name}({part.settings})", part.rates, *clipping]


def _clipping(clipping: Clipping) -> str:
    if isinstance(clipping, ClipNorm):
        return f"lambda x: x * np.minimum(1.0, {clipping.norm!r} / (np.hypot.reduce(x) + 1e-6))"
    return f"lambda x: np.clip(x, -{clipping.value!r}, {clipping.value!r})"  # type: ignore[attr-defined]


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
