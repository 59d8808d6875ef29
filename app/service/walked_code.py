"""What the programs that walk the paths by themselves have in common: which runs they can walk, and why not the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.engine.descent import Plan
from app.engine.objectives.formula import FormulaObjective
from app.engine.objectives.online import OnlineObjective
from app.engine.optimizers.optimizer import Optimizer
from app.engine.schedules.schedule import Schedule
from app.service.preparation import Prepared

Part = TypeVar("Part")


class NotThere(ValueError):
    """Why there is no such code: the key of a sentence, and what it names (engine objects by their titles)."""

    def __init__(self, key: str, subject: Optimizer | Schedule | None = None, setting: str = "") -> None:
        super().__init__(key)
        self.key, self.subject, self.setting = key, subject, setting


@dataclass(frozen=True)
class Walkers:
    """The program, and which runs of the experiment it leaves out, each with the reason."""

    text: str
    left_out: dict[int, NotThere]


def part_of_each(plans: Sequence[Plan], write: Callable[[Plan], Part]) -> tuple[dict[int, Part], dict[int, NotThere]]:
    """What `write` makes of each run by its index, and the reasons of those without; raises the first if all are."""
    parts: dict[int, Part] = {}
    reasons: dict[int, NotThere] = {}
    for index, plan in enumerate(plans):
        try:
            parts[index] = write(plan)
        except NotThere as reason:
            reasons[index] = reason
    if not parts:
        raise next(iter(reasons.values()))
    return parts, reasons


def names_of(labels: Sequence[str]) -> list[str]:
    """The runs told apart: a second “Adam” is “Adam (2)”."""
    counts = (labels[:index].count(label) for index, label in enumerate(labels))
    return [f"{label} ({count + 1})" if count else label for label, count in zip(labels, counts, strict=True)]


def paths_of(labels: Sequence[str], runs: dict[int, list[str]]) -> list[str]:
    """The lines that walk each run, by its index, with its arguments, and tell where it ends."""
    lines = ["paths = {"]
    names = names_of(labels)
    for index, arguments in runs.items():
        lines += [f"    {names[index]!r}: walk(", *(f"        {argument}," for argument in arguments), "    ),"]
    return [*lines, "}", "for label, path in paths.items():", "    print(label, path[-1])", ""]


def plain_objective(prepared: Prepared) -> FormulaObjective:
    """The function of an experiment in which nothing happens that only Thalweg does; raises NotThere for all others."""
    objective, experiment = prepared.objective, prepared.experiment
    if prepared.is_training:
        raise NotThere("code.no_model")
    if not isinstance(objective, FormulaObjective) or isinstance(objective, OnlineObjective):
        raise NotThere("code.no_online")
    if experiment.noise:
        raise NotThere("code.no_noise")
    if experiment.gradient.method != "analytic":
        raise NotThere("code.no_differences")
    if experiment.changes:
        raise NotThere("code.no_changes")
    return objective


def has_matrix(objective: FormulaObjective) -> bool:
    """Whether its coordinates are the entries of a matrix."""
    return any(len(group.shape) > 1 for group in objective.groups)
