"""Watch: what is recorded of a run that has figures besides its loss, step by step.

Positions of thousands of coordinates are too many to keep, and loss and gradient over all examples too dear for every step.
So each step leaves a few numbers, and every so many steps, and at the last one, all examples are looked at.
"""

from __future__ import annotations

import copy
import math

import numpy as np

from app.engine.block import Block
from app.engine.objective import Array, GroupNorms, Objective
from app.engine.oracle import Oracle


class Watch:
    """The watch over one run of an objective with figures.

    figures:  examples_seen        examples that the optimizer's questions have looked at so far
              batch_loss           what the step's sample lost where the step began; only where steps see samples
              group_gradient_norm  length of each group's part of the gradient, `(groups,)`
              update_ratio         length of the step in each group over that of the group itself, `(groups,)`
              and those of `Objective.figures`; NaN at steps that are not evaluated
    """

    def __init__(self, objective: Objective) -> None:
        self._objective = objective
        self._groups = GroupNorms(objective.groups)
        self._examples = 0
        self._questions = 0

    def fork(self, objective: Objective) -> Watch:
        """The same counts, to go on by themselves on an `objective` that is the same function."""
        twin = copy.copy(self)
        twin._objective = objective
        return twin

    def start(self, block: Block, position: Array, loss: Array, gradient: Array) -> None:
        """Row 0 of the start's block."""
        self._write(block, 0, position, loss, gradient)
        block.figures["examples_seen"][0] = 0
        block.is_finite[0] &= bool(np.isfinite(position).all())

    def note(self, block: Block, row: int, update: Array, position: Array, oracle: Oracle) -> None:
        """Write the row of the step by `update` to `position`, but for what has to be evaluated."""
        questions = oracle.value_evaluations + oracle.gradient_evaluations
        self._examples += (questions - self._questions) * oracle.example_count
        self._questions = questions
        block.figures["examples_seen"][row] = self._examples
        block.move[row] = move = math.sqrt(update @ update)
        if not math.isfinite(move):
            block.is_finite[row] = bool(np.isfinite(position).all())
        if block.position.shape[1]:
            block.position[row] = position
        if "batch_loss" in block.figures:
            block.figures["batch_loss"][row] = oracle.sample_loss
            block.is_finite[row] &= not math.isinf(oracle.sample_loss)

    def evaluate(self, block: Block, row: int, update: Array, position: Array) -> tuple[Array, Array]:
        """Look at all examples: write loss, norms and figures of that row; returns loss and gradient."""
        loss, gradient = self._objective.value_and_gradient(position)
        self._write(block, row, position, loss, gradient)
        block.figures["update_ratio"][row] = self._groups(update) / self._groups(position - update)
        return loss, gradient

    def names(self, position: Array) -> dict[str, float | Array]:
        """The figures with a value each, to make room by."""
        nothing = np.full(len(self._objective.groups), math.nan)
        sampled = {"batch_loss": math.nan} if self._objective.is_sampled else {}
        figures = self._objective.figures(position)
        return {"examples_seen": 0.0, **sampled, **figures, "group_gradient_norm": nothing, "update_ratio": nothing}

    def _write(self, block: Block, row: int, position: Array, loss: Array, gradient: Array) -> None:
        norms = self._groups(gradient)
        block.loss[row] = loss
        block.gradient_norm[row] = norm = math.sqrt(norms @ norms)
        block.figures["group_gradient_norm"][row] = norms
        block.is_finite[row] &= math.isfinite(norm) and math.isfinite(loss)
        if block.gradient.shape[1]:
            block.gradient[row] = gradient
        for name, figure in self._objective.figures(position).items():
            block.figures[name][row] = figure
