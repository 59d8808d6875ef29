"""Watch: what is recorded of a run that has figures besides its loss, step by step.

Positions of thousands of coordinates are too many to keep, and loss and gradient over all examples too dear for every step.
So each step leaves a few numbers, and every so many steps, and at the last one, all examples are looked at.
"""

from __future__ import annotations

import math

import numpy as np

from app.engine.block import Block
from app.engine.objective import Array, Objective, group_norms
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
        self._examples = 0
        self._questions = 0

    def start(self, block: Block, position: Array, loss: Array, gradient: Array) -> None:
        """Row 0 of the start's block."""
        self._evaluate(block, 0, position, loss, gradient)
        block.figures["examples_seen"][0] = 0
        block.is_finite[0] &= bool(np.isfinite(position).all())

    def note(self, block: Block, row: int, before: Array, position: Array, oracle: Oracle) -> None:
        """Write the row of the step from `before` to `position`, but for what has to be evaluated."""
        questions = oracle.value_evaluations + oracle.gradient_evaluations
        self._examples += (questions - self._questions) * oracle.example_count
        self._questions = questions
        block.figures["examples_seen"][row] = self._examples
        update = position - before
        block.move[row] = math.sqrt(update @ update)
        block.is_finite[row] = math.isfinite(block.move[row]) and bool(np.isfinite(position).all())
        if block.position.shape[1]:
            block.position[row] = position
        if "batch_loss" in block.figures:
            block.figures["batch_loss"][row] = oracle.sample_loss
            block.is_finite[row] &= not math.isinf(oracle.sample_loss)

    def evaluate(self, block: Block, row: int, before: Array, position: Array) -> tuple[Array, Array]:
        """Look at all examples: write loss, norms and figures of that row; returns loss and gradient."""
        loss, gradient = self._objective.value_and_gradient(position)
        self._evaluate(block, row, position, loss, gradient)
        groups = self._objective.groups
        block.figures["update_ratio"][row] = group_norms(groups, position - before) / group_norms(groups, before)
        return loss, gradient

    def names(self, position: Array) -> dict[str, float | Array]:
        """The figures with a value each, to make room by."""
        nothing = np.full(len(self._objective.groups), math.nan)
        sampled = {"batch_loss": math.nan} if self._objective.is_sampled else {}
        figures = self._objective.figures(position)
        return {"examples_seen": 0.0, **sampled, **figures, "group_gradient_norm": nothing, "update_ratio": nothing}

    def _evaluate(self, block: Block, row: int, position: Array, loss: Array, gradient: Array) -> None:
        block.loss[row] = loss
        norm = block.gradient_norm[row] = math.sqrt(gradient @ gradient)
        block.is_finite[row] &= math.isfinite(norm) and bool(np.isfinite(loss))
        if block.gradient.shape[1]:
            block.gradient[row] = gradient
        for name, figure in self._objective.figures(position).items():
            block.figures[name][row] = figure
        block.figures["group_gradient_norm"][row] = group_norms(self._objective.groups, gradient)
