"""torch: an experiment as a program for PyTorch that takes the same paths.

The optimizers and schedules say themselves what they are called there (`Optimizer.elsewhere`, `Schedule.elsewhere`), the
function is printed from its tree. What torch cannot do in the same way is refused with a reason: no code is better than
code that looks alike and walks elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from app.engine.clipping import ClipNorm
from app.engine.descent import Plan
from app.engine.expression.python_text import TORCH, python_text
from app.engine.expression.tree import Condition, Node, children
from app.engine.objectives.formula import FormulaObjective
from app.engine.optimizers.optimizer import Optimizer
from app.engine.schedules.constant import Constant
from app.engine.schedules.reduce_on_plateau import ReduceOnPlateau
from app.engine.schedules.schedule import Composition, Schedule, Swing
from app.service.elsewhere import left_out, line_of
from app.service.preparation import Prepared
from app.service.walked_code import NotThere, Walkers, has_matrix, part_of_each, paths_of, plain_objective


def torch_code(prepared: Prepared) -> Walkers:
    """The program. Raises NotThere if there is none of any run."""
    objective = plain_objective(prepared)
    runs, reasons = part_of_each(prepared.plans, lambda plan: _arguments(plan, prepared))
    walk = _walk(prepared, [prepared.plans[index] for index in runs])
    body = [*_loss(objective), "", "", *walk, "", "", *paths_of(prepared.labels, runs)]
    lines = ["import math", "", "import torch", "", "torch.set_default_dtype(torch.float64)", "", "", *body]
    return Walkers("\n".join(lines if any("math." in line for line in body) else lines[2:]), reasons)


def _loss(objective: FormulaObjective) -> list[str]:
    tree = objective.formula.tree
    used = {name: objective.parameters[name] for name in objective.formula.parameters if name in objective.parameters}
    arguments = [*objective.variables, *(f"{name}={value!r}" for name, value in used.items())]
    text = python_text(tree, objective.variables, used, TORCH)
    if not objective.formula.variables or any(isinstance(node, Condition) for node in _walked(tree)):
        text += f" + 0 * {objective.variables[0]}"  # a plain number has no gradient
    return [f"def loss({', '.join(arguments)}):", f"    return {text}"]


def _walked(tree: Node) -> Iterator[Node]:
    yield tree
    for part in children(tree):
        yield from _walked(part)


def _walk(prepared: Prepared, plans: Sequence[Plan]) -> list[str]:
    is_scheduled = any(not isinstance(plan.schedule, Constant) for plan in plans)
    is_clipped = any(plan.sight.clipping is not None for plan in plans)
    more = (", scheduler_of=None" if is_scheduled else "") + (", clip=None" if is_clipped else "")
    lines = [
        f"def walk(start, optimizer_of{more}):",
        "    position = torch.nn.Parameter(torch.tensor(start))",
        "    optimizer = optimizer_of([position])",
        *(["    scheduler = scheduler_of(optimizer) if scheduler_of else None"] if is_scheduled else []),
        "",
        "    def closure():",
        "        optimizer.zero_grad()",
        "        value = loss(*position)",
        "        value.backward()",
        *(["        if clip:", "            clip(position)"] if is_clipped else []),
        "        return value",
        "",
        "    path = [position.tolist()]",
        f"    for _ in range({prepared.experiment.steps}):",
    ]
    if any(isinstance(plan.schedule, ReduceOnPlateau) for plan in plans):
        lines += ["        value = loss(*position).item()", "        optimizer.step(closure)"]
        lines += [
            "        if isinstance(scheduler, torch.optim.lr_scheduler.ReduceLROnPlateau):",
            "            scheduler.step(value)",
            "        elif scheduler:",
            "            scheduler.step()",
        ]
    else:
        lines += ["        optimizer.step(closure)"]
        lines += ["        if scheduler:", "            scheduler.step()"] if is_scheduled else []
    if prepared.experiment.project:
        lower, upper = prepared.objective.domain.T.tolist()
        lines += [f"        position.data.clamp_(torch.tensor({lower!r}), torch.tensor({upper!r}))"]
    return [*lines, "        path.append(position.tolist())", "    return path"]


def _arguments(plan: Plan, prepared: Prepared) -> list[str]:
    start = (prepared.objective.start if plan.start is None else plan.start).tolist()
    arguments = [repr(start), f"lambda parameters: {_optimizer(plan.optimizer, prepared)}"]
    if not isinstance(plan.schedule, Constant):
        arguments.append(f"lambda optimizer: {_schedule(plan.schedule, plan.optimizer)}")
    clipping = plan.sight.clipping
    if clipping is not None:
        rule = (
            f"torch.nn.utils.clip_grad_norm_(x, {clipping.norm!r})"
            if isinstance(clipping, ClipNorm)
            else f"torch.nn.utils.clip_grad_value_(x, {clipping.value!r})"  # type: ignore[attr-defined]
        )
        arguments.append(f"clip=lambda x: {rule}")
    return arguments


def _optimizer(optimizer: Optimizer, prepared: Prepared) -> str:
    entry = next((entry for entry in optimizer.elsewhere if entry.library == "torch"), None)
    if entry is None:
        raise NotThere("code.no_optimizer", optimizer)
    for name in left_out(entry, optimizer):
        if getattr(optimizer, name):
            raise NotThere("code.no_setting", optimizer, name)
    if optimizer.sees_shape and has_matrix(plain_objective(prepared)):
        raise NotThere("code.no_matrix", optimizer)
    return line_of(entry, optimizer)


def _schedule(schedule: Schedule, optimizer: Optimizer) -> str:
    parts = schedule.schedules if isinstance(schedule, Composition) else (schedule,)
    for part in parts:
        if isinstance(part, Composition) or not part.elsewhere:
            raise NotThere("code.no_schedule", part)
    if optimizer.inertia is None:
        schedule = _still(schedule)
    return line_of(schedule.elsewhere[0], schedule)


def _still(schedule: Any) -> Any:
    """The same for an optimizer without momentum: where ours leaves it alone, torch wants to be told."""
    if isinstance(schedule, Composition):
        return replace(schedule, schedules=tuple(_still(part) for part in schedule.schedules))
    return replace(schedule, cycle_momentum=False) if isinstance(schedule, Swing) else schedule
