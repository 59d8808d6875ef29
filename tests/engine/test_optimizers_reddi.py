"""Reddi's online problem: a rare steep slope one way, frequent gentle ones the other, on which Adam goes to the wrong end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from app.engine.descent import Descent, Plan
from app.engine.objective import Array, Objective
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.amsgrad import Amsgrad
from app.engine.optimizers.optimizer import Optimizer
from app.engine.schedules.schedule import ClosedForm

STEEP = 4.0


class Slope(Objective):
    """slope·x on [−1, 1]."""

    dimension = 1
    domain = np.array([[-1.0, 1.0]])
    start = np.array([0.0])

    def __init__(self, slope: float) -> None:
        self.slope = slope

    def value(self, position: Array) -> Array:
        return np.asarray(self.slope * position[0])

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        return self.value(position), np.full_like(position, self.slope)

    def hessian(self, position: Array) -> Array:
        raise NotImplementedError("no first-order optimizer asks for it")


class Reddi(Slope):
    """4x at every third step, −x at the others: on the whole it falls towards −1."""

    def __init__(self) -> None:
        super().__init__((STEEP - 2) / 3)
        self._steep, self._gentle = Slope(STEEP), Slope(-1.0)

    def at(self, step: int) -> Objective:
        return self._steep if (step + 1) % 3 == 1 else self._gentle


@dataclass(frozen=True, kw_only=True)
class SquareRoot(ClosedForm):
    """η/√t, the rate of the paper."""

    def rate(self, base: Any, step: int) -> Any:
        return base / np.sqrt(step + 1.0)


@pytest.mark.parametrize(("kind", "end"), [(Adam, 1.0), (Amsgrad, -1.0)], ids=["adam", "amsgrad"])
def test_adam_ends_at_the_wrong_end_and_amsgrad_at_the_right_one(kind: type[Optimizer], end: float) -> None:
    optimizer = kind(learning_rate=0.1, beta1=0.0, beta2=1 / (1 + STEEP**2))  # type: ignore[call-arg]
    plan = Plan(optimizer=optimizer, steps=6000, schedule=SquareRoot(), is_projected=True)
    assert end * Descent(Reddi(), plan).advance(6000).position[-1, 0] > 0.99
